"""A replica cut off without a word keeps no locks: the others take over, nothing is lost or doubled."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from bot.process.replica import AWAY_SECONDS, Replica
from bot.process.wiring import build_app
from builders.databases import OWN, PostgresServer
from roadmap.delivery.outbox import LEASE, DeliveryState
from roadmap.ids import UpdateId
from roadmap.people.place import in_telegram
from roadmap.process.handled_update import HandledUpdate
from roadmap.process.leases import LeaseName
from roadmap.process.updates import INBOX_LEASE, NewUpdate
from services.delivery.recovery import DeliveryService
from services.process.inbox import InboxService
from services.process.leases import LEASE_SECONDS, LeaseService
from storage.engine import IDLE_SECONDS, create_engine
from storage.files import FolderFiles
from storage.process import leases as lease_rows
from storage.unit_of_work import Store
from tests.bot.fleet import until
from tests.clock import FrozenClock
from tests.muted_line import MutedLine, muted_line
from tests.services.delivery.post_office import PostOffice

pytestmark = pytest.mark.postgres
SHORT = 0.5
"""Instead of the real ten seconds, which `make proof` waits."""


@pytest.fixture
def database() -> str:
    return "postgres"


@pytest.fixture
async def line(server: PostgresServer, store: Store) -> AsyncIterator[MutedLine]:
    async with muted_line(server) as line:
        yield line


@pytest.fixture(params=[SHORT, pytest.param(IDLE_SECONDS, marks=pytest.mark.proof)])
async def lost(line: MutedLine, request: pytest.FixtureRequest) -> AsyncIterator[Store]:
    """The store of a replica whose line will fall silent."""
    store = Store(create_engine(line.url(OWN), idle_seconds=request.param))
    yield store
    line.unmute()
    await store.close()


async def silence_within(store: Store, line: MutedLine, work: object) -> asyncio.Task[None]:
    """A transaction of the lost replica that has done this and will never go on; its locks are held."""
    held = asyncio.Event()

    async def hold() -> None:
        async with store.write() as uow:
            await work(uow)  # type: ignore[operator]
            line.mute()
            held.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hold())
    await asyncio.wait_for(held.wait(), 30)
    return task


async def let_it_end(task: asyncio.Task[None], line: MutedLine) -> None:
    line.unmute()
    task.cancel()
    await asyncio.wait({task}, timeout=30)


async def test_a_replica_lost_while_it_renews_its_lease_is_replaced(
    store: Store, lost: Store, line: MutedLine, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease_rows, "_HURRY", lease_rows.text("SET LOCAL lock_timeout = '100ms'"))
    seconds = [0.0]
    gone = LeaseService(lost, clock, "gone", steady=lambda: seconds[0])
    other = LeaseService(store, clock, "other", steady=lambda: seconds[0])
    await gone.look()
    clock.add(seconds=LEASE_SECONDS + 1)
    seconds[0] += LEASE_SECONDS + 1

    async def renew(uow: object) -> None:
        for name in sorted(LeaseName):
            await uow.leases.take(name, "gone", clock.now(), clock.now())  # type: ignore[attr-defined]

    task = await silence_within(lost, line, renew)
    refused = 0

    async def holds_all() -> bool:
        nonlocal refused
        try:
            await other.look()
        except Exception:
            refused += 1
        return all(other.holds(name) for name in LeaseName)

    began = time.monotonic()
    await until(holds_all, 25)

    assert refused, "it was refused quickly while the lock was held, and did not hang"
    assert time.monotonic() - began < 25
    await let_it_end(task, line)
    assert not any(gone.holds(name) for name in LeaseName)


async def test_an_update_a_lost_replica_was_settling_is_handled_by_another_once(
    store: Store, lost: Store, line: MutedLine, clock: FrozenClock
) -> None:
    other = InboxService(store, clock)
    await other.receive([NewUpdate(id=UpdateId(1), place=in_telegram(7), payload={})])
    (claimed,) = await InboxService(lost, clock).claim(1)
    handled = HandledUpdate(claimed.id, claimed.fence, claimed.place, claimed.conversation)

    async def settle(uow: object) -> None:
        await uow._settle(handled)  # type: ignore[attr-defined]

    task = await silence_within(lost.answering(handled), line, settle)
    clock.add(seconds=INBOX_LEASE.total_seconds() + 1)
    began = time.monotonic()
    assert await asyncio.wait_for(other.recover(), 5) == 0, "passed over while it is locked, without waiting"

    async def is_taken_back() -> bool:
        return await other.recover() == 1

    await until(is_taken_back, 25)
    assert time.monotonic() - began < 25
    (again,) = await other.claim(10)
    assert again.id == claimed.id
    await let_it_end(task, line)
    assert await other.claim(10) == [], "nobody has it twice"


async def test_a_delivery_a_lost_replica_was_marking_goes_back_to_the_queue(
    store: Store, lost: Store, line: MutedLine, clock: FrozenClock
) -> None:
    office = await PostOffice(store, clock).open()
    await office.post(await office.person("Анна", 11), "привет")
    async with lost.write() as uow:
        (claimed,) = await uow.deliveries.claim(clock.now(), clock.now() + LEASE, 1)
        await uow.commit()

    async def mark(uow: object) -> None:
        await uow.deliveries.renew([claimed.id], clock.now())  # type: ignore[attr-defined]

    task = await silence_within(lost, line, mark)
    clock.add(seconds=LEASE.total_seconds() + 1)
    other = DeliveryService(store, clock)
    await asyncio.wait_for(other.recover(), 5)
    assert (await office.row()).state is DeliveryState.CLAIMED, "passed over while it is locked"

    async def is_free() -> bool:
        await other.recover()
        return (await office.row()).state is DeliveryState.PENDING

    await until(is_free, 25)
    await let_it_end(task, line)
    await office.new_engine().drain()
    assert office.messenger.sent == [(11, "привет")]


async def test_a_replica_whose_line_is_cut_says_so_in_readiness_and_recovers(
    lost: Store, line: MutedLine, clock: FrozenClock, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = [0.0]
    monkeypatch.setattr("bot.process.replica.steady_seconds", lambda: seconds[0])
    monkeypatch.setattr("bot.process.replica.LOOK_EVERY_SECONDS", 0.01)
    monkeypatch.setattr("bot.process.replica.LOOK_SECONDS", 0.3)
    app = build_app(store=lost, clock=clock, files=FolderFiles(tmp_path))  # type: ignore[arg-type]
    replica = Replica(app, LeaseService(lost, clock, "cut", steady=lambda: seconds[0]), None)
    is_away = replica.troubles["the database is away"]
    running = asyncio.create_task(replica.run())

    async def is_seen() -> bool:
        return not is_away()

    async def is_missed() -> bool:
        return is_away()

    await asyncio.sleep(0)
    line.mute()
    seconds[0] += AWAY_SECONDS + 1
    await until(is_missed, 10)
    line.unmute()
    await until(is_seen, 30)
    await replica.leave()
    await asyncio.wait_for(running, 30)
