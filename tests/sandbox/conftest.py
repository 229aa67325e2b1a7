"""A sandbox in this process, driven by aiogram's own client over real HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Update

from sandbox.client import Person, SandboxClient
from sandbox.running import RunningSandbox, run_sandbox


class QuickSession(AiohttpSession):
    """aiogram's session without its quarter of a second of sleep on closing."""

    async def close(self) -> None:
        if self._session is not None and not self._session.closed:
            await self._session.close()


idle_sessions: list[QuickSession] = []
"""Sessions to use again: each new one reads all the certificates of the machine, a tenth of a second."""


@asynccontextmanager
async def connected_bot(sandbox: RunningSandbox, token: str = "") -> AsyncIterator[Bot]:
    session = idle_sessions.pop() if idle_sessions else QuickSession()
    session.api = TelegramAPIServer.from_base(sandbox.url)
    async with Bot(token or sandbox.token, session=session) as bot:
        yield bot
    idle_sessions.append(session)


@dataclass
class Stage:
    """A bot that reads its updates one after another, and a person who has pressed START."""

    sandbox: RunningSandbox
    bot: Bot
    anna: Person
    offset: int = 0
    seen: list[Update] = field(default_factory=list)

    @property
    def client(self) -> SandboxClient:
        return self.sandbox.client

    async def updates(self, **options: Any) -> list[Update]:
        """What has arrived since the last time, confirmed by the next call."""
        arrived = await self.bot.get_updates(offset=self.offset, **options)
        if arrived:
            self.offset = arrived[-1].update_id + 1
        return arrived

    async def update(self) -> Update:
        """The only update that has arrived."""
        arrived = await self.updates(timeout=2)
        assert len(arrived) == 1, arrived
        return arrived[0]


@pytest.fixture
async def sandbox() -> AsyncIterator[RunningSandbox]:
    async with run_sandbox() as running:
        yield running


@asynccontextmanager
async def open_stage(sandbox: RunningSandbox) -> AsyncIterator[Stage]:
    async with connected_bot(sandbox) as bot:
        anna = await sandbox.client.person("Анна", last_name="Лебедева", role="учитель", started=True)
        yield Stage(sandbox=sandbox, bot=bot, anna=anna)


@pytest.fixture
async def stage(sandbox: RunningSandbox) -> AsyncIterator[Stage]:
    async with open_stage(sandbox) as opened:
        yield opened


def keyboard(*rows: dict[str, str]) -> InlineKeyboardMarkup:
    """Rows of buttons, each row `{text: callback data}`."""
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=text, callback_data=data) for text, data in row.items()]
            for row in rows
        ]
    )
