"""Planning of reminders: from duties whose stage has come to digests, one per person and day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from roadmap.clock import Clock, local_date
from roadmap.control.duty import DutyState
from roadmap.control.entrusting import Entrustment
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import NewDelivery, NewDeliveryItem, new_delivery
from roadmap.ids import DutyId, PersonId, UnitId
from roadmap.people.invites import Recipient
from roadmap.people.persons import Role
from roadmap.reminding.due_duty import DueDuty
from roadmap.reminding.escalation import EscalationCase
from roadmap.reminding.ladders import MUST_SAY, paced
from roadmap.reminding.quiet_hours import QUIET_HOURS, digest_slot
from roadmap.reminding.reminders import (
    USUAL_SETTINGS,
    ReminderSettings,
    Stage,
    Timetable,
    latest_stage,
    next_look_at,
)
from roadmap.reminding.taken_up import asking_key, days_of_asking
from services.people.no_recipient import reachable_above, report_no_recipient
from services.reminding.escalation import climb
from storage.unit_of_work import Store, UnitOfWork

BATCH = 200
DIGEST_AFTER_STAGE = timedelta(hours=USUAL_SETTINGS.digest_hour - QUIET_HOURS.end)
"""Stages are planned when quiet hours end; most people read their digest this much later."""
BATCH_GAP = timedelta(minutes=1)
"""When more is due than fits one batch, digests wait for the rest instead of leaving half full."""


@dataclass(slots=True)
class _Batch:
    """What one transaction has learnt and collected."""

    uow: UnitOfWork
    now: datetime
    not_before: datetime
    cases: dict[DutyId, EscalationCase] = field(default_factory=dict)
    snoozes: dict[tuple[DutyId, PersonId], datetime] = field(default_factory=dict)
    settings: dict[PersonId, ReminderSettings] = field(default_factory=dict)
    staff: dict[tuple[UnitId | None, PersonId | None], Sequence[Recipient]] = field(default_factory=dict)
    above: dict[tuple[UnitId, tuple[Role, ...]], Sequence[Recipient]] = field(default_factory=dict)
    given: dict[DutyId, Entrustment] = field(default_factory=dict)
    silent: set[UnitId] = field(default_factory=set)
    changed: dict[DueDuty, EscalationCase] = field(default_factory=dict)
    people: dict[PersonId, tuple[Recipient, UnitId]] = field(default_factory=dict)
    items: dict[PersonId, list[NewDeliveryItem]] = field(default_factory=lambda: defaultdict(list))

    async def reachable_above(self, unit_id: UnitId, roles: Sequence[Role]) -> Sequence[Recipient]:
        """As `no_recipient.curators`, looked up once per batch."""
        key = (unit_id, tuple(roles))
        if key not in self.above:
            self.above[key] = await reachable_above(self.uow, unit_id, *roles)
        return self.above[key]

    def put(self, recipient: Recipient, duty: DueDuty, stage: str) -> None:
        """Into this person's digest."""
        self.people[recipient.person_id] = (recipient, duty.department_id)
        self.items[recipient.person_id].append(
            NewDeliveryItem(
                duty_id=duty.id, revision=duty.revision, stage=stage, recipient_id=recipient.person_id
            )
        )


