"""A printable list of what one organisation owes, for whoever watches it."""

import asyncio
from collections import defaultdict
from datetime import date

from roadmap.clock import Clock, local_date
from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.control.paper_list import PaperList, months_from
from roadmap.deadlines.period import Window
from roadmap.errors import NotAllowed, NotFound
from roadmap.ids import UnitId
from roadmap.people.persons import Actor, Role, Unit
from services.people.rights import CURATORS, watches
from services.ports.exports import PaperListExporter
from storage.unit_of_work import Store, UnitOfWork


class PaperListService:
    def __init__(self, store: Store, clock: Clock, export: PaperListExporter) -> None:
        self._store = store
        self._clock = clock
        self._export = export

    async def unit(self, actor: Actor, unit_id: UnitId) -> tuple[Unit, date]:
        """An organisation the actor watches, and what day it is there."""
        async with self._store.read() as uow:
            unit = await _watched(uow, actor, unit_id)
            return unit, local_date(self._clock.now(), unit.time_zone)

    async def make(
        self, actor: Actor, unit_id: UnitId, first: date, months: int
    ) -> tuple[PaperList, bytes | None]:
        """The list of these months and its file; no file where nothing is owed."""
        stretch = months_from(first, months)
        async with self._store.read() as uow:
            unit = await _watched(uow, actor, unit_id)
            found = await _list(uow, unit, stretch, local_date(self._clock.now(), unit.time_zone))
        if not found.count:
            return found, None
        data = await asyncio.to_thread(self._export, found)
        async with self._store.write() as uow:
            facts = {"duties": found.count}
            await uow.audit.add(actor, self._clock.now(), "paper_list.exported", ("unit", unit_id), facts)
            await uow.commit()
        return found, data


async def _watched(uow: UnitOfWork, actor: Actor, unit_id: UnitId) -> Unit:
    if not actor.has(*CURATORS):
        raise NotAllowed
    unit = await uow.people.unit(unit_id)
    is_known = unit is not None and unit.department_id == actor.department_id
    if unit is None or not (is_known and (actor.has(Role.COORDINATOR) or await watches(uow, actor, unit_id))):
        raise NotFound
    return unit


async def _list(uow: UnitOfWork, unit: Unit, stretch: Window, today: date) -> PaperList:
    owed = await uow.duties.lines(DutyFilter(home_unit_id=unit.id, states=WAITING_FOR_ASSIGNEE))
    department = await uow.people.unit(unit.department_id)
    names = {one.id: one.title for one in await uow.plan.road_maps(unit.department_id)}
    by_map: dict[str, list[DutyLine]] = defaultdict(list)
    for duty in owed:
        if duty.waits_for_assignee and duty.road_map_id in names and _concerns(duty, stretch):
            by_map[names[duty.road_map_id]].append(duty)
    curators = await uow.recipients.curators(unit.id, Role.CURATOR)
    return PaperList(
        unit=unit.name,
        department=department.name if department else "",
        months=stretch,
        maps=tuple((title, tuple(duties)) for title, duties in by_map.items()),
        curators=tuple(person.name for person in curators),
        made_on=today,
    )


def _concerns(duty: DutyLine, stretch: Window) -> bool:
    """Due by the end of these months, overdue ones too; without a date, going on in them."""
    if duty.predates_work:
        return False
    if duty.owed_by is not None:
        return duty.owed_by <= stretch.last
    return duty.first_on <= stretch.last and duty.last_on >= stretch.first
