"""Putting a resolved proposal in force: a new road map, or a new edition of one.

A new road map is an edition of an empty one, so both go the same way: match the rows, write what was added,
change what was changed, archive what was removed, then lay the plan. Duties, reports and history stay.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from roadmap.control.duty import Duty
from roadmap.control.duty_filter import NewDuty
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.control_pace import ControlPace, is_routine
from roadmap.deadlines.period import PlanPeriod
from roadmap.errors import BadInput, NotFound
from roadmap.ids import EditionId, MeasureId, RoadMapId
from roadmap.imports.answering import parent_rows, rows_with_duty
from roadmap.imports.corrections import PRINTED, differing
from roadmap.imports.proposal import Proposal, ProposedMeasure
from roadmap.imports.questions import Import
from roadmap.language.minutes_words import is_minutes
from roadmap.language.phrase import phrase
from roadmap.people.persons import Actor, SystemActor
from roadmap.plan.document_words import DOCUMENT_DEADLINE, DOCUMENT_RESPONSIBLE, document_words
from roadmap.plan.edition_difference import Difference, EditionMeasure, difference
from roadmap.plan.measure import Measure, MeasureStanding, RoadMap, RoadMapKind
from roadmap.plan.measure_content import (
    Answering,
    Aspect,
    MeasureChange,
    MeasureContent,
    empty_measure,
    in_order,
    with_aspects,
)
from roadmap.plan.measure_place import MeasurePlace
from roadmap.plan.monitoring_rules import MonitoringRhythm, MonitoringRules
from roadmap.plan.plan_rows import NewEdition, NewRoadMap
from roadmap.wording import normal
from services.imports.resolving import Resolution
from services.plan.applying import apply
from services.plan.contents import contents
from services.plan.recording import record_document
from storage.unit_of_work import UnitOfWork

ASKED_BY_HAND = MonitoringRules(rhythm=MonitoringRhythm.BY_HAND)
"""Minutes are controlled by their days; no campaign asks about them by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enacted:
    """What came of it: `measure_ids` by the row of the proposal; `duties` are the new ones."""

    road_map: RoadMap
    revision: int
    measure_ids: Mapping[int, MeasureId]
    difference: Difference
    archived: Sequence[MeasureId]
    duties: Sequence[NewDuty]
    moved: Sequence[Duty]
    withdrawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _AddedEdition:
    id: EditionId
    number: int


async def enact(
    uow: UnitOfWork,
    imported: Import,
    resolution: Resolution,
    actor: Actor | SystemActor,
    now: datetime,
    calendar: WorkingCalendar,
) -> Enacted:
    """Write the whole plan of this import; BadInput while its period is unknown."""
    if resolution.period is None:
        raise BadInput("period-unknown")
    existing = await _road_map(uow, imported)
    old = await contents(uow, existing.id) if existing else {}
    road_map = await _put_heading(uow, imported, resolution.period, existing)
    edition = await _add_edition(uow, road_map, imported, actor, now)
    proposal = imported.proposal
    found = edition_difference([edition_measure(content) for content in old.values()], proposal)
    await _put_sections(uow, road_map.id, proposal)
    changes = _changes(list(old.items()), found, proposal, resolution)
    applied = await apply(uow, road_map, list(changes.values()), now, calendar)
    if existing:
        await record_document(uow, actor, road_map, edition.id, list(changes.values()), applied, now)
    measure_ids = dict(zip(changes, applied.measure_ids, strict=True))
    removed = [old_id for place, old_id in enumerate(old) if place in found.removed]
    measure_ids = {row: measure_id for row, measure_id in measure_ids.items() if row >= 0}
    await _put_parents(uow, proposal, measure_ids)
    await uow.plan.keep_places(edition.id, _places(proposal, measure_ids))
    return Enacted(
        road_map=road_map,
        revision=edition.number,
        measure_ids=measure_ids,
        difference=found,
        archived=removed,
        duties=applied.duties,
        moved=applied.moved,
        withdrawn=applied.withdrawn,
    )


def edition_measure(content: MeasureContent) -> EditionMeasure:
    """A measure in force as editions are compared."""
    return EditionMeasure(
        section=content.section,
        number=content.number,
        title=content.title,
        deadline_text=document_words(content, DOCUMENT_DEADLINE),
        responsible_text=document_words(content, DOCUMENT_RESPONSIBLE),
        result=content.result,
    )


