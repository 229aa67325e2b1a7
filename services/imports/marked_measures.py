"""Measures a document in force marks as done, with what is still owed of them here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from roadmap.clock import local_date
from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.ids import MeasureId
from roadmap.imports.proposal import ExecutionState, ProposedMeasure
from roadmap.imports.questions import Import
from roadmap.plan.edition_difference import difference
from services.imports.approving import plan_rows, proposal_rows
from services.people.directory import unit_of
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneMeasure:
    """A measure that is done by the document, with what is still owed of it here."""

    measure: ProposedMeasure
    owed: Sequence[DutyLine]


async def marked_done(uow: UnitOfWork, imported: Import, now: datetime) -> int:
    """How many measures of the document in force could be reported by its own marks."""
    return len(await done_by_document(uow, imported, now))


async def done_by_document(uow: UnitOfWork, imported: Import, now: datetime) -> list[DoneMeasure]:
    """In the order of the document; none of a document that has no such column."""
    if imported.road_map_id is None or not any(map(_is_done, imported.proposal.measures)):
        return []
    department = await unit_of(uow, imported.department_id, imported.department_id)
    today = local_date(now, department.time_zone)
    marked = await _marked(uow, imported)
    owed = DutyFilter(measure_ids=list(marked), states=WAITING_FOR_ASSIGNEE)
    lines = await uow.duties.lines(owed) if marked else ()
    found = []
    for measure_id, measure in marked.items():
        of_measure = _told_by(measure, [line for line in lines if line.measure_id == measure_id], today)
        if of_measure:
            found.append(DoneMeasure(measure=measure, owed=of_measure))
    return found


async def _marked(uow: UnitOfWork, imported: Import) -> Mapping[MeasureId, ProposedMeasure]:
    """The measures in force that the document marks as done."""
    assert imported.road_map_id is not None
    plan = await uow.plan.measures(imported.road_map_id)
    rows = await plan_rows(uow, imported.road_map_id, plan)
    measures = imported.proposal.measures
    kept = difference(rows, proposal_rows(imported.proposal)).kept
    return {plan[position].id: measures[row] for position, row in kept if _is_done(measures[row])}


def _told_by(measure: ProposedMeasure, owed: Sequence[DutyLine], today: date) -> list[DutyLine]:
    """Of a measure with one control point all that is owed; of a rhythm only what had begun by that day."""
    if len({line.first_on for line in owed}) == 1:
        return list(owed)
    by = (measure.execution.done_on if measure.execution else None) or today
    return [line for line in owed if line.first_on <= by]


def _is_done(measure: ProposedMeasure) -> bool:
    return measure.execution is not None and measure.execution.state is ExecutionState.DONE
