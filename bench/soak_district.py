"""A district that lives through months of a moved clock: people press, type and send photos."""

import asyncio
import json
import signal
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from bench.district import ZONE, Region
from bench.processes import BenchFailed, Child, end_of
from bench.soak_bases import Base
from bench.soaking import Sample
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.reminding.quiet_hours import local_moment
from sandbox import people as deeds
from sandbox.calls import CallLog, LoggedCall
from sandbox.clock import IdleReport, SandboxClock
from sandbox.files import Upload
from sandbox.images import plain_png
from sandbox.world import BotAccount, Message, World
from services.buttons.deciding import AcceptButton
from services.buttons.duties import BoardButton, MyDutiesButton
from services.buttons.packing import ButtonData, pack, unpack
from services.buttons.reporting import SendDraftButton, StartReportButton
from services.buttons.summary import MakeReportButton
from storage.calendars import russian_calendar

FIRST_DAY = date(2026, 9, 1)
DAYS = 300
HOURS = (8, 11, 15, 17)
"""Quiet hours end and messages leave, people report, curators decide, and what that brought is told."""
REPORTING, DECIDING = 11, 15
DAYS_FROM_DUE = (-6, -5, -4, -3, -3, -2, -2, -1, -1, -1, -1, 0, 0, 0, 0, 1, 1, 2, 4, 8)
LOOKS_A_DAY = 10
PHOTO_EACH = 5
"""Of so many reports one comes with a photo."""
PATIENCE_SECONDS = 60.0
LOOKING_SECONDS = 300.0
"""A look at where memory was made takes long on a busy machine, of several processes at once."""
SHOWN = 8
WARM_DAYS = 10
"""After so many days it is remembered what was made so far: caches are full by then."""
WORK = 50_000
WORDS = "Проведено по плану, справка обсуждена на совещании."
ANSWERS = ("editMessageText", "sendMessage", "sendDocument")


