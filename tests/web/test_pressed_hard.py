"""Somebody presses the web servers hard: huge headers, wrong keys at speed. Others are answered meanwhile."""

import asyncio
from collections.abc import MutableMapping
from time import monotonic
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from bot.process.lasting_faults import LastingFaults
from tests.web.test_permissions import FOREIGN, HOOK, OWN, ROAD_MAPS, WEB, Answer, Servers, servers
from web.webhook import SECRET_HEADER

assert servers  # the fixture
AT_ONCE, CALLS = 40, 400
PATIENCE_SECONDS = 20


@pytest.mark.parametrize("route", WEB)
async def test_headers_too_large_are_refused_and_the_next_is_answered(servers: Servers, route: str) -> None:
    await servers.ask(ROAD_MAPS, OWN)
    before = await servers.tables()
    right = await servers.ask(route, FOREIGN)
    for name, value in (
        ("X", "a" * 20_000),
        ("Authorization", "Bearer " + "k" * 100_000),
        ("X" * 20_000, "a"),
    ):
        answer = await servers.ask(route, FOREIGN, more={name: value})
        assert answer.status in {400, 431}, name[:20]
    many = {f"X-{number}": "a" for number in range(5_000)}
    assert (await servers.ask(route, FOREIGN, more=many)).status in {
        400,
        401,
        403,
        404,
        405,
        431,
        right.status,
    }
    assert (await servers.ask(route, FOREIGN)).status == right.status
    assert await servers.changed(before) <= {"audit_entries", "api_keys"}


@pytest.mark.parametrize("route", [HOOK, ROAD_MAPS])
async def test_wrong_keys_at_speed_open_nothing_and_keep_nobody_waiting(servers: Servers, route: str) -> None:
    await servers.ask(ROAD_MAPS, OWN)
    before = await servers.tables()
    turns = asyncio.Semaphore(AT_ONCE)

    async def guess(number: int) -> Answer:
        async with turns:
            wrong = f"{number:043d}"
            header = {SECRET_HEADER: wrong} if route == HOOK else {"Authorization": f"Bearer {wrong}"}
            return await servers.ask(route, OWN, more=header)

    began = monotonic()
    with capture_logs() as said:
        guesses = [asyncio.create_task(guess(number)) for number in range(CALLS)]
        await asyncio.sleep(0)
        own = await servers.ask(ROAD_MAPS, OWN)
        answers = await asyncio.gather(*guesses)
    assert own.status == 200
    assert {each.status for each in answers} == {403 if route == HOOK else 401}
    assert monotonic() - began < PATIENCE_SECONDS
    assert await servers.changed(before) == set()
    faults = LastingFaults()
    assert len([line for line in said if is_said(faults, line)]) == 1, "one line a minute, however many come"


def is_said(faults: LastingFaults, line: MutableMapping[str, Any]) -> bool:
    """Whether this line would stand in the journal; it says what to do."""
    try:
        return "ему отказано" in str(faults(None, "warning", dict(line))["event"])
    except structlog.DropEvent:
        return False
