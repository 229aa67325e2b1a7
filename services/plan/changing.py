"""One change of a plan by hand, by a press, words or a table: applied, kept as a line, audited."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import NotFound, WrongState
from roadmap.ids import MeasureId, PlanEditId, RoadMapId
from roadmap.people.persons import Actor, Role
from roadmap.plan.document_words import with_document_words
from roadmap.plan.measure import RoadMap, RoadMapState
from roadmap.plan.measure_content import Aspect, MeasureChange, MeasureContent
from roadmap.plan.plan_edits import ChangedMeasure
from roadmap.wording import normal
from services.people.directory import require
from services.plan.applying import apply
from services.plan.contents import contents
from services.plan.recording import duties_before, record_by_hand
from storage.unit_of_work import UnitOfWork


async def map_to_change(uow: UnitOfWork, actor: Actor, road_map_id: RoadMapId) -> RoadMap:
    """A road map in force whose plan the actor may change, held until this transaction ends."""
    require(actor, Role.COORDINATOR)
    return await map_in_force(uow, actor, road_map_id)


async def map_in_force(uow: UnitOfWork, actor: Actor, road_map_id: RoadMapId) -> RoadMap:
    """A road map of the department that is not closed, held likewise, whatever the actor may do with it."""
    await uow.plan.hold(road_map_id)
    road_map = await uow.plan.road_map(road_map_id, actor.department_id)
    if road_map is None:
        raise NotFound
    if road_map.state is not RoadMapState.ACTIVE:
        raise WrongState(state=road_map.state.value, step="change the plan")
    return road_map


async def map_of(uow: UnitOfWork, actor: Actor, measure_id: MeasureId) -> RoadMap:
    """The same by one of its measures; NotFound for one that is archived or of another department."""
    require(actor, Role.COORDINATOR)
    measure = await uow.plan.measure(measure_id)
    if measure is None or measure.is_archived:
        raise NotFound
    return await map_to_change(uow, actor, measure.road_map_id)


async def change_plan(
    uow: UnitOfWork,
    actor: Actor,
    road_map: RoadMap,
    changes: Sequence[MeasureChange],
    now: datetime,
    calendar: WorkingCalendar,
) -> PlanEditId | None:
    """Make the plan say so, as one edit; None where it says so already."""
    spelled = await _spelled(uow, road_map.id)
    changes = [with_document_words(_with_section(change, spelled)) for change in changes]
    real = [change for change in changes if change.before is None or change.aspects]
    if not real:
        return None
    known = [change.measure_id for change in real if change.measure_id is not None]
    before = await uow.duty_plan.of_measures(known)
    applied = await apply(uow, road_map, real, now, calendar)
    left = duties_before(before, await uow.duty_plan.of_measures(known))
    lines = [
        ChangedMeasure(measure_id=id_, before=change.before, after=change.after, duties=left.get(id_, ()))
        for id_, change in zip(applied.measure_ids, real, strict=True)
    ]
    edit_id = await record_by_hand(uow, actor, road_map, lines, now)
    for line, change in zip(lines, real, strict=True):
        facts = {"edit": edit_id, **change_facts(change)}
        await uow.audit.add(actor, now, _action(change), ("measure", line.measure_id), facts)
    return edit_id


async def of_road_map(
    uow: UnitOfWork, road_map_id: RoadMapId, measure_ids: Collection[MeasureId]
) -> Mapping[MeasureId, MeasureContent]:
    """These measures as they are now; NotFound where one of them is no part of the plan."""
    known = await contents(uow, road_map_id)
    if not known.keys() >= set(measure_ids):
        raise NotFound
    return {id_: known[id_] for id_ in measure_ids}


async def _spelled(uow: UnitOfWork, road_map_id: RoadMapId) -> Mapping[str, str]:
    """How the sections of the road map are spelled."""
    return {normal(section.title): section.title for section in await uow.plan.sections(road_map_id)}


def _with_section(change: MeasureChange, spelled: Mapping[str, str]) -> MeasureChange:
    """The change naming a section that is there as it is spelled there."""
    section = spelled.get(normal(change.after.section), change.after.section)
    return replace(change, after=replace(change.after, section=section))


def _action(change: MeasureChange) -> str:
    if change.before is None:
        return "measure.added"
    if Aspect.STANDING in change.aspects:
        return f"measure.{change.after.standing.value}"
    return "measure.changed"


WORDS = {
    Aspect.TITLE: "title",
    Aspect.NUMBER: "number",
    Aspect.RESULT: "result",
    Aspect.SECTION: "section",
    Aspect.DEADLINE: "deadline_text",
    Aspect.ANSWERING: "responsible_text",
}
"""Aspects that are words, with the words that tell them."""


def change_facts(change: MeasureChange) -> dict[str, object]:
    """What the history shows: each thing that differs, as it was and as it became."""
    before, after = change.before, change.after
    if before is None:
        return {"title": after.title}
    facts: dict[str, object] = {
        aspect.value: [getattr(before, WORDS[aspect]), getattr(after, WORDS[aspect])]
        for aspect in change.aspects
        if aspect in WORDS
    }
    if Aspect.EVIDENCE in change.aspects:
        facts[Aspect.EVIDENCE.value] = [before.evidence.value, after.evidence.value]
    if Aspect.COMPLETION in change.aspects:
        facts[Aspect.COMPLETION.value] = [before.completion_rule.value, after.completion_rule.value]
    if Aspect.STANDING in change.aspects and after.reason:
        facts["reason"] = after.reason
    return facts
