"""Putting a resolved proposal in force: a new road map, or a new edition of one.

A new road map is an edition of an empty one, so both go the same way: match the rows, write what was added,
change what was changed, archive what was removed, then lay the plan. Duties, reports and history stay.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from roadmap.control.duty import Duty
from roadmap.control.duty_filter import NewDuty
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.control_pace import ControlPace, is_routine
from roadmap.deadlines.period import PlanPeriod
from roadmap.errors import BadInput, NotFound
from roadmap.ids import EditionId, MeasureId, RoadMapId, SectionId
from roadmap.imports.answering import parent_rows, rows_with_duty
from roadmap.imports.proposal import Proposal, ProposedMeasure
from roadmap.imports.questions import Assigned, Import
from roadmap.language.phrase import phrase
from roadmap.people.persons import Actor, SystemActor
from roadmap.plan.edition_difference import Difference, EditionMeasure, difference
from roadmap.plan.measure import Measure, RoadMap
from roadmap.plan.measure_place import MeasurePlace
from roadmap.plan.plan_rows import MeasureRecord, NewEdition, NewRoadMap
from roadmap.wording import normal
from services.imports.resolving import Resolution
from services.plan.planning import assign, lay_plan, withdraw
from services.plan.replanning import move_control_points
from storage.unit_of_work import UnitOfWork


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
    before = await _road_map(uow, imported)
    old = await uow.plan.measures(before.id) if before else []
    road_map = await _put_heading(uow, imported, resolution.period, before)
    edition = await _add_edition(uow, road_map, imported, actor, now)
    found, measure_ids = await _put_measures(uow, road_map, old, imported.proposal, resolution)
    await uow.plan.keep_places(edition.id, _places(imported.proposal, measure_ids))
    removed = [old[position].id for position in found.removed]
    withdrawn = await withdraw(uow, await uow.duty_plan.of_measures(removed), now) if removed else 0
    await uow.plan.archive_measures(removed)
    undecided = {
        measure_id
        for row, measure_id in measure_ids.items()
        if not resolution.names_everybody(imported.proposal.measures[row])
    }
    await assign(uow, road_map, wanted(imported.proposal, resolution, measure_ids), now, undecided)
    moved = await move_control_points(uow, road_map, now, calendar) if before else []
    duties = await lay_plan(uow, road_map, now, calendar)
    return Enacted(
        road_map=road_map,
        revision=edition.number,
        measure_ids=measure_ids,
        difference=found,
        archived=removed,
        duties=duties,
        moved=moved,
        withdrawn=withdrawn,
    )


def proposal_rows(proposal: Proposal) -> list[EditionMeasure]:
    """The rows of a proposal as editions are compared."""
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
            deadline_text=measure.deadline_text,
            responsible_text=measure.responsible_text,
            result=measure.result,
        )
        for measure in measures
    ]


async def paces_in_force(
    uow: UnitOfWork, road_map_id: RoadMapId, proposal: Proposal
) -> dict[int, ControlPace]:
    """What is made of the routine work of rows whose deadline the document leaves as it is."""
    old = await uow.plan.measures(road_map_id)
    found = difference(await plan_rows(uow, road_map_id, old), proposal_rows(proposal))
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
    )
    if before is None:
        road_map_id = await uow.plan.add_road_map(heading)
    else:
        road_map_id = before.id
        await uow.plan.change_road_map(road_map_id, heading)
    road_map = await uow.plan.road_map(road_map_id, imported.department_id)
    assert road_map is not None
    return road_map


async def _add_edition(
    uow: UnitOfWork, road_map: RoadMap, imported: Import, actor: Actor | SystemActor, now: datetime
) -> _AddedEdition:
    number = len(await uow.plan.editions(road_map.id)) + 1
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


async def _put_measures(
    uow: UnitOfWork,
    road_map: RoadMap,
    old: Sequence[Measure],
    proposal: Proposal,
    resolution: Resolution,
) -> tuple[Difference, dict[int, MeasureId]]:
    found = difference(await plan_rows(uow, road_map.id, old), proposal_rows(proposal))
    sections = await _put_sections(uow, road_map.id, proposal)
    records = [_record(row, measure, sections, resolution) for row, measure in enumerate(proposal.measures)]
    measure_ids = {row: old[position].id for position, row in found.kept}
    await uow.plan.change_measures({measure_ids[row]: records[row] for _, row in found.kept})
    added = await uow.plan.add_measures(road_map.id, [records[row] for row in found.added])
    measure_ids |= dict(zip(found.added, added, strict=True))
    parents = parent_rows(proposal.measures)
    await uow.plan.set_parents(
        {
            measure_id: None if (parent := parents[row]) is None else measure_ids[parent]
            for row, measure_id in measure_ids.items()
        }
    )
    return found, measure_ids


async def _put_sections(uow: UnitOfWork, road_map_id: RoadMapId, proposal: Proposal) -> dict[str, SectionId]:
    """Sections by their folded title; one that is named again keeps its identity."""
    titles = dict.fromkeys(
        title
        for title in (*(s.title for s in proposal.sections), *(m.section for m in proposal.measures))
        if normal(title)
    )
    known = {normal(section.title): section.id for section in await uow.plan.sections(road_map_id)}
    fresh = [title for title in titles if normal(title) not in known]
    ids = await uow.plan.add_sections(road_map_id, fresh)
    known |= {normal(title): section_id for title, section_id in zip(fresh, ids, strict=True)}
    await uow.plan.move_sections({known[normal(title)]: at for at, title in enumerate(titles)})
    return known


def _record(
    row: int, measure: ProposedMeasure, sections: Mapping[str, SectionId], resolution: Resolution
) -> MeasureRecord:
    deadline = resolution.deadline(measure)
    return MeasureRecord(
        section_id=sections.get(normal(measure.section)),
        position=row,
        number=measure.number,
        title=measure.title,
        result=measure.expected_result,
        deadline_text=measure.deadline_text,
        deadline=deadline,
        reading=phrase(deadline),
        responsible_text=measure.responsible_text,
        attributes=measure.attributes,
        pace=measure.pace or ControlPace.ROUTINE,
    )


def wanted(
    proposal: Proposal, resolution: Resolution, measure_ids: Mapping[int, MeasureId]
) -> dict[MeasureId, Sequence[Assigned]]:
    """Who answers for each measure; nobody for rows that only introduce sub-rows."""
    with_duty = rows_with_duty(proposal.measures)
    return {
        measure_id: resolution.assignees(proposal.measures[row]) if row in with_duty else ()
        for row, measure_id in measure_ids.items()
    }
