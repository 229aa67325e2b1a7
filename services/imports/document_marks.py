"""A filled «Отметка об исполнении»: offered as reports, never reported by itself."""

import re
from collections.abc import Callable
from datetime import datetime

from roadmap.clock import Clock
from roadmap.control.duty import Duty, ReportOutcome, ReportSource
from roadmap.control.duty_lines import DutyLine
from roadmap.errors import WrongState
from roadmap.ids import ImportId, ReportId
from roadmap.imports.proposal import ExecutionMark, ExecutionState
from roadmap.imports.questions import ImportState
from roadmap.people.persons import Actor, Role
from services.control.deciding.before_work import PastAnswer, record_past
from services.control.reporting.announcing import tell_curators
from services.control.reporting.report_submission import Answer, submit
from services.imports.forecasting import measure_name
from services.imports.mark_views import DocumentMarks, MarkedMeasure
from services.imports.marked_measures import MarkedWork, marked_work
from services.imports.on_desk import import_of
from services.people.directory import require
from storage.unit_of_work import Store, UnitOfWork

OUTCOMES = {
    ExecutionState.DONE: ReportOutcome.DONE,
    ExecutionState.PARTLY: ReportOutcome.PARTIAL,
    ExecutionState.NOT_DONE: ReportOutcome.NOT_DONE,
}
_PERCENT = re.compile(r"(?<!\d)([1-9]\d?)\s?%")


class DocumentMarkService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def marks(self, actor: Actor, import_id: ImportId) -> DocumentMarks:
        """What the document says of a road map in force and nobody has reported here.

        The document is its latest edition, or under review and compared with it.
        """
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            imported = await import_of(uow, actor, import_id)
            marked = await marked_work(uow, imported, self._clock.now())
        return DocumentMarks(
            import_id=import_id,
            is_approved=imported.state is ImportState.APPROVED,
            marked=tuple(_line(one) for one in marked),
            unclear=sum(
                measure.execution is not None and measure.execution.state is ExecutionState.UNCLEAR
                for measure in imported.proposal.measures
            ),
        )

    async def report(self, actor: Actor, import_id: ImportId, said: Callable[[str], str]) -> int:
        """Report all of it in the document's words as `said` puts them; how many duties.

        What fell due before the work began here is settled with it; other reports wait for a decision.
        """
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        sent: list[tuple[Duty, ReportId]] = []
        past = 0
        async with self._store.write() as uow:
            imported = await import_of(uow, actor, import_id)
            if imported.state is ImportState.CANCELLED:
                raise WrongState(imported.state, "report")
            for one in await marked_work(uow, imported, now):
                for line in one.owed:
                    duty = await uow.duties.get(line.id)
                    if duty is not None and duty.predates_work:
                        past += await record_past(uow, actor, duty, past_answer(one.mark, said), now)
                    elif duty is not None and _may_be_reported(one.mark, line):
                        sent.append((duty, await _submit(uow, actor, duty, one.mark, said, now)))
            await tell_curators(uow, actor, sent, now)
            facts = {"duties": len(sent), "past": past}
            await uow.audit.add(actor, now, "import.marks_reported", ("import", import_id), facts)
            await uow.commit()
        return len(sent) + past


def _may_be_reported(mark: ExecutionMark, line: DutyLine) -> bool:
    """«Выполнено» of what needs evidence is left to those who have it."""
    return mark.state is not ExecutionState.DONE or not line.evidence.asks_for_file


async def _submit(
    uow: UnitOfWork,
    actor: Actor,
    duty: Duty,
    mark: ExecutionMark,
    said: Callable[[str], str],
    now: datetime,
) -> ReportId:
    answer = Answer(
        outcome=OUTCOMES[mark.state],
        percent=_percent(mark),
        remaining=mark.words if mark.state is ExecutionState.PARTLY else "",
        text=said(mark.words),
        source=ReportSource.DOCUMENT,
    )
    return await submit(uow, actor, duty, answer, now)


def past_answer(mark: ExecutionMark, said: Callable[[str], str]) -> PastAnswer:
    """What a mark tells of a duty of before the work began here, in words as `said` puts them."""
    return PastAnswer(
        outcome=OUTCOMES[mark.state],
        text=said(mark.words),
        done_on=mark.done_on,
        percent=_percent(mark),
        remaining=mark.words if mark.state is ExecutionState.PARTLY else "",
    )


def _percent(mark: ExecutionMark) -> int | None:
    found = _PERCENT.search(mark.words) if mark.state is ExecutionState.PARTLY else None
    return int(found[1]) if found else None


def _line(one: MarkedWork) -> MarkedMeasure:
    return MarkedMeasure(
        name=measure_name(one.measure),
        state=one.mark.state,
        done_on=one.mark.done_on,
        words=one.mark.words,
        duties=len(one.owed),
        past=sum(line.predates_work for line in one.owed),
    )
