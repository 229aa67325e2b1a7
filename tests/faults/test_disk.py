"""A real disk that is full or read-only: red within a look, nothing confirmed that is not stored."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from bot.process.observability import Observability
from bot.settings import Settings
from builders.databases import SqliteFiles
from roadmap.errors import BadInput
from services.process.probing import Trouble
from storage.engine import create_engine
from storage.files import FolderFiles
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.small_disk import SmallDisk, small_disk
from tests.world import World, open_world

MEGABYTE = 1024 * 1024
REFUSED = (DBAPIError, sqlite3.Error)


class Watcher:
    """Counts what it hears."""

    pings = 0

    async def ping(self) -> None:
        self.pings += 1


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", megabytes=24) as disk:
        yield disk


@pytest.fixture
async def store(disk: SmallDisk, sqlite_files: SqliteFiles) -> AsyncIterator[Store]:
    sqlite_files.copy_to(disk.folder / "vekha.db")
    store = Store(create_engine(f"sqlite+aiosqlite:///{disk.folder / 'vekha.db'}"))
    yield store
    with suppress(*REFUSED):
        await store.close()


@pytest.fixture
async def world(store: Store, clock: FrozenClock, disk: SmallDisk) -> AsyncIterator[World]:
    async with open_world(store, clock, disk.folder) as world:
        yield world


def watching(world: World, store: Store, disk: SmallDisk, *, warn_mb: int, stop_mb: int) -> Observability:
    settings = Settings(
        _env_file=None,
        database_url=f"sqlite+aiosqlite:///{disk.folder / 'vekha.db'}",
        files_dir=str(disk.folder / "files"),
        disk={"warn_mb": warn_mb, "stop_mb": stop_mb},
    )
    return Observability(settings, store, world.clock)


@pytest.mark.parametrize("trouble", ["full", "read-only"])
async def test_a_disk_that_takes_nothing_turns_readiness_red_and_what_came_stays_with_telegram(
    world: World, store: Store, disk: SmallDisk, trouble: str
) -> None:
    watch = watching(world, store, disk, warn_mb=0, stop_mb=0)
    watch.auditor._heartbeat = watcher = Watcher()
    vera = await world.department()
    await watch.probe(world.app)
    assert watch.prober.troubles == frozenset()
    lay, lift = {
        "full": (disk.fill, disk.empty),
        "read-only": (disk.make_readonly, disk.make_writable),
    }[trouble]
    if trouble == "read-only":
        await store.close()  # a kernel does not make a disk read-only under an open file

    lay()
    await vera.phone.send("/menu " + "слово " * 600)
    with pytest.raises(REFUSED):
        await world.machine.poller.poll_once()
    await watch.prober.look()

    assert Trouble.FILES in watch.prober.troubles  # one row may still fit into the write-ahead log
    assert (Trouble.DATABASE in watch.prober.troubles) or trouble == "full"
    assert [name for name, is_so in watch.prober.checks.items() if is_so()] != []
    assert world.machine.poller.troubles["updates cannot be stored"]()
    with suppress(*REFUSED):
        await watch.auditor.look()
    assert watcher.pings == 0
    assert len(await world.sandbox.client.pending_updates()) == 1

    lift()
    await watch.prober.look()
    await watch.auditor.look()
    await world.answer()

    assert watcher.pings == 1

    assert watch.prober.troubles == frozenset()
    assert not world.machine.poller.troubles["updates cannot be stored"]()
    await vera.sees("Меню")


async def test_the_coordinator_hears_once_a_day_that_the_disk_fills_up_and_files_stop_before_words_do(
    world: World, store: Store, disk: SmallDisk
) -> None:
    vera = await world.department()
    little = watching(world, store, disk, warn_mb=100, stop_mb=0)
    await little.probe(world.app)
    await little.probe(world.app)
    await world.settle()
    await vera.sees("Место на сервере кончается: осталось .* бот перестанет принимать файлы")

    least = watching(world, store, disk, warn_mb=100, stop_mb=50)
    await least.probe(world.app)
    await least.probe(world.app)
    await world.settle()
    await vera.sees("Место на сервере кончается: осталось .*Файлы уже не принимаются")

    assert least.prober.troubles == {Trouble.NO_ROOM}
    assert not any(is_so() for is_so in least.prober.checks.values()), "words and presses still work"
    assert (await least.auditor.findings()).troubles == {Trouble.NO_ROOM: 1}


async def test_a_file_is_refused_while_too_little_room_would_be_left(disk: SmallDisk) -> None:
    files = FolderFiles(disk.folder / "files", spared=20 * MEGABYTE)
    with pytest.raises(BadInput):
        await files.put(bytes(8 * MEGABYTE))
    key = await files.put(b"small")
    assert await files.get(key) == b"small"

    without_a_limit = FolderFiles(disk.folder / "files")
    with pytest.raises(BadInput) as refusal:
        await without_a_limit.put(bytes(30 * MEGABYTE))
    assert refusal.value.reason == "no-room"
    assert list((disk.folder / "files").rglob("*.part")) == []
