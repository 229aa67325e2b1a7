"""Yesterday's copy is put back: what may have been sent since is held for a decision, not sent twice."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.process.machine import build_machine
from bot.process.restoring import hold_restored
from bot.process.wiring import build_app
from roadmap.clock import Clock
from roadmap.control.duty_filter import DutyFilter
from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.people.persons import Role
from roadmap.reminding.reminders import first_stage_at
from services.app import App
from services.control.leaving.erasing import ErasureWork
from services.process.watermark import WatermarkService
from storage.engine import create_engine
from storage.files import FolderFiles
from storage.process.erased_people import ErasedFiles
from storage.process.watermarks import WatermarkFiles
from storage.unit_of_work import Store
from tests.clock import ZONE
from tests.control_story import SCHOOL, Stage, bound, set_stage
from tests.world import UNLIMITED, Hero, World

VERA = "Вера Холмова"
SENT_TWICE = "🔁 Повтор"


@dataclass
class Life:
    """The department over the days, with a copy of its database and a process that can be started anew."""

    stage: Stage
    vera: Hero
    folder: Path
    store: Store
    opened: list[Store] = field(default_factory=list)

    @property
    def world(self) -> World:
        return self.stage.world

    @property
    def watermark(self) -> WatermarkService:
        places = [self.folder / name for name in ("files.json", "database.json")]
        return WatermarkService(self.store, self.world.clock, WatermarkFiles(places))

    @property
    def erasures(self) -> ErasureWork:
        place = ErasedFiles([self.folder / "erased.json"])
        return ErasureWork(self.store, self.world.clock, FolderFiles(self.folder / "files"), place)

    def app(self, clock: Clock) -> App:
        return build_app(store=self.store, clock=clock, files=FolderFiles(self.folder / "files"))

    async def at(self, local: str) -> None:
        await self.world.at(local)
        await self.watermark.keep()

    def copy(self, name: str) -> None:
        """As an administrator makes it, while the bot is at work."""
        with closing(sqlite3.connect(str(self.store.engine.url.database))) as file:
            file.execute(f"VACUUM INTO '{self.folder / name}'")

    async def start(self, *, on: str | None = None) -> int:
        """A new process, on this file or on the same database as before; how much it holds."""
        if on is not None:
            self.store = Store(create_engine(f"sqlite+aiosqlite:///{self.folder / on}"))
            self.opened.append(self.store)
        held = await hold_restored(self.watermark, self.app, self.erasures)
        self.world.machine = build_machine(
            app=self.app(self.world.clock), store=self.store, bot=self.world.machine.bot, rates=UNLIMITED
        )
        return held

    async def news(self) -> dict[str, list[str]]:
        """What everybody has on the screen that they have not looked at."""
        said = {hero.name: [message.text for message in await hero.news()] for hero in self.world.heroes}
        return {name: texts for name, texts in said.items() if texts}


@pytest.fixture
async def life(world: World, store: Store, tmp_path: Path) -> AsyncIterator[Life]:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("a copy of a file is put back; holding itself is tested on both databases")
    await world.at("2026-09-08 10:00")
    stage = await set_stage(world, store)
    async with store.write() as uow:
        department = stage.district.department
        vera = await bound(world, stage.district, uow, VERA, Role.COORDINATOR, department)
        now = world.clock.now()
        for duty in await uow.duties.lines(DutyFilter(road_map_id=stage.district.road_map)):
            stage_at = first_stage_at(duty.due_on, duty.first_on, now, ZONE, WEEKENDS_ONLY)
            await uow.duties.set_next_stage(duty.id, stage_at)
        await uow.commit()
    await world.settle()
    for hero in world.heroes:
        await hero.news()
    life = Life(stage=stage, vera=vera, folder=tmp_path, store=store)
    await life.at("2026-09-08 10:05")
    await life.news()
    yield life
    for each in life.opened:
        await each.close()


async def test_what_was_sent_after_the_copy_is_held_told_and_sent_by_one_press(life: Life) -> None:
    await life.at("2026-09-11 17:00")
    await life.news()
    life.copy("copy.db")
    await life.at("2026-09-14 09:30")
    first = await life.news()
    assert "Провести семинар" in first["Анна Лугова"][0]

    await life.world.at("2026-09-14 09:40")
    assert await life.start(on="copy.db") >= 1
    await life.at("2026-09-14 09:41")
    told = await life.news()
    assert set(told) == {VERA}
    assert told[VERA][0].startswith("Не доставлено: ")
    assert "База восстановлена из копии" in told[VERA][0]

    await life.vera.presses("Не доставлено")
    (screen,) = await life.vera.news()
    assert "Анна Лугова: сводка дня" in screen.text
    assert "База восстановлена из копии: сообщение могло уже дойти" in screen.text
    place = screen.text.split("Анна Лугова: сводка дня")[0].split()[-1]
    await life.vera.presses(f"{place} Повторить")
    told = await life.news()
    assert told["Анна Лугова"] == [f"{SENT_TWICE}\n{first['Анна Лугова'][0]}"]


async def test_what_falls_due_after_the_restoring_is_sent_as_ever(life: Life) -> None:
    life.copy("copy.db")
    await life.at("2026-09-14 17:00")
    await life.news()

    life.world.clock.set("2026-09-15 09:10")
    assert await life.start(on="copy.db") >= 1
    await life.at("2026-09-15 09:10")

    told = await life.news()
    assert "Сегодня последний день" in told["Анна Лугова"][0]
    assert SENT_TWICE not in str(told)
    assert told[VERA][0].startswith("Не доставлено: ")


async def test_the_second_start_after_the_restoring_holds_nothing_more(life: Life) -> None:
    life.copy("copy.db")
    await life.at("2026-09-14 17:00")
    await life.news()
    life.world.clock.set("2026-09-15 09:10")
    await life.start(on="copy.db")

    assert await life.start() == 0
    await life.at("2026-09-15 09:15")
    assert await life.start() == 0
    assert "Анна Лугова" in await life.news()


@pytest.mark.parametrize("kept", ["files.json", "database.json"])
async def test_a_mark_restored_with_the_copy_does_not_hide_the_other(life: Life, kept: str) -> None:
    life.copy("copy.db")
    old = {name: (life.folder / name).read_bytes() for name in ("files.json", "database.json")}
    await life.at("2026-09-14 17:00")
    await life.news()
    for name in old.keys() - {kept}:
        (life.folder / name).write_bytes(old[name])

    assert await life.start(on="copy.db") >= 1
    await life.world.settle()
    await life.news()


async def test_a_restart_a_crash_and_a_week_away_hold_nothing(life: Life) -> None:
    await life.at("2026-09-11 09:30")
    assert await life.start() == 0

    async with life.store.write() as uow:  # killed between the database's mark and the file's
        await uow.upkeep.raise_watermark(0, life.world.clock.now())
        await uow.commit()
    assert await life.start() == 0

    await life.news()
    life.world.clock.set("2026-09-21 09:30")
    assert await life.start() == 0
    await life.at("2026-09-21 09:30")
    assert "Провести семинар" in (await life.news())["Анна Лугова"][0]


@pytest.mark.parametrize("spoilt", ["", "{", '{"number": 1}', '{"number": "x", "at": "y"}', "[]"])
async def test_a_spoilt_mark_is_no_mark(life: Life, spoilt: str) -> None:
    for name in ("files.json", "database.json"):
        (life.folder / name).write_text(spoilt)

    assert await life.start() == 0
    await life.watermark.keep()
    assert await life.watermark.lived_until() is None
    assert SCHOOL in life.stage.district.units


async def test_a_copy_put_back_before_anything_else_was_sent_holds_nothing_that_was_said(life: Life) -> None:
    async with life.store.engine.connect() as connection:
        sent = await connection.execute(text("SELECT count(*) FROM deliveries WHERE state = 'sent'"))
        before = sent.scalar_one()
    life.copy("copy.db")
    await life.watermark.keep()

    assert await life.start(on="copy.db") == 0
    async with life.store.engine.connect() as connection:
        sent = await connection.execute(text("SELECT count(*) FROM deliveries WHERE state = 'sent'"))
        assert sent.scalar_one() == before
    await life.world.expect_silence()
