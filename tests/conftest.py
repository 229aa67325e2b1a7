"""Fixtures every layer uses: a real database file, a clock that stands still, the services over them."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.wiring import build_app
from services.app import App
from storage.engine import create_engine
from storage.migrate import migrate
from storage.unit_of_work import SqlStore
from tests.clock import FrozenClock


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database brought up by the real migrations, copied for every test."""
    path = tmp_path_factory.mktemp("db") / "empty.db"
    asyncio.run(_migrate(path))
    return path


async def _migrate(path: Path) -> None:
    engine = create_engine(f"sqlite+aiosqlite:///{path}")
    await migrate(engine)
    await engine.dispose()  # the last connection to close folds the write-ahead log into the file


@pytest.fixture
async def store(migrated_file: Path, tmp_path: Path) -> AsyncIterator[SqlStore]:
    path = tmp_path / "vekha.db"
    path.write_bytes(migrated_file.read_bytes())
    store = SqlStore(create_engine(f"sqlite+aiosqlite:///{path}"))
    yield store
    await store.close()


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock("2026-09-01 09:00")


@pytest.fixture
def app(store: SqlStore, clock: FrozenClock) -> App:
    return build_app(store=store, clock=clock)