def edition_difference(old: Sequence[EditionMeasure], proposal: Proposal) -> Difference:
    """What the document changes, by position in the old edition and row of the document.

    A row that was left out is no part of it.
    """
    rows = [row for row, measure in enumerate(proposal.measures) if not measure.is_dropped]
    found = difference(old, proposal_rows(proposal))
    return Difference(
        kept=tuple((position, rows[at]) for position, at in found.kept),
        changed=tuple((position, rows[at]) for position, at in found.changed),
        added=tuple(rows[at] for at in found.added),
        removed=found.removed,
    )


def proposal_rows(proposal: Proposal) -> list[EditionMeasure]:
    """The rows of a proposal as editions are compared, without those left out."""
    return [
        EditionMeasure(
            section=measure.section,
            number=measure.number,
            title=measure.title,
            deadline_text=measure.deadline_text,
            responsible_text=measure.responsible_text,
            result=measure.expected_result,
        )
        for measure in proposal.measures
        if not measure.is_dropped
    ]


async def plan_rows(
    uow: UnitOfWork, road_map_id: RoadMapId, measures: Sequence[Measure]
) -> list[EditionMeasure]:
    """The measures in force as editions are compared."""
    sections = {section.id: section.title for section in await uow.plan.sections(road_map_id)}
    return [
        EditionMeasure(
            section=sections.get(measure.section_id, "") if measure.section_id else "",
            number=measure.number,
            title=measure.title,
            deadline_text=document_words(measure, DOCUMENT_DEADLINE),
            responsible_text=document_words(measure, DOCUMENT_RESPONSIBLE),
            result=measure.result,
        )
        for measure in measures
    ]


async def paces_in_force(
    uow: UnitOfWork, road_map_id: RoadMapId, proposal: Proposal
) -> dict[int, ControlPace]:
    """What is made of the routine work of rows whose deadline the document leaves as it is."""
    old = await uow.plan.measures(road_map_id)
    found = edition_difference(await plan_rows(uow, road_map_id, old), proposal)
    return {
        row: old[position].pace
        for position, row in found.kept
        if is_routine(old[position].deadline)
        and normal(old[position].deadline_text) == normal(proposal.measures[row].deadline_text)
    }


async def _road_map(uow: UnitOfWork, imported: Import) -> RoadMap | None:
    if imported.road_map_id is None:
        return None
    road_map = await uow.plan.road_map(imported.road_map_id, imported.department_id)
    if road_map is None:
        raise NotFound
    return road_map


async def _put_heading(
    uow: UnitOfWork, imported: Import, period: PlanPeriod, before: RoadMap | None
) -> RoadMap:
    proposal = imported.proposal
    heading = NewRoadMap(
        department_id=imported.department_id,
        title=proposal.title or (before.title if before else imported.file_name),
        period_start=period.start,
        period_end=period.end,
        approval_number=proposal.approval.number if proposal.approval else None,
        approval_on=proposal.approval.signed_on if proposal.approval else None,
        rule_set=imported.rules.name,
        kind=RoadMapKind.MINUTES if is_minutes(proposal.title) else RoadMapKind.PLAN,
    )
    if before is None:
        road_map_id = await uow.plan.add_road_map(heading)
        if heading.kind is RoadMapKind.MINUTES:
            await uow.plan.set_monitoring_rules(road_map_id, ASKED_BY_HAND)
    else:
        road_map_id = before.id
        await uow.plan.change_road_map(road_map_id, heading)
    road_map = await uow.plan.road_map(road_map_id, imported.department_id)
    assert road_map is not None
    return road_map


async def _add_edition(
    uow: UnitOfWork, road_map: RoadMap, imported: Import, actor: Actor | SystemActor, now: datetime
) -> _AddedEdition:
    last = await uow.plan_edits.last_edition(road_map.id)
    number = (last.number if last else 0) + 1
    edition_id = await uow.plan.add_edition(
        NewEdition(
            road_map_id=road_map.id,
            number=number,
            file_name=imported.file_name,
            file_key=imported.file_key,
            sha256=imported.sha256,
            approved_by=actor.person_id if isinstance(actor, Actor) else None,
            approved_at=now,
        )
    )
    return _AddedEdition(id=edition_id, number=number)


def _places(proposal: Proposal, measure_ids: Mapping[int, MeasureId]) -> dict[MeasureId, MeasurePlace]:
    rows = {measure_id: proposal.measures[row].place for row, measure_id in measure_ids.items()}
    return {measure_id: place for measure_id, place in rows.items() if place}


