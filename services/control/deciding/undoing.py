"""A decision is undone by who made it: for ten minutes, and while nothing else has happened to the duty."""

from dataclasses import dataclass, replace
from datetime import datetime

from roadmap.clock import Clock
from roadmap.control.duty import UNDO_WINDOW, BeforeDecision, DecisionKind, Duty, DutyState
from roadmap.control.reports import StoredReport
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import dedupe_key
from roadmap.errors import BadInput, NotAllowed, NotFound, StaleVersion
from roadmap.ids import ReportId
from roadmap.people.persons import Actor
from roadmap.people.place import Place
from services.control.duties.cards import CardView, shown_card, unasked, view_card
from services.people.recipients import author_or_colleagues
from services.people.rights import require_curator
from services.plan.next_stage import stage_after
from services.plan.setting_aside import settle_point
from storage.unit_of_work import Store, UnitOfWork

_TOLD = {DecisionKind.ACCEPT: DeliveryKind.ACCEPTED, DecisionKind.RETURN: DeliveryKind.RETURNED}


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoneDecision:
    """The card, as it is said elsewhere too, and the messages about the decision that have left already."""

    view: CardView
    elsewhere: CardView
    told: tuple[tuple[Place, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoneTogether:
    """What waits again, and how many are left as they are."""

    undone: tuple[UndoneDecision, ...]
    left: int


class UndoingService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def undo(self, actor: Actor, report_id: ReportId) -> UndoneDecision:
        """The report waits again; undone before is fine.

        NotAllowed for another's decision, BadInput after ten minutes, StaleVersion when more has happened.
        """
        now = self._clock.now()
        async with self._store.write() as uow:
            stored, duty = await _found(uow, report_id)
            await require_curator(uow, actor, duty)
            if await uow.reports.decision(report_id) is None:
                view = await view_card(uow, actor, duty.id, now)
                return UndoneDecision(view=view, elsewhere=view, told=())
            told = await self._undo(uow, actor, stored, duty, now)
            view = await shown_card(uow, actor, duty.id, now)
            elsewhere = await unasked(uow, actor, view)
            await uow.commit()
        return UndoneDecision(view=view, elsewhere=elsewhere, told=told)

    async def undo_together(self, actor: Actor, at: datetime) -> UndoneTogether:
        """All that the actor has decided by one press at that moment; what more has happened to is left.

        BadInput after ten minutes.
        """
        now, undone, left = self._clock.now(), list[UndoneDecision](), 0
        if now - at >= UNDO_WINDOW:
            raise BadInput("undo-decision-too-late")
        async with self._store.write() as uow:
            for report_id in await uow.reports.decided_together(actor.person_id, at):
                stored, duty = await _found(uow, report_id)
                try:
                    await require_curator(uow, actor, duty)
                    told = await self._undo(uow, actor, stored, duty, now)
                except (StaleVersion, NotAllowed):
                    left += 1
                    continue
                view = await view_card(uow, actor, duty.id, now)
                elsewhere = await unasked(uow, actor, view)
                undone.append(UndoneDecision(view=view, elsewhere=elsewhere, told=told))
            await uow.commit()
        return UndoneTogether(undone=tuple(undone), left=left)

    async def _undo(
        self, uow: UnitOfWork, actor: Actor, stored: StoredReport, duty: Duty, now: datetime
    ) -> tuple[tuple[Place, int], ...]:
        report_id = stored.report.id
        decision = await uow.reports.decision(report_id)
        if decision is None or decision.by != actor.person_id:
            raise NotAllowed
        if now - decision.created_at >= UNDO_WINDOW:
            raise BadInput("undo-decision-too-late")
        before = await uow.reports.before_decision(report_id)
        if before is None or before.left_version != duty.version:
            raise StaleVersion
        await self._restore(uow, duty, before, now)
        await uow.reports.remove_decision(report_id)
        await settle_point(uow, duty, now, self._calendar)
        told = await unsay_decision(uow, actor, duty, stored, decision.kind)
        await uow.audit.add(actor, now, "decision.undone", ("duty", duty.id), {"report": report_id})
        return told

    async def _restore(self, uow: UnitOfWork, duty: Duty, before: BeforeDecision, now: datetime) -> None:
        time = before.time
        was = replace(duty, state=before.state, owed_by=time.owed_by, stopped_on=time.stopped_on)
        is_silent = before.state is DutyState.REPORTED or time.stopped_on is not None
        looked_at = None if is_silent else await stage_after(uow, was, self._calendar, now)
        if not await uow.duties.change_state(
            duty, before.state, next_stage_at=looked_at, settled_at=None, time=time
        ):
            raise StaleVersion


async def _found(uow: UnitOfWork, report_id: ReportId) -> tuple[StoredReport, Duty]:
    stored = await uow.reports.report(report_id)
    duty = await uow.duties.get(stored.report.duty_id) if stored else None
    if stored is None or duty is None:
        raise NotFound
    return stored, duty


async def unsay_decision(
    uow: UnitOfWork, actor: Actor, duty: Duty, stored: StoredReport, kind: DecisionKind
) -> tuple[tuple[Place, int], ...]:
    """Whoever is told of the next decision is told anew."""
    told = await author_or_colleagues(uow, stored.report.author_id, duty, actor.person_id)
    keys = [dedupe_key(_TOLD[kind], stored.report.id, person.person_id) for person in told]
    return tuple(await uow.outbox.unsay(keys, "the decision was undone"))
