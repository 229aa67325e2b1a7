"""Which digests are to come, told beforehand: every duty is looked at as the planner will look at it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from roadmap.clock import local_date
from roadmap.control.entrusting import Entrustment
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.outbox import NewDeliveryItem
from roadmap.ids import PersonId, RoadMapId, UnitId
from roadmap.people.department_staff import Staff
from roadmap.people.invites import Recipient
from roadmap.people.persons import Role
from roadmap.reminding.due_duty import DueDuty
from roadmap.reminding.escalation import EscalationCase
from roadmap.reminding.expected import Expected, Occasion, Outlooked, Piece
from roadmap.reminding.quiet_hours import digest_slot
from roadmap.reminding.reminders import USUAL_SETTINGS, ReminderSettings
from services.people.expected_alarms import Alarms
from services.people.no_recipient import ALARMED
from services.reminding.calling import Alike, Call, alike_of, called_for
from services.reminding.looking import Known, Look, Told, heard
from services.reminding.reminders import item_of, letter_begins
from storage.unit_of_work import UnitOfWork

LOOKS = 40
"""No duty is looked at more often than this within the time that is told beforehand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that is read for it; `said` are the stages that stand in a digest already.

    `told` are who is told instead of those who are named.
    """

    duties: Sequence[tuple[DueDuty, RoadMapId]]
    told: Mapping[PersonId, Sequence[Recipient]]
    known: Known
    said: Collection[NewDeliveryItem]
    settings: Mapping[PersonId, ReminderSettings]


async def read(uow: UnitOfWork, of: Outlooked, staff: Staff, now: datetime, until: datetime) -> Reading:
    """The duties whose stage comes by then, and the people: statements do not grow with their number."""
    duties = await uow.reminders.coming(of, until)
    ids = [duty.id for duty, _ in duties]
    given = await uow.entrusting.of_duties(ids)
    named = {duty.person_id for duty, _ in duties if duty.person_id is not None}
    told = await uow.recipients.told_for_each(named.union(*(each.told for each in given.values())))
    people = {person.person_id for found in (*staff.holders.values(), *told.values()) for person in found}
    settings = await uow.reminders.settings(people)
    return Reading(
        duties=duties,
        told=told,
        known=Known(
            above=lambda unit_id, roles: staff.reachable_above(unit_id, *roles),
            cases=await uow.reminders.cases([duty for duty, _ in duties]),
            snoozes=await uow.reminders.snoozes(ids, now),
            settings=settings,
            given=given,
            lettered={head.person_id for head in staff.reachable_above(of.department_id, Role.HEAD)},
        ),
        said=await uow.outbox.stages_of(ids),
        settings=settings,
    )


def _asked(
    duty: DueDuty,
    given: Entrustment | None,
    told: Mapping[PersonId, Sequence[Recipient]],
    staff: Staff,
) -> Sequence[Recipient]:
    if given is not None:
        people = [person for each in given.told for person in told.get(each, ())]
        if any(person.place for person in people):
            return people
    if duty.person_id is not None:
        return told.get(duty.person_id, ())
    assert duty.unit_id is not None
    return staff.executors(duty.unit_id)


def expected_digests(
    read: Reading, alarms: Alarms, staff: Staff, calendar: WorkingCalendar, now: datetime, until: datetime
) -> list[Expected]:
    """The digests that stages make, one per person and day; into `alarms` the units nobody of whom is told.

    Takes long where there are many duties.
    """
    asked = {
        duty.id: _asked(duty, read.known.given.get(duty.id), read.told, staff) for duty, _ in read.duties
    }
    known = replace(read.known, asked=asked)
    digests = _Digests(read=read, calendar=calendar)
    moments = _Moments(calendar=calendar, now=now, until=until)
    for duty, road_map_id in read.duties:
        for moment, seen in moments.looks(duty, known):
            for told in seen.told:
                digests.add(duty, road_map_id, told, moment)
            if seen.is_silent:
                curators = staff.reachable_above(duty.home_unit_id, *ALARMED[:1])
                alarms.add(duty.home_unit_id, curators, moment)
    return digests.expected()


@dataclass(slots=True, kw_only=True)
class _Digests:
    """What stages put into them, each stage once."""

    read: Reading
    calendar: WorkingCalendar
    said: set[NewDeliveryItem] = field(init=False)
    slots: dict[tuple[PersonId, date], tuple[Recipient, datetime]] = field(default_factory=dict)
    leaves: dict[tuple[PersonId, UnitId, datetime], tuple[datetime, date]] = field(default_factory=dict)
    pieces: dict[tuple[PersonId, date], list[Piece]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.said = set(self.read.said)

    def add(self, duty: DueDuty, road_map_id: RoadMapId, told: Told, moment: datetime) -> None:
        item = item_of(duty, told)
        if item in self.said:
            return
        self.said.add(item)
        slot, day = self._slot(told.recipient, duty.department_id, moment)
        if self.read.known.is_for_letter(told) and (
            begins := letter_begins(slot, told.recipient.time_zone, self.calendar.of(duty.department_id))
        ):
            slot, day = self._slot(told.recipient, duty.department_id, begins)
        key = told.recipient.person_id, day
        self.slots.setdefault(key, (told.recipient, slot))
        self.pieces[key].append(_piece(duty, road_map_id, told))

    def _slot(self, person: Recipient, department_id: UnitId, moment: datetime) -> tuple[datetime, date]:
        """When this person's digest of what is decided then leaves, and of which day it is."""
        key = person.person_id, department_id, moment
        if key not in self.leaves:
            hour = self.read.settings.get(person.person_id, USUAL_SETTINGS).digest_hour
            own = self.calendar.of(department_id)
            slot = digest_slot(moment, hour, person.time_zone, own, person.quiet)
            self.leaves[key] = slot, local_date(slot, person.time_zone)
        return self.leaves[key]

    def expected(self) -> list[Expected]:
        return [
            Expected(recipient=self.slots[key][0], at=self.slots[key][1], on=key[1], pieces=tuple(found))
            for key, found in self.pieces.items()
        ]


@dataclass(slots=True, kw_only=True)
class _Moments:
    """When duties are looked at until then, each kind of them worked out once."""

    calendar: WorkingCalendar
    now: datetime
    until: datetime
    found: dict[tuple[Alike, datetime | None], Sequence[Call]] = field(default_factory=dict)

    def looks(self, duty: DueDuty, known: Known) -> Iterator[tuple[datetime, Look]]:
        """What each look of the planner calls for, while nothing is reported."""
        case = known.cases.get(duty.id)
        for call in self._calls(duty, case):
            seen = heard(duty, call, case, known)
            yield call.moment, seen
            case = seen.case

    def _calls(self, duty: DueDuty, case: EscalationCase | None) -> Sequence[Call]:
        alike = alike_of(duty, case, self.calendar)
        if alike is None:
            return ()
        key = alike, duty.next_stage_at
        if key not in self.found:
            self.found[key] = tuple(self._follow(*key))
        return self.found[key]

    def _follow(self, alike: Alike, at: datetime | None) -> Iterator[Call]:
        for _ in range(LOOKS):
            if at is None or at > self.until:
                return
            call = called_for(alike, at, max(at, self.now))
            yield call
            at = call.next_at


def _piece(duty: DueDuty, road_map_id: RoadMapId, told: Told) -> Piece:
    return Piece(
        occasion=Occasion.STAGE,
        road_map_id=road_map_id,
        unit_id=duty.home_unit_id,
        duty_id=duty.id,
        stage=told.stage,
    )
