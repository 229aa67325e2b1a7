"""Rows of a downloaded list that came back: which are originals, and which units were renamed in it."""

from collections.abc import Mapping
from dataclasses import replace

from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import Person
from roadmap.people.staff import StaffRow, StaffTable
from roadmap.people.staff_marks import read_mark
from roadmap.people.staff_plan import MAX_NAME, KnownStaff
from roadmap.wording import name_key


def renamed_units(table: StaffTable, known: KnownStaff, by_name: Mapping[str, UnitId]) -> dict[UnitId, str]:
    """Units that every row of theirs calls by one other name, which is nobody else's."""
    said: dict[UnitId, set[str]] = {}
    for row in table.rows:
        mark = read_mark(row.mark)
        if mark is not None and mark.unit_id in known.units and row.unit:
            said.setdefault(mark.unit_id, set()).add(" ".join(row.unit.split()))
    renamed: dict[UnitId, str] = {}
    for unit_id, names in said.items():
        (name, *others) = names
        is_free = by_name.get(name_key(name), unit_id) == unit_id
        if not others and is_free and name != known.units[unit_id].name and len(name) <= MAX_NAME:
            renamed[unit_id] = name
    return renamed


def with_single_marks(rows: tuple[StaffRow, ...], persons: Mapping[PersonId, Person]) -> tuple[StaffRow, ...]:
    """A row copied within the table brings its mark along: only the original keeps it."""
    originals: dict[str, StaffRow] = {}
    for row in rows:
        mark = read_mark(row.mark)
        if mark is None:
            continue
        before, person = originals.get(row.mark), persons.get(mark.person_id)
        key = name_key(person.name) if person else ""
        if before is None or name_key(row.person) == key != name_key(before.person):
            originals[row.mark] = row
    return tuple(row if originals.get(row.mark) is row else replace(row, mark="") for row in rows)
