"""A real line for the post office: its engine sends over HTTP to a local Telegram."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import cast

from bot.telegram.messenger import TelegramMessenger
from sandbox.client import Person
from sandbox.running import RunningSandbox, run_sandbox
from services.delivery.pacing import Pacer, Rates
from tests.bot.lines import bot_over
from tests.services.delivery.post_office import FakeMessenger, PostOffice

UNLIMITED = Rates(per_second=0, per_chat_per_second=0, per_group_per_minute=0)


@dataclass
class Street:
    """Anna lives here; her phone shows what has really arrived."""

    office: PostOffice
    sandbox: RunningSandbox
    anna: Person

    async def deliver(self) -> None:
        """Everything due now, by a process that has not sent anything before."""
        await self.office.new_engine().drain()

    async def arrived(self) -> list[str]:
        return [message.text for message in await self.anna.messages() if message.is_from_bot]


@asynccontextmanager
async def open_street(office: PostOffice) -> AsyncIterator[Street]:
    async with run_sandbox() as sandbox, bot_over(sandbox.url, token=sandbox.token, seconds=0.5) as bot:
        office.messenger = cast(FakeMessenger, TelegramMessenger(bot))
        yield Street(office, sandbox, await sandbox.client.person("Анна", started=True))


class Delayed(Pacer):
    """A turnstile at which something happens to the first who waits for a turn."""

    def __init__(self, happens: Callable[[], Awaitable[object]]) -> None:
        super().__init__(UNLIMITED)
        self._happens: Callable[[], Awaitable[object]] | None = happens

    async def turn(self, chat_id: int) -> float:
        happens, self._happens = self._happens, None
        if happens is not None:
            await happens()
        return await super().turn(chat_id)
