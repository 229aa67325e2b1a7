"""What has happened to a measure: every change with who made it, and every version of its reports."""

from dataclasses import dataclass

from roadmap.clock import Clock
from roadmap.control.measure_history import HistoryLine, MeasureReport
from roadmap.control.measure_views import MeasureFacts
from roadmap.errors import NotFound
from roadmap.ids import MeasureId
from roadmap.people.persons import Actor
from services.control.duties.duty_lists import PAGE, Paging, paging_of
from services.control.measures.history_words import with_words
from services.control.measures.scope import scope_of
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """A page of changes, the latest first."""

    measure: MeasureFacts
    lines: tuple[HistoryLine, ...]
    paging: Paging
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsPage:
    """A page of reports, the latest first."""

    measure: MeasureFacts
    reports: tuple[MeasureReport, ...]
    count: int
    paging: Paging
    time_zone: str


class HistoryService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def changes(self, actor: Actor, measure_id: MeasureId, page: int) -> HistoryPage:
        """What happened to the measure and to the duties of it that this person sees."""
        scope = scope_of(actor)
        async with self._store.read() as uow:
            measure = await _measure(uow, actor, measure_id)
            paging = paging_of(await uow.history.count(scope, measure_id), page)
            kept = await uow.history.lines(scope, measure_id, limit=PAGE, offset=paging.offset)
            lines = await with_words(uow, measure_id, kept)
        return HistoryPage(measure=measure, lines=tuple(lines), paging=paging, time_zone=actor.time_zone)

    async def reports(self, actor: Actor, measure_id: MeasureId, page: int) -> ReportsPage:
        """Every version of every report about the measure that this person sees; reading them is audited."""
        scope = scope_of(actor)
        async with self._store.write() as uow:
            measure = await _measure(uow, actor, measure_id)
            count = await uow.history.count_reports(scope, measure_id)
            paging = paging_of(count, page)
            reports = await uow.history.reports(scope, measure_id, limit=PAGE, offset=paging.offset)
            if reports:
                facts = {"page": page}
                now = self._clock.now()
                await uow.audit.add(actor, now, "reports.opened", ("measure", measure_id), facts)
                await uow.commit()
        return ReportsPage(
            measure=measure, reports=tuple(reports), count=count, paging=paging, time_zone=actor.time_zone
        )


async def _measure(uow: UnitOfWork, actor: Actor, measure_id: MeasureId) -> MeasureFacts:
    measure = await uow.measures.facts(scope_of(actor), measure_id)
    if measure is None:
        raise NotFound
    return measure
