"""A quarter lived hour by hour: the product's own beats, outbox and services; people who answer by rules."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum, auto
from random import Random
from unittest.mock import patch

from sqlalchemy import select

from bench.quarter_town import ZONE, Somebody
from bench.still_clock import StillClock
from roadmap.clock import local_date
from roadmap.control.duty import WAITING_FOR_ASSIGNEE, ReportOutcome
from roadmap.control.reports import WaitingKind
from roadmap.deadlines.calendar import ONE_DAY, CalendarDays, WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import DeliveryState
from roadmap.ids import DutyId, ExtensionId, PersonId, ReportId, RoadMapId, UnitId
from roadmap.people.persons import Actor, Role
from roadmap.people.place import in_telegram
from roadmap.reminding import reminders
from roadmap.reminding.ladders import LADDERS, USUAL, Ladder, Profile, ReminderRule
from roadmap.reminding.quiet_hours import local_moment
from scheduler.beats import BEATS
from services.app import App
from services.control.deciding.decisions import QueueLine
from services.delivery.engine import DeliveryEngine
from storage.control.tables import DutyRow
from storage.delivery.tables import DeliveryItemRow, DeliveryRow
from storage.plan.tables import ControlPointRow
from storage.unit_of_work import Store

HOURS = range(8, 19)
"""The bot is awake; a day off is looked at once."""
REPORTING, SITTINGS = 11, (10, 16)
"""When schools report, and when the curator looks into the chat."""
SENT_BACK, LEFT_FOR_LATER, ANSWERS_AT_ONCE, ASKS_FOR_LONGER = 0.05, 0.25, 0.7, 0.05
KINDS = {str(kind): kind for kind in DeliveryKind}
WORDS = "Проведено по плану, справка обсуждена на совещании."

FORMER = Ladder(
    reminders=ReminderRule(
        before=(30, 14, 7, 3, 1),
        overdue=(1, 3, *range(8, 48, 5)),
        overview=False,
        weekly=False,
    ),
    escalation=USUAL.escalation,
)
"""The default before decision 0020: every stage on a day of its own, and weekly single ones once overdue."""


class Habit(Enum):
    """When a duty is reported. All but the last wait for a message that names it."""

    AT_ONCE = auto()
    NEAR = auto()
    LAST_DAY = auto()
    REPROACHED = auto()


HABITS = (Habit.AT_ONCE,) * 5 + (Habit.NEAR,) * 10 + (Habit.LAST_DAY,) * 3 + (Habit.REPROACHED,) * 2
"""One of twenty, drawn anew for each duty, and the same under either ladder."""


@contextmanager
def default_ladder(ladder: Ladder) -> Iterator[None]:
    """Within it the usual profile is this ladder, also for a duty's first look."""
    with (
        patch.dict(LADDERS, {Profile.USUAL: ladder}),
        patch.object(reminders.first_stage_at, "__defaults__", (ladder,)),
    ):
        yield


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message that has left; `duties` are what a digest names, with the stages."""

    kind: DeliveryKind
    person: PersonId
    at: datetime
    planned: datetime
    duties: dict[DutyId, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """From a report or a request to the curator's word."""

    since: datetime
    at: datetime


@dataclass(slots=True, kw_only=True)
class Asked:
    """One duty with a date, as its school sees it."""

    id: DutyId
    owner: PersonId
    first_on: date
    due_on: date
    first_due_on: date
    habit: Habit
    days: int
    asks_for_longer: bool
    named_on: date | None = None
    reproached_on: date | None = None
    again_on: date | None = None
    reported_on: date | None = None
    first_reported_on: date | None = None

    def reports_on(self, calendar: WorkingCalendar) -> date | None:
        """The day on which it is to be reported, as far as it is known by now."""
        if self.again_on is not None:
            return self.again_on
        if self.habit is Habit.REPROACHED or self.named_on is None:
            return calendar.following(self.reproached_on + ONE_DAY) if self.reproached_on else None
        wanted = {
            Habit.AT_ONCE: calendar.add_working_days(self.named_on, 2),
            Habit.NEAR: calendar.add_working_days(self.due_on, -self.days),
            Habit.LAST_DAY: calendar.preceding(self.due_on),
        }[self.habit]
        return calendar.following(max(wanted, self.named_on, self.first_on))


