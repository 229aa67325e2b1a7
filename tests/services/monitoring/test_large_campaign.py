"""A campaign of two thousand units opens by few statements, and the chats go on meanwhile."""

from pathlib import Path

from sqlalchemy import func, select

from bench.district import Region, build
from bot.process.wiring import build_app
from builders.turns import watching_turns
from storage.delivery.tables import DeliveryRow
from storage.engine import create_engine
from storage.files import FolderFiles
from storage.monitoring.tables import CampaignItemRow
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.statements_said import statements_said

SCHOOLS = 2_000
AT_MOST_STATEMENTS = 50
AT_MOST_SECONDS = 0.050


async def test_it_opens_by_few_statements_and_never_holds_the_event_loop(
    tmp_path: Path, clock: FrozenClock
) -> None:
    clock.set("2026-09-24 09:00")
    file = tmp_path / "vekha.db"
    region = Region(schools=SCHOOLS, points=3, schools_per_department=SCHOOLS, now=clock.now(), colleagues=0)
    await build(file, region)
    store = Store(create_engine(f"sqlite+aiosqlite:///{file}"))
    app = build_app(store=store, clock=clock, files=FolderFiles(tmp_path / "files"))
    clock.set("2026-09-24 10:00")

    with statements_said() as said, watching_turns() as turns:
        assert await app.campaigns.open_due() == 1

    async with store.engine.connect() as connection:
        asked = (await connection.execute(select(func.count()).select_from(CampaignItemRow))).scalar_one()
        told = (await connection.execute(select(func.count()).select_from(DeliveryRow))).scalar_one()
    await store.close()
    assert (asked, told) == (SCHOOLS, SCHOOLS + 1), "every school, and the card of whoever watches"
    assert len(said) <= AT_MOST_STATEMENTS
    assert turns.longest <= AT_MOST_SECONDS
