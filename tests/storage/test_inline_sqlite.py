"""Statements run where they are awaited; the lock and the disk never stop the event loop."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.inline_sqlite import inline_connection
from storage.sqlite_pool import AT_ONCE, SqlitePool
from storage.statements import SqliteConnection


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "near.db"


@pytest.fixture
async def pool(file: Path) -> AsyncIterator[SqlitePool]:
    pool = SqlitePool(str(file))
    async with pool.transaction(is_write=True) as connection:
        await connection.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY, words TEXT UNIQUE)"))
        await connection.commit()
    yield pool
    await pool.close()


@pytest.fixture
async def other(file: Path, pool: SqlitePool) -> AsyncIterator[SqlitePool]:
    """The same file, as another process would open it."""
    other = SqlitePool(str(file))
    yield other
    await other.close()


async def write(pool: SqlitePool, words: str) -> None:
    async with pool.transaction(is_write=True) as connection:
        await insert(connection, words)
        await connection.commit()


async def insert(connection: SqliteConnection, words: str) -> None:
    await connection.execute(text("INSERT INTO notes (words) VALUES (:words)"), {"words": words})


async def notes(pool: SqlitePool) -> list[str]:
    async with pool.transaction(is_write=False) as connection:
        found = await connection.execute(text("SELECT words FROM notes ORDER BY id"))
        return [row.words for row in found]


async def test_what_is_committed_is_there_for_other_connections(pool: SqlitePool, other: SqlitePool) -> None:
    await write(pool, "one")
    assert await notes(pool) == await notes(other) == ["one"]


async def test_what_is_not_committed_is_gone(pool: SqlitePool) -> None:
    async with pool.transaction(is_write=True) as connection:
        await insert(connection, "lost")
    assert await notes(pool) == []


async def test_errors_are_those_of_sqlalchemy(pool: SqlitePool) -> None:
    await write(pool, "one")
    with pytest.raises(IntegrityError):
        await write(pool, "one")
    await write(pool, "two")
    assert await notes(pool) == ["one", "two"]


async def test_waiting_for_the_lock_leaves_the_event_loop_free(pool: SqlitePool, other: SqlitePool) -> None:
    async with other.transaction(is_write=True) as holder:
        await insert(holder, "first")
        waiting = asyncio.create_task(write(pool, "second"))
        assert await notes(pool) == []  # reading goes on meanwhile
        assert not waiting.done()
        await holder.commit()
    await waiting
    assert await notes(pool) == ["first", "second"]


async def test_who_gives_up_waiting_for_the_lock_never_holds_it(pool: SqlitePool, other: SqlitePool) -> None:
    async with other.transaction(is_write=True) as holder:
        await insert(holder, "first")
        waiting = asyncio.create_task(write(pool, "given up"))
        await asyncio.sleep(0)
        waiting.cancel()
        await holder.commit()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await write(other, "second")
    await write(pool, "third")
    assert await notes(pool) == ["first", "second", "third"]


async def test_transactions_beyond_the_pool_wait_for_their_turn(pool: SqlitePool) -> None:
    await asyncio.gather(*(write(pool, str(number)) for number in range(3 * AT_ONCE)))
    assert sorted(await notes(pool), key=int) == [str(number) for number in range(3 * AT_ONCE)]


async def test_a_statement_queues_behind_a_commit_nobody_waits_for_any_more(file: Path) -> None:
    connection = inline_connection(str(file))
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
