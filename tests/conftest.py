"""Fixtures every layer uses: a real database, a clock that stands still, the services over them.

Tests run on a SQLite file. `--database=postgres` runs them on a real PostgreSQL server instead; a module with
`pytestmark = both_databases` (tests/databases.py) always runs on both.
"""

import gc
import inspect
import os
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

import pytest
import structlog
from aiogram.filters import Filter
from hypothesis import settings

from bot.wiring import build_app
from services.app import App
from storage.files import FolderFiles
from storage.unit_of_work import SqlStore
from tests.clock import FrozenClock
from tests.databases import TEMPORARY, Databases, PostgresServer, SqliteFiles, engine_of

gc.disable()  # until everything is imported: none of it is garbage
os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(TEMPORARY))  # where pytest makes `tmp_path`

settings.register_profile("vekha", deadline=None)  # a busy machine is no failure
settings.load_profile("vekha")
structlog.configure(
    processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()]
)


def pytest_collection_finish() -> None:
    """What has been imported stays to the end: the garbage collector need not look through it again."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgres"], default="sqlite")


@pytest.fixture(scope="session", autouse=True)
def learned_once() -> Iterator[None]:
    """The machine's certificates and the signatures of handlers: every bot of a test asks for the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        patch.setattr(inspect, "signature", remembering(inspect.signature))
        yield


def remembering(ask: Callable[..., inspect.Signature]) -> Callable[..., inspect.Signature]:
    """The same answer about the same code; what cannot be remembered is asked anew."""
    known: dict[Any, inspect.Signature] = {}

    def answer(about: Any, **how: Any) -> inspect.Signature:
        code = code_of(about)
        if code is None or how:
            return ask(about, **how)
        if code not in known:
            known[code] = ask(about)
        return known[code]

    return answer


def code_of(about: Any) -> Any:
    """What all makings of one function, method or filter have in common; None for anything else."""
    if isinstance(about, Filter):
        return type(about)
    if isinstance(about, MethodType):
        return about.__func__
    if isinstance(about, FunctionType) and not about.__dict__:  # a decorator may have changed how it looks
        return about.__code__
    return None


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
async def store(database_url: str) -> AsyncIterator[SqlStore]:
    store = SqlStore(engine_of(database_url))
    yield store
    await store.close()


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock("2026-09-01 09:00")


@pytest.fixture
def files(tmp_path: Path) -> FolderFiles:
    return FolderFiles(tmp_path / "files")


@pytest.fixture
def app(store: SqlStore, clock: FrozenClock, files: FolderFiles) -> App:
    return build_app(store=store, clock=clock, files=files)
