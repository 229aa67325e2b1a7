"""Statements run where they are awaited; the lock and the disk never stop the event loop."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import WRITE, create_engine
from storage.inline_sqlite import near_connection


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "near.db"


@pytest.fixture
async def engine(file: Path) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(f"sqlite+aiosqlite:///{file}")
    async with engine.connect() as connection:
        await connection.execution_options(**WRITE)
        await connection.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY, words TEXT UNIQUE)"))
        await connection.commit()
    yield engine
    await engine.dispose()


async def write(engine: AsyncEngine, words: str) -> None:
    async with engine.connect() as connection:
        await connection.execution_options(**WRITE)
        await connection.execute(text("INSERT INTO notes (words) VALUES (:words)"), {"words": words})
        await connection.commit()


async def notes(engine: AsyncEngine) -> list[str]:
    async with engine.connect() as connection:
        found = await connection.execute(text("SELECT words FROM notes ORDER BY id"))
        return [row.words for row in found]


async def test_what_is_committed_is_there_for_other_connections(engine: AsyncEngine) -> None:
    await write(engine, "one")
    assert await notes(engine) == ["one"]


async def test_what_is_not_committed_is_gone(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await connection.execution_options(**WRITE)
        await connection.execute(text("INSERT INTO notes (words) VALUES ('lost')"))
    assert await notes(engine) == []


async def test_errors_are_those_of_the_driver(engine: AsyncEngine) -> None:
    await write(engine, "one")
    with pytest.raises(IntegrityError):
        await write(engine, "one")
    await write(engine, "two")
    assert await notes(engine) == ["one", "two"]


async def test_waiting_for_the_lock_leaves_the_event_loop_free(engine: AsyncEngine, file: Path) -> None:
    other = create_engine(f"sqlite+aiosqlite:///{file}")  # as another process would
    async with other.connect() as holder:
        await holder.execution_options(**WRITE)
        await holder.execute(text("INSERT INTO notes (words) VALUES ('first')"))
        waiting = asyncio.create_task(write(engine, "second"))
        assert await notes(engine) == []  # reading goes on meanwhile
        assert not waiting.done()
        await holder.commit()
    await waiting
    await other.dispose()
    assert await notes(engine) == ["first", "second"]


async def test_who_gives_up_waiting_for_the_lock_never_holds_it(engine: AsyncEngine, file: Path) -> None:
    other = create_engine(f"sqlite+aiosqlite:///{file}")
    async with other.connect() as holder:
        await holder.execution_options(**WRITE)
        await holder.execute(text("INSERT INTO notes (words) VALUES ('first')"))
        waiting = asyncio.create_task(write(engine, "given up"))
        while not engine.pool.checkedout():  # type: ignore[attr-defined]
            await asyncio.sleep(0)
        waiting.cancel()
        await holder.commit()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await write(other, "second")
    await write(engine, "third")
    await other.dispose()
    assert await notes(engine) == ["first", "second", "third"]


async def test_a_statement_queues_behind_a_commit_nobody_waits_for_any_more(file: Path) -> None:
    connection = near_connection(str(file))
    await connection
    cursor = connection.cursor()
    connection._conn.isolation_level = None
    await cursor.execute("CREATE TABLE notes (words TEXT)")
    await cursor.execute("BEGIN IMMEDIATE")
    await cursor.execute("INSERT INTO notes VALUES ('kept')")
    commit = asyncio.create_task(connection.commit())
    await asyncio.sleep(0)
    commit.cancel()
    await connection.rollback()
    await cursor.execute("SELECT words FROM notes")
    assert await cursor.fetchall() == [("kept",)]
    assert not connection.is_busy
    await connection.close()
