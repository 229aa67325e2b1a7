"""A plan that changes while its reminder is on the way: the old words are never sent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

import pytest

from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import DeliveryState
from roadmap.reminding.ladders import LadderOf, Profile
from services.app import App
from services.delivery.engine import DeliveryEngine
from services.delivery.preparing import Preparer
from services.ports.messenger import SendOutcome, Unsure
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.databases import both_databases
from tests.faults.street import Delayed
from tests.quarter_district import SCHOOLS, District, Row, build_district
from tests.services.delivery.post_office import FakeMessenger, Patience, PostOffice
from texts.outgoing import say

pytestmark = both_databases
DAY = date(2026, 10, 15)
SEMINAR = Row(number="2.4", title="Провести семинар", units=SCHOOLS[:1], first_on=DAY, due_on=DAY)
PLAN = Row(number="2.5", title="Утвердить план", units=SCHOOLS[:1], first_on=DAY, due_on=DAY)


async def nothing_happens() -> None:
    """The way is free."""


@dataclass
class Way:
    """The real planner, composers and engine; only the messenger does as it is told."""

    world: District
    messenger: FakeMessenger

    async def plan(self, local: str) -> None:
        """The planner looks at that moment at what is due, and the digest's hour comes."""
        self.world.clock.set(local)
        await self.world.app.reminders.plan_due()
        self.world.clock.add(hours=1)

    async def drain(self, happens: Callable[[], Awaitable[object]] = nothing_happens) -> None:
        world = self.world
        preparer = Preparer(world.store, say, WEEKENDS_ONLY)
        sleep = Patience(20).sleep
        pacer = Delayed(happens)
        await DeliveryEngine(world.store, world.clock, self.messenger, preparer, pacer, sleep=sleep).drain()

    async def move(self, number: str, due_on: date) -> None:
        """The deadline is moved, as the decision about an extension moves it."""
        async with self.world.store.write() as uow:
            duty = await uow.duties.get(self.world.duties[number, SCHOOLS[0]])
            assert duty is not None
            await uow.outbox.cancel_for_duty(duty.id, "the date has moved")
            assert await uow.duties.change_due(duty, due_on, None)
            await uow.commit()

    async def digests(self) -> list[DeliveryState]:
        rows = await PostOffice(self.world.store, self.world.clock).rows()
        return [row.state for row in rows if row.kind is DeliveryKind.DIGEST]

    def said(self) -> list[str]:
        return [words for _, words in self.messenger.sent]


@pytest.fixture
async def way(store: Store, app: App, clock: FrozenClock) -> Way:
    world = await build_district(store, app, clock, (SEMINAR, PLAN))
    clock.set("2026-10-14 08:00")
    async with store.write() as uow:
        await uow.reminders.set_profile(LadderOf.ROAD_MAP, world.road_map, Profile.FIRM)
        for duty in world.duties.values():
            await uow.duties.set_next_stage(duty, clock.now())
        await uow.commit()
    return Way(world, FakeMessenger())


async def test_a_deadline_moved_between_claim_and_send_takes_its_line_out_of_the_message(way: Way) -> None:
    await way.plan("2026-10-14 08:00")

    await way.drain(lambda: way.move("2.4", date(2026, 11, 20)))

    (said,) = way.said()
    assert "2.5" in said and "2.4" not in said


async def test_a_message_about_nothing_but_a_moved_deadline_is_cancelled(way: Way) -> None:
    await way.plan("2026-10-14 08:00")

    async def move_both() -> None:
        await way.move("2.4", date(2026, 11, 20))
        await way.move("2.5", date(2026, 11, 20))

    await way.drain(move_both)

    assert way.said() == []
    assert await way.digests() == [DeliveryState.CANCELLED]


async def test_a_deadline_moved_while_its_reminder_is_unsure_is_not_repeated_as_it_was(way: Way) -> None:
    await way.plan("2026-10-15 08:00")
    way.messenger.script = [Unsure("the answer was lost")]
    await way.drain()
    await way.move("2.4", date(2026, 11, 20))
    way.world.clock.add(seconds=120)

    await way.drain()

    first, repeat = way.said()
    assert "2.4" in first
    assert repeat.startswith("🔁 Повтор") and "2.5" in repeat and "2.4" not in repeat


LOST: list[SendOutcome | Exception] = [Unsure("the answer was lost")]


async def test_an_unsure_reminder_of_the_day_before_is_not_repeated_as_tomorrow_says_it_again(
    way: Way,
) -> None:
    await way.plan("2026-10-14 08:00")
    way.messenger.script = [*LOST]
    await way.drain()
    way.world.clock.add(seconds=120)
    await way.drain()
    assert len(way.said()) == 1
    assert await way.digests() == [DeliveryState.CANCELLED]

    await way.plan("2026-10-15 08:00")
    await way.drain()

    assert len(way.said()) == 2 and not way.said()[1].startswith("🔁")


async def test_an_unsure_reminder_before_a_weekend_is_repeated(way: Way) -> None:
    monday = date(2026, 10, 19)
    await way.move("2.4", monday)
    await way.move("2.5", monday)
    async with way.world.store.write() as uow:
        for duty in way.world.duties.values():
            await uow.duties.set_next_stage(duty, way.world.clock.now())
        await uow.commit()
    await way.plan("2026-10-16 08:00")
    way.messenger.script = [*LOST]
    await way.drain()
    way.world.clock.add(seconds=120)
    await way.drain()

    assert len(way.said()) == 2 and way.said()[1].startswith("🔁 Повтор")


async def test_an_unsure_reminder_of_the_last_day_is_repeated_once_and_then_given_up(way: Way) -> None:
    await way.plan("2026-10-15 08:00")
    way.messenger.script = [*LOST, *LOST]
    for _ in range(3):
        await way.drain()
        way.world.clock.add(seconds=120)

    assert len(way.said()) == 2
    assert await way.digests() == [DeliveryState.DEAD]
