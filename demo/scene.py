"""People with phones on the stage, and the rule of the story: each message is expected, no other comes."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from zoneinfo import ZoneInfo

from demo.stage import DemoFailed, Stage
from sandbox.client import File, Person
from sandbox.seen import SeenMessage

ZONE = ZoneInfo("Europe/Moscow")
QUIET_MS = 120
FILE_SECONDS = 90.0
DEED_SECONDS = 20
"""How long people take for a press or a sentence."""


@dataclass
class Phone:
    """Somebody's chat with the bot, and what they have already looked at."""

    scene: "Scene"
    person: Person
    _seen: dict[int, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.person.name.partition(" ")[0]

    async def opens(self, link: str) -> None:
        await self.person.start(link.strip().split("start=")[-1])
        await self.scene.settle()

    async def says(self, text: str) -> None:
        await self.person.send(text)
        await self.scene.settle()

    async def presses(self, label: str) -> None:
        await self.person.press(label)
        await self.scene.settle()

    async def sends_document(self, data: bytes, filename: str) -> None:
        await self.person.send_document(data, filename)
        await self.scene.settle()

    async def sends_photos(self, *photos: bytes, caption: str = "") -> None:
        if len(photos) == 1:
            await self.person.send_photo(photos[0], caption=caption)
        else:
            files = [File(data, f"{number}.jpg", "image/jpeg") for number, data in enumerate(photos, 1)]
            await self.person.send_album(files, caption=caption)
        await self.scene.settle()

    async def sees(self, *patterns: str) -> list[SeenMessage]:
        """Exactly these messages are new or redrawn since the last look."""
        fresh = await self.news()
        told = "\n".join(f"    {message.text!r} {message.buttons}" for message in fresh) or "    ничего"
        if len(fresh) != len(patterns):
            raise DemoFailed(
                f"{self.person.name}: ждали {len(patterns)} сообщ., пришло {len(fresh)}:\n{told}"
            )
        for message, pattern in zip(fresh, patterns, strict=True):
            if not re.search(pattern, message.text, re.DOTALL):
                raise DemoFailed(f"{self.person.name}: нет «{pattern}» в\n{told}")
        return fresh

    async def receives(self, pattern: str, count: int = 1) -> list[SeenMessage]:
        """So many files, one of them said to be this, however long they take to be made; no other file."""
        deadline = monotonic() + FILE_SECONDS
        files: list[SeenMessage] = []
        while len(files) < count and monotonic() < deadline:
            await self.scene.stage.people.wait_quiet(ms=QUIET_MS)
            files += [message for message in await self.news() if message.file_id]
        await self.scene.settle()
        files += [message for message in await self.news() if message.file_id]
        if len(files) != count or not any(re.search(pattern, file.text) for file in files):
            raise DemoFailed(f"{self.person.name}: нет файла «{pattern}», пришло {[f.text for f in files]}")
        return files

    async def news(self) -> list[SeenMessage]:
        """The bot's messages that are new or redrawn since the last look."""
        fresh = []
        for message in await self.person.messages():
            shown = f"{message.text}|{message.buttons}"
            if message.is_from_bot and self._seen.get(message.id) != shown:
                self._seen[message.id] = shown
                fresh.append(message)
        if fresh:
            await self.scene.looked(self, fresh)
        return fresh

    async def heard(self) -> list[SeenMessage]:
        """Those that made a sound: a card that redraws itself makes none."""
        known = set(self._seen)
        return [message for message in await self.news() if message.id not in known]


async def _nobody(phone: Phone, fresh: Sequence[SeenMessage]) -> None:
    """Nobody stands beside and looks on."""


@dataclass
class Scene:
    """The stage with its people and its clock; `looked` is told what anybody has just read.

    `files` are what people have saved out of their chats, by name.
    """

    stage: Stage
    phones: list[Phone] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    looked: Callable[[Phone, Sequence[SeenMessage]], Awaitable[None]] = _nobody

    async def phone(self, name: str, role: str) -> Phone:
        """A person with a phone who has not met the bot yet."""
        last, _, first = name.partition(" ")
        phone = Phone(self, await self.stage.people.person(first, last_name=last, role=role))
        self.phones.append(phone)
        return phone

    async def at(self, local: str) -> None:
        """Move the clock and wait until the bot has done all that is due by then."""
        await self.stage.people.set_clock(datetime.fromisoformat(local).replace(tzinfo=ZONE))
        await self._idle()

    async def keep(self, name: str, message: SeenMessage) -> None:
        """Save the file of this message under a plain name."""
        self.files[name] = await self.stage.people.file(message.file_id)

    async def settle(self) -> None:
        """Until the bot has answered and delivered everything that follows."""
        if not await self.stage.people.wait_quiet(ms=QUIET_MS):
            raise DemoFailed("бот не успокоился за 15 секунд")
        await self.stage.people.add_time(seconds=DEED_SECONDS)
        await self._idle()

    async def until(self, local: str, *diary: str) -> None:
        """Live up to this moment, reminder by reminder; `diary` is all that is heard meanwhile."""
        end = datetime.fromisoformat(local).replace(tzinfo=ZONE)
        heard: list[str] = []
        while True:
            clock = await self.stage.people.clock()
            seen = await self.stage.people.wait_idle(clock.version)
            moment = min(seen.next_at or end, end).astimezone(ZONE)
            await self.at(moment.replace(tzinfo=None).isoformat())
            for phone in self.phones:
                said = [message.text.splitlines()[0] for message in await phone.heard()]
                heard += [f"{moment:%d.%m} {phone.name}: {line}" for line in said]
            if moment == end:
                break
        if heard != list(diary):
            raise DemoFailed(
                "Дневник разошёлся.\nУслышано:\n" + "\n".join(f"    {line!r}," for line in heard)
            )

    async def nobody_else_hears(self) -> None:
        """Whatever made a sound has been expected by now."""
        for phone in self.phones:
            if unexpected := [message.text for message in await phone.heard()]:
                raise DemoFailed(f"{phone.person.name}: этого никто не ждал:\n    {unexpected}")

    async def _idle(self) -> None:
        version = (await self.stage.people.clock()).version
        if not (await self.stage.people.wait_idle(version)).is_idle:
            raise DemoFailed("бот не доделал дела к этому часу")
