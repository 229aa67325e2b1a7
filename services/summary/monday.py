"""What waits for a coordinator or a curator, said once a week: small counts, each with its way to act.

A part is one row of `PARTS` and its words in `texts/summary/monday.py`; its count belongs to its own slice.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from roadmap.clock import Clock, local_date
from roadmap.deadlines.calendar import ONE_DAY, WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, NewDelivery, dedupe_key
from roadmap.ids import UnitId
from roadmap.people.invites import Recipient
from roadmap.people.persons import Actor, Role
from roadmap.reminding.reminders import USUAL_SETTINGS
from services.composing import Cancelled
from services.control.duties.duty_lists import count_silent_units
from services.control.leaving.merging_people import count_twins
from services.control.measures.browsing import count_undecided
from services.delivery.undelivered import count_undelivered
from services.imports.desk_counts import count_open_names, count_waiting_documents
from services.people.desk_counts import count_expired_links, count_not_joined
from services.people.recipients import actor_of
from services.people.rights import CURATORS
from services.reminding.reminders import new_digest
from services.summary.week_mornings import come_morning, next_week_morning, was_here
from storage.unit_of_work import Store, UnitOfWork

Count = Callable[[UnitOfWork, Actor, datetime], Awaitable[int]]


FOR_WEEK = "for_week"
"""In the payload of a digest that nothing but the beginning of a week has called for."""


class Waiting(StrEnum):
    """What may wait, in the order it is said."""

    DOCUMENTS = "documents"
    NAMES = "names"
    DATES = "dates"
    SILENT_UNITS = "silent-units"
    NOT_JOINED = "not-joined"
    EXPIRED_LINKS = "expired-links"
    TWINS = "twins"
    UNDELIVERED = "undelivered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How many of it wait for this person, and for whom that is said."""

    of: Waiting
    count: Count
    roles: tuple[Role, ...] = (Role.COORDINATOR,)


PARTS = (
    Part(of=Waiting.DOCUMENTS, count=count_waiting_documents),
    Part(of=Waiting.NAMES, count=count_open_names),
    Part(of=Waiting.DATES, count=count_undecided, roles=CURATORS),
    Part(of=Waiting.SILENT_UNITS, count=count_silent_units, roles=CURATORS),
    Part(of=Waiting.NOT_JOINED, count=count_not_joined),
    Part(of=Waiting.EXPIRED_LINKS, count=count_expired_links),
    Part(of=Waiting.TWINS, count=count_twins),
    Part(of=Waiting.UNDELIVERED, count=count_undelivered),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MondayView:
    """What waits, each with how many; never empty."""

    waiting: tuple[tuple[Waiting, int], ...]


class MondayService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def plan_due(self) -> int:
        """Put in line the first digest of this week for those who have none yet; how many were added.

        Whether anything waits is looked at when it is composed: where nothing does, none is sent.
        """
        now = self._clock.now()
        async with self._store.read() as uow:
            found = [
                message
                for department in await uow.people.departments()
                if come_morning(now, department.time_zone, self._calendar) is not None
                for person in await uow.recipients.holding(department.id, CURATORS)
                if (message := await self._message(uow, department.id, person, now)) is not None
            ]
        if not found:
            return 0
        async with self._store.write() as uow:
            added = [await uow.outbox.add(message) for message in found]
            await uow.commit()
        return sum(added)

    async def next_at(self) -> datetime | None:
        """The next first working morning of a week, in the zone of the first department."""
        async with self._store.read() as uow:
            departments = await uow.people.departments()
        if not departments:
            return None
        return next_week_morning(self._clock.now(), departments[0].time_zone, self._calendar)

    async def _message(
        self, uow: UnitOfWork, department_id: UnitId, person: Recipient, now: datetime
    ) -> NewDelivery | None:
        morning = come_morning(now, person.time_zone, self._calendar)
        if morning is None:
            return None
        if not await was_here(uow, person, morning):
            return None
        settings = await uow.reminders.settings([person.person_id])
        hour = settings.get(person.person_id, USUAL_SETTINGS).digest_hour
        digest = new_digest(person, department_id, hour, now, self._calendar)
        days = range((local_date(digest.not_before, person.time_zone) - morning).days + 1)
        keys = [_digest_key(person, morning + ONE_DAY * ahead) for ahead in days]
        if await uow.reminders.planned(keys):
            return None
        return replace(digest, payload={FOR_WEEK: True})


def _digest_key(person: Recipient, day: date) -> str:
    return dedupe_key(DeliveryKind.DIGEST, person.person_id, person.person_id, day)


async def waiting_for(uow: UnitOfWork, actor: Actor, now: datetime) -> tuple[tuple[Waiting, int], ...]:
    """What waits for this person now, each with how many."""
    counted = [(part.of, await part.count(uow, actor, now)) for part in PARTS if actor.has(*part.roles)]
    return tuple((of, count) for of, count in counted if count)


async def compose_monday(uow: UnitOfWork, delivery: Delivery, now: datetime) -> MondayView | Cancelled:
    """What waits at this moment, of a message put in line before the digest said it."""
    actor = await actor_of(uow, delivery.recipient_id)
    if actor is None:
        return Cancelled("the recipient cannot be reached")
    waiting = await waiting_for(uow, actor, now)
    return MondayView(waiting=waiting) if waiting else Cancelled("nothing waits")
