"""A report of thousands of duties: read in slices, assembled and written while the chats go on."""

from pathlib import Path

import pytest

from bench.district import Region, build
from bench.past import lay_past
from bot.process.wiring import build_app
from builders.turns import watching_turns
from roadmap.ids import RoadMapId
from roadmap.people.persons import Actor
from roadmap.people.place import in_telegram
from services.app import App
from storage.engine import create_engine
from storage.files import FolderFiles
from storage.unit_of_work import Store
from tests.clock import FrozenClock

AT_MOST_SECONDS = 0.050


async def test_it_never_holds_the_event_loop(tmp_path: Path, clock: FrozenClock) -> None:
    app, store, curator = await a_region(tmp_path, clock, schools=1_000, points=4)

    with watching_turns() as turns:
        made = await app.exports.report(curator, RoadMapId(1))

    await store.close()
    assert sum(map(len, made.files)) > 100_000
    assert turns.longest <= AT_MOST_SECONDS


async def test_the_slices_do_not_show(
    tmp_path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, store, curator = await a_region(tmp_path, clock, schools=30, points=8)
    whole = await app.exports.summary(curator, RoadMapId(1))
    monkeypatch.setattr("services.summary.reading.SLICE", 7)

    in_slices = await app.exports.summary(curator, RoadMapId(1))

    await store.close()
    assert len(whole.duties) == 240 and whole.rounds[0].questions
    assert in_slices == whole


async def a_region(
    folder: Path, clock: FrozenClock, *, schools: int, points: int
) -> tuple[App, Store, Actor]:
    """One department with reports, decisions and a campaign behind it, and its curator."""
    region = Region(schools=schools, points=points, schools_per_department=schools, now=clock.now())
    await build(folder / "vekha.db", region, lambda connection: lay_past(connection, region))
    store = Store(create_engine(f"sqlite+aiosqlite:///{folder / 'vekha.db'}"))
    app = build_app(store=store, clock=clock, files=FolderFiles(folder / "files"))
    curator = await app.people.actor(in_telegram(region.chat_of(region.curator_of(1))))
    assert curator is not None
    return app, store, curator
