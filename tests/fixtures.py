"""Fixtures every layer uses: a real database, a clock that stands still, the services over them.

Tests run on a SQLite file. `--database=postgres` runs them on a real PostgreSQL server instead; a module with
`pytestmark = both_databases` (tests/databases.py) always runs on both.
"""

import inspect
import logging
import ssl
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import structlog

from bot.process.wiring import build_app
from builders.databases import Databases, PostgresServer, SqliteFiles, engine_of
from services.app import App
from storage.files import FolderFiles
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.remembering import remembering
from tests.storage.former import FORMER

structlog.configure(
    processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()]
)


@pytest.fixture(scope="session", autouse=True)
def learned_once() -> Iterator[None]:
    """The machine's certificates and the signatures of handlers: every bot of a test asks for the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        patch.setattr(inspect, "signature", remembering(inspect.signature))
        yield


@pytest.fixture(autouse=True)
def journal_goes_with_its_test() -> Iterator[None]:
    """A command run in this process sets the journal up for good: its handler would outlive its stream."""
    root, hook = logging.getLogger(), sys.excepthook
    level = root.level
    yield
    ours = [
        handler for handler in root.handlers if type(handler.formatter).__module__ == "bot.process.logging"
    ]
    if ours:
        root.handlers[:] = [handler for handler in root.handlers if handler not in ours]
        root.setLevel(level)
        sys.excepthook = hook


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Databases]]:
    """Database servers by name, each started when first asked for."""
    started: dict[str, Databases] = {}

    def get(name: str) -> Databases:
        if name not in started:
            started[name] = (
                PostgresServer() if name == "postgres" else SqliteFiles(tmp_path_factory.mktemp("db"))
            )
        return started[name]

    yield get
    for each in started.values():
        each.close()


@pytest.fixture(scope="session")
def sqlite_files(databases: Callable[[str], Databases]) -> SqliteFiles:
    files = databases("sqlite")
    assert isinstance(files, SqliteFiles)
    return files


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """`sqlite` or `postgres`: what `store` is made on."""
    return str(getattr(request, "param", request.config.getoption("--database")))


@pytest.fixture
def server(databases: Callable[[str], Databases], database: str) -> Databases:
    return databases(database)


@pytest.fixture
async def database_url(server: Databases) -> AsyncIterator[str]:
    """An empty database of this test alone."""
    url = await server.fresh()
    yield url
    await server.drop()


@pytest.fixture
async def former_url(database_url: str, server: Databases) -> str:
    """The same database, empty and with the schema of the former version."""
    return await server.fresh_at(FORMER)


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    store = Store(engine_of(database_url))
    yield store
    await store.close()


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock("2026-09-01 09:00")


@pytest.fixture
def files(tmp_path: Path) -> FolderFiles:
    return FolderFiles(tmp_path / "files")


@pytest.fixture
def app(store: Store, clock: FrozenClock, files: FolderFiles) -> App:
    return build_app(store=store, clock=clock, files=files, address="https://vekha.example")