class ReminderService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def plan_due(self, limit: int = BATCH) -> int:
        """Look at every duty whose stage has come, batch by batch; how many were looked at."""
        looked = 0
        while found := await self._plan_batch(limit):
            looked += found
            if found < limit:
                break
        return looked

    async def is_due(self) -> bool:
        """Whether `plan_due` would find anything."""
        async with self._store.read() as uow:
            stage_at = await uow.duties.next_stage_at()
        return stage_at is not None and stage_at <= self._clock.now()

    async def next_at(self) -> datetime | None:
        """When the next digest of those not planned yet is to be expected."""
        async with self._store.read() as uow:
            stage_at = await uow.duties.next_stage_at()
        return stage_at + DIGEST_AFTER_STAGE if stage_at else None

    async def _plan_batch(self, limit: int) -> int:
        now = self._clock.now()
        async with self._store.write() as uow:
            duties = await uow.reminders.due(now, limit)
            if not duties:
                return 0
            gap = BATCH_GAP if len(duties) == limit else timedelta(0)
            batch = await _prepare(_Batch(uow=uow, now=now, not_before=now + gap), duties)
            await uow.reminders.reschedule({duty: await self._look(batch, duty) for duty in duties})
            await uow.reminders.keep_cases(batch.changed, now)
            await self._write_digests(batch)
            await uow.commit()
        return len(duties)

    async def _look(self, batch: _Batch, duty: DueDuty) -> datetime | None:
        """Say what this duty's stage calls for, and when to look at it next."""
        timetable = duty.timetable(self._calendar)
        if not duty.waits_for_assignee or timetable is None:
            return None
        await self._remind(batch, duty, timetable)
        opened = batch.cases.get(duty.id)
        case, alerts = await climb(
            duty, opened, self._calendar.of(duty.home_unit_id), batch.now, batch.reachable_above
        )
        if case is not None and case != opened:
            batch.changed[duty] = case
        for alert in alerts:
            batch.put(alert.recipient, duty, alert.stage)
        ladder = duty.ladder
        climbing = case.ladder if case else ladder.escalation
        look_at = next_look_at(timetable, batch.now, ladder.reminders, climbing)
        return _sooner(look_at, _asks_again_at(duty, timetable, batch.now))

    async def _remind(self, batch: _Batch, duty: DueDuty, timetable: Timetable) -> None:
        reachable = [person for person in await _assignees(batch, duty) if person.place is not None]
        if not reachable and duty.home_unit_id not in batch.silent:
            batch.silent.add(duty.home_unit_id)
            await report_no_recipient(
                batch.uow, duty.department_id, duty.home_unit_id, batch.now, is_found=True
            )
        for person in reachable:
            pace = batch.settings.get(person.person_id, USUAL_SETTINGS).pace
            rule = paced(duty.ladder.reminders, pace)
            stage = latest_stage(timetable, batch.now, rule, duty.next_stage_at)
            if stage is not None and _is_of_the_one(batch.given.get(duty.id), person, stage):
                continue
            if stage is not None and not _is_snoozed(batch, duty, person, stage):
                batch.put(person, duty, stage.key)
            asked_on = _asked_on(duty, timetable, batch.now)
            if asked_on is not None and (duty.id, person.person_id) not in batch.snoozes:
                batch.put(person, duty, asking_key(asked_on))

    async def _write_digests(self, batch: _Batch) -> None:
        chosen = await batch.uow.reminders.settings(batch.items.keys() - batch.settings.keys())
        settings = {**batch.settings, **chosen}
        digests = []
        for person_id, items in batch.items.items():
            recipient, department_id = batch.people[person_id]
            hour = settings.get(person_id, USUAL_SETTINGS).digest_hour
            digest = new_digest(recipient, department_id, hour, batch.not_before, self._calendar)
            digests.append((digest, items))
        if digests:
            await batch.uow.outbox.add_to_digests(digests)


def new_digest(
    recipient: Recipient, department_id: UnitId, hour: int, moment: datetime, calendar: WorkingCalendar
) -> NewDelivery:
    """The digest this person gets for what is decided at `moment`: one per local day."""
    own = calendar.of(department_id)
    slot = digest_slot(moment, hour, recipient.time_zone, own, recipient.quiet)
    return new_delivery(
        DeliveryKind.DIGEST,
        subject_id=recipient.person_id,
        department_id=department_id,
        recipient_id=recipient.person_id,
        occasion=local_date(slot, recipient.time_zone),
        not_before=slot,
    )


async def _prepare(batch: _Batch, duties: Collection[DueDuty]) -> _Batch:
    batch.cases = dict(await batch.uow.reminders.cases(duties))
    batch.snoozes = dict(await batch.uow.reminders.snoozes([duty.id for duty in duties], batch.now))
    batch.given = dict(await batch.uow.entrusting.of_duties([duty.id for duty in duties]))
    people = {person.person_id for duty in duties for person in await _assignees(batch, duty)}
    batch.settings = dict(await batch.uow.reminders.settings(people))
    return batch


async def _assignees(batch: _Batch, duty: DueDuty) -> Sequence[Recipient]:
    """Everyone who is asked about the duty, looked up once per batch."""
    if given := batch.given.get(duty.id):
        told = await batch.uow.people.told_for(given.told)
        if any(person.place for person in told):
            return told
    key = (duty.unit_id, duty.person_id)
    if key not in batch.staff:
        if duty.person_id is not None:
            batch.staff[key] = await batch.uow.people.told_for([duty.person_id])
        else:
            assert duty.unit_id is not None
            batch.staff[key] = await batch.uow.people.responsible_persons(duty.unit_id)
    return batch.staff[key]


def _asked_on(duty: DueDuty, timetable: Timetable, now: datetime) -> date | None:
    """The day that has come last of those on which whoever has taken it up is asked how it goes."""
    by = timetable.last_day_come(now)
    return max((day for day in _asking(duty, timetable) if day <= by), default=None)


def _asks_again_at(duty: DueDuty, timetable: Timetable, now: datetime) -> datetime | None:
    by = timetable.last_day_come(now)
    day = next((day for day in _asking(duty, timetable) if day > by), None)
    return timetable.moment(day) if day else None


def _asking(duty: DueDuty, timetable: Timetable) -> Iterable[date]:
    if duty.state is not DutyState.ACKNOWLEDGED or duty.taken_on is None:
        return ()
    return days_of_asking(duty.taken_on, timetable, duty.ladder.reminders)


def _sooner(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((moment for moment in (one, other) if moment is not None), default=None)


def _is_of_the_one(given: Entrustment | None, person: Recipient, stage: Stage) -> bool:
    """Before the day whoever gave the duty to one colleague hears nothing: that one is reminded."""
    return given is not None and not given.is_each and person.person_id == given.given_by and stage.offset < 0


def _is_snoozed(batch: _Batch, duty: DueDuty, person: Recipient, stage: Stage) -> bool:
    return stage.offset not in MUST_SAY and (duty.id, person.person_id) in batch.snoozes
