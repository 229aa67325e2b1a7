"""Lays a list of people over a department: new, changed, the same, or not to be taken and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NoReturn

from roadmap.ids import PersonId, UnitId
from roadmap.language.unit_names import kind_of_name
from roadmap.people.alike import Alike
from roadmap.people.persons import Membership, Person, Role, Unit, UnitKind
from roadmap.people.returned_rows import renamed_units, with_single_marks
from roadmap.people.staff import StaffRow, StaffTable
from roadmap.people.staff_marks import Mark, print_of, read_mark
from roadmap.people.staff_plan import (
    MAX_NAME,
    Fate,
    KnownStaff,
    Likeness,
    PlannedLine,
    PlannedPerson,
    PlannedUnit,
    StaffPlan,
    Touched,
)
from roadmap.wording import name_key, normal

Changes = tuple[tuple[Touched, str], ...]


@dataclass
class _Refused(Exception):
    reason: str
    detail: str = ""


def plan_staff(table: StaffTable, known: KnownStaff, chosen: Mapping[str, int]) -> StaffPlan:
    """What the list would do now. `chosen`: names that are known ones, by `choice_of`."""
    planner = _Planner(known, chosen, table)
    return planner.plan(table)


def choice_of(name: str, *, is_unit: bool) -> str:
    """What the choice «this name is that one» is kept under."""
    return f"{'unit' if is_unit else 'person'}:{normal(name)}"


def row_now(person: Person | None, unit: Unit | None, role: Role | None) -> StaffRow:
    """How a downloaded list would spell this row at present."""
    return StaffRow(
        unit=unit.name if unit else "",
        kind=unit.kind if unit else None,
        time_zone=unit.time_zone if unit else "",
        person=person.name if person else "",
        post=person.post if person else "",
        role=role,
    )


@dataclass
class _Placed:
    """Where a row has found its unit and person, gathered while it is looked at."""

    changes: list[tuple[Touched, str]] = field(default_factory=list)
    alike: list[Likeness] = field(default_factory=list)
    new_unit: UnitId | None = None
    is_new_person: bool = False

    @property
    def is_new_unit(self) -> bool:
        return self.new_unit is not None

    @property
    def fate(self) -> Fate:
        if self.is_new_person or self.is_new_unit:
            return Fate.NEW
        return Fate.CHANGED if self.changes else Fate.SAME


class _Planner:
    def __init__(self, known: KnownStaff, chosen: Mapping[str, int], table: StaffTable) -> None:
        self._known = known
        self._chosen = chosen
        self._alike = Alike(
            {u.id: u.name for u in known.units.values()}, {p.id: p.name for p in known.persons.values()}
        )
        self._units = dict(known.units)
        self._persons: dict[PersonId, Person] = dict(known.persons)
        self._held = set(known.memberships)
        self._unit_by_name = {name_key(unit.name): unit.id for unit in known.units.values()}
        self._person_by_name: dict[str, list[PersonId]] = {}
        for person in known.persons.values():
            self._person_by_name.setdefault(name_key(person.name), []).append(person.id)
        self._posted: set[PersonId] = set()
        self._renamed = renamed_units(table, known, self._unit_by_name)
        self._named: dict[PersonId, None] = {}

    def plan(self, table: StaffTable) -> StaffPlan:
        rows = with_single_marks(table.rows, self._known.persons)
        lines = [self._line(row) for row in rows]
        lines += [_refused_line(each.line, each.words, each.reason, each.detail) for each in table.unread]
        return StaffPlan(
            lines=tuple(sorted(lines, key=lambda line: line.line)),
            units=tuple(_unit(u) for u in self._units.values() if self._known.units.get(u.id) != u),
            persons=tuple(_person(p) for p in self._persons.values() if self._known.persons.get(p.id) != p),
            granted=tuple(m for m in sorted(self._held, key=_order) if m not in self._known.memberships),
            revoked=tuple(m for m in sorted(self._known.memberships, key=_order) if m not in self._held),
            named=tuple(self._named),
        )

    def _line(self, row: StaffRow) -> PlannedLine:
        placed = _Placed()
        try:
            mark = read_mark(row.mark)
            if mark is None:
                self._place(row, placed)
            elif mark.print != print_of(row):
                self._place_marked(row, mark, placed)
            elif mark.person_id:
                self._named[mark.person_id] = None
        except _Refused as refusal:
            self._forget(placed)
            return replace(
                _refused_line(row.line, row.person or row.unit, refusal.reason, refusal.detail),
                unit=row.unit,
                person=row.person,
            )
        return PlannedLine(
            line=row.line,
            unit=row.unit,
            person=row.person,
            post=row.post,
            role=row.role or (Role.EXECUTOR if row.person else None),
            fate=placed.fate,
            is_new_unit=placed.is_new_unit,
            is_new_person=placed.is_new_person,
            changes=tuple(placed.changes),
            alike=tuple(placed.alike),
        )

    def _forget(self, placed: _Placed) -> None:
        """A row that is not taken brings no unit in."""
        if placed.new_unit is not None:
            unit = self._units.pop(placed.new_unit)
            del self._unit_by_name[name_key(unit.name)]

    # Rows of a list of their own

    def _place(self, row: StaffRow, placed: _Placed) -> None:
        unit_id = self._unit_of(row, placed)
        if not row.person:
            return
        person_id = self._person_of(row, unit_id, placed)
        held = Membership(person_id=person_id, unit_id=unit_id, role=row.role or Role.EXECUTOR)
        if held not in self._held:
            self._held.add(held)
            if not placed.is_new_person:
                placed.changes.append((Touched.ONE_MORE_ROLE, ""))
        self._named[person_id] = None

    def _unit_of(self, row: StaffRow, placed: _Placed) -> UnitId:
        department = self._known.department
        if row.kind is UnitKind.DEPARTMENT or (not row.unit and row.role not in (None, Role.EXECUTOR)):
            return department.id
        name = _proper(row.unit, "no-unit")
        unit_id = self._known_unit(name)
        if unit_id is None:
            unit_id = self._chosen_unit(name, placed)
        if unit_id is None:
            return self._new_unit(name, row, placed)
        self._change_unit(unit_id, row, placed)
        return unit_id

    def _known_unit(self, name: str) -> UnitId | None:
        found = self._unit_by_name.get(name_key(name)) or self._known.unit_aliases.get(normal(name))
        if found is not None and self._units[found].kind is UnitKind.GROUP:
            _refuse("group", self._units[found].name)
        return found

    def _chosen_unit(self, name: str, placed: _Placed) -> UnitId | None:
        like = self._alike.unit(name)
        if like is None:
            return None
        is_same = self._chosen.get(choice_of(name, is_unit=True)) == like
        known = self._known.units[UnitId(like)]
        placed.alike.append(Likeness(unit_id=known.id, name=known.name, is_same=is_same))
        return known.id if is_same else None

    def _new_unit(self, name: str, row: StaffRow, placed: _Placed) -> UnitId:
        unit_id = UnitId(-1 - sum(key < 0 for key in self._units))
        department = self._known.department
        self._units[unit_id] = Unit(
            id=unit_id,
            department_id=department.id,
            parent_id=department.id,
            name=name,
            kind=row.kind or kind_of_name(name),
            time_zone=row.time_zone or department.time_zone,
            is_active=True,
        )
        self._unit_by_name[name_key(name)] = unit_id
        placed.new_unit = unit_id
        return unit_id

    def _change_unit(self, unit_id: UnitId, row: StaffRow, placed: _Placed) -> None:
        unit = self._units[unit_id]
        if row.kind and row.kind is not unit.kind and unit.kind is not UnitKind.DEPARTMENT:
            placed.changes.append((Touched.UNIT_KIND, unit.kind.value))
            unit = replace(unit, kind=row.kind)
        if row.time_zone and row.time_zone != unit.time_zone:
            placed.changes.append((Touched.UNIT_ZONE, unit.time_zone))
            unit = replace(unit, time_zone=row.time_zone)
        self._units[unit_id] = unit

    def _person_of(self, row: StaffRow, unit_id: UnitId, placed: _Placed) -> PersonId:
        name = _proper(row.person, "no-name")
        person_id = self._known_person(name, unit_id)
        if person_id is None:
            person_id = self._chosen_person(name, placed)
        if person_id is None:
            return self._new_person(name, row, placed)
        if row.post and person_id not in self._posted:
            self._set_post(person_id, row.post, placed)
        self._posted.add(person_id)
        return person_id

    def _known_person(self, name: str, unit_id: UnitId) -> PersonId | None:
        found = self._person_by_name.get(name_key(name), [])
        if len(found) > 1:
            here = {held.person_id for held in self._held if held.unit_id == unit_id}
            found = [each for each in found if each in here]
            if len(found) != 1:
                _refuse("namesakes", name)
        return found[0] if found else self._known.person_aliases.get(normal(name))

    def _chosen_person(self, name: str, placed: _Placed) -> PersonId | None:
        like = self._alike.person(name)
        if like is None:
            return None
        is_same = self._chosen.get(choice_of(name, is_unit=False)) == like
        person = self._known.persons[PersonId(like)]
        placed.alike.append(Likeness(person_id=person.id, name=person.name, is_same=is_same))
        if not is_same:
            return None
        self._rename(person.id, name, placed)
        return person.id

    def _new_person(self, name: str, row: StaffRow, placed: _Placed) -> PersonId:
        person_id = PersonId(-1 - sum(key < 0 for key in self._persons))
        self._persons[person_id] = Person(
            id=person_id,
            department_id=self._known.department.id,
            name=name,
            post=row.post.strip(),
            is_active=True,
            consented_at=None,
            consent_version=None,
        )
        self._person_by_name.setdefault(name_key(name), []).append(person_id)
        self._posted.add(person_id)
        placed.is_new_person = True
        return person_id

    def _rename(self, person_id: PersonId, name: str, placed: _Placed) -> None:
        person = self._persons[person_id]
        if person.name != name:
            placed.changes.append((Touched.NAME, person.name))
            self._persons[person_id] = replace(person, name=name)

    def _set_post(self, person_id: PersonId, post: str, placed: _Placed) -> None:
        person = self._persons[person_id]
        if person.post != post.strip():
            placed.changes.append((Touched.POST, person.post))
            self._persons[person_id] = replace(person, post=post.strip())

    # Rows of a list that was downloaded, changed and sent back

    def _place_marked(self, row: StaffRow, mark: Mark, placed: _Placed) -> None:
        person = self._known.persons.get(mark.person_id)
        unit = self._known.units.get(mark.unit_id)
        if (mark.person_id and person is None) or (mark.unit_id and unit is None):
            _refuse("gone")
        self._check_untouched(mark, person, unit)
        if unit is not None:
            self._change_marked_unit(row, unit, placed)
        if person is None:
            if row.person:
                self._place(replace(row, mark="", unit=self._units[mark.unit_id].name), placed)
            return
        name = _proper(row.person, "no-name")
        self._move(row, mark, person.id, placed)
        self._rename(person.id, name, placed)
        self._set_post(person.id, row.post, placed)
        self._named[person.id] = None

    def _check_untouched(self, mark: Mark, person: Person | None, unit: Unit | None) -> None:
        """Refuse a row that somebody has changed here since the list was downloaded."""
        held = Membership(person_id=mark.person_id, unit_id=mark.unit_id, role=mark.role or Role.EXECUTOR)
        now = row_now(person, unit, mark.role)
        if print_of(now) != mark.print or (mark.role and held not in self._known.memberships):
            _refuse("meanwhile", ", ".join(filter(None, (now.person, now.post, now.unit))))

    def _change_marked_unit(self, row: StaffRow, unit: Unit, placed: _Placed) -> None:
        renamed = self._renamed.get(unit.id)
        if renamed and self._units[unit.id].name != renamed:
            placed.changes.append((Touched.UNIT_NAME, unit.name))
            self._units[unit.id] = replace(self._units[unit.id], name=renamed)
            self._unit_by_name[name_key(renamed)] = unit.id
        if self._is_at(row, unit):
            self._change_unit(unit.id, row, placed)

    def _is_at(self, row: StaffRow, unit: Unit) -> bool:
        return not row.unit or name_key(row.unit) == name_key(self._units[unit.id].name)

    def _move(self, row: StaffRow, mark: Mark, person_id: PersonId, placed: _Placed) -> None:
        was = self._known.units.get(mark.unit_id)
        if not row.unit:
            _refuse("no-unit")
        unit_id = was.id if was and self._is_at(row, was) else self._unit_of(row, placed)
        role = row.role or mark.role or Role.EXECUTOR
        wanted = Membership(person_id=person_id, unit_id=unit_id, role=role)
        if mark.role is None or was is None:
            self._held.add(wanted)
            placed.changes.append((Touched.ONE_MORE_ROLE, ""))
            return
        held = Membership(person_id=person_id, unit_id=was.id, role=mark.role)
        if wanted == held:
            return
        self._require_coordinator(besides=held)
        self._held.discard(held)
        self._held.add(wanted)
        if wanted.unit_id != held.unit_id:
            placed.changes.append((Touched.UNIT, was.name))
        if wanted.role is not held.role:
            placed.changes.append((Touched.ROLE, held.role.value))

    def _require_coordinator(self, besides: Membership) -> None:
        others = [m for m in self._held if m.role is Role.COORDINATOR and m != besides]
        if besides.role is Role.COORDINATOR and not others:
            _refuse("last-coordinator")


def _refused_line(line: int, words: str, reason: str, detail: str) -> PlannedLine:
    return PlannedLine(
        line=line,
        unit=words,
        person="",
        post="",
        role=None,
        fate=Fate.REFUSED,
        reason=reason,
        detail=detail,
    )


def _proper(raw: str, missing: str) -> str:
    name = " ".join("".join(char if char.isprintable() else " " for char in raw).split())
    if not name:
        _refuse(missing)
    if len(name) > MAX_NAME:
        _refuse("name-length", str(MAX_NAME))
    return name


def _refuse(reason: str, detail: str = "") -> NoReturn:
    raise _Refused(reason, detail)


def _unit(unit: Unit) -> PlannedUnit:
    return PlannedUnit(id=unit.id, name=unit.name, kind=unit.kind, time_zone=unit.time_zone)


def _person(person: Person) -> PlannedPerson:
    return PlannedPerson(id=person.id, name=person.name, post=person.post)


def _order(held: Membership) -> tuple[int, int, str]:
    return (held.person_id, held.unit_id, held.role.value)
