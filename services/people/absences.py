"""Absences: set by a coordinator or the person themself; they begin and end by their dates alone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from roadmap.brevity import PersonName
from roadmap.clock import Clock, local_date
from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.control.duty_filter import DutyFilter
from roadmap.deadlines.calendar import ONE_DAY
from roadmap.delivery.outbox import Delivery
from roadmap.errors import BadInput, NotAllowed, NotFound
from roadmap.ids import AbsenceId, PersonId
from roadmap.language.named_day import named_days
from roadmap.people.absence import Absence, AbsenceState, NewAbsence
from roadmap.people.persons import Actor, Person, Role, SystemActor, Through
from roadmap.people.roster import RosterPerson
from roadmap.reminding.quiet_hours import local_moment
from roadmap.typed_words import typed
from services.composing import Cancelled
from services.people.person_cards import person_of
from services.people.recipients import actor_of
from services.people.rights import CURATORS
from services.people.roster import FoundPeople, find_people
from services.people.stand_ins import nearest_above, refresh, tell_of_absence
from storage.unit_of_work import Store, UnitOfWork

LONGEST = timedelta(days=365)
COLLEAGUES_SHOWN = 6
MAX_WORDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceLine:
    """`stand_in` acts now where it runs; `deputy` was named."""

    absence: Absence
    deputy: str
    stand_in: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Absences:
    """The person's absences that are not over; `is_self`: they look at their own."""

    person: Person
    lines: tuple[AbsenceLine, ...]
    today: date
    is_self: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyChoice:
    """The days that were understood, and colleagues to choose from."""

    person: Person
    first_on: date
    last_on: date
    colleagues: tuple[RosterPerson, ...]
    today: date
    is_self: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenDeputy:
    """Before it is kept; no deputy: `stand_in` is who will be asked instead, empty where there is nobody."""

    person: Person
    first_on: date
    last_on: date
    deputy: RosterPerson | None
    stand_in: str
    today: date
    now: datetime
    is_self: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceNews:
    """To the deputy, or who is asked without one, and to the absent at the end.

    `duties` and `decisions` wait for the absent, or at the end for whoever reads this.
    """

    person: PersonName
    person_id: PersonId
    first_on: date
    last_on: date
    today: date
    is_ahead: bool
    is_over: bool
    is_own: bool
    is_deputy: bool
    duties: int
    decisions: int
    may_name_deputy: bool


