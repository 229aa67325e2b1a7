"""Beats: woken in time or late, never twice at once, and a failing one stops nobody."""

import asyncio
from datetime import timedelta
from typing import Any

from scheduler.beat_runner import BeatRunner
from scheduler.beats import Beat

SECOND = timedelta(seconds=1)
NO_APP: Any = None
"""These beats ask nothing of the services."""


async def test_a_failing_beat_stops_no_other() -> None:
    seen: list[str] = []

    async def fail(_: object) -> None:
        raise RuntimeError("a defect")

    async def look(_: object) -> None:
        seen.append("looked")

    await BeatRunner(
        [Beat(name="bad", period=SECOND, look=fail), Beat(name="good", period=SECOND, look=look)],
        NO_APP,
    ).tick_all()

    assert seen == ["looked"]


async def test_a_stop_lets_a_running_beat_finish_and_starts_none() -> None:
    begun, gate, finished = asyncio.Event(), asyncio.Event(), []

    async def look(_: object) -> None:
        begun.set()
        await gate.wait()
        finished.append(True)

    runner = BeatRunner([Beat(name="slow", period=SECOND, look=look)], NO_APP)
    runner.start()
    ticking = asyncio.create_task(runner.tick_all())
    await begun.wait()
    stopping = asyncio.create_task(runner.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    gate.set()
    await stopping
    await ticking
    await runner.tick_all()

    assert finished == [True]


async def test_a_beat_that_is_still_looking_is_not_woken_a_second_time() -> None:
    gate, looking = asyncio.Event(), []

    async def look(_: object) -> None:
        looking.append(1)
        assert len(looking) == 1
        await gate.wait()
        looking.pop()

    runner = BeatRunner([Beat(name="slow", period=SECOND, look=look)], NO_APP)
    both = [asyncio.create_task(runner.tick_all()) for _ in range(2)]
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(*both)

    assert looking == []
