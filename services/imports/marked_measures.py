"""Measures a document marks as done, partly done or not done, with what is still owed of them here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from roadmap.clock import local_date
from roadmap.control.duty import WAITING_FOR_ASSIGNEE, DutyState
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.ids import MeasureId
from roadmap.imports.proposal import ExecutionMark, ExecutionState, ProposedMeasure
from roadmap.imports.questions import Import
from services.imports.approving import edition_difference, plan_rows
from services.people.directory import unit_of
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedWork:
    """A measure with the document's mark and what it answers here."""

    measure: ProposedMeasure
    mark: ExecutionMark
    owed: Sequence[DutyLine]


async def marked_in_force(uow: UnitOfWork, imported: Import, now: datetime) -> int:
    """How many measures of the road map could be reported by the document's own marks."""
    return len(await marked_work(uow, imported, now))


async def marked_work(uow: UnitOfWork, imported: Import, now: datetime) -> list[MarkedWork]:
    """In the order of the document; none of a document that has no such column or is beside no road map."""
    if imported.road_map_id is None or not any(map(names_a_state, imported.proposal.measures)):
        return []
    department = await unit_of(uow, imported.department_id, imported.department_id)
    today = local_date(now, department.time_zone)
    marked = await _marked(uow, imported)
    owed = DutyFilter(measure_ids=list(marked), states=WAITING_FOR_ASSIGNEE)
    lines = await uow.duties.lines(owed) if marked else ()
    found = []
    for measure_id, measure in marked.items():
        assert measure.execution is not None
        of_measure = _told_by(
            measure.execution, [line for line in lines if line.measure_id == measure_id], today
        )
        if of_measure:
            found.append(MarkedWork(measure=measure, mark=measure.execution, owed=of_measure))
    return found


async def _marked(uow: UnitOfWork, imported: Import) -> Mapping[MeasureId, ProposedMeasure]:
    """The measures in force that the document marks, however it was approved or only compared."""
    assert imported.road_map_id is not None
    plan = await uow.plan.measures(imported.road_map_id)
    rows = await plan_rows(uow, imported.road_map_id, plan)
    measures = imported.proposal.measures
    kept = edition_difference(rows, imported.proposal).kept
    return {plan[position].id: measures[row] for position, row in kept if names_a_state(measures[row])}


def _told_by(mark: ExecutionMark, owed: Sequence[DutyLine], today: date) -> list[DutyLine]:
    """What is not done yet says nothing of days to come; of a rhythm only what had begun by then counts."""
    if mark.state is ExecutionState.PARTLY:
        owed = [line for line in owed if line.state is not DutyState.PARTIAL]
    if mark.state is ExecutionState.NOT_DONE:
        return [line for line in owed if line.original_due_on is not None and line.original_due_on < today]
    if len({line.first_on for line in owed}) == 1:
        return list(owed)
    by = mark.done_on or today
    return [line for line in owed if line.first_on <= by]


def names_a_state(measure: ProposedMeasure) -> bool:
    """Whether the row has a mark that says how it stands."""
    return measure.execution is not None and measure.execution.state is not ExecutionState.UNCLEAR
