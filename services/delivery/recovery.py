"""The upkeep of the outbox: what a lost process held, and what could not be delivered."""

from datetime import datetime

import structlog

from roadmap.clock import Clock
from roadmap.delivery.outbox import LEASE
from roadmap.ids import DeliveryId
from roadmap.people.persons import AccountState
from roadmap.people.place import Place
from services.delivery.views import close_account
from services.people.after_joining import welcome
from storage.unit_of_work import Store

log = structlog.get_logger(__name__)


class DeliveryService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.under_way: set[DeliveryId] = set()
        """What this process itself holds: never taken for lost, however far the clock may jump."""

    async def keep(self) -> None:
        """Say that what this process holds is not lost: a send may take as long as a lease."""
        if not self.under_way:
            return
        async with self._store.write() as uow:
            await uow.deliveries.renew(tuple(self.under_way), self._clock.now() + LEASE)
            await uow.commit()

    async def recover(self, *, is_alone: bool = False) -> None:
        """Take back what a lost process held: unsent goes out as usual, half-sent is unsure.

        With `is_alone` every held row is lost: this process has just started and no other may run.
        """
        async with self._store.write() as uow:
            back, unsure = await uow.deliveries.recover(
                self._clock.now(), is_alone=is_alone, spared=self.under_way
            )
            await uow.commit()
        if back or unsure:
            log.warning("deliveries recovered", back=back, unsure=unsure)

    async def chat_closed(self, place: Place) -> None:
        """The person has blocked the bot."""
        now = self._clock.now()
        async with self._store.write() as uow:
            account = await uow.accounts.at(place)
            if account is None or account.state is AccountState.BLOCKED:
                return
            await close_account(uow, account.person_id, place, now, "blocked by the person")
            await uow.commit()

    async def chat_opened(self, place: Place) -> None:
        """The person has let the bot write again."""
        async with self._store.write() as uow:
            account = await uow.accounts.at(place)
            if account is None or account.state is AccountState.ACTIVE:
                return
            await uow.accounts.reopen(place)
            actor = await uow.actors.actor(place)
            if actor is not None:
                await welcome(uow, actor, self._clock.now())
            await uow.commit()

    async def next_due(self) -> datetime | None:
        """When the next waiting message becomes due."""
        async with self._store.read() as uow:
            return await uow.deliveries.next_due()
