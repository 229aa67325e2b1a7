"""A typed remark or reason is edited: it changes while the thing is open or can still be undone."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import Clock
from roadmap.control.duty import UNDO_WINDOW, DecisionKind, Duty
from roadmap.control.requests import ExtensionRequest, Reassignment, Request, RequestState
from roadmap.control.typed_words import Became, TypedWords
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import dedupe_key
from roadmap.ids import DutyId, ReportId
from roadmap.people.persons import Actor
from roadmap.people.place import Place
from roadmap.typed_words import in_words
from services.control.deciding.decisions import MAX_COMMENT
from services.control.deciding.undoing import unsay_decision
from services.control.requests.life_cycle import ASKED, MAX_REASON
from services.people.recipients import author_or_colleagues, curators_of, tell
from storage.unit_of_work import Store, UnitOfWork

Told = tuple[tuple[Place, int], ...]
_RECORDS: dict[Became, type[Request]] = {
    Became.EXTENSION: ExtensionRequest,
    Became.REASSIGNMENT: Reassignment,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedAnswer:
    """The duty whose cards change, and the messages with the old words that have left already."""

    duty_id: DutyId
    told: Told


class EditedAnswerService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def edit(self, actor: Actor, answer: TypedWords, raw: str) -> EditedAnswer | None:
        """Say it in these words instead and tell anew; None where it is too late.

        BadInput where nothing is left of the words or they have become too many.
        """
        async with self._store.write() as uow:
            match Became(answer.became or ""):
                case Became.RETURN:
                    edited = await self._remark(uow, actor, answer, raw)
                case Became.EXTENSION | Became.REASSIGNMENT as became:
                    request = await uow.requests.get(_RECORDS[became], answer.became_id or 0)
                    edited = await self._reason(uow, actor, request, answer, raw)
                case Became.REFUSAL | Became.DIFFICULTY:
                    edited = None  # a refusal has been told and is not undone; the monitoring rewords its own
            if edited is not None:
                await uow.commit()
        return edited

    async def _remark(
        self, uow: UnitOfWork, actor: Actor, answer: TypedWords, raw: str
    ) -> EditedAnswer | None:
        now, report_id = self._clock.now(), ReportId(answer.became_id or 0)
        stored = await uow.reports.report(report_id)
        duty = await uow.duties.get(stored.report.duty_id) if stored else None
        decision = await uow.reports.decision(report_id)
        before = await uow.reports.before_decision(report_id)
        if stored is None or duty is None or decision is None or before is None:
            return None
        is_own = decision.by == actor.person_id and decision.kind is DecisionKind.RETURN
        is_late = now - decision.created_at >= UNDO_WINDOW or before.left_version != duty.version
        if not is_own or is_late:
            return None
        words = in_words(raw, limit=MAX_COMMENT)
        await uow.reports.reword_decision(report_id, words)
        await uow.typed_words.change(answer, words)
        told = await unsay_decision(uow, actor, duty, stored, DecisionKind.RETURN)
        people = await author_or_colleagues(uow, stored.report.author_id, duty, actor.person_id)
        await tell(uow, people, DeliveryKind.RETURNED, report_id, duty.department_id, now)
        facts = {"report": report_id, "comment": words}
        await uow.audit.add(actor, now, "decision.reworded", ("duty", duty.id), facts)
        return EditedAnswer(duty_id=duty.id, told=told)

    async def _reason(
        self, uow: UnitOfWork, actor: Actor, request: Request | None, answer: TypedWords, raw: str
    ) -> EditedAnswer | None:
        now = self._clock.now()
        duty = await uow.duties.get(request.duty_id) if request else None
        if request is None or duty is None or request.author_id != actor.person_id:
            return None
        if request.state is not RequestState.OPEN:
            return None
        words = in_words(raw, limit=MAX_REASON)
        if not await uow.requests.reword(request, words):
            return None
        await uow.typed_words.change(answer, words)
        told = await _tell_anew(uow, actor, request, duty, now)
        facts = {"request": request.id, "reason": words}
        await uow.audit.add(actor, now, "request.reworded", ("duty", duty.id), facts)
        return EditedAnswer(duty_id=duty.id, told=told)


async def _tell_anew(uow: UnitOfWork, actor: Actor, request: Request, duty: Duty, now: datetime) -> Told:
    kind = ASKED[type(request)]
    curators = await curators_of(uow, duty.home_unit_id, actor.person_id)
    keys = [dedupe_key(kind, request.id, curator.person_id) for curator in curators]
    told = await uow.outbox.unsay(keys, "the reason was edited")
    await tell(uow, curators, kind, request.id, duty.department_id, now)
    return tuple(told)
