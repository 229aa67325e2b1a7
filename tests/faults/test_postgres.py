"""A PostgreSQL server under strain: two transactions in each other's way, no connection left."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from structlog.testing import capture_logs

import storage.engine
from bot.process.lasting_faults import code_of
from builders.databases import OWN, PostgresServer
from roadmap.people.persons import SystemActor, Through
from roadmap.process.leases import LeaseName
from services.process.leases import LEASE_SECONDS, LeaseService
from services.process.probing import Prober, Room, Trouble
from services.process.sealing import SealingService
from storage.database_errors import trouble_of
from storage.engine import create_engine
from storage.unit_of_work import Store, UnitOfWork
from tests.bot.fleet import until
from tests.clock import FrozenClock
from tests.muted_line import MutedLine, muted_line
from texts.journal import fault

CUT = "SELECT pg_terminate_backend({}, 5000)"
pytestmark = pytest.mark.postgres


@pytest.fixture
def database() -> str:
    return "postgres"


@pytest.fixture
async def line(server: PostgresServer, store: Store) -> AsyncIterator[MutedLine]:
    async with muted_line(server) as line:
        yield line


class NoDisk:
    """Files are no part of this."""

    async def try_write(self) -> None:
        return None

    async def free_bytes(self) -> int:
        return 2**40


async def test_of_two_transactions_in_each_other_s_way_one_goes_on_and_the_other_is_done_again(
    store: Store, clock: FrozenClock
) -> None:
    until_at = clock.now() + timedelta(seconds=15)
    first, second = sorted(LeaseName)[:2]
    async with store.write() as uow:
        for name in (first, second):
            await uow.leases.take(name, "somebody", clock.now(), until_at)
        await uow.commit()
    both_hold = asyncio.Barrier(2)

    async def take(uow: UnitOfWork, *names: LeaseName, meets: bool) -> None:
        await uow._connection.execute(text("SET LOCAL deadlock_timeout = '50ms'"))
        for name in names:
            await uow.leases.take(name, "somebody", clock.now(), until_at)
            if meets and name is names[0]:
                await both_hold.wait()
        await uow.commit()

    async def work(*names: LeaseName) -> str | None:
        """The trouble of the first try, if it had any; the second one is alone."""
        try:
            async with store.write() as uow:
                await take(uow, *names, meets=True)
        except DBAPIError as error:
            async with store.write() as uow:
                await take(uow, *names, meets=False)
            return trouble_of(error)
        return None

    found = await asyncio.wait_for(asyncio.gather(work(first, second), work(second, first)), 20)

    assert sorted(map(str, found)) == ["None", "busy"]


async def test_a_transaction_the_server_has_given_up_is_trouble_and_no_defect_and_the_next_goes_on(
    store: Store, server: PostgresServer
) -> None:
    """Who stood still for longer than the server waits finds the line cut, in words of the driver's own."""

    async def work(lose: bool) -> int:
        async with store.write() as uow:
            pid = (await uow._connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
            if lose:
                cut = threading.Thread(target=lambda: asyncio.run(server.execute(CUT.format(pid))))
                cut.start()
                cut.join()  # the loop stands still meanwhile
                for _ in range(2):  # what the server said is read, the end of the line not yet
                    await asyncio.sleep(0)
            return int((await uow._connection.execute(text("SELECT 1"))).scalar_one())

    with pytest.raises(DBAPIError) as lost:
        await work(lose=True)
    assert trouble_of(lost.value) == "no-server" and code_of(lost.value) == "no-server"
    assert await work(lose=False) == 1


async def test_a_pool_without_a_connection_left_is_red_and_said_and_recovers(
    server: PostgresServer, store: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.engine, "POOL_SECONDS", 0.1)
    starved = Store(create_engine(server.url(OWN)))

    async def is_ours() -> bool:
        return True

    prober = Prober(
        starved,
        clock,
        NoDisk(),  # type: ignore[arg-type]
        Room(warn_mb=1, stop_mb=1),
        is_schema_ours=is_ours,
        steady=lambda: 0.0,
    )
    async with AsyncExitStack() as held:
        for _ in range(20):
            await held.enter_async_context(starved.engine.connect())
        with capture_logs() as journal:
            await prober.look()
        assert prober.checks[Trouble.DATABASE.value]()
    (cause,) = [line["cause"] for line in journal if "cause" in line]
    assert code_of(cause) == "pool"
    assert "не хватает соединений" in fault("pool")

    await prober.look()

    assert not prober.checks[Trouble.DATABASE.value]()
    await starved.close()


async def test_a_replica_lost_while_it_is_idle_is_replaced_when_its_lease_ends(
    store: Store, line: MutedLine, clock: FrozenClock
) -> None:
    seconds = [0.0]
    lost = Store(create_engine(line.url(OWN)))
    gone = LeaseService(lost, clock, "gone", steady=lambda: seconds[0])
    other = LeaseService(store, clock, "other", steady=lambda: seconds[0])
    await gone.look()
    assert all(gone.holds(name) for name in LeaseName)
    line.mute()
    clock.add(seconds=LEASE_SECONDS + 1)
    seconds[0] += LEASE_SECONDS + 1

    async def holds_all() -> bool:
        await other.look()
        return all(other.holds(name) for name in LeaseName)

    await until(holds_all, 5)

    assert not any(gone.holds(name) for name in LeaseName), "it knows by itself, without the database"
    line.unmute()
    await lost.close()


async def test_a_loop_that_was_blocked_longer_than_its_lease_holds_nothing_when_it_goes_on(
    store: Store, clock: FrozenClock
) -> None:
    """Nothing can run while the loop is blocked; what runs first afterwards may be a send."""
    seconds = [0.0]
    leases = LeaseService(store, clock, "blocked", steady=lambda: seconds[0])
    await leases.look()
    assert leases.holds(LeaseName.SENDING)

    seconds[0] += LEASE_SECONDS

    assert not leases.holds(LeaseName.SENDING)


async def test_of_two_processes_that_seal_at_once_one_leaves_it_to_the_other(
    store: Store, clock: FrozenClock
) -> None:
    async with store.write() as uow:
        department = await uow.people.add_department("Отдел", "Europe/Moscow")
        system = SystemActor(department_id=department, through=Through.BEAT)
        await uow.audit.add(system, clock.now(), "unit.created", ("unit", department))
        await uow.commit()
    other = SealingService(store, clock)

    async with store.write() as uow:
        assert await uow.audit_chain.take()
        assert await asyncio.wait_for(other.seal(), 5) == 0, "it waits for nobody"

    assert await other.seal() == 1
