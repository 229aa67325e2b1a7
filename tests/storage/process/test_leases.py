"""Leases: one holder at a time, taken over when they end, and a sleeper's work never lasts."""

import asyncio
from dataclasses import dataclass, field

import pytest

from roadmap.process.leases import Lease, LeaseLost, LeaseName
from services.process.leases import LEASE_SECONDS, RENEW_EVERY_SECONDS, LeaseService
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.databases import both_databases

pytestmark = both_databases
PLANNING, POLLING, SENDING = LeaseName.PLANNING, LeaseName.POLLING, LeaseName.SENDING


@dataclass
class Host:
    """Several processes that live in one time; each counts its own even seconds."""

    store: Store
    clock: FrozenClock
    seconds: list[float] = field(default_factory=lambda: [0.0])

    def process(self, name: str) -> LeaseService:
        return LeaseService(self.store, self.clock, name, steady=lambda: self.seconds[0])

    def wait(self, seconds: float) -> None:
        self.clock.add(seconds=seconds)
        self.seconds[0] += seconds

    async def known(self) -> dict[LeaseName, Lease]:
        async with self.store.read() as uow:
            return {lease.name: lease for lease in await uow.leases.known()}


@pytest.fixture
def host(store: Store, clock: FrozenClock) -> Host:
    return Host(store, clock)


async def test_the_first_who_looks_holds_everything_and_the_second_stands_by(host: Host) -> None:
    first, second = host.process("first"), host.process("second")
    await first.look()
    await second.look()

    assert [first.holds(name) for name in LeaseName] == [True] * 3
    assert [second.holds(name) for name in LeaseName] == [False] * 3


async def test_of_many_who_look_at_once_exactly_one_holds(host: Host) -> None:
    processes = [host.process(str(number)) for number in range(5)]
    await asyncio.gather(*(process.look() for process in processes))

    for name in LeaseName:
        assert sum(process.holds(name) for process in processes) == 1
        assert (await host.known())[name].fence == 1


async def test_a_holder_that_renews_is_never_taken_over(host: Host) -> None:
    first, second = host.process("first"), host.process("second")
    for _ in range(10):
        await first.look()
        await second.look()
        host.wait(RENEW_EVERY_SECONDS)

    assert first.holds(PLANNING)
    assert not second.holds(PLANNING)
    assert (await host.known())[PLANNING].fence == 1


async def test_after_a_kill_another_takes_over_when_the_lease_has_ended(host: Host) -> None:
    first, second = host.process("first"), host.process("second")
    await first.look()
    host.wait(LEASE_SECONDS - 0.1)
    await second.look()
    assert not second.holds(PLANNING)

    host.wait(0.1)
    await second.look()
    assert second.holds(PLANNING)
    assert (await host.known())[PLANNING].fence == 2


async def test_after_an_orderly_stop_another_takes_over_at_once(host: Host) -> None:
    first, second = host.process("first"), host.process("second")
    await first.look()
    await first.let_go((POLLING,))
    await second.look()
    assert [second.holds(name) for name in (PLANNING, POLLING, SENDING)] == [False, True, False]

    await first.let_go()
    await first.look()  # one who is leaving takes nothing back
    await second.look()
    assert [second.holds(name) for name in LeaseName] == [True] * 3


async def test_a_holder_knows_by_itself_when_its_lease_has_ended(host: Host) -> None:
    first = host.process("first")
    await first.look()
    host.seconds[0] += LEASE_SECONDS  # the database was not to be reached; whatever the clock shows

    assert not first.holds(SENDING)


async def test_a_clock_set_back_leaves_nothing_to_the_dead(host: Host) -> None:
    first, second = host.process("first"), host.process("second")
    await first.look()
    host.clock.add(hours=-3)
    await second.look()
    await first.look()

    assert second.holds(SENDING)
    assert not first.holds(SENDING)


async def test_a_sleeper_learns_that_it_was_taken_over(host: Host) -> None:
    first, second = host.process("first"), host.process("second")
    await first.look()
    host.wait(LEASE_SECONDS)
    await second.look()
    await first.look()

    assert not first.holds(PLANNING)
    assert (await host.known())[PLANNING].holder == "second"


async def test_what_a_sleeper_does_under_a_lost_lease_never_lasts(host: Host) -> None:
    first, second = host.process("first"), host.process("second")
    await first.look()
    lease = first.held(PLANNING)
    assert lease is not None
    await add_department(host, "Пока держит", lease)
    host.wait(LEASE_SECONDS)
    await add_department(host, "Истекло, но не занято", lease)
    await second.look()
    with pytest.raises(LeaseLost):
        await add_department(host, "Проспал", lease)

    async with host.store.read() as uow:
        names = {unit.name for unit in await uow.people.departments()}
    assert names == {"Пока держит", "Истекло, но не занято"}


async def add_department(host: Host, name: str, lease: Lease) -> None:
    async with host.store.under(lease).write() as uow:
        await uow.people.add_department(name, "Europe/Moscow")
        await uow.commit()


async def test_nobody_takes_over_between_the_check_and_the_commit(host: Host) -> None:
    first, second = host.process("first"), host.process("second")
    await first.look()
    lease = first.held(PLANNING)
    assert lease is not None
    host.wait(LEASE_SECONDS)
    async with host.store.write() as uow:
        assert await uow.leases.is_unbroken(lease)
        taking = asyncio.create_task(second.look())
        for _ in range(50):
            await asyncio.sleep(0.001)
        assert not taking.done()
        await uow.commit()
    await taking

    assert second.holds(PLANNING)
