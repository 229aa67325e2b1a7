"""Measures of one assignee become another's, as lines of the edition: later documents leave them so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from roadmap.ids import MeasureId
from roadmap.imports.questions import Assigned
from roadmap.people.persons import Actor, SystemActor
from roadmap.plan.document_words import with_document_words
from roadmap.plan.measure import RoadMap
from roadmap.plan.measure_content import MeasureChange, MeasureContent
from roadmap.plan.plan_edits import ChangedMeasure
from services.plan.applying import write_measures
from services.plan.changing import change_facts
from services.plan.contents import contents
from services.plan.names import named_in, names_for, responsible_words
from services.plan.recording import record_by_hand
from storage.unit_of_work import UnitOfWork


async def pass_measures(
    uow: UnitOfWork, actor: Actor | SystemActor, source: Assigned, target: Assigned, now: datetime
) -> None:
    """Everything the source answers for in the plans of the department; nobody is told here."""
    road_maps = await uow.plan.road_maps(actor.department_id)
    before = {road_map.id: await contents(uow, road_map.id) for road_map in road_maps}
    await uow.plan.pass_assignments((source.unit_id, source.person_id), (target.unit_id, target.person_id))
    for road_map in road_maps:
        theirs = [(id_, content) for id_, content in before[road_map.id].items() if answers(content, source)]
        await _record(uow, actor, road_map, theirs, now)


async def pass_measure(
    uow: UnitOfWork,
    actor: Actor,
    road_map: RoadMap,
    measure_id: MeasureId,
    source: Assigned,
    target: Assigned,
    now: datetime,
) -> None:
    """One measure; nothing where the source answers for it as the member of a group only."""
    before = (await contents(uow, road_map.id)).get(measure_id)
    if before is None or not answers(before, source):
        return
    pair = (source.unit_id, source.person_id), (target.unit_id, target.person_id)
    await uow.plan.pass_assignments(*pair, only=measure_id)
    await _record(uow, actor, road_map, [(measure_id, before)], now)


def answers(content: MeasureContent, assigned: Assigned) -> bool:
    """Whether this one is among its executors by name."""
    return any(one.assigned == assigned for one in content.answering)


async def _record(
    uow: UnitOfWork,
    actor: Actor | SystemActor,
    road_map: RoadMap,
    former: Sequence[tuple[MeasureId, MeasureContent]],
    now: datetime,
) -> None:
    """Name who answers now beside the words of the document, and keep it as lines of today's edition."""
    if not former:
        return
    present = await contents(uow, road_map.id)
    names = await names_for(uow, named_in(*(present[measure_id] for measure_id, _ in former)))
    changes = []
    for measure_id, before in former:
        words = responsible_words(present[measure_id].answering, names)
        after = replace(present[measure_id], responsible_text=words)
        change = MeasureChange(measure_id=measure_id, before=before, after=after)
        changes.append(with_document_words(change))
    await write_measures(uow, road_map, changes)
    lines = [
        ChangedMeasure(measure_id=id_, before=change.before, after=change.after, duties=())
        for (id_, _), change in zip(former, changes, strict=True)
    ]
    edit_id = await record_by_hand(uow, actor, road_map, lines, now, told_at=now)
    for line, change in zip(lines, changes, strict=True):
        facts = {"edit": edit_id, **change_facts(change)}
        await uow.audit.add(actor, now, "measure.changed", ("measure", line.measure_id), facts)
