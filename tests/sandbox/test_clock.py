import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sandbox.client import SandboxRefusedError
from sandbox.quarter import quarter_end
from tests.sandbox.conftest import Stage

SEPTEMBER = datetime(2026, 9, 1, 6, tzinfo=UTC)


async def test_messages_are_dated_by_the_clock_of_the_sandbox(stage: Stage) -> None:
    await stage.client.set_clock(SEPTEMBER)
    sent = await stage.bot.send_message(stage.anna.id, "Раз")
    assert abs(sent.date - SEPTEMBER) < timedelta(seconds=2)


async def test_a_move_wakes_whoever_waits_for_it(stage: Stage) -> None:
    before = await stage.client.clock()
    waiting = asyncio.create_task(stage.client.clock(after=before.version, timeout=10))
    await asyncio.sleep(0)
    moved = await stage.client.add_time(days=1)
    seen = await asyncio.wait_for(waiting, 2)
    assert seen.version == moved.version == before.version + 1
    assert timedelta(0) <= seen.now - before.now - timedelta(days=1) < timedelta(seconds=2)


async def test_nothing_moved_means_the_same_version(stage: Stage) -> None:
    before = await stage.client.clock()
    assert (await stage.client.clock(after=before.version, timeout=0.01)).version == before.version


async def test_the_bot_says_when_it_is_idle_and_what_comes_next(stage: Stage) -> None:
    moved = await stage.client.set_clock(SEPTEMBER)
    assert not (await stage.client.wait_idle(moved.version, timeout=0.01)).is_idle
    waiting = asyncio.create_task(stage.client.wait_idle(moved.version, timeout=10))
    next_at = SEPTEMBER + timedelta(days=3)
    await stage.client.post("/sandbox/clock/idle", {"version": moved.version, "next_at": next_at.isoformat()})
    seen = await asyncio.wait_for(waiting, 2)
    assert seen.is_idle
    assert seen.next_at == next_at
    jumped = await stage.client.move_clock_to("next")
    assert timedelta(0) <= jumped.now - next_at < timedelta(seconds=2)


async def test_a_halting_move_stops_at_the_next_reminder_and_says_where_it_was_bound_for(
    stage: Stage,
) -> None:
    moved = await stage.client.set_clock(SEPTEMBER)
    next_at = SEPTEMBER + timedelta(days=3)
    await stage.client.post("/sandbox/clock/idle", {"version": moved.version, "next_at": next_at.isoformat()})
    halted = await stage.client.post("/sandbox/clock", {"add_days": 10, "halt": True})
    assert timedelta(0) <= datetime.fromisoformat(halted["now"]) - next_at < timedelta(seconds=2)
    target = datetime.fromisoformat(halted["target"])
    assert timedelta(0) <= target - SEPTEMBER - timedelta(days=10) < timedelta(seconds=2)
    arrived = await stage.client.post("/sandbox/clock", {"now": halted["target"], "halt": True})
    assert datetime.fromisoformat(arrived["now"]) >= target


async def test_the_next_reminder_must_be_known_to_go_there(stage: Stage) -> None:
    with pytest.raises(SandboxRefusedError, match="has not said when"):
        await stage.client.move_clock_to("next")


@pytest.mark.parametrize(
    ("now", "end"),
    [
        ("2026-07-15T12:00", "2026-09-30T10:00"),
        ("2026-10-01T00:00", "2026-12-31T10:00"),
        ("2026-12-31T10:30", "2027-03-31T10:00"),
        ("2026-05-01T09:00", "2026-06-30T10:00"),
        ("2027-07-01T09:00", "2027-09-30T10:00"),
        ("2028-11-01T09:00", "2028-12-29T10:00"),
    ],
)
def test_a_quarter_ends_at_ten_on_its_last_weekday(now: str, end: str) -> None:
    zone = ZoneInfo("Europe/Moscow")
    local = datetime.fromisoformat(now).replace(tzinfo=zone)
    assert quarter_end(local, zone) == datetime.fromisoformat(end).replace(tzinfo=zone)


async def test_quiet_comes_when_everything_is_read_and_answered(stage: Stage) -> None:
    await stage.anna.send("Раз")
    assert not await stage.client.wait_quiet(ms=10, timeout=0.05)
    await stage.updates()
    await stage.updates()
    assert await stage.client.wait_quiet(ms=10, timeout=2)


async def test_the_end_of_a_quarter_is_where_the_bot_says(stage: Stage) -> None:
    await stage.client.set_clock(datetime(2026, 9, 1, 6, tzinfo=UTC))
    version = (await stage.client.clock()).version
    opens = "2026-09-24T07:00:00+00:00"
    await stage.client.post(
        "/sandbox/clock/idle", {"version": version, "next_at": None, "quarter_end": opens}
    )
    moved = await stage.client.move_clock_to("quarter_end")
    assert moved.now.replace(microsecond=0, second=0).isoformat() == opens