class AbsenceService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # Set and taken back

    async def of_person(self, actor: Actor, person_id: PersonId) -> Absences:
        """What is known of this person's absences; NotFound for whom the actor may not set them."""
        async with self._store.read() as uow:
            return await self._view(uow, actor, await _settable(uow, actor, person_id))

    async def read_dates(self, actor: Actor, person_id: PersonId, raw: str) -> DeputyChoice:
        """The days typed words name, and who could stand in; BadInput says what is wrong with them."""
        now = self._clock.now()
        async with self._store.read() as uow:
            person = await _settable(uow, actor, person_id)
            today = local_date(now, await _zone(uow, person))
            days = named_days(typed(raw, limit=MAX_WORDS), today, LONGEST)
            first_on, last_on = days.first, days.last
            await _check(uow, person_id, first_on, last_on, today)
            return DeputyChoice(
                person=person,
                first_on=first_on,
                last_on=last_on,
                colleagues=await _colleagues(uow, person_id, first_on, last_on),
                today=today,
                is_self=person_id == actor.person_id,
            )

    async def find_deputy(self, actor: Actor, person_id: PersonId, raw: str) -> FoundPeople:
        """People of the department whose names begin as typed, besides the absent."""
        async with self._store.read() as uow:
            await _settable(uow, actor, person_id)
            return await find_people(
                uow, actor, raw, self._clock.now(), besides=person_id, in_department=True
            )

    async def choose(
        self, actor: Actor, person_id: PersonId, first_on: date, last_on: date, deputy_id: PersonId | None
    ) -> ChosenDeputy:
        """What would be kept; BadInput where the deputy is away themself on these days."""
        now = self._clock.now()
        async with self._store.read() as uow:
            person = await _settable(uow, actor, person_id)
            today = local_date(now, await _zone(uow, person))
            await _check(uow, person_id, first_on, last_on, today)
            await _check_deputy(uow, person, deputy_id, first_on, last_on)
            deputy = await uow.roster.person(deputy_id) if deputy_id is not None else None
            above = await nearest_above(uow, person_id) if deputy is None else None
            return ChosenDeputy(
                person=person,
                first_on=first_on,
                last_on=last_on,
                deputy=deputy,
                stand_in=above.name if above else "",
                today=today,
                now=now,
                is_self=person_id == actor.person_id,
            )

    async def add(
        self, actor: Actor, person_id: PersonId, first_on: date, last_on: date, deputy_id: PersonId | None
    ) -> Absences:
        """Keep it; what begins today begins at once. Kept twice, it is one."""
        now = self._clock.now()
        async with self._store.write() as uow:
            person = await _settable(uow, actor, person_id)
            zone = await _zone(uow, person)
            today = local_date(now, zone)
            known = await uow.absences.of_person(person_id)
            if (first_on, last_on, deputy_id) in [(a.first_on, a.last_on, a.deputy_id) for a in known]:
                return await self._view(uow, actor, person)
            await _check(uow, person_id, first_on, last_on, today)
            await _check_deputy(uow, person, deputy_id, first_on, last_on)
            absence_id = await uow.absences.add(
                NewAbsence(
                    department_id=person.department_id,
                    person_id=person_id,
                    first_on=first_on,
                    last_on=last_on,
                    starts_at=local_moment(first_on, 0, zone),
                    ends_at=local_moment(last_on + ONE_DAY, 0, zone),
                    deputy_id=deputy_id,
                    set_by=actor.person_id,
                    created_at=now,
                )
            )
            facts = {"first": first_on.isoformat(), "last": last_on.isoformat(), "deputy": deputy_id}
            await uow.audit.add(actor, now, "absence.set", ("person", person_id), facts)
            absence = await uow.absences.get(absence_id)
            assert absence is not None
            if absence.starts_at <= now:
                await _begin(uow, absence)
                await refresh(uow, person.department_id, now)
            elif deputy_id is not None:
                await tell_of_absence(uow, absence, deputy_id, "planned", now)
            view = await self._view(uow, actor, person)
            await uow.commit()
        return view

    async def end(self, actor: Actor, absence_id: AbsenceId) -> Absences:
        """Take it back, or end it now where it runs."""
        now = self._clock.now()
        async with self._store.write() as uow:
            absence = await uow.absences.get(absence_id)
            if absence is None:
                raise NotFound
            person = await _settable(uow, actor, absence.person_id)
            if absence.state is not AbsenceState.OVER:
                await _end(uow, absence, now)
                await refresh(uow, person.department_id, now)
                facts = {"absence": absence_id}
                await uow.audit.add(actor, now, "absence.ended", ("person", person.id), facts)
            view = await self._view(uow, actor, person)
            await uow.commit()
        return view

    async def _view(self, uow: UnitOfWork, actor: Actor, person: Person) -> Absences:
        found = await uow.absences.of_person(person.id)
        ids = {each for a in found for each in (a.deputy_id, a.stand_in_id) if each is not None}
        names = {each: (await person_of(uow, actor, each)).name for each in ids}
        return Absences(
            person=person,
            lines=tuple(
                AbsenceLine(
                    absence=a,
                    deputy=names[a.deputy_id] if a.deputy_id else "",
                    stand_in=names[a.stand_in_id] if a.stand_in_id else "",
                )
                for a in found
            ),
            today=local_date(self._clock.now(), await _zone(uow, person)),
            is_self=person.id == actor.person_id,
        )

    # By their dates

    async def look(self) -> int:
        """Begin and end what is due; how many did."""
        now = self._clock.now()
        async with self._store.read() as uow:
            next_at = await uow.absences.next_at()
        if next_at is None or next_at > now:
            return 0
        async with self._store.write() as uow:
            over = await uow.absences.ending(now)
            for absence in over:
                await _end(uow, absence, now)
            due = [each for each in await uow.absences.beginning(now) if each.ends_at > now]
            for absence in due:
                await _begin(uow, absence)
            for missed in await uow.absences.beginning(now):
                await uow.absences.change(missed.id, AbsenceState.OVER, None)
            for department_id in {each.department_id for each in (*over, *due)}:
                await refresh(uow, department_id, now)
            for absence in (*over, *due):
                system = SystemActor(department_id=absence.department_id, through=Through.BEAT)
                action = "absence.over" if absence in over else "absence.begun"
                await uow.audit.add(
                    system, now, action, ("person", absence.person_id), {"absence": absence.id}
                )
            await uow.commit()
        return len(over) + len(due)

    async def next_at(self) -> datetime | None:
        """When the next absence begins or ends."""
        async with self._store.read() as uow:
            return await uow.absences.next_at()


async def _begin(uow: UnitOfWork, absence: Absence) -> None:
    """Running from now on; who stands in is found, and told, by `refresh`."""
    await uow.absences.change(absence.id, AbsenceState.RUNNING, None)


