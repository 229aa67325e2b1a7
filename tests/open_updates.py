"""How many updates wait or are under way."""

from services.process.inbox import InboxService


async def open_updates(inbox: InboxService) -> int:
    async with inbox._store.read() as uow:
        return (await uow.upkeep.backlog()).open_updates
