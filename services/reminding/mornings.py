"""Mornings of those who decide: a digest though no stage has come; to the head a line when they are late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from roadmap.clock import Clock, local_date
from roadmap.deadlines.calendar import ONE_DAY, WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, NewDelivery, new_delivery
from roadmap.ids import PersonId, UnitId
from roadmap.people.invites import Recipient
from roadmap.people.persons import Role, Unit
from roadmap.reminding.quiet_hours import is_quiet, local_moment
from roadmap.reminding.reminders import USUAL_SETTINGS, ReminderSettings
from services.composing import Cancelled
from services.control.deciding.waiting_long import TOLD_AT_ONCE, LongWaits, came_before, waiting_long
from services.people.recipients import actor_of
from services.reminding.curator_desk import Department, read_department, said_this_week
from services.reminding.digest import letter_key
from services.reminding.reminders import new_digest
from storage.unit_of_work import Store, UnitOfWork

BEFORE = "before"
"""In the payload of the head's line: what was waited for before this day is late."""
LOOKS_AGAIN = timedelta(hours=1)
"""What a morning says is known when it begins; later a desk changes only by who may be told of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateDecisions:
    """To the head: decisions that curators have left waiting for a working week."""

    waits: LongWaits
    today: date


class MorningService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar
        self._looked: dict[UnitId, datetime] = {}
        """When the desks of a department were last read: that reads every unit of it."""

    async def plan_due(self) -> int:
        """Put in line what is missing of this working day's mornings; how many messages were added.

        A digest for whoever has left a decision from before today waiting, and in a week's first days for
        whoever watches anything overdue; to the head a line for each day whose decisions have become late.
        """
        now = self._clock.now()
        found: list[NewDelivery] = []
        looked: dict[UnitId, datetime] = {}
        async with self._store.read() as uow:
            for department in await uow.people.departments():
                if is_quiet(now, department.time_zone, self._calendar):
                    continue
                if not self._has_just_looked(department, now):
                    found += await self._digests(uow, department, now)
                    looked[department.id] = now
                found += await self._lines(uow, department, now)
        added = await self._add(found) if found else 0
        self._looked |= looked
        return added

    async def _add(self, found: Sequence[NewDelivery]) -> int:
        async with self._store.write() as uow:
            added = [await uow.outbox.add(each) for each in found]
            await uow.commit()
        return sum(added)

    def _has_just_looked(self, department: Unit, now: datetime) -> bool:
        """On this local day, within the hour; a clock that was set back is no reason to wait."""
        looked = self._looked.get(department.id)
        if looked is None or not looked <= now < looked + LOOKS_AGAIN:
            return False
        return local_date(looked, department.time_zone) == local_date(now, department.time_zone)

    async def next_at(self) -> datetime | None:
        """The usual hour of the next working morning, where anything waits for a decision."""
        now = self._clock.now()
        async with self._store.read() as uow:
            for department in await uow.people.departments():
                if await uow.reports.waiting_of_department(department.id, 1):
                    tomorrow = local_date(now, department.time_zone) + ONE_DAY
                    day = self._calendar.following(tomorrow)
                    return local_moment(day, USUAL_SETTINGS.digest_hour, department.time_zone)
        return None

    async def _digests(self, uow: UnitOfWork, department: Unit, now: datetime) -> list[NewDelivery]:
        today = local_date(now, department.time_zone)
        desk = await read_department(uow, department.id, today, has_week=True)
        people = {person.person_id: person for told in desk.told.values() for person in told}
        said = await said_this_week(uow, dict.fromkeys(people, today))
        midnight = local_moment(today, 0, department.time_zone)
        called = [
            person
            for person_id, person in people.items()
            if _calls(desk, person_id, midnight, is_first=person_id not in said)
        ]
        settings = await uow.reminders.settings([person.person_id for person in called])
        planned = [self._digest(person, department.id, settings, now) for person in called]
        known = await uow.reminders.planned([digest.dedupe_key for digest in planned])
        return [digest for digest in planned if digest.dedupe_key not in known]

    def _digest(
        self,
        person: Recipient,
        department_id: UnitId,
        settings: Mapping[PersonId, ReminderSettings],
        now: datetime,
    ) -> NewDelivery:
        hour = settings.get(person.person_id, USUAL_SETTINGS).digest_hour
        return new_digest(person, department_id, hour, now, self._calendar)

    async def _lines(self, uow: UnitOfWork, department: Unit, now: datetime) -> list[NewDelivery]:
        found = []
        for head in await uow.recipients.curators(department.id, Role.HEAD):
            before = came_before(local_date(now, head.time_zone), self._calendar, TOLD_AT_ONCE)
            line = await self._line(uow, head, department.id, before, now)
            if line is not None and not await uow.reminders.is_planned(line.dedupe_key):
                found.append(line)
        return found

    async def _line(
        self, uow: UnitOfWork, head: Recipient, department_id: UnitId, before: date, now: datetime
    ) -> NewDelivery | None:
        """Keyed by the day on which the newest of them came: another one late says it anew."""
        actor = await actor_of(uow, head.person_id)
        if actor is None:
            return None
        moment = local_moment(before, 0, actor.time_zone)
        total = await uow.reports.waiting_total(actor, before=moment)
        if total.newest is None:
            return None
        settings = await uow.reminders.settings([head.person_id])
        slot = self._digest(head, department_id, settings, now).not_before
        return new_delivery(
            DeliveryKind.LATE_DECISIONS,
            subject_id=department_id,
            department_id=department_id,
            recipient_id=head.person_id,
            occasion=local_date(total.newest, actor.time_zone),
            not_before=slot,
            payload={BEFORE: before.isoformat()},
        )


def _calls(desk: Department, person_id: PersonId, midnight: datetime, *, is_first: bool) -> bool:
    """Whether there is a reason to write to this person this morning."""
    units = desk.units_of(person_id)
    waits: Sequence[datetime] = [desk.waits[unit].oldest[0].since for unit in units if unit in desk.waits]
    return any(since < midnight for since in waits) or (
        is_first and any(unit in desk.missing for unit in units)
    )


async def compose_late_decisions(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> LateDecisions | Cancelled:
    """What is still late; nothing where all was decided, or where that morning's letter names it."""
    actor = await actor_of(uow, delivery.recipient_id)
    if actor is None or not actor.heads_department:
        return Cancelled("no longer the head")
    today = local_date(now, actor.time_zone)
    if await uow.reminders.is_planned(letter_key(delivery.department_id, actor.person_id, today)):
        return Cancelled("the letter of this morning names it")
    waits = await waiting_long(uow, actor, date.fromisoformat(str(delivery.payload[BEFORE])), now)
    return LateDecisions(waits=waits, today=today) if waits.count else Cancelled("all is decided")
