"""Clocks that jump and processes that sleep: nothing at night, nothing twice, nothing lost."""

import asyncio
from datetime import date

from roadmap.delivery.outbox import DeliveryState
from roadmap.reminding.ladders import LadderOf, Profile
from services.app import App
from services.delivery.engine import DeliveryEngine
from services.delivery.recovery import DeliveryService
from services.ports.messenger import NotSent
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.databases import both_databases
from tests.faults.street import Delayed
from tests.quarter_district import SCHOOLS, Row, build_district
from tests.services.delivery.post_office import PostOffice

pytestmark = both_databases


def delayed_engine(office: PostOffice, happens: Delayed) -> DeliveryEngine:
    """A process in which something happens between the claim and the send."""
    engine = office.new_engine()
    engine._pacer = happens
    return engine


async def take_back(office: PostOffice) -> None:
    """What another process does about leases that have run out."""
    await DeliveryService(office.store, office.clock).recover()


async def test_a_machine_suspended_for_nine_hours_wakes_at_night_and_wakes_nobody(office: PostOffice) -> None:
    office.clock.set("2026-09-01 18:00")
    await office.post(await office.person("Анна", 11), "новость")

    async def suspend() -> None:
        office.clock.add(hours=9)

    await delayed_engine(office, Delayed(suspend)).drain()
    assert office.messenger.sent == []

    office.clock.set("2026-09-02 08:00")
    await office.engine.drain()
    assert office.messenger.sent == [(11, "новость")]


async def test_a_process_stopped_for_ninety_seconds_before_sending_sends_nothing_a_second_time(
    office: PostOffice,
) -> None:
    await office.post(await office.person("Анна", 11), "новость")

    async def stop_and_go_on() -> None:
        office.clock.add(seconds=90)
        await take_back(office)
        await office.new_engine().drain()

    await delayed_engine(office, Delayed(stop_and_go_on)).drain()

    assert office.messenger.sent == [(11, "новость")]
    assert (await office.row()).state is DeliveryState.SENT


async def test_a_process_stopped_for_ninety_seconds_while_sending_cannot_settle_what_is_not_its_own(
    office: PostOffice,
) -> None:
    await office.post(await office.person("Анна", 11), "новость")
    office.messenger.gate = asyncio.Event()
    sleeper = asyncio.create_task(office.engine.drain())
    while not office.messenger.sent:
        await asyncio.sleep(0.001)
    office.clock.add(seconds=90)
    await take_back(office)
    assert (await office.row()).state is DeliveryState.UNSURE

    office.messenger.gate.set()
    await sleeper
    assert (await office.row()).state is DeliveryState.UNSURE, "its word comes too late"

    office.clock.add(seconds=120)
    await office.new_engine().drain()
    assert office.messenger.sent == [(11, "новость"), (11, "🔁 Повтор\nновость")]


async def test_a_clock_three_hours_ahead_and_back_delays_a_retry_by_no_more_and_doubles_nothing(
    office: PostOffice,
) -> None:
    office.clock.set("2026-09-01 10:00")
    await office.post(await office.person("Анна", 11), "новость")
    office.messenger.script = [NotSent("refused")]
    office.clock.add(hours=3)
    await office.engine.drain()
    office.clock.add(hours=-3)

    for _ in range(20):
        await office.engine.drain()
        office.clock.add(minutes=10)

    assert office.messenger.sent == [(11, "новость")] * 2, "the first never left"
    assert (await office.row()).state is DeliveryState.SENT


async def test_a_clock_that_jumps_while_a_message_waits_for_its_turn_sends_it_once(
    office: PostOffice,
) -> None:
    for hours in (3, -3):
        office.clock.set("2026-09-01 13:00")
        await office.post(await office.person(f"Анна {hours}", 11 + hours), "новость")

        async def jump(hours: int = hours) -> None:
            office.clock.add(hours=hours)

        await delayed_engine(office, Delayed(jump)).drain()

        office.clock.set("2026-09-01 16:00")
        await office.engine.drain()
    assert office.messenger.sent == [(14, "новость"), (8, "новость")]


async def test_reminders_planned_by_a_clock_three_hours_ahead_are_said_once(
    store: Store, app: App, clock: FrozenClock
) -> None:
    day = date(2026, 10, 15)
    world = await build_district(
        store,
        app,
        clock,
        (Row(number="2.4", title="Провести семинар", units=SCHOOLS[:1], first_on=day, due_on=day),),
    )
    async with store.write() as uow:
        clock.set("2026-10-14 08:00")
        await uow.reminders.set_profile(LadderOf.ROAD_MAP, world.road_map, Profile.FIRM)
        await uow.duties.set_next_stage(world.duties["2.4", SCHOOLS[0]], clock.now())
        await uow.commit()
    said: dict[str, list[str]] = {}
    for moment in (
        "2026-10-14 05:00",
        "2026-10-14 08:00",
        "2026-10-14 05:01",
        "2026-10-14 08:01",
        "2026-10-14 09:00",
        "2026-10-15 05:00",
        "2026-10-15 08:00",
        "2026-10-15 05:00",
        "2026-10-15 09:00",
        "2026-10-15 12:00",
    ):
        clock.set(moment)
        await app.reminders.plan_due()
        if heard := await world.outgoing():
            said[moment] = [name for name, _ in heard]

    assert said == {"2026-10-14 09:00": ["Анна Лугова"], "2026-10-15 09:00": ["Анна Лугова"]}
