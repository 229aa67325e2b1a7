"""Planning of reminders: from duties whose stage has come to digests, one per person and day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from roadmap.clock import Clock, local_date
from roadmap.control.entrusting import Entrustment
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import NewDelivery, NewDeliveryItem, new_delivery
from roadmap.ids import DutyId, PersonId, UnitId
from roadmap.people.invites import Recipient
from roadmap.people.persons import Role
from roadmap.reminding.due_duty import DueDuty
from roadmap.reminding.escalation import STAND_INS, EscalationCase, EscalationStep
from roadmap.reminding.quiet_hours import QUIET_HOURS, digest_slot, local_moment
from roadmap.reminding.reminders import USUAL_SETTINGS, letter_morning
from services.people.no_recipient import reachable_above, report_no_recipient
from services.reminding.calling import alike_of, called_for
from services.reminding.escalation import steps_due
from services.reminding.looking import Known, Told, look
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
    known: Known
    changed: dict[DueDuty, EscalationCase] = field(default_factory=dict)
    silent: dict[UnitId, UnitId] = field(default_factory=dict)
    """Home units nobody of whom can be written to, with their departments."""
    people: dict[PersonId, tuple[Recipient, UnitId]] = field(default_factory=dict)
    items: dict[PersonId, list[NewDeliveryItem]] = field(default_factory=lambda: defaultdict(list))
    for_letters: dict[PersonId, list[NewDeliveryItem]] = field(default_factory=lambda: defaultdict(list))
    """What a letter says: it waits in the digest of that morning."""

    def look(self, duty: DueDuty, calendar: WorkingCalendar) -> datetime | None:
        """Put what this duty's stage calls for where it belongs; when to look at it next."""
        opened = self.known.cases.get(duty.id)
        seen = look(duty, opened, self.known, calendar, self.now)
        if seen.is_silent:
            self.silent[duty.home_unit_id] = duty.department_id
        if seen.case is not None and seen.case != opened:
            self.changed[duty] = seen.case
        for told in seen.told:
            self.people[told.recipient.person_id] = (told.recipient, duty.department_id)
            items = self.for_letters if self.known.is_for_letter(told) else self.items
            items[told.recipient.person_id].append(item_of(duty, told))
        return seen.next_at


def item_of(duty: DueDuty, told: Told) -> NewDeliveryItem:
    """The stage as it stands in the recipient's digest."""
    return NewDeliveryItem(
        duty_id=duty.id,
        revision=duty.revision,
        stage=told.stage,
        recipient_id=told.recipient.person_id,
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
            known = await _known(uow, duties, self._calendar, now)
            batch = _Batch(uow=uow, now=now, known=known)
            await uow.reminders.reschedule({duty: batch.look(duty, self._calendar) for duty in duties})
            await uow.reminders.keep_cases(batch.changed, now)
            for home_unit_id, department_id in batch.silent.items():
                await report_no_recipient(uow, department_id, home_unit_id, now, is_found=True)
            gap = BATCH_GAP if len(duties) == limit else timedelta(0)
            await self._write_digests(batch, now + gap)
            await uow.commit()
        return len(duties)

    async def _write_digests(self, batch: _Batch, not_before: datetime) -> None:
        asked = batch.known.settings
        settings = {**asked, **await batch.uow.reminders.settings(batch.people.keys() - asked.keys())}
        digests = []
        for new, found in ((new_digest, batch.items), (new_letter_digest, batch.for_letters)):
            for person_id, items in found.items():
                recipient, department_id = batch.people[person_id]
                hour = settings.get(person_id, USUAL_SETTINGS).digest_hour
                digests.append((new(recipient, department_id, hour, not_before, self._calendar), items))
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


def new_letter_digest(
    recipient: Recipient, department_id: UnitId, hour: int, moment: datetime, calendar: WorkingCalendar
) -> NewDelivery:
    """The digest of the next morning on which this person reads the letter of a week."""
    digest = new_digest(recipient, department_id, hour, moment, calendar)
    begins = letter_begins(digest.not_before, recipient.time_zone, calendar.of(department_id))
    return new_digest(recipient, department_id, hour, begins, calendar) if begins else digest


def letter_begins(slot: datetime, zone: str, calendar: WorkingCalendar) -> datetime | None:
    """When the morning of the next letter begins; None where it is the morning of this slot."""
    day = local_date(slot, zone)
    morning = letter_morning(day, calendar)
    return None if morning == day else local_moment(morning, QUIET_HOURS.end, zone)


async def _known(
    uow: UnitOfWork, duties: Sequence[DueDuty], calendar: WorkingCalendar, now: datetime
) -> Known:
    """What looking at these duties needs to know; each unit and person is looked up once."""
    ids = [duty.id for duty in duties]
    given = await uow.entrusting.of_duties(ids)
    asked = await _asked(uow, duties, given)
    cases = await uow.reminders.cases(duties)
    above: dict[tuple[UnitId, Sequence[Role]], Sequence[Recipient]] = {}
    for duty in duties:
        for step in _steps_due(duty, cases.get(duty.id), calendar, now):
            where = duty.home_unit_id, STAND_INS[step.role]
            if where not in above:
                above[where] = await reachable_above(uow, duty.home_unit_id, *STAND_INS[step.role])
    return Known(
        above=lambda unit_id, roles: above.get((unit_id, roles), ()),
        cases=cases,
        snoozes=await uow.reminders.snoozes(ids, now),
        settings=await uow.reminders.settings({each.person_id for told in asked.values() for each in told}),
        asked=asked,
        given=given,
        lettered=await _lettered(uow, {duty.department_id for duty in duties}),
    )


async def _lettered(uow: UnitOfWork, departments: Iterable[UnitId]) -> Collection[PersonId]:
    """The heads of these departments: each reads a letter a week."""
    heads = [head for each in departments for head in await uow.recipients.curators(each, Role.HEAD)]
    return {head.person_id for head in heads}


def _steps_due(
    duty: DueDuty, opened: EscalationCase | None, calendar: WorkingCalendar, now: datetime
) -> Sequence[EscalationStep]:
    alike = alike_of(duty, opened, calendar)
    reached = called_for(alike, duty.next_stage_at, now).reached if alike else None
    return steps_due(opened or EscalationCase(ladder=duty.ladder.escalation), reached or ())


async def _asked(
    uow: UnitOfWork, duties: Sequence[DueDuty], given: Mapping[DutyId, Entrustment]
) -> Mapping[DutyId, Sequence[Recipient]]:
    """Everyone who is asked about each duty."""
    staff: dict[tuple[UnitId | None, PersonId | None], Sequence[Recipient]] = {}
    found: dict[DutyId, Sequence[Recipient]] = {}
    for duty in duties:
        if duty.id in given:
            told = await uow.recipients.told_for(given[duty.id].told)
            if any(person.place for person in told):
                found[duty.id] = told
                continue
        key = (duty.unit_id, duty.person_id)
        if key not in staff:
            staff[key] = await _staff(uow, duty)
        found[duty.id] = staff[key]
    return found


async def _staff(uow: UnitOfWork, duty: DueDuty) -> Sequence[Recipient]:
    if duty.person_id is not None:
        return await uow.recipients.told_for([duty.person_id])
    assert duty.unit_id is not None
    return await uow.recipients.responsible_persons(duty.unit_id)
