"""Somebody takes their consent back: their account closes, and what is open to them goes to others."""

from collections.abc import Sequence
from dataclasses import dataclass

from roadmap.clock import Clock
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import BadInput, NotFound
from roadmap.people.persons import Actor, Role
from roadmap.people.place import Place
from services.control.leaving.closing import close_account, hand_on
from services.control.leaving.handing_over import unsettled_of
from services.control.requests.passing_on import Target
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """What taking the consent back means: how many duties by name would go to others."""

    name: str
    open_duties: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What was passed on to whom, and the person's other chats."""

    moved: int
    to: str
    places: Sequence[Place]


class WithdrawalService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def look(self, actor: Actor) -> Withdrawal:
        """What would happen; BadInput for the last coordinator."""
        async with self._store.read() as uow:
            await _may_go(uow, actor)
            own = unsettled_of(Target(person_id=actor.person_id))
            return Withdrawal(name=actor.name, open_duties=await uow.duties.count(own))

    async def withdraw(self, actor: Actor) -> Withdrawn:
        """Close the account of whoever asks, in one transaction; a coordinator erases the data."""
        now = self._clock.now()
        async with self._store.write() as uow:
            await uow.people.hold(actor.person_id)
            await _may_go(uow, actor)
            person = await uow.people.person(actor.person_id)
            if person is None:
                raise NotFound
            moved, to = await hand_on(uow, actor, person, self._calendar, now)
            places = await close_account(uow, actor, person, (moved, to), now, withdrew=True)
            await uow.commit()
        return Withdrawn(moved=moved, to=to, places=places)


async def _may_go(uow: UnitOfWork, actor: Actor) -> None:
    """Somebody has to be left who can invite people and erase data."""
    coordinators = await uow.recipients.holders(actor.department_id, Role.COORDINATOR)
    if actor.person_id in coordinators and len(coordinators) == 1:
        raise BadInput("last-coordinator")
