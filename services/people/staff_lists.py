"""Lists of people: sent, looked at row by row, loaded by one press."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from roadmap.clock import Clock
from roadmap.errors import NotFound, WrongState
from roadmap.ids import PersonId, StaffListId, UnitId
from roadmap.people.persons import Actor, Membership, Role, SystemActor, Through
from roadmap.people.staff import StaffRow, StaffTable
from roadmap.people.staff_lists import StaffList, StaffListState
from roadmap.people.staff_plan import Fate, KnownStaff, PlannedLine, StaffPlan
from roadmap.people.staff_planner import choice_of, plan_staff
from roadmap.wording import normal
from services.people.directory import require, unit_of
from services.people.role_news import tell_of_role
from services.ports.documents import StaffReader
from storage.unit_of_work import Store, UnitOfWork

KEPT = timedelta(days=14)
MAX_FILE_NAME = 120
PAGE = 10
_ORDER = tuple(Fate)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPreview:
    """A list as it would be loaded now, a page of its rows with those first that need a look."""

    id: StaffListId
    file_name: str
    state: StaffListState
    plan: StaffPlan
    ignored: tuple[str, ...]
    lines: tuple[PlannedLine, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLoaded:
    """What a list has changed; `without_chat` of its people have never joined."""

    plan: StaffPlan
    without_chat: int


class StaffListService:
    def __init__(self, store: Store, clock: Clock, read: StaffReader) -> None:
        self._store = store
        self._clock = clock
        self._read = read

    async def receive(self, actor: Actor, data: bytes, file_name: str) -> StaffListId:
        """Read the list and keep it to be looked at; DocumentRefused where it is none."""
        require(actor, Role.COORDINATOR)
        table = await self._read(data, file_name)
        now = self._clock.now()
        name = file_name.strip()[:MAX_FILE_NAME]
        async with self._store.write() as uow:
            await uow.staff_lists.forget_old(actor.department_id, now - KEPT)
            list_id = await uow.staff_lists.add(actor.department_id, actor.person_id, name, table, now)
            await uow.commit()
        return list_id

    async def preview(self, actor: Actor, list_id: StaffListId, page: int = 0) -> StaffPreview:
        """What the list would change now."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            found = await _list_of(uow, actor, list_id)
            plan = await _planned(uow, found)
        return _preview(found, plan, page)

    async def choose(self, actor: Actor, list_id: StaffListId, line: int, page: int) -> StaffPreview:
        """Take the new name of this row for the known one it is like, or as new again."""
        require(actor, Role.COORDINATOR)
        async with self._store.write() as uow:
            found = await _open_list(uow, actor, list_id)
            chosen = _toggled(found, await _planned(uow, found), line)
            await uow.staff_lists.choose(list_id, chosen)
            found = replace(found, choices=chosen)
            plan = await _planned(uow, found)
            await uow.commit()
        return _preview(found, plan, page)

    async def load(self, actor: Actor, list_id: StaffListId) -> StaffLoaded:
        """Do what the list says as it stands now, all of it in one transaction."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            found = await _open_list(uow, actor, list_id)
            plan = await _planned(uow, found)
            by_table = replace(actor, through=Through.TABLE)
            named = await carry_out(uow, by_table, plan, now)
            await _remember(uow, found)
            await uow.staff_lists.settle(list_id, StaffListState.LOADED)
            without = await without_chat(uow, named)
            await uow.commit()
        return StaffLoaded(plan=plan, without_chat=len(without))

    async def drop(self, actor: Actor, list_id: StaffListId) -> None:
        """Leave it all as it is."""
        require(actor, Role.COORDINATOR)
        async with self._store.write() as uow:
            await _open_list(uow, actor, list_id)
            await uow.staff_lists.settle(list_id, StaffListState.DROPPED)
            await uow.commit()

    async def plan_rows(self, actor: Actor, rows: Sequence[StaffRow]) -> StaffPlan:
        """What these rows would change: of names that were typed."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            return await plan_of(uow, actor.department_id, StaffTable(rows=tuple(rows)))

    async def plan(self, actor: Actor | SystemActor, data: bytes, file_name: str) -> StaffPlan:
        """What the list would change, nothing being kept: for the command line."""
        require(actor, Role.COORDINATOR)
        table = await self._read(data, file_name)
        async with self._store.read() as uow:
            return await plan_of(uow, actor.department_id, table)


async def plan_of(
    uow: UnitOfWork, department_id: UnitId, table: StaffTable, choices: dict[str, int] | None = None
) -> StaffPlan:
    """What this list would do in the department; comparing names is work, so it is done beside the loop."""
    known = await known_staff(uow, department_id)
    return await asyncio.to_thread(plan_staff, table, known, choices or {})


async def known_staff(uow: UnitOfWork, department_id: UnitId) -> KnownStaff:
    """Units, people and roles of the department, and the words it has explained."""
    aliases = await uow.spellings.known(department_id)
    units = {unit.id: unit for unit in await uow.people.units(department_id)}
    persons = {person.id: person for person in await uow.people.persons(department_id)}
    return KnownStaff(
        department=await unit_of(uow, department_id, department_id),
        units=units,
        persons=persons,
        memberships=frozenset(await uow.people.memberships(department_id)),
        unit_aliases={w: a.unit_id for w, a in aliases.items() if a.unit_id in units and a.unit_id},
        person_aliases={w: a.person_id for w, a in aliases.items() if a.person_id in persons and a.person_id},
    )


