"""The head's weekly letter: one short message on the first working morning of the week."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from roadmap.clock import Clock, local_date
from roadmap.control.boards import MeasureOverdue, Tally
from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.control.duty_filter import DutyFilter
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, NewDelivery, new_delivery
from roadmap.ids import DutyId, PersonId, UnitId
from roadmap.people.invites import Recipient
from roadmap.people.persons import Actor, Role
from roadmap.reminding.reminders import WEEK, monday_of
from roadmap.summary.progress import MapProgress
from services.composing import Cancelled
from services.control.deciding.waiting_long import (
    NAMED_IN_LETTER,
    LongWaits,
    came_before,
    waiting_long,
)
from services.control.duties.duty_lists import days_waited
from services.control.requests.curators_deeds import PassedUpView, passed_up_to
from services.people.recipients import actor_of
from services.reminding.digest import alarming_of, letter_key
from services.reminding.escalation import part_of
from services.summary.week_mornings import come_morning, morning_slot, next_week_morning, was_here
from storage.unit_of_work import Store, UnitOfWork

WORST = 3
BEFORE = "before"
"""In the payload: what was waited for before this day, the letter names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyLetter:
    """`worst` are the longest overdue; `fresh` is how many reached the head today; `waiting` decisions.

    `late_units` are those with anything overdue, the longest first, a few of `late_units_total`; `passed_up`
    is what curators have left to the head, the oldest of `passed_up_total`.
    """

    department: str
    today: date
    tally: Tally
    due_this_week: int
    waiting: int
    waiting_days: int
    worst: tuple[MeasureOverdue, ...]
    fresh: int
    long_waits: LongWaits
    """Decisions that curators have left waiting for working days."""
    maps: tuple[MapProgress, ...]
    late_units: tuple[str, ...]
    late_units_total: int
    passed_up: tuple[PassedUpView, ...]
    passed_up_total: int


class LetterService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def plan_due(self) -> int:
        """Put this week's letters in line for heads who have none yet; how many were added."""
        now = self._clock.now()
        async with self._store.read() as uow:
            heads = [
                (department.id, head)
                for department in await uow.people.departments()
                for head in await uow.recipients.curators(department.id, Role.HEAD)
            ]
            letters = [
                letter
                for department_id, head in heads
                if (letter := await self._letter(uow, department_id, head, now)) is not None
            ]
        if not letters:
            return 0
        async with self._store.write() as uow:
            added = [await uow.outbox.add(letter) for letter in letters]
            await uow.commit()
        return sum(added)

    async def next_at(self) -> datetime | None:
        """The next first working morning of a week, in the zone of the first department."""
        now = self._clock.now()
        async with self._store.read() as uow:
            departments = await uow.people.departments()
        if not departments:
            return None
        return next_week_morning(now, departments[0].time_zone, self._calendar)

    async def _letter(
        self, uow: UnitOfWork, department_id: UnitId, head: Recipient, now: datetime
    ) -> NewDelivery | None:
        morning = come_morning(now, head.time_zone, self._calendar)
        if morning is None:
            return None
        key = letter_key(department_id, head.person_id, morning)
        if await uow.reminders.is_planned(key) or not await was_here(uow, head, morning):
            return None
        return new_delivery(
            DeliveryKind.WEEKLY_LETTER,
            subject_id=department_id,
            department_id=department_id,
            recipient_id=head.person_id,
            occasion=morning,
            not_before=await morning_slot(uow, head, now, self._calendar),
            payload={BEFORE: came_before(morning, self._calendar, NAMED_IN_LETTER).isoformat()},
        )


async def _heads(uow: UnitOfWork, department_id: UnitId, person_id: PersonId) -> bool:
    """Whether this person heads the whole department, or stands in for who does."""
    heads = await uow.recipients.curators(department_id, Role.HEAD)
    return person_id in {head.person_id for head in heads}


async def compose_weekly_letter(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> WeeklyLetter | Cancelled:
    """How the department stands now; nothing is sent where no road map is running."""
    department = await uow.people.unit(UnitId(delivery.subject_id))
    actor = await actor_of(uow, delivery.recipient_id)
    if department is None or actor is None or not await _heads(uow, department.id, actor.person_id):
        return Cancelled("no longer the head")
    today = local_date(now, actor.time_zone)
    tally = await uow.boards.tally(actor, today)
    if not tally.total:
        return Cancelled("no road map is running")
    owed = DutyFilter(roots=actor.roots, states=WAITING_FOR_ASSIGNEE, waits_for_curator=False)
    sunday = monday_of(today) + timedelta(days=6)
    waiting = await uow.reports.waiting_total(actor)
    worst = await uow.boards.overdue_measures(actor.roots, today, WORST)
    late = await uow.boards.overdue_units(actor.roots, today, limit=WORST)
    passed_up_total, passed_up = await passed_up_to(uow, actor, now, WORST)
    return WeeklyLetter(
        department=department.name,
        today=today,
        tally=tally,
        due_this_week=await uow.duties.count(replace(owed, owed_from=today, owed_to=sunday)),
        waiting=waiting.count,
        waiting_days=days_waited(waiting, actor, today),
        worst=tuple(worst),
        fresh=len(await _escalated(uow, actor, today, now)),
        long_waits=await _long_waits(uow, actor, delivery, now),
        maps=tuple(await uow.summaries.progress(actor.roots, now - WEEK, today)),
        late_units=tuple(each.unit for each in late),
        late_units_total=await uow.boards.count_overdue_units(actor.roots, today),
        passed_up=passed_up,
        passed_up_total=passed_up_total,
    )


async def _long_waits(uow: UnitOfWork, actor: Actor, letter: Delivery, now: datetime) -> LongWaits:
    before = letter.payload.get(BEFORE)
    if before is None:
        return LongWaits(count=0)
    return await waiting_long(uow, actor, date.fromisoformat(str(before)), now)


async def _escalated(uow: UnitOfWork, actor: Actor, today: date, now: datetime) -> Collection[DutyId]:
    """What waits for the head in the digest this letter stands for."""
    waiting = await uow.reminders.waiting_digests([actor.person_id], now)
    digests = await uow.outbox.items(waiting.get(actor.person_id, ()))
    items = [item for _, digest in sorted(digests.items()) for item in digest]
    ids = {item.duty_id for item in items if part_of(item.stage) is Role.HEAD}
    duties = await uow.duties.lines(DutyFilter(department_id=actor.department_id, ids=ids))
    return await alarming_of(uow, actor, duties, today)
