"""The speed of sending, on a clock of the test's own."""

import asyncio
import heapq
from bisect import bisect_right
from collections.abc import Coroutine, Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.limits import Limiter, LimitModel, LimitSettings
from services.delivery.pacing import Pacer, Rates


class Timeline:
    """Virtual seconds: sleepers wake in order, nobody waits in earnest."""

    def __init__(self, lateness: float = 0.0) -> None:
        self.at = 0.0
        self._lateness = lateness
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []
        self._count = 0

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        event = asyncio.Event()
        self._count += 1
        heapq.heappush(self._sleepers, (self.at + seconds + self._lateness, self._count, event))
        await event.wait()

    async def run_all(self, deeds: Iterable[Coroutine[None, None, None]]) -> None:
        await self.run([asyncio.create_task(deed) for deed in deeds])

    async def run(self, tasks: list["asyncio.Task[None]"]) -> None:
        while not all(task.done() for task in tasks):
            for _ in range(10):
                await asyncio.sleep(0)
            if self._sleepers:
                moment, _, event = heapq.heappop(self._sleepers)
                self.at = max(self.at, moment)
                event.set()


async def send_all(
    chats: list[int], *, rates: Rates | None = None, lateness: float = 0.0
) -> list[tuple[float, int]]:
    """When each message may go, all asked for at once."""
    timeline, went = Timeline(lateness), []
    pacer = Pacer(rates or Rates(), now=timeline.now, sleep=timeline.sleep)

    async def send(chat: int) -> None:
        assert await pacer.turn(chat) == 0
        went.append((timeline.at, chat))

    await timeline.run([asyncio.create_task(send(chat)) for chat in chats])
    return went


def busiest(moments: list[float], window: float) -> int:
    """The most moments any window of this length holds."""
    return max(bisect_right(moments, start + window - 1e-9) - number for number, start in enumerate(moments))


async def test_six_hundred_chats_take_under_twenty_two_seconds_and_never_thirty_in_one() -> None:
    went = [moment for moment, _ in await send_all(list(range(1, 601)), lateness=0.001)]

    assert went[-1] <= 22
    assert busiest(went, 1.0) <= 29
    assert busiest(went, 0.1) <= 4  # evenly, never a burst


async def test_one_chat_gets_less_than_one_message_a_second_and_holds_no_other() -> None:
    went = await send_all([7] * 5 + list(range(100, 128)))

    own = [moment for moment, chat in went if chat == 7]
    others = [moment for moment, chat in went if chat != 7]
    assert all(later - earlier >= 1.05 for earlier, later in pairwise(own))
    assert others[-1] < 1.1


async def test_a_group_gets_at_most_eighteen_a_minute() -> None:
    went = [moment for moment, _ in await send_all([-5] * 40)]

    assert busiest(went, 60.0) <= 19


async def test_a_stall_is_not_caught_up_by_a_burst() -> None:
    timeline, went = Timeline(), []
    pacer = Pacer(Rates(), now=timeline.now, sleep=timeline.sleep)

    async def send(chat: int) -> None:
        await pacer.turn(chat)
        went.append(timeline.at)
        if chat == 10:
            timeline.at += 3.0  # the machine was busy with something else

    await timeline.run([asyncio.create_task(send(chat)) for chat in range(1, 61)])

    assert busiest(went, 1.0) <= 29


@settings(max_examples=30)
@given(st.lists(st.floats(0, 0.2), min_size=40, max_size=120))
def test_what_gathers_between_the_turn_and_the_sending_does_not_leave_as_a_burst(delays: list[float]) -> None:
    timeline, left = Timeline(), []
    pacer = Pacer(Rates(), now=timeline.now, sleep=timeline.sleep)

    async def send(chat: int) -> None:
        await pacer.turn(chat)
        await timeline.sleep(delays[chat])
        async with pacer.leaving():
            left.append(timeline.at)

    asyncio.run(timeline.run_all(send(chat) for chat in range(len(delays))))

    assert busiest(left, 1.07) <= 30
    assert left[-1] <= len(delays) / 28 + max(delays) + 0.1


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.floats(0, 0.2), st.floats(0, 0.5), st.floats(0, 0.5)), min_size=40, max_size=120)
)
def test_whenever_the_messenger_counts_it_never_counts_more_than_thirty_a_second(
    pauses: list[tuple[float, float, float]],
) -> None:
    """A pause may fall before a message leaves, on its way, or between being counted and its answer."""
    timeline, counted = Timeline(), []
    pacer = Pacer(Rates(), now=timeline.now, sleep=timeline.sleep)

    async def send(chat: int) -> None:
        before, on_the_way, on_the_way_back = pauses[chat]
        await pacer.turn(chat)
        await timeline.sleep(before)
        async with pacer.leaving():
            await timeline.sleep(on_the_way)
            counted.append(timeline.at)
            await timeline.sleep(on_the_way_back)

    asyncio.run(timeline.run_all(send(chat) for chat in range(len(pauses))))

    assert len(counted) == len(pauses)
    assert busiest(sorted(counted), 1.0) <= 30