async def carry_out(
    uow: UnitOfWork, actor: Actor | SystemActor, plan: StaffPlan, now: datetime
) -> tuple[PersonId, ...]:
    """Write what the plan says; the people it names, as they are known now."""
    new_units = [unit for unit in plan.units if unit.id < 0]
    new_persons = [person for person in plan.persons if person.id < 0]
    unit_ids = await uow.staff_lists.add_units(actor.department_id, new_units)
    person_ids = await uow.staff_lists.add_persons(actor.department_id, new_persons)
    units = dict(zip((unit.id for unit in new_units), unit_ids, strict=True))
    persons = dict(zip((person.id for person in new_persons), person_ids, strict=True))
    await uow.staff_lists.change_units([unit for unit in plan.units if unit.id > 0])
    await uow.staff_lists.change_persons(
        actor.department_id, [person for person in plan.persons if person.id > 0]
    )
    granted = [
        Membership(
            person_id=persons.get(held.person_id, held.person_id),
            unit_id=units.get(held.unit_id, held.unit_id),
            role=held.role,
        )
        for held in plan.granted
    ]
    await uow.staff_lists.grant(granted)
    await uow.staff_lists.revoke(plan.revoked)
    new = set(persons.values())
    for held in [held for held in granted if held.person_id not in new]:
        await tell_of_role(uow, actor, held, now, is_given=True)
    for held in plan.revoked:
        await tell_of_role(uow, actor, held, now, is_given=False)
    for held in plan.revoked:
        await uow.invitations.revoke(held.person_id, now, to=(held.unit_id, held.role))
    await _audit(uow, actor, plan, units, persons, granted, now)
    return tuple(persons.get(person_id, person_id) for person_id in plan.named)


async def without_chat(uow: UnitOfWork, persons: Sequence[PersonId]) -> list[PersonId]:
    """Those of them who have never joined."""
    joined = {account.person_id for account in await uow.accounts.of(persons)}
    return [person_id for person_id in persons if person_id not in joined]


async def _audit(
    uow: UnitOfWork,
    actor: Actor | SystemActor,
    plan: StaffPlan,
    units: dict[UnitId, UnitId],
    persons: dict[PersonId, PersonId],
    granted: Sequence[Membership],
    now: datetime,
) -> None:
    entries: list[tuple[str, tuple[str, int], dict[str, object]]] = []
    for unit in plan.units:
        action = "unit.added" if unit.id < 0 else "unit.changed"
        entries.append((action, ("unit", units.get(unit.id, unit.id)), {}))
    for person in plan.persons:
        action = "person.added" if person.id < 0 else "person.changed"
        entries.append((action, ("person", persons.get(person.id, person.id)), {}))
    for action, held_roles in (("role.granted", granted), ("role.revoked", plan.revoked)):
        for held in held_roles:
            facts: dict[str, object] = {"unit": held.unit_id, "role": held.role.value}
            entries.append((action, ("person", held.person_id), facts))
    await uow.audit.add_all(actor, now, entries)


async def _list_of(uow: UnitOfWork, actor: Actor, list_id: StaffListId) -> StaffList:
    found = await uow.staff_lists.get(list_id, actor.department_id)
    if found is None:
        raise NotFound
    return found


async def _open_list(uow: UnitOfWork, actor: Actor, list_id: StaffListId) -> StaffList:
    found = await _list_of(uow, actor, list_id)
    if found.state is not StaffListState.OPEN:
        raise WrongState(found.state.value, "load")
    return found


async def _planned(uow: UnitOfWork, found: StaffList) -> StaffPlan:
    return await plan_of(uow, found.department_id, found.table, dict(found.choices))


def _preview(found: StaffList, plan: StaffPlan, page: int) -> StaffPreview:
    ordered = sorted(plan.lines, key=lambda line: (not _needs_look(line), _ORDER.index(line.fate), line.line))
    pages = max(1, -(-len(ordered) // PAGE))
    page = min(max(page, 0), pages - 1)
    return StaffPreview(
        id=found.id,
        file_name=found.file_name,
        state=found.state,
        plan=plan,
        ignored=found.table.ignored,
        lines=tuple(ordered[page * PAGE : (page + 1) * PAGE]),
        page=page,
        pages=pages,
    )


def _needs_look(line: PlannedLine) -> bool:
    return line.fate is Fate.REFUSED or bool(line.alike)


def _toggled(found: StaffList, plan: StaffPlan, line: int) -> dict[str, int]:
    """The choices with this row's names taken for known ones, or, pressed again, not."""
    row = next((each for each in plan.lines if each.line == line and each.alike), None)
    if row is None:
        raise NotFound
    choices = dict(found.choices)
    is_same = all(like.is_same for like in row.alike)
    for like in row.alike:
        is_unit = like.unit_id is not None
        key = choice_of(row.unit if is_unit else row.person, is_unit=is_unit)
        meant = like.unit_id if is_unit else like.person_id
        if is_same:
            choices.pop(key, None)
        elif meant is not None:
            choices[key] = meant
    return choices


async def _remember(uow: UnitOfWork, found: StaffList) -> None:
    """What was said of the names of organisations is known for the next list and for documents."""
    units = {normal(row.unit): row.unit for row in found.table.rows}
    for words, spelled in units.items():
        meant = found.choices.get(f"unit:{words}")
        if meant is not None:
            await uow.spellings.remember(found.department_id, words, UnitId(meant), None, spelled=spelled)
