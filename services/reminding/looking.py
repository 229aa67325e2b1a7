"""One look at one duty: who is to be told what now, and when to look again. Reads and writes nothing.

The planner of real reminders and the outlook on what is to come both look by this.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from roadmap.control.entrusting import Entrustment
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.ids import DutyId, PersonId
from roadmap.people.invites import Recipient
from roadmap.people.persons import Role
from roadmap.reminding.due_duty import DueDuty
from roadmap.reminding.escalation import EscalationCase
from roadmap.reminding.ladders import MUST_SAY
from roadmap.reminding.reminders import (
    USUAL_SETTINGS,
    ReminderSettings,
    Stage,
)
from roadmap.reminding.taken_up import asking_key
from services.reminding.calling import Call, alike_of, called_for
from services.reminding.escalation import Curators, climb, part_of


@dataclass(slots=True)
class Known:
    """What looks at duties need to know of people. `asked` are those an answer is waited for from.

    `lettered` read a letter each week: what reaches them as heads waits for it.
    """

    above: Curators
    cases: Mapping[DutyId, EscalationCase] = field(default_factory=dict)
    snoozes: Mapping[tuple[DutyId, PersonId], datetime] = field(default_factory=dict)
    settings: Mapping[PersonId, ReminderSettings] = field(default_factory=dict)
    asked: Mapping[DutyId, Sequence[Recipient]] = field(default_factory=dict)
    given: Mapping[DutyId, Entrustment] = field(default_factory=dict)
    lettered: Collection[PersonId] = ()

    def is_for_letter(self, told: "Told") -> bool:
        """Whether this is said in the letter of a week and not in the digest of its day."""
        return told.recipient.person_id in self.lettered and part_of(told.stage) is Role.HEAD


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
    alike = alike_of(duty, case, calendar)
    return (
        Look(case=case)
        if alike is None
        else heard(duty, called_for(alike, duty.next_stage_at, now), case, known)
    )


def heard(duty: DueDuty, call: Call, case: EscalationCase | None, known: Known) -> Look:
    """Who is told what the moment calls for."""
    reachable = [person for person in known.asked.get(duty.id, ()) if person.place is not None]
    reminded = [told for person in reachable for told in _reminded(duty, person, call, known)]
    climbed, alerts = climb(duty, case, call.reached, known.above)
    asked = {person.person_id for person in reachable}
    alerts = [alert for alert in alerts if alert.recipient.person_id not in asked]  # hears it as their own
    return Look(
        told=(*reminded, *(Told(recipient=alert.recipient, stage=alert.stage) for alert in alerts)),
        case=climbed,
        is_silent=not reachable,
        next_at=call.next_at,
    )


def _reminded(duty: DueDuty, person: Recipient, call: Call, known: Known) -> Iterable[Told]:
    stage = call.stages[known.settings.get(person.person_id, USUAL_SETTINGS).pace]
    if stage is not None and _is_of_the_one(known.given.get(duty.id), person, stage):
        return
    until = known.snoozes.get((duty.id, person.person_id))
    is_snoozed = until is not None and until > call.moment
    if stage is not None and not (is_snoozed and stage.offset not in MUST_SAY):
        yield Told(recipient=person, stage=stage.key)
    if call.asked_on is not None and not is_snoozed:
        yield Told(recipient=person, stage=asking_key(call.asked_on))


def _is_of_the_one(given: Entrustment | None, person: Recipient, stage: Stage) -> bool:
    """Before the day whoever gave the duty to one colleague hears nothing: that one is reminded."""
    return given is not None and not given.is_each and person.person_id == given.given_by and stage.offset < 0
