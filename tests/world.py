"""A world for stories: the real bot over a local Telegram and a database file, and a clock that stands still.

Everything goes the way it does in life (getUpdates → inbox → handlers → outbox → sendMessage), step by step,
without waiting. Whatever the bot says and nobody expected fails the story.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties

from bot.process.machine import Machine, build_machine
from bot.process.wiring import build_app
from bot.telegram.session import build_session
from roadmap.people.persons import Role, SystemActor, Through, UnitKind
from roadmap.people.staff import StaffRow
from roadmap.summary.file_parts import LARGEST_FILE
from sandbox.client import File, Person
from sandbox.running import RunningSandbox, run_sandbox
from sandbox.seen import SeenMessage
from scheduler.beats import BEATS
from services.app import App
from services.delivery.pacing import Rates
from storage.files import FolderFiles
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.reading_here import read_here

ADDRESS = "https://vekha.example"
DEPARTMENT = "Отдел образования Приозёрного района"
UNLIMITED = Rates(per_second=0, per_chat_per_second=0, per_group_per_minute=0)


@dataclass
class Hero:
    """A person with a phone. Every deed is followed by everything the bot does about it."""

    world: "World"
    phone: Person
    _seen: dict[int, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.phone.name

    async def starts(self, payload: str = "") -> None:
        await self.phone.start(payload)
        await self.world.answer()

    async def says(self, text: str) -> None:
        await self.phone.send(text)
        await self.world.answer()

    async def replies(self, to: SeenMessage, text: str) -> None:
        """Answer this very message."""
        await self.phone.send(text, reply_to=to.id)
        await self.world.answer()

    async def replies_with_photo(self, to: SeenMessage, data: bytes, caption: str = "") -> None:
        """Answer this very message with a photo."""
        await self.phone.send_photo(data, caption=caption, reply_to=to.id)
        await self.world.answer()

    async def presses(self, label: str) -> None:
        """Press the newest button whose text matches."""
        await self.phone.press(label)
        await self.world.answer()

    async def forges(self, data: str) -> None:
        """Press with callback data nobody gave them."""
        await self.phone.press_data(data)
        await self.world.answer()

    async def sends_photo(self, data: bytes, caption: str = "") -> None:
        await self.phone.send_photo(data, caption=caption)
        await self.world.answer()

    async def sends_document(self, data: bytes, filename: str, caption: str = "") -> None:
        await self.phone.send_document(data, filename, caption=caption)
        await self.world.answer()

    async def sends_album(self, *photos: bytes, caption: str = "") -> None:
        files = [File(data, f"{number}.jpg", "image/jpeg") for number, data in enumerate(photos)]
        await self.phone.send_album(files, caption=caption)
        await self.world.answer()

    async def news(self) -> list[SeenMessage]:
        """The bot's messages in this chat that are new or redrawn since they were last looked at."""
        fresh = []
        for message in await self.phone.messages():
            shown = f"{message.text}|{message.buttons}"
            if message.is_from_bot and self._seen.get(message.id) != shown:
                self._seen[message.id] = shown
                fresh.append(message)
        return fresh

    async def sees(self, *patterns: str) -> list[SeenMessage]:
        """Exactly these messages, new or redrawn, each matching its pattern, and no other."""
        fresh = await self.news()
        told = "\n".join(f"  · {message.text!r} {message.buttons}" for message in fresh) or "  · nothing"
        assert len(fresh) == len(patterns), f"{self.name} should see {len(patterns)} messages, sees:\n{told}"
        for message, pattern in zip(fresh, patterns, strict=True):
            assert re.search(pattern, message.text, re.DOTALL), f"{self.name}: {pattern!r} is not in\n{told}"
        return fresh

    async def sees_nothing(self) -> None:
        await self.sees()

    async def last_toast(self) -> str:
        """What the last press flashed over the chat."""
        return (await self.phone.answers())[-1].text


