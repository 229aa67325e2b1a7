"""Several processes over one PostgreSQL: one time, one sender, one planner; nobody takes from the living."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.process.clock import SharedClock, steady_seconds
from bot.telegram.polling import Poller
from roadmap.delivery.outbox import LEASE, DeliveryState
from roadmap.ids import UpdateId
from roadmap.people.place import in_telegram
from roadmap.process.leases import Lease, LeaseName
from roadmap.process.updates import INBOX_LEASE, NewUpdate
from sandbox.running import run_sandbox
from scheduler.beats import Beat
from scheduler.sharing import CALM_SECONDS, Evenness, share
from services.delivery.recovery import DeliveryService
from services.process.inbox import InboxService
from services.process.leases import LEASE_SECONDS, LeaseService
from storage.process.tables import ConversationRow, LeaseRow
from storage.server_clock import server_moment
from storage.unit_of_work import Store
from tests.bot.fleet import until
from tests.bot.lines import bot_over
from tests.clock import FrozenClock
from tests.open_updates import open_updates
from tests.services.delivery.post_office import PostOffice

pytestmark = pytest.mark.postgres
SECOND = timedelta(seconds=1)
NO_APP: Any = None
"""A beat that asks nothing of the services."""


class Seconds:
    """A machine's own even counter."""

    def __init__(self) -> None:
        self.passed = 1000.0

    def __call__(self) -> float:
        return self.passed


@pytest.fixture
def database() -> str:
    return "postgres"


@pytest.fixture
async def office(store: Store, clock: FrozenClock) -> PostOffice:
    clock.set("2026-09-01 10:00")
    return await PostOffice(store, clock).open()


def leases_of(store: Store, clock: FrozenClock, name: str, seconds: Callable[[], float]) -> LeaseService:
    return LeaseService(store, clock, name, steady=seconds)


# One time


async def test_all_processes_live_in_the_time_of_the_database_server(store: Store) -> None:
    ask = partial(server_moment, store.engine)
    three_hours_ahead = SharedClock(ask, lambda: steady_seconds() + 3 * 3600)
    honest = SharedClock(ask)
    await three_hours_ahead.set()
    await honest.set()

    assert abs(three_hours_ahead.now() - honest.now()) < timedelta(seconds=1)
    assert abs(honest.now() - await server_moment(store.engine)) < timedelta(seconds=1)


async def test_a_clock_believes_itself_until_the_server_proves_it_wrong() -> None:
    seconds, server = Seconds(), [datetime(2026, 9, 1, 7, tzinfo=UTC)]

    async def ask() -> datetime:
        seconds.passed += 0.4  # the answer takes a while; when exactly it was read nobody knows
        return server[0] + timedelta(seconds=seconds.passed - 1000)

    clock = SharedClock(ask, seconds)
    await clock.set()
    lead = clock.now().timestamp() - seconds.passed
    seconds.passed += 3600
    await clock.set()
    assert clock.now().timestamp() - seconds.passed == pytest.approx(lead, abs=0.001)

    server[0] += timedelta(hours=3)
    await clock.set()
    assert clock.now().timestamp() - seconds.passed == pytest.approx(lead + 3 * 3600, abs=0.4)


async def test_a_machine_three_hours_ahead_sends_nothing_twice(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "привет")
    office.messenger.gate = asyncio.Event()
    sending = asyncio.create_task(office.engine.dispatch_due())
    while not office.messenger.sent:
        await asyncio.sleep(0)

    async def ask() -> datetime:  # what the database server's clock shows to everybody
        return office.clock.now()

    ahead = SharedClock(ask, lambda: steady_seconds() + 3 * 3600)
    await ahead.set()
    other = DeliveryService(office.store, ahead)
    await other.recover()
    assert (await office.row()).state is DeliveryState.DISPATCHING
    office.messenger.gate.set()
    await sending

    office.clock.add(minutes=10)
    await ahead.set()
    await other.recover()
    office.engine = office.new_engine()
    await office.engine.drain()
    assert office.messenger.sent == [(11, "привет")]
    assert (await office.row()).state is DeliveryState.SENT


