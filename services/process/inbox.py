"""The rules of the inbox: how often a failing update is tried again, and when it is given up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from roadmap.clock import Clock
from roadmap.process.conversation import Conversation
from roadmap.process.updates import INBOX_LEASE, InboxUpdate, NewUpdate, UpdateKey
from services.process.haste import ChatHaste
from storage.unit_of_work import Store, UnitOfWork

MAX_ATTEMPTS = 5
MAX_DEATHS = 10
"""Of processes, while handling one update. Rarely its fault: machines restart, replicas are killed."""
TRY_AGAIN = tuple(timedelta(seconds=s) for s in (1, 5, 15, 60))


def is_deadly(update: InboxUpdate) -> bool:
    """Process after process has ended while handling it: its fence counts takings and takings back."""
    return update.fence > 2 * MAX_DEATHS


def is_last_try(update: InboxUpdate) -> bool:
    """If it fails now, it is given up."""
    return update.attempts >= MAX_ATTEMPTS or is_deadly(update)


class InboxService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.haste: ChatHaste | None = None
        """How fast one chat is worked off; None: as fast as it comes."""
        self.under_way: set[UpdateKey] = set()
        """What this process itself is handling: never taken for lost, however far the clock may jump."""
        self._answered: set[UpdateKey] = set()
        self._owed: list[InboxUpdate] = []

    async def receive(self, updates: list[NewUpdate]) -> int:
        """Store all of them in one commit; only then may they be confirmed. How many were new."""
        async with self._store.write() as uow:
            added = await uow.inbox.add(updates, self._clock.now())
            await uow.commit()
        return added

    async def claim(self, limit: int) -> list[InboxUpdate]:
        """The next updates to handle, one of each chat, and those that only want their answer shown."""
        now = self._clock.now()
        async with self._store.write() as uow:
            await uow.inbox.answered(answered := tuple(self._answered))
            taken = await uow.inbox.claim(now, now + INBOX_LEASE, limit)
            waiting = self.haste.put_off(taken, now) if self.haste else {}
            for each in taken:
                if each.key in waiting:
                    await uow.inbox.put_off(each, waiting[each.key])
            claimed = [each for each in taken if each.key not in waiting]
            with_chats = await _with_chats(uow, claimed)
            if taken or answered:
                await uow.commit()
        self._answered -= set(answered)
        owed, self._owed = self._owed, []
        return [*owed, *with_chats]

    def answered(self, update: InboxUpdate) -> None:
        """The person has seen the answer: the next claim's commit says so."""
        self._answered.add(update.key)

    def owes(self, update: InboxUpdate) -> None:
        """The deed is done, the answer failed: the next claim gives it out once more, for its screen only."""
        self._answered.add(update.key)
        self._owed.append(replace(update, is_owed=True))

    async def failed(self, update: InboxUpdate, reason: str, *, is_hopeless: bool = False) -> None:
        """Try later, or bury it after the fifth failure or the tenth death; what is hopeless at once."""
        now = self._clock.now()
        async with self._store.write() as uow:
            if is_hopeless or is_last_try(update):
                await uow.inbox.bury(update, now, reason)
            else:
                await uow.inbox.put_back(update, now + TRY_AGAIN[update.attempts - 1], reason)
            await uow.commit()

    async def release(self, updates: list[InboxUpdate]) -> None:
        """Give back what was claimed and not begun."""
        async with self._store.write() as uow:
            for update in updates:
                await uow.inbox.release(update)
            await uow.commit()

    async def keep(self) -> None:
        """Say that what this process is handling is not lost."""
        if not self.under_way:
            return
        async with self._store.write() as uow:
            await uow.inbox.renew(tuple(self.under_way), self._clock.now() + INBOX_LEASE)
            await uow.commit()

    async def recover(self, *, is_alone: bool = False) -> int:
        """Take back what a lost process was handling, and what it did and did not live to answer."""
        now, spared = self._clock.now(), self.under_way | self._answered
        async with self._store.write() as uow:
            recovered = await uow.inbox.recover(now, is_alone=is_alone, spared=spared)
            owed = await uow.inbox.take_owed(now, is_alone=is_alone, spared=spared)
            self._owed += await _with_chats(uow, owed)
            await uow.commit()
        return recovered + len(owed)


async def _with_chats(uow: UnitOfWork, updates: Sequence[InboxUpdate]) -> list[InboxUpdate]:
    """With what their handling asks of the chat: who is acting, the conversation, what waits for proof."""
    if not updates:
        return []
    places = [each.place for each in updates]
    actors = await uow.actors.actors(places)
    conversations = await uow.conversations.of_chats(places)
    unsure = await uow.deliveries.unsure_places(places)
    return [
        replace(
            each,
            actor=actors.get(each.place),
            conversation=conversations.get(each.place) or Conversation(),
            has_unsure=each.place in unsure,
        )
        for each in updates
    ]
