"""Deadlines a new edition leaves as they were and that are now read otherwise than the plan in force."""

from collections.abc import Iterator

from roadmap.deadlines.deadline import Deadline
from roadmap.deadlines.period import PlanPeriod
from roadmap.deadlines.windows import windows
from roadmap.ids import RoadMapId
from roadmap.imports.proposal import ProposedMeasure
from roadmap.imports.questions import Import
from roadmap.language.phrase import phrase
from roadmap.plan.measure import Measure
from roadmap.wording import normal
from services.imports.approving import edition_difference, plan_rows
from services.imports.edition_views import RereadDeadline
from services.imports.forecasting import measure_name
from services.imports.resolving import Resolution
from storage.unit_of_work import UnitOfWork


async def reread_deadlines(
    uow: UnitOfWork, road_map_id: RoadMapId, imported: Import, answered: Resolution
) -> tuple[RereadDeadline, ...]:
    """Each with what was approved and what would be planned now; the plan in force stays as it is."""
    old = await uow.plan.measures(road_map_id)
    found = edition_difference(await plan_rows(uow, road_map_id, old), imported.proposal)
    pairs = [(old[position], imported.proposal.measures[row]) for position, row in found.kept]
    return tuple(_reread(pairs, answered))


def _reread(pairs: list[tuple[Measure, ProposedMeasure]], answered: Resolution) -> Iterator[RereadDeadline]:
    for before, measure in pairs:
        now = answered.deadline(measure)
        if normal(before.deadline_text) != normal(measure.deadline_text):
            continue
        if not _is_same(before.deadline, now, answered.period):
            yield RereadDeadline(
                name=measure_name(measure),
                words=measure.deadline_text,
                reading=(before.reading, phrase(now)),
            )


def _is_same(before: Deadline, now: Deadline, period: PlanPeriod | None) -> bool:
    """Whether both come to the same days; readings that only differ in form are the same."""
    if before == now or period is None:
        return True
    both = [windows(deadline, period).windows for deadline in (before, now)]
    return type(before) is type(now) and both[0] == both[1]