class TimedCalls(CallLog):
    """Tells whoever waits when a chat's card has been redrawn, or need not be."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: dict[int, asyncio.Future[float]] = {}

    def close(self, call: LoggedCall, status: int, description: str = "") -> None:
        super().close(call, status, description)
        if call.method in ANSWERS and call.chat_id in self.waiting:
            self.waiting.pop(call.chat_id).set_result(monotonic())


class FleetClock(SandboxClock):
    """All is done for a version when every replica has said so."""

    def __init__(self, start: datetime, replicas: int) -> None:
        super().__init__(start)
        self._replicas = replicas
        self._said: Counter[int] = Counter()

    def report_idle(self, report: IdleReport) -> None:
        self._said[report.version] += 1
        if self._said[report.version] >= self._replicas:
            super().report_idle(report)


@dataclass(slots=True, kw_only=True)
class District:
    """Everybody with a phone, the processes they talk to, and what has been sampled of them.

    `laid` is the file the duties were laid into first, whatever `base` they live in.
    """

    region: Region
    world: World
    bot: BotAccount
    calls: TimedCalls
    processes: list[Child]
    laid: Path
    base: Base
    samples_files: list[Path]
    chance: Random = field(default_factory=lambda: Random("a soak"))
    calendar: WorkingCalendar = field(default_factory=russian_calendar)
    owed: dict[date, list[int]] = field(default_factory=dict)
    samples: list[Sample] = field(default_factory=list)
    connections: list[int] = field(default_factory=list)
    grown: dict[str, int] = field(default_factory=dict)
    base_grown: dict[str, int] = field(default_factory=dict)
    done: int = 0
    _presses: list[float] = field(default_factory=list)
    _works: list[float] = field(default_factory=list)
    _seen: int = 0
    _is_warm: bool = False
    _lines: int = 0

    @property
    def curator(self) -> int:
        return self.region.chat_of(self.region.curator_of(1))

    @property
    def coordinator(self) -> int:
        return self.region.chat_of(self.region.schools + self.region.departments + 2)

    async def live(self, until: float) -> None:
        """Day after day until the wall's clock says enough, or the year is over."""
        self._intend()
        before = await self.base.parts()
        for lived, day in enumerate(working_days(self.calendar)):
            for hour in HOURS:
                await self._move(local_moment(day, hour, ZONE))
                if hour == REPORTING:
                    await self._report(day)
                if hour == DECIDING:
                    await self._decide()
            await self.sample()
            if lived == WARM_DAYS:
                self._signal(signal.SIGUSR2)
                self._is_warm = True
            if monotonic() > until:
                break
        await self.sample(is_last=True)
        more = {name: size - before.get(name, 0) for name, size in (await self.base.parts()).items()}
        self.base_grown = dict(Counter(more).most_common(SHOWN))

    def _intend(self) -> None:
        """Who answers what on which day: counted from the due day, by chance."""
        owed: dict[date, list[int]] = defaultdict(list)
        with sqlite3.connect(self.laid) as connection:
            for duty, due_on in connection.execute("SELECT id, due_on FROM duties ORDER BY id"):
                answered = date.fromisoformat(due_on) + timedelta(days=self.chance.choice(DAYS_FROM_DUE))
                owed[self.calendar.following(answered)].append(duty)
        self.owed = dict(owed)

    async def _move(self, moment: datetime) -> None:
        """Time goes on to this moment, and all that is due by then is done."""
        version = self.world.clock.set(moment).version
        if await self.world.clock.idle_at(version, PATIENCE_SECONDS) is None:
            raise BenchFailed(f"not idle at {moment}:\n{self._logs()}")
        deadline = monotonic() + PATIENCE_SECONDS
        while owed := await self.base.owed(self.world.clock.now()):
            if monotonic() > deadline:
                raise BenchFailed(f"{owed} are still owed at {moment}:\n{self._logs()}")
            await asyncio.sleep(0.05)

    async def _report(self, day: date) -> None:
        for duty in self.owed.pop(day, ()):
            await self._report_one((duty - 1) // self.region.points + 1, duty)
        for _ in range(LOOKS_A_DAY):
            school = self.chance.randint(1, self.region.schools)
            await self._press(self.region.chat_of(school), MyDutiesButton(shelf="", page=0))
        await self._press(self.curator, BoardButton())
        if day.weekday() == 0:
            await self._press(self.coordinator, MakeReportButton(road_map_id=1, year=0, quarter=0))

    async def _report_one(self, school: int, duty: int) -> None:
        chat = self.region.chat_of(school)
        await self._press(chat, StartReportButton(duty_id=duty, version=1, outcome="done"))
        await self._answered(chat, lambda: deeds.write(self._act(chat), deeds.text_content(WORDS)))
        if self.done % PHOTO_EACH == 0:
            photo = Upload(data=plain_png(64, 64), filename="фото.png")
            content = deeds.media_content(self.world, "photo", photo)
            await self._answered(chat, lambda: deeds.write(self._act(chat), content))
        message, draft = self._newest(chat, SendDraftButton)
        await self._press(chat, draft, message)
        self.done += 1

    async def _decide(self) -> None:
        """Everything that is new on the curator's screen is accepted."""
        fresh = [m for m in self.bot.chats[self.curator].messages.values() if m.id > self._seen]
        for message in fresh:
            self._seen = message.id
            for button in _buttons(message):
                if isinstance(button, AcceptButton):
                    await self._press(self.curator, button, message)
                    self.done += 1

    async def _press(self, chat: int, button: ButtonData, on: Message | None = None) -> None:
        """Until the card is redrawn, or whatever the press brings has come."""
        shown = on or next(
            m for m in reversed(self.bot.chats[chat].messages.values()) if m.sender is self.bot.profile
        )
        self._works.append(_work())
        began = monotonic()
        ended = await self._answered(chat, lambda: deeds.query(self._act(chat), shown, pack(button)))
        self._presses.append(ended - began)

    async def _answered(self, chat: int, act: Callable[[], object]) -> float:
        answer = self.calls.waiting[chat] = asyncio.get_running_loop().create_future()
        act()
        try:
            return await asyncio.wait_for(answer, PATIENCE_SECONDS)
        except TimeoutError:
            raise BenchFailed(f"{chat} is not answered:\n{self._logs()}") from None

    def _act(self, chat: int) -> deeds.Deed:
        return deeds.deed(self.world, self.bot, self.world.people[chat])

    def _newest(self, chat: int, kind: type[ButtonData]) -> tuple[Message, ButtonData]:
        for message in reversed(self.bot.chats[chat].messages.values()):
            for button in _buttons(message):
                if isinstance(button, kind):
                    return message, button
        raise BenchFailed(f"no {kind.__name__} in the chat {chat}")

    async def sample(self, *, is_last: bool = False) -> None:
        """Ask the processes what they hold, and look at the base; the last time also where it was made."""
        self._signal(signal.SIGUSR2 if is_last and self._is_warm else signal.SIGUSR1)
        patience = LOOKING_SECONDS if is_last else PATIENCE_SECONDS
        said = [await self._said(file, patience) for file in self.samples_files]
        self._lines += 1
        grown: Counter[str] = Counter()
        for each in said:
            grown.update(each["grown"])
        self.grown = dict(grown.most_common())
        self.connections.append(await self.base.connections())
        presses, works, self._presses, self._works = self._presses, self._works, [], []
        self.samples.append(
            Sample(
                at=self.world.clock.now(),
                base=await self.base.size(),
                deeds=self.done,
                presses=presses,
                works=works,
                **{name: sum(each[name] for each in said) for name in ("memory", "descriptors", "tasks")},
            )
        )

    async def _said(self, file: Path, patience: float) -> dict[str, Any]:
        """The newest line of a process, as soon as it is there."""
        deadline = monotonic() + patience
        while len(lines := _whole_lines(file)) <= self._lines:
            if monotonic() > deadline or any(each.process.returncode is not None for each in self.processes):
                raise BenchFailed(f"no sample:\n{self._logs()}")
            await asyncio.sleep(0.02)
        said: dict[str, Any] = json.loads(lines[-1])
        return said

    def _signal(self, number: signal.Signals) -> None:
        for each in self.processes:
            each.process.send_signal(number)

    def _logs(self) -> str:
        return "\n".join(end_of(each.log) for each in self.processes)


def _whole_lines(file: Path) -> list[str]:
    whole = file.read_text("utf-8") if file.exists() else ""
    return whole.split("\n")[:-1]


def _work() -> float:
    """Seconds for a fixed piece of work, a few milliseconds on an idle machine."""
    began = monotonic()
    sum(number * number for number in range(WORK))
    return monotonic() - began


def working_days(calendar: WorkingCalendar) -> Iterator[date]:
    """Those of the school year, in order."""
    every = (FIRST_DAY + timedelta(days=number) for number in range(DAYS))
    return (day for day in every if calendar.is_working(day))


def _buttons(message: Message) -> list[ButtonData]:
    """What can be pressed under a message."""
    keys = [] if message.is_deleted else deeds.buttons_of(message)
    found = [unpack(key["callback_data"]) for key in keys if "callback_data" in key]
    return [each for each in found if each is not None]
