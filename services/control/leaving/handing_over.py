"""Everything open to one unit or person goes to another: duties now, and measures for what is yet to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from roadmap.control.duty import UNSETTLED
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.ids import RoadMapId
from roadmap.people.persons import Actor, SystemActor
from services.control.requests.passing_on import Destination, Target, pass_on
from services.people.assignment_news import tell_assigned
from services.plan.passing_measures import pass_measures
from services.plan.planning import withdraw
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """`moved` went to the destination; `doubled` it owes already, so the others were taken back."""

    moved: tuple[DutyLine, ...]
    doubled: int


def unsettled_of(target: Target) -> DutyFilter:
    """What is open to exactly this unit or person.

    A report that waits for a decision goes along: sent back, it would come to nobody.
    """
    return DutyFilter(
        assigned_unit_ids=() if target.unit_id is None else (target.unit_id,),
        assigned_person_ids=() if target.person_id is None else (target.person_id,),
        states=UNSETTLED,
    )


async def hand_over(
    uow: UnitOfWork,
    actor: Actor | SystemActor,
    source: Target,
    destination: Destination,
    calendar: WorkingCalendar,
    now: datetime,
    *,
    before: str,
) -> HandedOver:
    """Pass on what is open to the source, and its measures; each of the new people is told once.

    `before` is what the source is called.
    """
    lines = await uow.duties.lines(unsettled_of(source))
    moved, doubled = [], []
    for line in lines:
        duty = await uow.duties.get(line.id)
        if duty is None:
            continue
        if await pass_on(uow, actor, duty, destination, calendar, now):
            moved.append(line.id)
            facts = {"to": destination.name, "control_points": 1}
            await uow.audit.add(actor, now, "duty.handed_over", ("duty", duty.id), facts)
        else:
            doubled.append(duty)
    target = destination.target
    await pass_measures(uow, actor, source.assigned, target.assigned, now)
    withdrawn = await withdraw(uow, doubled, now)
    found = await uow.duties.lines(DutyFilter(ids=moved)) if moved else ()
    await tell_of_handed(uow, actor, found, before, now)
    return HandedOver(moved=tuple(found), doubled=withdrawn)


async def tell_of_handed(
    uow: UnitOfWork, actor: Actor | SystemActor, moved: Sequence[DutyLine], before: str, now: datetime
) -> None:
    """Tell each of the people these duties fall on, once for a road map, whose they were before."""
    by_map: dict[RoadMapId, list[DutyLine]] = {}
    for line in moved:
        by_map.setdefault(line.road_map_id, []).append(line)
    for road_map_id, lines in by_map.items():
        road_map = await uow.plan.road_map(road_map_id, actor.department_id)
        if road_map is not None:
            occasion = f"handed-{now:%Y-%m-%dT%H:%M:%S}"
            await tell_assigned(uow, actor, road_map, occasion, lines, now, before=before)
