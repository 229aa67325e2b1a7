"""Units, people and how they join: invitations and binding of accounts."""

from roadmap.clock import Clock
from roadmap.people import Actor
from services.ports.unit_of_work import Store

TELEGRAM = "telegram"


class PeopleService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def actor(self, chat_id: int, channel: str = TELEGRAM) -> Actor | None:
        """The person behind a chat with the rights they have at this moment; None for a stranger."""
        async with self._store.read() as uow:
            return await uow.people.actor(channel, chat_id)
