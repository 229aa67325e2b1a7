"""What was changed of a plan, as lines of its edition: a document is one, a day's changes by hand another."""

from collections.abc import Sequence
from datetime import datetime

from roadmap.clock import local_date
from roadmap.control.duty import Duty
from roadmap.errors import NotFound
from roadmap.ids import DutyId, EditionId, MeasureId, PersonId, PlanEditId
from roadmap.people.persons import Actor, SystemActor
from roadmap.plan.measure import Edition, RoadMap
from roadmap.plan.measure_content import MeasureChange
from roadmap.plan.plan_edits import ChangedMeasure, DutyBefore, NewPlanEdit
from roadmap.plan.plan_rows import NewEdition
from services.plan.applying import Applied
from storage.unit_of_work import UnitOfWork


async def record_document(
    uow: UnitOfWork,
    actor: Actor | SystemActor,
    road_map: RoadMap,
    edition_id: EditionId,
    changes: Sequence[MeasureChange],
    applied: Applied,
    now: datetime,
) -> None:
    """The lines of an edition that came as a document; whom it concerns is told by its own message."""
    lines = [
        ChangedMeasure(measure_id=id_, before=change.before, after=change.after)
        for id_, change in zip(applied.measure_ids, changes, strict=True)
        if change.before is None or change.aspects
    ]
    if lines:
        await _add(uow, actor, road_map, edition_id, lines, now, told_at=now)


async def record_by_hand(
    uow: UnitOfWork,
    actor: Actor | SystemActor,
    road_map: RoadMap,
    lines: Sequence[ChangedMeasure],
    now: datetime,
    *,
    told_at: datetime | None = None,
) -> PlanEditId:
    """The lines of today's changes by hand; whom they concern is told when they can be undone no more.

    `told_at`: they are told by a message of its own.
    """
    edition_id = await _todays_edition(uow, actor, road_map, now)
    return await _add(uow, actor, road_map, edition_id, lines, now, told_at=told_at)


def duties_before(before: Sequence[Duty], after: Sequence[Duty]) -> dict[MeasureId, tuple[DutyBefore, ...]]:
    """How each duty that has changed was, by its measure."""
    now_at: dict[DutyId, Duty] = {duty.id: duty for duty in after}
    found: dict[MeasureId, list[DutyBefore]] = {}
    for duty in before:
        left = now_at[duty.id]
        if left.version != duty.version:
            kept = DutyBefore(
                duty_id=duty.id,
                state=duty.state,
                original_due_on=duty.original_due_on,
                due_on=duty.due_on,
                owed_by=duty.owed_by,
                stopped_on=duty.stopped_on,
                left_version=left.version,
            )
            found.setdefault(duty.measure_id, []).append(kept)
    return {measure_id: tuple(duties) for measure_id, duties in found.items()}


async def _add(
    uow: UnitOfWork,
    actor: Actor | SystemActor,
    road_map: RoadMap,
    edition_id: EditionId,
    lines: Sequence[ChangedMeasure],
    now: datetime,
    told_at: datetime | None,
) -> PlanEditId:
    return await uow.plan_edits.add(
        NewPlanEdit(
            road_map_id=road_map.id,
            edition_id=edition_id,
            by=_person(actor),
            through=actor.through,
            at=now,
            told_at=told_at,
            changes=tuple(lines),
        )
    )


async def _todays_edition(
    uow: UnitOfWork, actor: Actor | SystemActor, road_map: RoadMap, now: datetime
) -> EditionId:
    department = await uow.people.unit(road_map.department_id)
    if department is None:
        raise NotFound
    last = await uow.plan_edits.last_edition(road_map.id)
    if last is not None and last.is_by_hand and _is_of_day(last, now, department.time_zone):
        return last.id
    return await uow.plan.add_edition(
        NewEdition(
            road_map_id=road_map.id,
            number=(last.number if last else 0) + 1,
            file_name="",
            file_key="",
            sha256="",
            approved_by=_person(actor),
            approved_at=now,
        )
    )


def _is_of_day(edition: Edition, now: datetime, time_zone: str) -> bool:
    return local_date(edition.approved_at, time_zone) == local_date(now, time_zone)


def _person(actor: Actor | SystemActor) -> PersonId | None:
    return actor.person_id if isinstance(actor, Actor) else None
