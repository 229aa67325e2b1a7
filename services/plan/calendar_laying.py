"""Laying every plan anew by a calendar that has changed, and telling whom it concerns what has moved."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.deadlines.calendar import CalendarDays
from roadmap.deadlines.unit_days import with_units
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, new_delivery
from roadmap.ids import ControlPointId, DutyId, PersonId, UnitId
from roadmap.people.persons import Actor, Role, SystemActor, Through
from roadmap.plan.calendar_rows import MovedDay
from roadmap.plan.measure import RoadMap
from services.composing import Cancelled
from services.people.assignment_news import tell_assigned
from services.people.no_recipient import reachable_above
from services.people.recipients import actor_of, assignees
from services.plan.relaying import lay_anew
from storage.unit_of_work import UnitOfWork

MOST_TOLD = 500
"""Moves of one message; a coordinator reads a few and the count of the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedLine:
    """One duty that was moved, as its line reads now."""

    line: DutyLine
    was_on: date
    due_on: date

    @property
    def is_earlier(self) -> bool:
        return self.due_on < self.was_on


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarMoved:
    """Days a changed calendar has moved: to a coordinator each control point once, to others their own
    that became earlier."""

    lines: tuple[MovedLine, ...]
    fresh: int
    """Duties that had no days before."""
    is_own: bool
    about: str = ""
    """The unit whose own days these are; none where it is everybody's calendar."""


async def calendar_with_units(uow: UnitOfWork, common: CalendarDays) -> CalendarDays:
    """The calendar with what units of every department have of their own."""
    units: dict[int, CalendarDays] = {}
    for department in await uow.people.departments():
        if known := await uow.calendars.of_units(department.id):
            present = await uow.people.units(department.id)
            units |= with_units(common, present, await uow.people.groups(department.id), known)
    return replace(common, units=units)


async def lay_plans(
    uow: UnitOfWork, calendar: CalendarDays, now: datetime, by: Actor | None = None, about: str = ""
) -> tuple[list[MovedDay], int]:
    """Lay the plans of every department anew, those of `by` alone where somebody says days of their units.

    What has moved, and how many duties have days that had none.
    """
    state = await uow.calendars.state()
    laying = state.layings + 1
    await uow.calendars.set_state(replace(state, layings=laying, laid_by=digest(calendar)))
    every, fresh = list[MovedDay](), 0
    for department in await uow.people.departments():
        if by is not None and department.id != by.department_id:
            continue
        actor = by or SystemActor(department_id=department.id, through=Through.BEAT)
        moved, dated = list[MovedDay](), 0
        for road_map in await uow.plan.road_maps(department.id):
            relaid = await lay_anew(uow, road_map, now, calendar)
            await _keep(uow, actor, road_map, relaid.moved, now)
            await tell_assigned(uow, actor, road_map, f"calendar-{laying}", relaid.fresh, now)
            moved += relaid.moved
            dated += relaid.dated
        await _tell(uow, department.id, moved, dated, laying, now, by=by, about=about)
        every, fresh = every + moved, fresh + dated
    return every, fresh


def digest(days: CalendarDays) -> str:
    """A name for these days: other days, another name."""
    holidays = sorted((one.first_on, one.last_on, one.season.value) for one in days.holidays)
    said = [sorted(each) for each in (days.days_off, days.working_weekends, days.regional, days.yearly)]
    named = {id(own): digest(replace(own, units={})) for own in days.units.values()}
    of_units = [(unit_id, named[id(own)]) for unit_id, own in sorted(days.units.items())]
    return hashlib.sha256(repr((said, holidays, *of_units)).encode()).hexdigest()[:32]


def once(moved: Sequence[MovedDay]) -> list[MovedDay]:
    """One duty of each control point and pair of days, the nearest first."""
    kept: dict[tuple[ControlPointId, date, date], MovedDay] = {}
    for one in moved:
        kept.setdefault((one.duty.control_point_id, one.was_on, one.due_on), one)
    return sorted(kept.values(), key=lambda one: (one.due_on, one.duty.id))


async def _keep(
    uow: UnitOfWork, actor: Actor | SystemActor, road_map: RoadMap, moved: Sequence[MovedDay], now: datetime
) -> None:
    """A line in the history of each measure for each day that has moved."""
    days = {(one.duty.measure_id, one.was_on, one.due_on) for one in moved}
    changes = [
        ("measure.relaid", ("measure", measure_id), {"from": was.isoformat(), "to": due.isoformat()})
        for measure_id, was, due in sorted(days)
    ]
    await uow.audit.add_all(actor, now, changes)


async def _tell(
    uow: UnitOfWork,
    department_id: UnitId,
    moved: Sequence[MovedDay],
    fresh: int,
    laying: int,
    now: datetime,
    *,
    by: Actor | None,
    about: str,
) -> None:
    """The coordinators of all that has moved, everybody else of what became earlier for them.

    Not whoever has said it: it was read back to them.
    """
    if not (moved or fresh):
        return
    coordinators = {each.person_id for each in await reachable_above(uow, department_id, Role.COORDINATOR)}
    told: dict[PersonId, list[MovedDay]] = {person: once(moved) for person in coordinators}
    for one in moved:
        for person in await assignees(uow, one.duty) if one.is_earlier else ():
            if person.person_id not in coordinators and person.place is not None:
                told.setdefault(person.person_id, []).append(one)
    for person_id, lines in told.items():
        if by is not None and person_id == by.person_id:
            continue
        days = [[one.duty.id, one.was_on.isoformat(), one.due_on.isoformat()] for one in lines[:MOST_TOLD]]
        await uow.outbox.add(
            new_delivery(
                DeliveryKind.CALENDAR_MOVED,
                subject_id=department_id,
                department_id=department_id,
                recipient_id=person_id,
                occasion=laying,
                not_before=now,
                payload={
                    "moved": days,
                    "fresh": fresh,
                    "is_own": person_id not in coordinators,
                    "about": about,
                },
            )
        )


async def compose_calendar_moved(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> CalendarMoved | Cancelled:
    """What of these moves still stands."""
    told: Mapping[str, Any] = delivery.payload
    if await actor_of(uow, delivery.recipient_id) is None:
        return Cancelled("the person is gone")
    days = [
        (DutyId(id_), date.fromisoformat(was), date.fromisoformat(due)) for id_, was, due in told["moved"]
    ]
    lines = await moved_lines(uow, days)
    is_own = bool(told["is_own"])
    fresh = 0 if is_own else int(told["fresh"])
    if not (lines or fresh):
        return Cancelled("these days have changed once more")
    return CalendarMoved(lines=lines, fresh=fresh, is_own=is_own, about=str(told.get("about", "")))


async def moved_lines(uow: UnitOfWork, days: Sequence[tuple[DutyId, date, date]]) -> tuple[MovedLine, ...]:
    """The duties that wait and are due as they were moved, in the order given."""
    ids = [id_ for id_, *_ in days]
    asked = DutyFilter(ids=ids, states=WAITING_FOR_ASSIGNEE)
    present = {line.id: line for line in await uow.duties.lines(asked)} if ids else {}
    return tuple(
        MovedLine(line=present[id_], was_on=was, due_on=due)
        for id_, was, due in days
        if id_ in present and present[id_].due_on == due
    )