def _drawn(duty: DutyId, owner: PersonId, first_on: date, due_on: date) -> Asked:
    """By chance, but the same for the same duty."""
    chance = Random(f"duty {duty}")
    return Asked(
        id=duty,
        owner=owner,
        first_on=first_on,
        due_on=due_on,
        first_due_on=due_on,
        habit=chance.choice(HABITS),
        days=chance.randint(1, 3),
        asks_for_longer=chance.random() < ASKS_FOR_LONGER,
    )


@dataclass(kw_only=True)
class Quarter:
    """The running district with everything that has been seen of it."""

    app: App
    store: Store
    clock: StillClock
    engine: DeliveryEngine
    calendar: CalendarDays
    people: Sequence[Somebody]
    chance: Random = field(default_factory=lambda: Random("a quarter"))
    said: list[Said] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)
    asked: dict[DutyId, Asked] = field(default_factory=dict)
    maps: dict[DutyId, RoadMapId] = field(default_factory=dict)
    _seen: set[int] = field(default_factory=set)
    _is_called: bool = False
    _walks: set[PersonId] = field(default_factory=set)

    async def actor(self, person: Somebody) -> Actor:
        found = await self.app.people.actor(in_telegram(person.place))
        assert found is not None
        return found

    def one(self, role: Role) -> Somebody:
        return next(person for person in self.people if person.role is role)

    async def live(self, first: date, last: date) -> None:
        self.asked = await self._duties()
        for number in range((last - first).days + 1):
            await self._day(first + timedelta(days=number))

    async def _duties(self) -> dict[DutyId, Asked]:
        """Every duty with a date."""
        rows = (
            select(DutyRow.id, DutyRow.unit_id, DutyRow.due_on, ControlPointRow.first_on, DutyRow.road_map_id)
            .join(ControlPointRow, ControlPointRow.id == DutyRow.control_point_id)
            .where(DutyRow.due_on.is_not(None))
            .order_by(DutyRow.id)
        )
        found: dict[DutyId, Asked] = {}
        async with self.store.engine.connect() as connection:
            laid = (await connection.execute(rows)).all()
        async with self.store.read() as uow:
            for row in laid:
                (owner, *_) = await uow.recipients.responsible_persons(UnitId(row.unit_id))
                duty = DutyId(row.id)
                self.maps[duty] = RoadMapId(row.road_map_id)
                found[duty] = _drawn(duty, owner.person_id, row.first_on, row.due_on)
        return found

    async def _day(self, day: date) -> None:
        is_working = self.calendar.is_working(day)
        for hour in HOURS if is_working else (12,):
            self.clock.set(local_moment(day, hour, ZONE))
            if is_working and hour == REPORTING:
                await self._report(day)
            if is_working and hour in SITTINGS:
                await self._decide(day)
            for beat in BEATS:
                await beat.look(self.app)
            await self.engine.drain()
            await self._hear()

    # What has been said

    async def _hear(self) -> None:
        """Read what has left since the last hour, as those who got it."""
        for each in await self._new_messages():
            self.said.append(each)
            day = local_date(each.at, ZONE)
            for duty, stage in each.duties.items():
                if (asked := self.asked.get(duty)) is not None and asked.owner == each.person:
                    asked.named_on = asked.named_on or day
                    if stage[0] == "+" and int(stage) > 0:
                        asked.reproached_on = asked.reproached_on or day
            if each.kind in (DeliveryKind.CAMPAIGN_PROMPT, DeliveryKind.CAMPAIGN_NUDGE):
                self._walks.add(each.person)
            self._is_called |= each.person == self.one(Role.CURATOR).id

    async def _new_messages(self) -> list[Said]:
        sent = select(DeliveryRow).where(
            DeliveryRow.state == DeliveryState.SENT.value, DeliveryRow.id.not_in(self._seen)
        )
        async with self.store.engine.connect() as connection:
            rows = (await connection.execute(sent.order_by(DeliveryRow.id))).all()
            self._seen |= {row.id for row in rows}
            items = select(DeliveryItemRow).where(DeliveryItemRow.delivery_id.in_([row.id for row in rows]))
            named: dict[int, dict[DutyId, str]] = defaultdict(dict)
            for item in await connection.execute(items):
                named[item.delivery_id][DutyId(item.duty_id)] = item.stage
        return [
            Said(
                kind=KINDS[row.kind],
                person=PersonId(row.recipient_id),
                at=row.dispatched_at or row.settled_at,
                planned=row.not_before,
                duties=named[row.id],
            )
            for row in rows
        ]

    # What people do

    async def _report(self, day: date) -> None:
        for person in self.people:
            actor = await self.actor(person)
            await self._walk(person, actor)
            for asked in [each for each in self.asked.values() if each.owner == person.id]:
                if asked.reported_on is None and not await self._asks_for_longer(actor, asked, day):
                    wanted = asked.reports_on(self.calendar)
                    if wanted is not None and wanted <= day:
                        await self._send(actor, asked, day)

    async def _send(self, actor: Actor, asked: Asked, day: date) -> None:
        async with self.store.read() as uow:
            duty = await uow.duties.get(asked.id)
        asked.reported_on = day
        asked.first_reported_on = asked.first_reported_on or day
        if duty is not None and duty.state in WAITING_FOR_ASSIGNEE:  # else it was said in the monitoring
            draft = (await self.app.drafts.start(actor, asked.id, ReportOutcome.DONE)).draft
            await self.app.drafts.add_text(actor, WORDS)
            await self.app.reporting.send(actor, draft.id)

    async def _asks_for_longer(self, actor: Actor, asked: Asked, day: date) -> bool:
        """Three working days before the date, once; it is reported by the date that was given."""
        if not asked.asks_for_longer or asked.named_on is None:
            return False
        if self.calendar.add_working_days(asked.due_on, -3) > day or asked.due_on <= day:
            return False
        longer = self.calendar.following(asked.due_on + timedelta(days=10))
        await self.app.extensions.ask(actor, asked.id, longer, "Ждём справку")
        asked.asks_for_longer, asked.due_on = False, longer
        asked.habit = Habit.LAST_DAY
        return True

    async def _walk(self, person: Somebody, actor: Actor) -> None:
        """Answer what the monitoring asks, at once or after the next nudge."""
        if person.id not in self._walks:
            return
        self._walks.discard(person.id)
        if self.chance.random() > ANSWERS_AT_ONCE:
            return
        for asked in await self.app.monitoring.questionnaires(actor):
            for question in asked.remaining:
                campaign = asked.campaign_of(question)
                choices = question.choices(asked.today)
                outcome = ReportOutcome.ON_TRACK if ReportOutcome.ON_TRACK in choices else choices[0]
                await self.app.monitoring.answer(actor, campaign.id, question.duty.id, None, outcome, WORDS)

    async def _decide(self, day: date) -> None:
        """The curator comes when something has come; a quarter is left until the next time."""
        if not self._is_called:
            return
        self._is_called = False
        curator = await self.actor(self.one(Role.CURATOR))
        left: set[tuple[WaitingKind, int]] = set()
        while lines := await self._queue(curator, left):
            for line in lines:
                if self.chance.random() < LEFT_FOR_LATER:
                    left.add((line.item.kind, line.item.subject_id))
                    continue
                await self._decide_one(curator, line, day)
                self.decided.append(Decided(since=line.item.since, at=self.clock.now()))

    async def _queue(self, curator: Actor, left: set[tuple[WaitingKind, int]]) -> list[QueueLine]:
        """What of the queue has not been looked at in this sitting."""
        first = await self.app.decisions.queue(curator)
        found, number = list(first.lines), 0
        while len(found) < first.total:
            number += 1
            found += (await self.app.decisions.queue(curator, number)).lines
        return [line for line in found if (line.item.kind, line.item.subject_id) not in left]

    async def _decide_one(self, curator: Actor, line: QueueLine, day: date) -> None:
        item, duty = line.item, line.duty
        if item.kind is WaitingKind.EXTENSION:
            longer = self.asked[duty.id].due_on
            await self.app.extensions.grant(curator, ExtensionId(item.subject_id), longer)
        elif self.chance.random() < SENT_BACK and duty.id in self.asked:
            report = ReportId(item.subject_id)
            await self.app.decisions.send_back(curator, report, duty.version, "Приложите выводы")
            again = self.asked[duty.id]
            again.reported_on, again.again_on = None, self.calendar.add_working_days(day, 2)
        else:
            await self.app.decisions.accept(curator, ReportId(item.subject_id), duty.version)
