"""The one way into a plan: measures as they were and as they become, whoever says so.

A document, a press and a table all end here: what was added is written, what changed is changed, what went is
archived; then control points move and the plan is laid. Duties, reports and history stay.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import local_date
from roadmap.control.duty import Duty
from roadmap.control.duty_filter import NewDuty
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import NotFound
from roadmap.ids import MeasureId, RoadMapId, SectionId
from roadmap.imports.questions import Assigned
from roadmap.plan.measure import MeasureStanding, RoadMap
from roadmap.plan.measure_content import MeasureChange, MeasureContent
from roadmap.plan.plan_rows import MeasureRecord
from roadmap.wording import normal
from services.plan.planning import assign, lay_plan, withdraw
from services.plan.replanning import move_control_points, move_own_days
from services.plan.setting_aside import pause, resume, settle_points
from storage.unit_of_work import UnitOfWork

_GONE = (MeasureStanding.CANCELLED, MeasureStanding.DROPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """`measure_ids` in the order of the changes; `duties` are the new ones, `moved` those of another day."""

    measure_ids: Sequence[MeasureId]
    duties: Sequence[NewDuty]
    moved: Sequence[Duty]
    withdrawn: int


async def apply(
    uow: UnitOfWork,
    road_map: RoadMap,
    changes: Sequence[MeasureChange],
    now: datetime,
    calendar: WorkingCalendar,
) -> Applied:
    """Make the plan say so."""
    measure_ids = await write_measures(uow, road_map, changes)
    gone = {id_ for id_, change in zip(measure_ids, changes, strict=True) if change.is_drop}
    withdrawn = await _take_back(uow, measure_ids, changes, now)
    await _stand(uow, road_map, measure_ids, changes, now, calendar)
    wanted = {
        id_: change.after.answering
        for id_, change in zip(measure_ids, changes, strict=True)
        if id_ not in gone
    }
    await assign(uow, road_map, wanted, now)
    in_plan = set(wanted)
    moved = await move_control_points(uow, road_map, now, calendar, in_plan)
    if own := _of_other_days(measure_ids, changes):
        moved += await move_own_days(uow, road_map, now, calendar, own)
    duties = await lay_plan(uow, road_map, now, calendar, only=in_plan)
    await settle_points(uow, _of_another_rule(measure_ids, changes), now, calendar)
    return Applied(measure_ids=measure_ids, duties=duties, moved=moved, withdrawn=withdrawn)


async def write_measures(
    uow: UnitOfWork, road_map: RoadMap, changes: Sequence[MeasureChange]
) -> Sequence[MeasureId]:
    """Keep what the measures say; who answers and when is laid apart."""
    sections = await _sections(uow, road_map.id, [change.after for change in changes])
    known = {c.measure_id: _record(c.after, sections) for c in changes if c.measure_id is not None}
    await uow.plan.change_measures(known)
    fresh = [_record(change.after, sections) for change in changes if change.measure_id is None]
    added = iter(await uow.plan.add_measures(road_map.id, fresh))
    measure_ids = [c.measure_id if c.measure_id is not None else next(added) for c in changes]
    pairs = list(zip(measure_ids, changes, strict=True))
    if gone := [id_ for id_, change in pairs if change.is_drop]:
        await uow.plan.archive_measures(gone)
    was_gone = [id_ for id_, change in pairs if _was(change) is MeasureStanding.DROPPED]
    if back := [id_ for id_ in was_gone if id_ not in gone]:
        await uow.plan.bring_measures_back(back)
    return measure_ids


async def _take_back(
    uow: UnitOfWork, measure_ids: Sequence[MeasureId], changes: Sequence[MeasureChange], now: datetime
) -> int:
    """Withdraw what waits of measures that are dropped or cancelled."""
    ended = [id_ for id_, change in zip(measure_ids, changes, strict=True) if change.after.standing in _GONE]
    return await withdraw(uow, await uow.duty_plan.of_measures(ended), now) if ended else 0


async def _stand(
    uow: UnitOfWork,
    road_map: RoadMap,
    measure_ids: Sequence[MeasureId],
    changes: Sequence[MeasureChange],
    now: datetime,
    calendar: WorkingCalendar,
) -> None:
    """Pause what is paused now, and let go on what is not."""
    turned = [
        (id_, change.after.standing)
        for id_, change in zip(measure_ids, changes, strict=True)
        if change.before is not None and change.before.standing is not change.after.standing
    ]
    if not turned:
        return
    department = await uow.people.unit(road_map.department_id)
    if department is None:
        raise NotFound
    today = local_date(now, department.time_zone)
    for measure_id, standing in turned:
        duties = await uow.duty_plan.of_measures([measure_id])
        if standing is MeasureStanding.PAUSED:
            await pause(uow, duties, today)
        elif standing is MeasureStanding.IN_FORCE:
            await resume(uow, duties, now, today, calendar)


async def _sections(
    uow: UnitOfWork, road_map_id: RoadMapId, after: Sequence[MeasureContent]
) -> Mapping[str, SectionId]:
    """Sections by their folded title; a new one stands after the others."""
    present = await uow.plan.sections(road_map_id)
    known = {normal(section.title): section.id for section in present}
    titles = dict.fromkeys(one.section for one in after if normal(one.section))
    fresh = [title for title in titles if normal(title) not in known]
    ids = await uow.plan.add_sections(road_map_id, fresh)
    last = max((section.position for section in present), default=-1)
    await uow.plan.move_sections({id_: last + place for place, id_ in enumerate(ids, 1)})
    return known | {normal(title): id_ for title, id_ in zip(fresh, ids, strict=True)}


def _record(content: MeasureContent, sections: Mapping[str, SectionId]) -> MeasureRecord:
    is_gone = content.standing is MeasureStanding.DROPPED
    return MeasureRecord(
        section_id=sections.get(normal(content.section)),
        position=content.position,
        number=content.number,
        title=content.title,
        result=content.result,
        deadline_text=content.deadline_text,
        deadline=content.deadline,
        reading=content.reading,
        responsible_text=content.responsible_text,
        attributes=content.attributes,
        pace=content.pace,
        evidence=content.evidence,
        completion_rule=content.completion_rule,
        standing=MeasureStanding.IN_FORCE if is_gone else content.standing,
        standing_reason=content.reason,
    )


def _was(change: MeasureChange) -> MeasureStanding | None:
    return change.before.standing if change.before else None


def _of_another_rule(
    measure_ids: Sequence[MeasureId], changes: Sequence[MeasureChange]
) -> Collection[MeasureId]:
    return [
        id_
        for id_, change in zip(measure_ids, changes, strict=True)
        if change.before and change.before.completion_rule is not change.after.completion_rule
    ]


def _of_other_days(
    measure_ids: Sequence[MeasureId], changes: Sequence[MeasureChange]
) -> Collection[MeasureId]:
    def days(content: MeasureContent | None) -> dict[Assigned, int]:
        return {one.assigned: one.days_earlier for one in content.answering} if content else {}

    return [
        id_
        for id_, change in zip(measure_ids, changes, strict=True)
        if not change.is_drop and (any(days(change.before).values()) or any(days(change.after).values()))
    ]