@dataclass
class World:
    sandbox: RunningSandbox
    machine: Machine
    clock: FrozenClock
    heroes: list[Hero] = field(default_factory=list)
    _links: dict[str, str] = field(default_factory=dict)

    @property
    def app(self) -> App:
        return self.machine.app

    async def at(self, local: str) -> None:
        """Move everybody's clock and let everything happen that is due by then."""
        self.clock.set(local)
        await self.sandbox.client.set_clock(self.clock.now())
        await self.settle()

    async def answer(self) -> None:
        """Updates and deliveries until nothing is left to do; while time stands, beats see nothing new."""
        await self.machine.settle()

    async def settle(self) -> None:
        """Beats, updates and deliveries until there is nothing left to do at this moment."""
        for beat in BEATS:
            await beat.look(self.app)
        await self.machine.settle()
        self.sandbox.world.clock.set(self.clock.now())

    async def next_moment(self) -> datetime | None:
        """When the next beat will have something to do."""
        moments = [await beat.next_at(self.app) for beat in BEATS if beat.next_at is not None]
        return min((moment for moment in moments if moment is not None), default=None)

    async def department(self, coordinator: str = "Вера Ильина", time_zone: str = "Europe/Moscow") -> Hero:
        """Open a department; its first coordinator has joined."""
        issued = await self.app.joining.set_up(DEPARTMENT, coordinator, time_zone)
        return await self._joins(coordinator, "координатор", issued.payload)

    async def staff(self, *rows: StaffRow) -> None:
        """Add units and people; who has joined is decided by `join`."""
        (department, *_) = await self.app.people.departments()
        for issued in await self.app.joining.load(
            SystemActor(department_id=department.id, through=Through.COMMAND), rows
        ):
            self._links[issued.person] = issued.payload

    def link_of(self, person: str) -> str:
        """The payload of the personal link of somebody of the staff."""
        return self._links[person]

    async def join(self, person: str) -> Hero:
        """Somebody of the staff opens their link and agrees."""
        return await self._joins(person, "", self._links[person])

    async def executor(self, person: str, unit: str, kind: UnitKind = UnitKind.SCHOOL) -> Hero:
        await self.staff(StaffRow(unit=unit, kind=kind, person=person, role=Role.EXECUTOR))
        return await self.join(person)

    async def curator(self, person: str = "Ольга Ветрова", role: Role = Role.CURATOR) -> Hero:
        await self.staff(StaffRow(unit=DEPARTMENT, kind=UnitKind.DEPARTMENT, person=person, role=role))
        return await self.join(person)

    async def stranger(self, name: str) -> Hero:
        hero = Hero(self, await self.sandbox.client.person(name))
        self.heroes.append(hero)
        return hero

    async def _joins(self, name: str, caption: str, payload: str) -> Hero:
        first, _, last = name.partition(" ")
        phone = await self.sandbox.client.person(first, last_name=last, role=caption)
        hero = Hero(self, phone)
        self.heroes.append(hero)
        await hero.starts(payload)
        await hero.presses("Согласен")
        for anybody in self.heroes:
            await anybody.news()  # how people join is a story of its own
        return hero

    async def expect_silence(self) -> None:
        """Nobody has anything new on the screen."""
        for hero in self.heroes:
            await hero.sees_nothing()


@asynccontextmanager
async def open_world(
    store: Store, clock: FrozenClock, folder: Path, *, largest_file: int = LARGEST_FILE
) -> AsyncIterator[World]:
    at_once = patch("bot.telegram.screens.TRY_AGAIN_SECONDS", (0.0, 0.0))  # its clock stands still
    reading = patch("documents.isolation._asked", read_here)
    async with run_sandbox(start=clock.now()) as sandbox:
        session = build_session(sandbox.url, ())
        properties = DefaultBotProperties(parse_mode="HTML", link_preview_is_disabled=True)
        async with Bot(sandbox.token, session=session, default=properties) as bot:
            files = FolderFiles(folder / "files")
            app = build_app(store=store, clock=clock, files=files, address=ADDRESS, largest_file=largest_file)
            machine = build_machine(app=app, store=store, bot=bot, rates=UNLIMITED)
            world = World(sandbox, machine, clock)
            with at_once, reading:
                yield world
                await world.expect_silence()