async def test_right_after_a_jump_of_the_clock_nobody_is_taken_for_lost(clock: FrozenClock) -> None:
    seconds, looked = Seconds(), []
    evenness = Evenness(clock, seconds)

    async def recover(_: object) -> None:
        looked.append(clock.now())

    (beat,) = share(
        [Beat(name="recover", period=SECOND, look=recover, everywhere=True)],
        LeaseService(None, clock, "x", steady=seconds),  # type: ignore[arg-type]
        evenness,
    )
    await beat.look(NO_APP)
    assert len(looked) == 1
    for jump in (3, -3):
        looked.clear()
        clock.add(hours=jump)
        seconds.passed += 1
        await beat.look(NO_APP)
        pass_evenly(clock, seconds, CALM_SECONDS - 1)
        await beat.look(NO_APP)
        assert looked == []
        pass_evenly(clock, seconds, 1)
        await beat.look(NO_APP)
        assert len(looked) == 1


def pass_evenly(clock: FrozenClock, seconds: Seconds, passed: float) -> None:
    clock.add(seconds=passed)
    seconds.passed += passed


# Nobody takes from the living


async def test_what_a_living_process_holds_is_not_taken_back_however_long_it_takes(
    office: PostOffice,
) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "привет")
    living, other = DeliveryService(office.store, office.clock), DeliveryService(office.store, office.clock)
    office.engine._under_way = living.under_way
    office.messenger.gate = asyncio.Event()
    sending = asyncio.create_task(office.engine.dispatch_due())
    while not office.messenger.sent:
        await asyncio.sleep(0)

    for _ in range(5):
        office.clock.add(seconds=LEASE.total_seconds() - 5)
        await living.keep()
        await other.recover()
    assert (await office.row()).state is DeliveryState.DISPATCHING
    office.clock.add(seconds=LEASE.total_seconds() + 1)  # …and now it has died
    await other.recover()
    assert (await office.row()).state is DeliveryState.UNSURE
    office.messenger.gate.set()
    await sending
    assert (await office.row()).state is DeliveryState.UNSURE  # too late to say anything


async def test_an_update_of_a_dead_process_is_handled_by_another_after_seconds(
    store: Store, clock: FrozenClock
) -> None:
    living, other = InboxService(store, clock), InboxService(store, clock)
    await living.receive([NewUpdate(id=UpdateId(n), place=in_telegram(n), payload={}) for n in (1, 2)])
    (first, _) = await living.claim(2)
    living.under_way.add(first.key)  # the second one's handler is gone
    for _ in range(2):
        clock.add(seconds=INBOX_LEASE.total_seconds() - 5)
        await living.keep()
    await other.recover()

    assert [update.id for update in await other.claim(10)] == [2]


async def test_claims_from_a_future_that_never_came_are_taken_back(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "привет")
    async with office.store.write() as uow:
        await uow.deliveries.claim(office.clock.now(), office.clock.now() + LEASE, 1)
        await uow.commit()
    inbox = InboxService(office.store, office.clock)
    await inbox.receive([NewUpdate(id=UpdateId(1), place=in_telegram(1), payload={})])
    await inbox.claim(1)
    office.clock.add(hours=-3)
    await DeliveryService(office.store, office.clock).recover()

    assert (await office.row()).state is DeliveryState.PENDING
    assert await inbox.recover() == 1


# One sender


