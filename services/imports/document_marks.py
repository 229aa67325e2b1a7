"""A filled «Отметка об исполнении»: offered after approval as reports, never reported by itself."""

from collections.abc import Callable

from roadmap.clock import Clock
from roadmap.control.duty import Duty, ReportOutcome, ReportSource
from roadmap.errors import WrongState
from roadmap.ids import ImportId, ReportId
from roadmap.imports.proposal import ExecutionState
from roadmap.imports.questions import ImportState
from roadmap.people.persons import Actor, Role
from services.control.reporting.announcing import tell_curators
from services.control.reporting.report_submission import Answer, submit
from services.imports.forecasting import measure_name
from services.imports.mark_views import DocumentMarks, MarkedMeasure
from services.imports.marked_measures import DoneMeasure, done_by_document
from services.imports.on_desk import import_of
from services.people.directory import require
from storage.unit_of_work import Store

_NOT_WHOLLY = frozenset({ExecutionState.PARTLY, ExecutionState.NOT_DONE, ExecutionState.UNCLEAR})


class DocumentMarkService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def marks(self, actor: Actor, import_id: ImportId) -> DocumentMarks:
        """What the document in force says is done and nobody has reported here."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            imported = await import_of(uow, actor, import_id)
            done = await done_by_document(uow, imported, self._clock.now())
        return DocumentMarks(
            import_id=import_id,
            done=tuple(_line(one) for one in done),
            others=sum(
                measure.execution is not None and measure.execution.state in _NOT_WHOLLY
                for measure in imported.proposal.measures
            ),
        )

    async def report(self, actor: Actor, import_id: ImportId, said: Callable[[str], str]) -> int:
        """Report «выполнено» for all of it, in the document's words as `said` puts them; how many duties.

        The reports wait for a decision like any other.
        """
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        sent: list[tuple[Duty, ReportId]] = []
        async with self._store.write() as uow:
            imported = await import_of(uow, actor, import_id)
            if imported.state is not ImportState.APPROVED:
                raise WrongState(imported.state, "report")
            for one in await done_by_document(uow, imported, now):
                assert one.measure.execution is not None
                answer = Answer(
                    outcome=ReportOutcome.DONE,
                    text=said(one.measure.execution.words),
                    source=ReportSource.DOCUMENT,
                )
                for line in one.owed:
                    duty = await uow.duties.get(line.id)
                    if duty is not None and not line.requires_evidence:
                        sent.append((duty, await submit(uow, actor, duty, answer, now)))
            await tell_curators(uow, actor, sent, now)
            await uow.audit.add(
                actor, now, "import.marks_reported", ("import", import_id), {"duties": len(sent)}
            )
            await uow.commit()
        return len(sent)


def _line(one: DoneMeasure) -> MarkedMeasure:
    mark = one.measure.execution
    assert mark is not None
    return MarkedMeasure(
        name=measure_name(one.measure), done_on=mark.done_on, words=mark.words, duties=len(one.owed)
    )