async def _end(uow: UnitOfWork, absence: Absence, now: datetime) -> None:
    await uow.absences.change(absence.id, AbsenceState.OVER, None)
    if absence.state is AbsenceState.RUNNING:
        told = {absence.person_id, absence.stand_in_id}
        for person_id in told - {None}:
            await tell_of_absence(uow, absence, PersonId(person_id or 0), "over", now)


async def compose_absence(uow: UnitOfWork, delivery: Delivery, now: datetime) -> AbsenceNews | Cancelled:
    """What the absence means to the recipient now; cancelled when it has come otherwise."""
    absence = await uow.absences.get(AbsenceId(delivery.subject_id))
    actor = await actor_of(uow, delivery.recipient_id)
    person = await uow.people.person(absence.person_id) if absence else None
    if absence is None or actor is None or person is None:
        return Cancelled("nobody to tell, or nothing to tell of")
    is_own = actor.person_id == absence.person_id
    is_over = delivery.payload.get("occasion") == "over"
    concerned = is_own or is_over or actor.person_id in (absence.deputy_id, absence.stand_in_id)
    if is_over != (absence.state is AbsenceState.OVER) or not concerned:
        return Cancelled("it has come otherwise")
    whose = actor.person_id if is_over else absence.person_id
    return AbsenceNews(
        person=person.name,
        person_id=person.id,
        first_on=absence.first_on,
        last_on=absence.last_on,
        today=local_date(now, actor.time_zone),
        is_ahead=absence.state is AbsenceState.PLANNED,
        is_over=is_over,
        is_own=is_own,
        is_deputy=actor.person_id == absence.deputy_id,
        duties=await uow.duties.count(await _owed(uow, whose)),
        decisions=await _decisions(uow, actor if is_over else await actor_of(uow, whose)),
        may_name_deputy=actor.has(Role.COORDINATOR),
    )


async def _decisions(uow: UnitOfWork, actor: Actor | None) -> int:
    """How many decisions wait for this person."""
    if actor is None or not actor.has(*CURATORS):
        return 0
    return (await uow.reports.waiting_total(actor)).count


async def _owed(uow: UnitOfWork, person_id: PersonId) -> DutyFilter:
    held = await uow.people.memberships_of(person_id)
    return DutyFilter(
        assigned_unit_ids=[each.unit_id for each in held if each.role is Role.EXECUTOR],
        assigned_person_ids=(person_id,),
        states=WAITING_FOR_ASSIGNEE,
        waits_for_curator=False,
    )


async def _settable(uow: UnitOfWork, actor: Actor, person_id: PersonId) -> Person:
    """The person, if the actor may say that they are away: themself, or anybody for a coordinator."""
    person = await person_of(uow, actor, person_id)
    if not person.is_active:
        raise NotFound
    if person_id != actor.person_id and not actor.has(Role.COORDINATOR):
        raise NotAllowed
    return person


async def _zone(uow: UnitOfWork, person: Person) -> str:
    recipient = await uow.recipients.recipient(person.id)
    if recipient is None:
        raise NotFound
    return recipient.time_zone


async def _check(uow: UnitOfWork, person_id: PersonId, first_on: date, last_on: date, today: date) -> None:
    if not today <= last_on or not first_on <= last_on <= first_on + LONGEST:
        raise BadInput("days-unread")
    if await uow.absences.overlaps(person_id, first_on, last_on):
        raise BadInput("absence-overlaps")


async def _check_deputy(
    uow: UnitOfWork, person: Person, deputy_id: PersonId | None, first_on: date, last_on: date
) -> None:
    """NotFound for nobody of the department, BadInput where they are away themself."""
    if deputy_id is None:
        return
    deputy = await uow.people.person(deputy_id)
    is_known = deputy is not None and deputy.department_id == person.department_id
    if deputy is None or not is_known or not deputy.is_active or deputy_id == person.id:
        raise NotFound
    if await uow.absences.overlaps(deputy_id, first_on, last_on):
        raise BadInput("deputy-away", deputy.name)


async def _colleagues(
    uow: UnitOfWork, person_id: PersonId, first_on: date, last_on: date
) -> tuple[RosterPerson, ...]:
    """Others of the same units who are there on these days."""
    found: dict[PersonId, RosterPerson] = {}
    for unit_id in dict.fromkeys(each.unit_id for each in await uow.people.memberships_of(person_id)):
        staff = await uow.roster.staff(unit_id, is_department=False, limit=COLLEAGUES_SHOWN + 1, offset=0)
        found |= {each.id: each for each in staff if each.id != person_id}
    here = [each for each in found.values() if not await uow.absences.overlaps(each.id, first_on, last_on)]
    return tuple(here[:COLLEAGUES_SHOWN])