async def test_on_a_quick_line_an_answer_costs_no_speed() -> None:
    timeline, left = Timeline(), []
    pacer = Pacer(Rates(), now=timeline.now, sleep=timeline.sleep)

    async def send(chat: int) -> None:
        await pacer.turn(chat)
        async with pacer.leaving():
            left.append(timeline.at)
            await timeline.sleep(0.06)

    await timeline.run_all(send(chat) for chat in range(600))

    assert left[-1] <= 600 / 28


async def test_an_answer_to_a_press_makes_the_next_in_line_wait() -> None:
    timeline, went = Timeline(), []
    pacer = Pacer(Rates(), now=timeline.now, sleep=timeline.sleep)

    async def send(chat: int) -> None:
        await pacer.turn(chat)
        went.append(timeline.at)

    pacer.note(5)
    await timeline.run([asyncio.create_task(send(6)), asyncio.create_task(send(5))])

    assert went[0] > 0.03
    assert went[1] > 1.0


async def test_a_held_chat_is_told_how_long_it_is_held() -> None:
    timeline = Timeline()
    pacer = Pacer(Rates(), now=timeline.now, sleep=timeline.sleep)
    pacer.hold(7, 35)

    assert await pacer.turn(7) == 35
    assert await pacer.turn(8) == 0
    timeline.at = 35
    assert pacer.held_for(7) == 0


@settings(max_examples=30)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=80), st.floats(0, 0.01))
def test_any_mixture_of_chats_keeps_both_limits(chats: list[int], lateness: float) -> None:
    went = asyncio.run(send_all(chats, lateness=lateness))

    moments = [moment for moment, _ in went]
    assert moments == sorted(moments)
    assert busiest(moments, 1.0) <= 30
    for chat in set(chats):
        own = [moment for moment, its in went if its == chat]
        assert all(later - earlier >= 1.0 - 1e-6 for earlier, later in pairwise(own))


async def refused_by_a_limit(model: LimitModel, per_second: int, chats: int) -> tuple[int, float]:
    """Under an overall limit below our pace: how often it refuses, and when the last got through."""
    timeline, refused = Timeline(), 0
    pacer = Pacer(Rates(), now=timeline.now, sleep=timeline.sleep)
    limiter = Limiter(LimitSettings(model=model, per_second=per_second, burst=per_second))

    async def send(chat: int) -> None:
        nonlocal refused
        while True:
            if held := await pacer.turn(chat):
                await timeline.sleep(held)
            elif pause := limiter.refuse_for(timeline.at, chat, 1):
                refused += 1
                pacer.hold(chat, pause)
            else:
                return

    await timeline.run([asyncio.create_task(send(chat)) for chat in range(1, chats + 1)])
    return refused, timeline.at


@pytest.mark.parametrize("model", ["bucket", "window"])
async def test_when_the_messenger_refuses_chat_after_chat_everybody_waits(model: LimitModel) -> None:
    refused, took = await refused_by_a_limit(model, per_second=10, chats=200)

    assert refused <= 4 * took, "a few tries tell that the line is closed, not twenty-eight a second"
    assert took <= 2.5 * 200 / 10, "and it opens again when the messenger said it would"


async def test_two_chats_in_flood_control_hold_nobody_else() -> None:
    timeline = Timeline()
    pacer = Pacer(Rates(), now=timeline.now, sleep=timeline.sleep)
    pacer.hold(1, 3600)
    pacer.hold(2, 3600)
    timeline.at = 1.5
    pacer.hold(3, 3600)

    assert pacer.closed_for() == 0
    assert await pacer.turn(4) == 0


async def test_three_chats_refused_in_one_second_hold_everybody_for_the_shortest_of_their_pauses() -> None:
    timeline = Timeline()
    pacer = Pacer(Rates(), now=timeline.now, sleep=timeline.sleep)
    for chat, seconds in ((1, 3600), (2, 35), (3, 35)):
        pacer.hold(chat, seconds)
        timeline.at += 0.1

    assert await pacer.turn(4) == pytest.approx(34.8)
    timeline.at = 36
    assert await pacer.turn(4) == 0
    assert pacer.held_for(1) > 3000, "a chat's own hold lasts as long as it was asked for"