def _changes(
    old: Sequence[tuple[MeasureId, MeasureContent]],
    found: Difference,
    proposal: Proposal,
    resolution: Resolution,
) -> dict[int, MeasureChange]:
    """By row of the proposal, in its order; what was removed stands after it, by negative numbers."""
    kept = {row: old[position] for position, row in found.kept}
    changes = {}
    for row, measure in enumerate(proposal.measures):
        if measure.is_dropped:
            continue
        measure_id, before = kept.get(row, (None, None))
        after = _content(row, proposal, resolution, before)
        changes[row] = MeasureChange(measure_id=measure_id, before=before, after=after)
    for position in found.removed:
        measure_id, before = old[position]
        gone = replace(before, standing=MeasureStanding.DROPPED)
        changes[-1 - position] = MeasureChange(measure_id=measure_id, before=before, after=gone)
    return changes


def _content(
    row: int, proposal: Proposal, resolution: Resolution, before: MeasureContent | None
) -> MeasureContent:
    """What the document says; what it leaves as it was stays as it was, changed by hand or not."""
    measure = proposal.measures[row]
    before = before or empty_measure(measure.section, row, measure.number, measure.title)
    deadline = resolution.deadline(measure)
    said = replace(
        before,
        section=measure.section if normal(measure.section) else "",
        position=row,
        number=measure.number,
        title=measure.title,
        result=measure.expected_result,
        deadline_text=measure.deadline_text,
        deadline=deadline,
        reading=phrase(deadline),
        responsible_text=measure.responsible_text,
        answering=_answering(row, proposal, resolution, before),
        attributes={**measure.attributes, **_printed(measure)},
        pace=measure.pace or ControlPace.ROUTINE,
        evidence=measure.evidence or before.evidence,
    )
    return _keeping_hand_changes(said, measure, before)


def _keeping_hand_changes(
    said: MeasureContent, measure: ProposedMeasure, before: MeasureContent
) -> MeasureContent:
    """A deadline or executors put in force by hand stay where the document repeats its own former words."""
    kept = said
    for attribute, words, aspect in (
        (DOCUMENT_DEADLINE, measure.deadline_text, Aspect.DEADLINE),
        (DOCUMENT_RESPONSIBLE, measure.responsible_text, Aspect.ANSWERING),
    ):
        former = before.attributes.get(attribute)
        if isinstance(former, str) and normal(former) == normal(words):
            kept = with_aspects(kept, before, (aspect,))
            kept = replace(kept, attributes={**kept.attributes, attribute: former})
    return kept


def _printed(measure: ProposedMeasure) -> dict[str, str]:
    """What the document says instead of what was corrected: it stays in sight."""
    said = "; ".join(f"{words or '—'}" for _, words in differing(measure))
    return {PRINTED: said} if said else {}


def _answering(
    row: int, proposal: Proposal, resolution: Resolution, before: MeasureContent
) -> tuple[Answering, ...]:
    """Nobody for a row that only introduces sub-rows; nobody is taken off while a name is not explained."""
    measure = proposal.measures[row]
    named = resolution.assignees(measure) if row in rows_with_duty(proposal.measures) else ()
    present = {one.assigned for one in before.answering}
    if before.answering and not resolution.names_everybody(measure):
        fresh = (Answering(assigned=one, is_main=False) for one in named if one not in present)
        return (*before.answering, *fresh)
    is_same = normal(before.responsible_text) == normal(measure.responsible_text)
    return before.answering if is_same and present == set(named) else in_order(named, before.answering)


async def _put_parents(uow: UnitOfWork, proposal: Proposal, measure_ids: Mapping[int, MeasureId]) -> None:
    parents = parent_rows(proposal.measures)
    await uow.plan.set_parents(
        {
            measure_id: None if (parent := parents[row]) is None else measure_ids.get(parent)
            for row, measure_id in measure_ids.items()
        }
    )


async def _put_sections(uow: UnitOfWork, road_map_id: RoadMapId, proposal: Proposal) -> None:
    """The sections of the document in its order; one that is named again keeps its identity."""
    kept = [measure for measure in proposal.measures if not measure.is_dropped]
    titles = dict.fromkeys(
        title
        for title in (*(s.title for s in proposal.sections), *(m.section for m in kept))
        if normal(title)
    )
    known = {normal(section.title): section.id for section in await uow.plan.sections(road_map_id)}
    fresh = [title for title in titles if normal(title) not in known]
    ids = await uow.plan.add_sections(road_map_id, fresh)
    known |= {normal(title): section_id for title, section_id in zip(fresh, ids, strict=True)}
    await uow.plan.move_sections({known[normal(title)]: at for at, title in enumerate(titles)})
