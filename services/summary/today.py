"""What is asked of a person now, in one screen: what came back, what is late, what this week asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from roadmap.clock import Clock, local_date
from roadmap.control.duty import WAITING_FOR_ASSIGNEE, DutyState
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.monitoring.campaign_views import Questionnaire
from roadmap.people.persons import ANSWERING, WATCHING, Actor
from services.control.duties.duty_lists import days_waited
from services.monitoring.monitoring import MonitoringService
from services.people.rights import CURATORS
from services.summary.monday import Waiting, waiting_for
from storage.unit_of_work import Store, UnitOfWork

SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """`due` are the returned, then the overdue, then those of this week; `more` of them are not among these.

    `nearest` is what comes after this week, `waiting` how many of the person's own wait for a curator, the
    oldest for `waiting_days`; `to_decide` wait for this person's decision.
    """

    name: str
    today: date
    due: tuple[DutyLine, ...]
    more: int
    nearest: DutyLine | None
    waiting: int
    waiting_days: int
    asked: tuple[Questionnaire, ...]
    to_decide: int
    to_decide_days: int
    is_watching: bool
    open_tasks: tuple[tuple[Waiting, int], ...] = ()
    """Of those who decide: what else waits for them, each with how many."""

    @property
    def is_anything(self) -> bool:
        return bool(self.due or self.asked or self.to_decide or self.open_tasks)


class TodayService:
    def __init__(self, store: Store, clock: Clock, monitoring: MonitoringService) -> None:
        self._store = store
        self._clock = clock
        self._monitoring = monitoring

    async def is_asked(self, actor: Actor) -> bool:
        """Whether duties may be this person's, by role or by name."""
        if actor.has(*ANSWERING):
            return True
        async with self._store.read() as uow:
            return bool(await uow.duties.lines(_owned(actor), limit=1))

    async def open(self, actor: Actor) -> Today:
        """All that waits for this person at this moment."""
        today = local_date(self._clock.now(), actor.time_zone)
        asked = [each for each in await self._monitoring.questionnaires(actor) if each.remaining]
        async with self._store.read() as uow:
            due, more = await _due(uow, actor, today)
            waiting = replace(_owned(actor), waits_for_curator=True)
            oldest = await uow.duties.lines(waiting, limit=1)
            decisions = await uow.reports.waiting_total(actor) if actor.has(*CURATORS) else None
            return Today(
                name=actor.name,
                today=today,
                due=tuple(due),
                more=more,
                nearest=await _nearest(uow, actor, today),
                waiting=await uow.duties.count(waiting) if oldest else 0,
                waiting_days=_days(oldest, today),
                asked=tuple(asked),
                to_decide=decisions.count if decisions else 0,
                to_decide_days=days_waited(decisions, actor, today) if decisions else 0,
                is_watching=actor.has(*WATCHING),
                open_tasks=await waiting_for(uow, actor, self._clock.now()),
            )


def _owned(actor: Actor) -> DutyFilter:
    return DutyFilter(
        department_id=actor.department_id,
        assigned_unit_ids=actor.own,
        assigned_person_ids=actor.persons,
    )


def _owed(actor: Actor) -> DutyFilter:
    return replace(
        _owned(actor), states=WAITING_FOR_ASSIGNEE, waits_for_curator=False, asked_of=actor.persons
    )


async def _due(uow: UnitOfWork, actor: Actor, today: date) -> tuple[list[DutyLine], int]:
    """What came back, whenever it is due; then all that is due by the end of the week, by its day."""
    sunday = today + timedelta(days=6 - today.weekday())
    back = replace(_owed(actor), states=(DutyState.RETURNED,))
    by_sunday = replace(_owed(actor), states=WAITING_FOR_ASSIGNEE - {DutyState.RETURNED}, owed_to=sunday)
    returned = list(await uow.duties.lines(back, limit=SHOWN))
    others = list(await uow.duties.lines(by_sunday, limit=SHOWN))
    shown = [*returned, *others][:SHOWN]
    if len(returned) + len(others) < SHOWN:
        return shown, 0
    return shown, await uow.duties.count(back) + await uow.duties.count(by_sunday) - len(shown)


async def _nearest(uow: UnitOfWork, actor: Actor, today: date) -> DutyLine | None:
    after = today + timedelta(days=7 - today.weekday())
    found = await uow.duties.lines(replace(_owed(actor), owed_from=after), limit=1)
    return found[0] if found else None


def _days(oldest: Sequence[DutyLine], today: date) -> int:
    since = oldest[0].stopped_on if oldest else None
    return (today - since).days if since else 0
