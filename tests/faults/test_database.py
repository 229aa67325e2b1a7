"""A database that cannot be written for a while: a press gets its answer later, a message leaves once.

A read-only file is `PRAGMA query_only` (rights do not stop root, the error is the same one); a full disk is
`PRAGMA max_page_count` (SQLite's own «database or disk is full»); the lock is another connection's `BEGIN
IMMEDIATE`, with the patience of a statement cut from ten seconds to twenty milliseconds.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

import bot.process.feeding
import bot.telegram.polling
import services.delivery.engine
import storage.inline_sqlite
import storage.statements
from builders.databases import SqliteFiles
from roadmap.delivery.outbox import DeliveryState
from roadmap.people.place import in_telegram
from roadmap.process.updates import INBOX_LEASE
from storage.engine import create_engine
from storage.inline_sqlite import InlineConnection
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.services.delivery.post_office import PostOffice
from tests.world import World, open_world

LIFTED = {"query_only": "OFF", "max_page_count": "4294967294"}
LONG = "слово " * 600
"""Does not fit into the pages that are there."""


@dataclass
class Disk:
    """The file under the database, and what is wrong with it now; `refused` counts what failed for it."""

    file: Path
    pragmas: dict[str, str] = field(default_factory=lambda: dict(LIFTED))
    refused: int = 0

    @contextmanager
    def in_trouble(self, trouble: str) -> Iterator[None]:
        if trouble == "locked":
            with sqlite3.connect(self.file, isolation_level=None) as other:
                other.execute("BEGIN IMMEDIATE")
                yield
                other.execute("ROLLBACK")
            return
        self.pragmas |= {"read-only": {"query_only": "ON"}, "full": {"max_page_count": "1"}}[trouble]
        yield
        self.pragmas |= LIFTED


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_files: SqliteFiles) -> Disk:
    monkeypatch.setattr(storage.inline_sqlite, "BUSY_TIMEOUT_MS", 20)
    file = tmp_path / "vekha.db"
    sqlite_files.copy_to(file)
    return Disk(file)


@pytest.fixture
async def store(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Store]:
    begin, as_sqlalchemy = InlineConnection.begin, storage.statements._as_sqlalchemy

    async def begin_in_trouble(connection: InlineConnection, **how: bool) -> None:
        for name, value in disk.pragmas.items():
            connection._conn.execute(f"PRAGMA {name}={value}")
        await begin(connection, **how)

    def counted(error: sqlite3.Error, statement: object) -> BaseException:
        disk.refused += 1
        return as_sqlalchemy(error, statement)

    monkeypatch.setattr(InlineConnection, "begin", begin_in_trouble)
    monkeypatch.setattr(storage.statements, "_as_sqlalchemy", counted)
    store = Store(create_engine(f"sqlite+aiosqlite:///{disk.file}"))
    yield store
    await store.close()


@pytest.fixture
async def world(store: Store, clock: FrozenClock, tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(store, clock, tmp_path) as world:
        yield world


TROUBLES = ["locked", "read-only", "full"]


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_what_a_person_says_stays_with_telegram_until_it_can_be_stored(
    world: World, disk: Disk, trouble: str
) -> None:
    vera = await world.department()
    await vera.phone.send(f"/menu {LONG}")
    with disk.in_trouble(trouble):
        for _ in range(3):
            with pytest.raises(OperationalError):
                await world.machine.poller.poll_once()
        assert len(await world.sandbox.client.pending_updates()) == 1

    await world.answer()

    await vera.sees("Меню")


@pytest.mark.parametrize("trouble", ["locked", "read-only"])
async def test_a_press_whose_handler_could_not_write_is_done_once_when_it_can(
    world: World, disk: Disk, trouble: str
) -> None:
    await world.department()
    issued = await world.app.joining.set_up("Отдел образования Заречья", "Инна Тихая", "Europe/Moscow")
    inna = await world.stranger("Инна")
    await inna.starts(issued.payload)
    await inna.news()
    await inna.phone.press("Согласен")
    await world.machine.poller.poll_once()
    claimed = await world.app.inbox.claim(1)
    feeding = world.machine.feeder._handle(claimed[0])
    with disk.in_trouble(trouble), pytest.raises(OperationalError):
        await feeding
    assert await world.app.people.actor(in_telegram(inna.phone.id)) is None

    world.clock.add(seconds=INBOX_LEASE.total_seconds() + 1)
    await world.app.inbox.recover()
    await world.answer()

    await inna.sees("Готово, вы в «Вехе»")


@pytest.mark.parametrize("trouble", ["locked", "read-only"])
async def test_a_message_that_left_while_the_outcome_could_not_be_written_is_not_sent_again(
    store: Store, clock: FrozenClock, disk: Disk, trouble: str
) -> None:
    clock.set("2026-09-01 10:00")
    office = await PostOffice(store, clock).open()
    await office.post(await office.person("Анна", 11), "новость")
    office.messenger.gate = asyncio.Event()
    waited = asyncio.Event()
    lifted = asyncio.Event()

    async def wait(_: float) -> None:
        waited.set()
        await lifted.wait()

    office.engine._sleep = wait
    sending = asyncio.create_task(office.engine.drain())
    while not office.messenger.sent:
        await asyncio.sleep(0.001)
    with disk.in_trouble(trouble):
        office.messenger.gate.set()
        await waited.wait()
    lifted.set()
    await sending

    assert office.messenger.sent == [(11, "новость")]
    assert (await office.row()).state is DeliveryState.SENT


@pytest.mark.parametrize("trouble", ["locked", "read-only"])
async def test_every_part_outlives_the_trouble_and_goes_on_by_itself(
    world: World, disk: Disk, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    monkeypatch.setattr(bot.telegram.polling, "REST_SECONDS", (0.0,))
    monkeypatch.setattr(bot.process.feeding, "REST_AFTER_ERROR_SECONDS", 0.01)
    monkeypatch.setattr(services.delivery.engine, "REST_AFTER_ERROR_SECONDS", 0.01)
    vera = await world.department()
    machine = world.machine
    with disk.in_trouble(trouble):
        parts = [
            asyncio.create_task(machine.poller.run()),
            asyncio.create_task(machine.feeder.run(5)),
            asyncio.create_task(machine.engine.run(5)),
        ]
        await vera.phone.send("/menu")
        while disk.refused < 12:
            await asyncio.sleep(0.005)
        assert not any(part.done() for part in parts)

    await vera.phone.wait("Меню", timeout=20)
    for part in (machine.poller, machine.feeder, machine.engine):
        part.stop()
    await asyncio.gather(*parts)
    await vera.news()
