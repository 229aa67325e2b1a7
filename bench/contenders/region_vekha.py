"""A year of a region, step by step: what is due is planned and sent, people report, curators decide."""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from sqlalchemy import select

from bench.contenders.gate import Gate, compete
from bench.contenders.messenger import Counting
from bench.contenders.product import UNLIMITED
from bench.contenders.statements import watching_statements
from bench.district import FIRST_CHAT, ZONE
from bench.still_clock import StillClock
from bot.process.app_factory import open_store
from bot.process.logging import set_up_logging
from bot.process.wiring import build_app
from bot.settings import Settings
from roadmap.control.duty import ReportOutcome
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.ids import DutyId, ReportId
from roadmap.people.persons import Actor
from roadmap.people.place import in_telegram
from roadmap.reminding.quiet_hours import local_moment
from scheduler.beats import BEATS, Beat
from services.app import App
from services.control.deciding.decisions import QueueLine
from services.delivery.engine import DeliveryEngine
from services.delivery.pacing import Pacer
from services.delivery.preparing import Preparer
from storage.calendars import russian_calendar
from storage.control.tables import DutyRow
from storage.files import FolderFiles
from storage.unit_of_work import Store
from texts.outgoing import say, say_many

WORKING_HOURS = (8, 9, 11, 13, 15, 17)
"""Quiet hours end, digests leave, people report, news is gathered, curators decide, and gathered again."""
REPORTING, DECIDING = 11, 15
DAYS_FROM_DUE = (-6, -5, -4, -3, -3, -2, -2, -1, -1, -1, -1, 0, 0, 0, 0, 1, 1, 2, 4, 8)
"""When a school answers, counted from the due day: one of these, by chance; a quarter are late."""
SENT_BACK = 0.05
AGAIN_AFTER = timedelta(days=2)
WORDS = "Проведено по плану, справка обсуждена на совещании, выводы учтены в плане следующего месяца."


@dataclass(kw_only=True)
class Year:
    app: App
    store: Store
    clock: StillClock
    engine: DeliveryEngine
    beats: tuple[Beat, ...]
    departments: int
    schools: int
    calendar: WorkingCalendar = field(default_factory=russian_calendar)
    chance: Random = field(default_factory=lambda: Random("a region"))
    owed: dict[date, dict[int, list[DutyId]]] = field(default_factory=dict)
    """Who reports what on which day."""
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    done: Counter[str] = field(default_factory=Counter)

    async def live(self, first: date, days: int) -> None:
        self.owed = await self._intentions()
        for number in range(days):
            await self._day(first + timedelta(days=number))

    async def _intentions(self) -> dict[date, dict[int, list[DutyId]]]:
        """Everything a school owes for one day is answered together, by one press."""
        found: dict[tuple[int, date], list[DutyId]] = defaultdict(list)
        rows = select(DutyRow.id, DutyRow.home_unit_id, DutyRow.due_on).order_by(DutyRow.id)
        async with self.store.engine.connect() as connection:
            for duty, unit, due_on in await connection.execute(rows):
                assert due_on is not None
                found[unit - self.departments, due_on].append(DutyId(duty))
        owed: dict[date, dict[int, list[DutyId]]] = defaultdict(lambda: defaultdict(list))
        for (school, due_on), duties in found.items():
            answered = due_on + timedelta(days=self.chance.choice(DAYS_FROM_DUE))
            owed[self.calendar.following(answered)][school] += duties
        return owed

    async def _day(self, day: date) -> None:
        for hour in WORKING_HOURS if self.calendar.is_working(day) else (12,):
            self.clock.set(local_moment(day, hour, ZONE))
            if hour == REPORTING:
                await self._timed("people report", self._report, day)
            if hour == DECIDING:
                await self._timed("curators decide", self._decide, day)
            for beat in self.beats:
                await self._timed(beat.name, partial(beat.look, self.app))
            await self._timed("render and send", self.engine.drain)

    async def _timed(self, name: str, work: Callable[..., Awaitable[object]], *arguments: object) -> None:
        started = perf_counter()
        await work(*arguments)
        self.seconds[name] += perf_counter() - started

    async def _actor(self, person: int) -> Actor:
        actor = await self.app.people.actor(in_telegram(FIRST_CHAT + person))
        assert actor is not None
        return actor

    async def _report(self, day: date) -> None:
        for school, (first, *others) in self.owed.pop(day, {}).items():
            actor = await self._actor(school)
            draft = (await self.app.drafts.start(actor, first, ReportOutcome.DONE)).draft
            for duty in others:
                await self.app.drafts.tick(actor, draft.id, duty)
            await self.app.drafts.add_text(actor, WORDS)
            sent = await self.app.reporting.send(actor, draft.id)
            self.done["presses that sent a report"] += 1
            self.done["duties reported"] += len(sent.sent)

    async def _decide(self, day: date) -> None:
        for department in range(1, self.departments + 1):
            actor = await self._actor(self.schools + department)
            while (page := await self.app.decisions.queue(actor)).lines:
                for line in page.lines:
                    await self._decide_one(actor, line, day)

    async def _decide_one(self, actor: Actor, line: QueueLine, day: date) -> None:
        duty, report = line.duty, ReportId(line.item.subject_id)
        if self.chance.random() < SENT_BACK:
            await self.app.decisions.send_back(actor, report, duty.version, "Приложите выводы.")
            again = self.owed.setdefault(self.calendar.following(day + AGAIN_AFTER), {})
            again.setdefault(duty.home_unit_id - self.departments, []).append(duty.id)
            self.done["sent back"] += 1
        else:
            await self.app.decisions.accept(actor, report, duty.version)
            self.done["accepted"] += 1


@asynccontextmanager
async def _opened(task: dict[str, Any]) -> AsyncIterator[tuple[Year, Counting]]:
    settings = Settings(_env_file=None, database_url=task["database"])
    set_up_logging("WARNING", as_json=False, secrets=())
    clock = StillClock(datetime.fromisoformat(task["now"]))
    async with open_store(settings) as store:
        files, calendar = FolderFiles(Path(task["folder"]) / "files"), russian_calendar()
        app = build_app(store=store, clock=clock, files=files, calendar=calendar)
        messenger = Counting()
        preparer = Preparer(store, say, calendar, say_many)
        engine = DeliveryEngine(store, clock, messenger, preparer, Pacer(UNLIMITED))
        year = Year(
            app=app,
            store=store,
            clock=clock,
            engine=engine,
            beats=BEATS,
            departments=task["departments"],
            schools=task["schools"],
        )
        yield year, messenger


async def main(task: dict[str, Any], gate: Gate) -> dict[str, Any]:
    async with _opened(task) as (year, messenger):
        await gate.go()
        with watching_statements(year.store.engine) as statements:
            started = perf_counter()
            await year.live(date.fromisoformat(task["first"]), task["days"])
            taken = perf_counter() - started
        return {
            "wall": taken,
            "seconds": year.seconds,
            "done": year.done,
            "sent": messenger.sent,
            "slowest": statements.slowest(3),
            "heaviest": statements.heaviest(3),
            "texts": statements.texts,
            "shapes": statements.shapes,
            **gate.cost(),
        }


if __name__ == "__main__":
    compete(main)
