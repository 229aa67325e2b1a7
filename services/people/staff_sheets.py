"""The present list of people as a workbook, to be changed in any office program and sent back."""

import asyncio
from dataclasses import dataclass, replace

from roadmap.clock import Clock
from roadmap.ids import PersonId, UnitId
from roadmap.natural_order import natural
from roadmap.people.persons import Actor, Role, SystemActor, UnitKind
from roadmap.people.staff import StaffRow, StaffSheet
from roadmap.people.staff_marks import mark_of
from roadmap.people.staff_plan import KnownStaff
from roadmap.people.staff_planner import row_now
from services.people.directory import require
from services.people.staff_lists import known_staff
from services.ports.exports import StaffExporter
from storage.unit_of_work import Store, UnitOfWork

Named = tuple[PersonId | None, UnitId | None, Role | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffFile:
    """The workbook and what it is about."""

    department: str
    people: int
    data: bytes


class StaffSheetService:
    def __init__(self, store: Store, clock: Clock, export: StaffExporter) -> None:
        self._store = store
        self._clock = clock
        self._export = export

    async def download(self, actor: Actor | SystemActor) -> StaffFile:
        """The list as it is now, to be changed and sent back."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            sheet = await _sheet(uow, actor.department_id)
        data = await asyncio.to_thread(self._export, sheet)
        people = len({row.mark.partition(".")[0] for row in sheet.rows if row.person})
        now = self._clock.now()
        async with self._store.write() as uow:
            subject = ("unit", int(actor.department_id))
            await uow.audit.add(actor, now, "staff_list.exported", subject, {"people": people})
            await uow.commit()
        return StaffFile(department=sheet.department, people=people, data=data)


async def _sheet(uow: UnitOfWork, department_id: UnitId) -> StaffSheet:
    known = await known_staff(uow, department_id)
    joined = {account.person_id for account in await uow.accounts.of(list(known.persons))}
    rows = sorted(((named, _row(known, *named)) for named in _named(known)), key=lambda each: _order(each[1]))
    units = [unit.name for unit in known.units.values() if unit.kind is not UnitKind.GROUP]
    return StaffSheet(
        department=known.department.name,
        rows=tuple(row for _, row in rows),
        units=tuple(sorted(units, key=natural)),
        joined=frozenset(place for place, (named, _) in enumerate(rows) if named[0] in joined),
    )


def _named(known: KnownStaff) -> list[Named]:
    """Every role of everybody; people without a role and units without people once each."""
    held: list[Named] = [
        (m.person_id, m.unit_id, m.role) for m in known.memberships if m.unit_id in known.units
    ]
    with_role, with_people = {person for person, _, _ in held}, {unit for _, unit, _ in held}
    held += [(person_id, None, None) for person_id in known.persons if person_id not in with_role]
    units = (unit for unit in known.units.values() if unit.kind is not UnitKind.GROUP)
    return held + [(None, unit.id, None) for unit in units if unit.id not in with_people]


def _row(
    known: KnownStaff, person_id: PersonId | None, unit_id: UnitId | None, role: Role | None
) -> StaffRow:
    person = known.persons[person_id] if person_id else None
    row = row_now(person, known.units[unit_id] if unit_id else None, role)
    return replace(row, mark=mark_of(row, person_id or 0, unit_id or 0))


def _order(row: StaffRow) -> tuple[object, ...]:
    """The department first, then units by name; people without a unit last."""
    return (not row.unit, row.kind is not UnitKind.DEPARTMENT, natural(row.unit), row.person, row.role or "")
