"""A department outgrows its file, or returns to one: everything goes along, and the work goes on."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.process.machine import build_machine
from bot.process.wiring import build_app
from builders.databases import Databases
from roadmap.errors import BadInput
from storage.all_tables import METADATA
from storage.connection import WRITE
from storage.copying import copy_database
from storage.engine import create_engine
from storage.files import FolderFiles
from storage.process.tables import LeaseRow
from storage.unit_of_work import Store
from tests.control_story import ANNA, SCHOOL, set_stage
from tests.databases import both_databases
from tests.world import UNLIMITED, World

pytestmark = both_databases
OTHER = {"sqlite": "postgres", "postgres": "sqlite"}
NOW = datetime(2026, 9, 1, 6, tzinfo=UTC)


@pytest.fixture
def other_server(databases: Callable[[str], Databases], database: str) -> Databases:
    return databases(OTHER[database])


@pytest.fixture
async def target(other_server: Databases) -> AsyncIterator[AsyncEngine]:
    """An empty, migrated database of the other kind."""
    engine = create_engine(await other_server.fresh())
    yield engine
    await engine.dispose()
    await other_server.drop()


async def contents(engine: AsyncEngine) -> dict[str, list[tuple[object, ...]]]:
    async with engine.connect() as connection:
        return {
            table.name: [
                tuple(row) for row in await connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in METADATA.sorted_tables
        }


async def refusal(source: AsyncEngine, target: AsyncEngine) -> str:
    with pytest.raises(BadInput) as refused:
        await copy_database(source, target, NOW)
    return refused.value.reason


async def test_the_work_goes_on_in_the_new_database_as_if_nothing_had_happened(
    world: World, store: Store, target: AsyncEngine, tmp_path: Path
) -> None:
    stage = await set_stage(world, store)
    await stage.reports("Провели 12 сентября")
    await stage.olga.news()

    copied = await copy_database(store.engine, target, NOW)

    before = await contents(store.engine)
    assert await contents(target) == before
    assert {table.name: table.rows for table in copied} == {name: len(rows) for name, rows in before.items()}
    filled = {"duties", "execution_reports", "deliveries", "inbox_updates", "audit_entries", "measures"}
    assert all(before[name] for name in filled)

    moved = Store(target)
    app = build_app(store=moved, clock=world.clock, files=FolderFiles(tmp_path / "files"))
    world.machine = build_machine(app=app, store=moved, bot=world.machine.bot, rates=UNLIMITED)
    await stage.opens(stage.olga, "2.1")
    await stage.olga.presses("Снять с контроля")
    await stage.reports("Утверждён 1 октября", number="2.2")

    await stage.anna.sees()
    assert [message.text for message in await stage.olga.news()]
    after = await contents(target)
    assert len(after["execution_reports"]) == 2
    assert len(after["decisions"]) == 1
    assert ANNA in str(after["persons"])
    assert SCHOOL in str(after["units"])


async def test_a_row_that_names_a_later_row_of_its_table_is_copied(store: Store, target: AsyncEngine) -> None:
    units = METADATA.tables["units"]
    unit = {"name": "Школа", "kind": "school", "time_zone": "Europe/Moscow", "is_active": True}
    async with store.engine.connect() as connection:
        await connection.execution_options(**WRITE)
        await connection.execute(insert(units), [{"id": number, **unit} for number in (1, 2)])
        await connection.execute(update(units).where(units.c.id == 1).values(parent_id=2))
        await connection.commit()

    await copy_database(store.engine, target, NOW)

    async with target.connect() as connection:
        rows = await connection.execute(select(units.c.id, units.c.parent_id).order_by(units.c.id))
        assert [tuple(row) for row in rows] == [(1, 2), (2, None)]


async def test_a_long_table_is_copied_in_batches(
    store: Store, target: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.copying.BATCH", 3)
    for number in range(10):
        async with store.write() as uow:
            await uow.people.add_department(f"Отдел {number}", "Europe/Moscow")
            await uow.commit()

    await copy_database(store.engine, target, NOW)

    assert await contents(target) == await contents(store.engine)
    async with Store(target).write() as uow:
        assert await uow.people.add_department("Ещё один", "Europe/Moscow") == 11
        await uow.commit()


async def test_nothing_is_copied_into_a_database_that_holds_something(
    store: Store, target: AsyncEngine
) -> None:
    async with Store(target).write() as uow:
        await uow.people.add_department("Отдел", "Europe/Moscow")
        await uow.commit()

    before = await contents(target)
    assert await refusal(store.engine, target) == "copy-target-not-empty"
    assert await contents(target) == before


async def test_a_database_some_process_works_on_is_not_copied(store: Store, target: AsyncEngine) -> None:
    async with store.engine.connect() as connection:
        await connection.execution_options(**WRITE)
        until_at = NOW + timedelta(seconds=15)
        lease = insert(LeaseRow).values(name="planning", holder="one", fence=1, until_at=until_at)
        await connection.execute(lease)
        await connection.commit()

    assert await refusal(store.engine, target) == "copy-source-in-use"


@pytest.mark.parametrize(
    ("version", "reason"), [("0000", "copy-newer-source"), (None, "copy-not-ours")], ids=["unknown", "none"]
)
async def test_a_source_of_another_schema_is_not_copied(
    store: Store, target: AsyncEngine, version: str | None, reason: str
) -> None:
    change = (
        f"UPDATE alembic_version SET version_num = '{version}'" if version else "DROP TABLE alembic_version"
    )
    async with store.engine.connect() as connection:
        await connection.execution_options(**WRITE)
        await connection.exec_driver_sql(change)
        await connection.commit()

    assert await refusal(store.engine, target) == reason
