"""The look at what the bot stands on: by doing it, and an old look is trouble itself."""

import pytest

from services.process.probing import STALE_SECONDS, Prober, Room, Trouble
from storage.migrate import downgrade, is_ours, migrate
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.databases import both_databases

pytestmark = both_databases


class Disk:
    """Room and willingness as a test sets them."""

    free = 10_000 * 1024 * 1024
    takes = True

    async def try_write(self) -> None:
        if not self.takes:
            raise OSError(30, "Read-only file system")

    async def free_bytes(self) -> int:
        return self.free


class Seconds:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def prober(store: Store, clock: FrozenClock, disk: Disk, seconds: Seconds) -> Prober:
    room = Room(warn_mb=1000, stop_mb=100)
    return Prober(store, clock, disk, room, is_schema_ours=lambda: is_ours(store.engine), steady=seconds)


async def test_while_all_is_well_nothing_is_said(prober: Prober) -> None:
    await prober.look()
    assert prober.troubles == frozenset()
    assert not prober.is_short_of_room


async def test_what_cannot_be_written_is_trouble_until_it_can(prober: Prober, disk: Disk) -> None:
    disk.takes = False
    await prober.look()
    assert prober.troubles == {Trouble.FILES}
    assert prober.checks[Trouble.FILES.value]()
    disk.takes = True
    await prober.look()
    assert prober.troubles == frozenset()


async def test_room_is_told_of_before_files_are_refused(prober: Prober, disk: Disk) -> None:
    disk.free = 300 * 1024 * 1024
    await prober.look()
    assert prober.is_short_of_room and prober.troubles == frozenset()
    disk.free = 99 * 1024 * 1024
    await prober.look()
    assert prober.troubles == {Trouble.NO_ROOM}


async def test_a_look_that_is_two_minutes_old_is_trouble(prober: Prober, seconds: Seconds) -> None:
    await prober.look()
    seconds.now += STALE_SECONDS + 1
    assert prober.troubles == {Trouble.STALE}
    assert prober.checks[Trouble.STALE.value]()


async def test_a_schema_changed_by_another_program_is_noticed(prober: Prober, store: Store) -> None:
    await downgrade(store.engine, "2026_11_30_typed_words")
    await prober.look()
    assert Trouble.SCHEMA in prober.troubles
    await migrate(store.engine)
    await prober.look()
    assert prober.troubles == frozenset()