async def test_only_the_holder_sends_and_the_next_one_sends_the_rest(office: PostOffice) -> None:
    people = [await office.person(f"П{n}", 100 + n) for n in range(6)]
    for person in people:
        await office.post(person, "привет")
    seconds = Seconds()
    first, second = (leases_of(office.store, office.clock, name, seconds) for name in "12")
    await first.look()
    await second.look()
    asked = count(1)

    def may_send() -> bool:
        if next(asked) == 4:  # before the third message; it could not renew
            seconds.passed += LEASE_SECONDS
            office.clock.add(seconds=LEASE_SECONDS)
        return first.holds(LeaseName.SENDING)

    sending = office.new_engine()
    sending._may_send = may_send
    standing_by = office.new_engine()
    standing_by._may_send = lambda: second.holds(LeaseName.SENDING)

    assert await standing_by.dispatch_due() == 0
    await sending.dispatch_due()
    assert len(office.messenger.sent) == 2, "what waited for its turn is given back"
    await second.look()
    await standing_by.drain()

    assert sorted(chat for chat, _ in office.messenger.sent) == [100 + n for n in range(6)]


# One planner


class Planning:
    """What a beat of these tests is given in place of the services: the store alone."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def under(self, lease: Lease) -> "Planning":
        return Planning(self.store.under(lease))


async def test_one_plans_and_the_next_takes_over(store: Store, clock: FrozenClock) -> None:
    seconds, planned = Seconds(), []
    app: Any = Planning(store)
    first, second = (leases_of(store, clock, name, seconds) for name in "12")

    async def plan(name: str, planning: Planning) -> None:
        async with planning.store.write() as uow:
            planned.append(name)
            await uow.commit()

    one, two = (
        share([Beat(name="plan", period=SECOND, look=partial(plan, name))], leases, Evenness(clock, seconds))[
            0
        ]
        for name, leases in (("one", first), ("two", second))
    )
    await one.look(app)  # nobody holds anything yet
    await first.look()
    await second.look()
    await one.look(app)
    await two.look(app)
    assert planned == ["one"]
    await first.let_go()
    await second.look()
    await one.look(app)
    await two.look(app)

    assert planned == ["one", "two"]


async def test_a_plan_overtaken_by_another_process_is_left_to_it_without_an_error(
    store: Store, clock: FrozenClock
) -> None:
    seconds = Seconds()
    app: Any = Planning(store)
    first = leases_of(store, clock, "1", seconds)

    async def plan(planning: Planning) -> None:
        async with planning.store.write() as uow:
            await uow.conversations.change(in_telegram(7), {"state": "asking"})
            async with store.engine.begin() as connection:  # meanwhile the other one has taken over
                await connection.execute(update(LeaseRow).values(fence=LeaseRow.fence + 1))
            await uow.commit()

    beat = Beat(name="plan", period=SECOND, look=plan)
    await first.look()
    (shared,) = share([beat], first, Evenness(clock, seconds))
    await shared.look(app)

    async with store.engine.connect() as connection:
        assert await connection.scalar(select(func.count()).select_from(ConversationRow)) == 0


# One poller


async def test_one_polls_and_the_next_goes_on_where_it_was(store: Store, clock: FrozenClock) -> None:
    seconds = Seconds()
    first, second = (leases_of(store, clock, name, seconds) for name in "12")
    await first.look()
    await second.look()
    inbox = InboxService(store, clock)
    async with run_sandbox() as sandbox, bot_over(sandbox.url, token=sandbox.token, seconds=30) as line:
        pollers = [
            Poller(inbox, clock, line, lambda: None, may_poll=partial(leases.holds, LeaseName.POLLING))
            for leases in (first, second)
        ]
        polling = [asyncio.create_task(poller.run()) for poller in pollers]
        anna = await sandbox.client.person("Анна")
        await anna.start()
        await until(lambda: waits(inbox, 1), 10)

        pollers[0].stop()
        await asyncio.wait({polling[0]})
        await pollers[0].confirm()
        await first.let_go((LeaseName.POLLING,))
        await second.look()
        await anna.send("привет")
        await until(lambda: waits(inbox, 2), 10)
        pollers[1].stop()
        await asyncio.wait(polling)

        assert not any(poller.has_rival for poller in pollers)
        calls = await sandbox.client.calls(method="getUpdates")
        assert 409 not in {call.status for call in calls}


async def waits(inbox: InboxService, count: int) -> bool:
    return await open_updates(inbox) == count
