"""One look at one duty: who is to be told what now, and when to look again. Reads and writes nothing.

The planner of real reminders and the outlook on what is to come both look by this.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from roadmap.control.duty import DutyState
from roadmap.control.entrusting import Entrustment
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.ids import DutyId, PersonId
from roadmap.people.invites import Recipient
from roadmap.reminding.due_duty import DueDuty
from roadmap.reminding.escalation import EscalationCase
from roadmap.reminding.ladders import MUST_SAY, paced
from roadmap.reminding.reminders import (
    USUAL_SETTINGS,
    ReminderSettings,
    Stage,
    Timetable,
    latest_stage,
    next_look_at,
)
from roadmap.reminding.taken_up import asking_key, days_of_asking
from services.reminding.escalation import Curators, climb


@dataclass(slots=True)
class Known:
    """What looks at duties need to know of people. `asked` are those an answer is waited for from."""

    above: Curators
    cases: Mapping[DutyId, EscalationCase] = field(default_factory=dict)
    snoozes: Mapping[tuple[DutyId, PersonId], datetime] = field(default_factory=dict)
    settings: Mapping[PersonId, ReminderSettings] = field(default_factory=dict)
    asked: Mapping[DutyId, Sequence[Recipient]] = field(default_factory=dict)
    given: Mapping[DutyId, Entrustment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One person is told of one stage."""

    recipient: Recipient
    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look calls for; `is_silent`: whoever owes the duty cannot be written to."""

    told: tuple[Told, ...] = ()
    case: EscalationCase | None = None
    is_silent: bool = False
    next_at: datetime | None = None


def look(
    duty: DueDuty, case: EscalationCase | None, known: Known, calendar: WorkingCalendar, now: datetime
) -> Look:
    """What this duty's stage calls for, and when to look at it next."""
    timetable = duty.timetable(calendar)
    if not duty.waits_for_assignee or timetable is None:
        return Look(case=case)
    reachable = [person for person in known.asked.get(duty.id, ()) if person.place is not None]
    reminded = [told for person in reachable for told in _reminded(duty, person, timetable, known, now)]
    climbed, alerts = climb(duty, case, calendar.of(duty.home_unit_id), now, known.above)
    climbing = climbed.ladder if climbed else duty.ladder.escalation
    look_at = next_look_at(timetable, now, duty.ladder.reminders, climbing)
    return Look(
        told=(*reminded, *(Told(recipient=alert.recipient, stage=alert.stage) for alert in alerts)),
        case=climbed,
        is_silent=not reachable,
        next_at=_sooner(look_at, _asks_again_at(duty, timetable, now)),
    )


def _reminded(
    duty: DueDuty, person: Recipient, timetable: Timetable, known: Known, now: datetime
) -> Iterable[Told]:
    pace = known.settings.get(person.person_id, USUAL_SETTINGS).pace
    stage = latest_stage(timetable, now, paced(duty.ladder.reminders, pace), duty.next_stage_at)
    if stage is not None and _is_of_the_one(known.given.get(duty.id), person, stage):
        return
    until = known.snoozes.get((duty.id, person.person_id))
    is_snoozed = until is not None and until > now
    if stage is not None and not (is_snoozed and stage.offset not in MUST_SAY):
        yield Told(recipient=person, stage=stage.key)
    asked_on = _asked_on(duty, timetable, now)
    if asked_on is not None and not is_snoozed:
        yield Told(recipient=person, stage=asking_key(asked_on))


def _is_of_the_one(given: Entrustment | None, person: Recipient, stage: Stage) -> bool:
    """Before the day whoever gave the duty to one colleague hears nothing: that one is reminded."""
    return given is not None and not given.is_each and person.person_id == given.given_by and stage.offset < 0


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
