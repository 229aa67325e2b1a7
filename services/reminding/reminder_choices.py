"""What a person may choose about reminders: later, less often, at another hour; and why one came."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from roadmap.clock import Clock, local_date
from roadmap.control.duty_lines import DutyLine
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.outbox import NewDeliveryItem
from roadmap.errors import BadInput, NotFound, WrongState
from roadmap.ids import DutyId, PersonId
from roadmap.people.persons import Actor
from roadmap.reminding.ladders import MUST_SAY_RULE, Pace, paced
from roadmap.reminding.quiet_hours import local_moment
from roadmap.reminding.reminders import (
    DIGEST_HOURS,
    USUAL_SETTINGS,
    ReminderSettings,
    next_stage,
)
from roadmap.reminding.snooze import SnoozeChoice, offered
from services.people.rights import require_assignee
from services.reminding.reminders import new_digest
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a person is reminded of a duty, and when they will be next; `next_on` None: not any more."""

    duty: DutyLine
    road_map: str
    is_personal: bool
    next_on: date | None
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SnoozeOffer:
    duty: DutyLine
    today: date
    days: dict[SnoozeChoice, date]


class ReminderChoiceService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def offer_snooze(self, actor: Actor, duty_id: DutyId) -> SnoozeOffer:
        """The days this reminder may be put off to."""
        today = local_date(self._clock.now(), actor.time_zone)
        async with self._store.read() as uow:
            duty = await _owed(uow, actor, duty_id)
        return SnoozeOffer(duty=duty, today=today, days=offered(today, self._calendar))

    async def snooze(self, actor: Actor, duty_id: DutyId, choice: str) -> date:
        """Leave the actor alone about this until that day's digest; the deadline stays."""
        now = self._clock.now()
        days = offered(local_date(now, actor.time_zone), self._calendar)
        if choice not in days:
            raise BadInput("snooze-day")
        day = days[SnoozeChoice(choice)]
        async with self._store.write() as uow:
            duty = await _owed(uow, actor, duty_id)
            settings = await _settings(uow, actor.person_id)
            until = local_moment(day, settings.digest_hour, actor.time_zone)
            recipient = await uow.recipients.recipient(actor.person_id)
            if recipient is None:
                raise NotFound
            await uow.reminders.snooze(duty_id, actor.person_id, until)
            digest = new_digest(recipient, actor.department_id, settings.digest_hour, until, self._calendar)
            item = NewDeliveryItem(
                duty_id=duty_id,
                revision=duty.revision,
                stage=f"snooze:{day}",
                recipient_id=actor.person_id,
            )
            await uow.outbox.add_to_digest(digest, [item])
            facts = {"until": day.isoformat()}
            await uow.audit.add(actor, now, "reminder.snoozed", ("duty", duty_id), facts)
            await uow.commit()
        return day

    async def settings(self, actor: Actor) -> ReminderSettings:
        async with self._store.read() as uow:
            return await _settings(uow, actor.person_id)

    async def choose_pace(self, actor: Actor, pace: str) -> ReminderSettings:
        """How often the actor is reminded from now on; `pace` is one of `Pace`."""
        if pace not in set(Pace):
            raise BadInput("pace")
        return await self._choose(actor, pace=Pace(pace))

    async def choose_hour(self, actor: Actor, hour: int) -> ReminderSettings:
        """At which of the offered local hours the actor's digest comes."""
        if hour not in DIGEST_HOURS:
            raise BadInput("digest-hour")
        return await self._choose(actor, digest_hour=hour)

    async def _choose(
        self, actor: Actor, *, pace: Pace | None = None, digest_hour: int | None = None
    ) -> ReminderSettings:
        now = self._clock.now()
        async with self._store.write() as uow:
            before = await _settings(uow, actor.person_id)
            chosen = replace(before, pace=pace or before.pace, digest_hour=digest_hour or before.digest_hour)
            if chosen != before:
                await uow.reminders.keep_settings(actor.person_id, chosen)
                facts = {"pace": chosen.pace.value, "digest_hour": chosen.digest_hour}
                await uow.audit.add(actor, now, "reminders.chosen", ("person", actor.person_id), facts)
            await uow.commit()
        return chosen

    async def why(self, actor: Actor, duty_id: DutyId) -> Why:
        """What makes the actor the one to remind, and when the next reminder comes."""
        now = self._clock.now()
        async with self._store.read() as uow:
            duty = await _assigned(uow, actor, duty_id)
            settings = await _settings(uow, actor.person_id)
            snoozes = await uow.reminders.snoozes([duty_id], now)
            snoozed_until = snoozes.get((duty_id, actor.person_id))
            road_map = await uow.plan.road_map(duty.road_map_id, actor.department_id)
            return Why(
                duty=duty,
                road_map=road_map.title if road_map else "",
                is_personal=duty.person_id == actor.person_id,
                next_on=await self._next_on(uow, duty, settings, now, snoozed_until),
                today=local_date(now, actor.time_zone),
            )

    async def _next_on(
        self,
        uow: UnitOfWork,
        duty: DutyLine,
        settings: ReminderSettings,
        now: datetime,
        snoozed_until: datetime | None,
    ) -> date | None:
        planned = await uow.reminders.timetable(duty.id)
        timetable = planned.timetable(self._calendar) if planned else None
        if planned is None or timetable is None or not planned.waits_for_assignee:
            return None
        rule = paced(planned.ladder.reminders, settings.pace) if snoozed_until is None else MUST_SAY_RULE
        upcoming = next_stage(timetable, now, rule)
        days = [upcoming[0].day] if upcoming else []
        if snoozed_until is not None:
            days.append(local_date(snoozed_until, planned.time_zone))
        return min(days, default=None)


async def _assigned(uow: UnitOfWork, actor: Actor, duty_id: DutyId) -> DutyLine:
    duty = await uow.duties.line(duty_id)
    if duty is None:
        raise NotFound
    await require_assignee(uow, actor, duty)
    return duty


async def _owed(uow: UnitOfWork, actor: Actor, duty_id: DutyId) -> DutyLine:
    duty = await _assigned(uow, actor, duty_id)
    if not duty.waits_for_assignee or duty.due_on is None:
        raise WrongState(state=duty.state.value, step="snooze")
    return duty


async def _settings(uow: UnitOfWork, person_id: PersonId) -> ReminderSettings:
    return (await uow.reminders.settings([person_id])).get(person_id, USUAL_SETTINGS)
