"""Trouble between the bot and Telegram, from the outbox to the phone: how many copies arrive, and which."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from roadmap.delivery.outbox import DeliveryState
from tests.faults.street import Street, open_street
from tests.services.delivery.post_office import PostOffice

WORDS, AGAIN = "срок завтра", "🔁 Повтор\nсрок завтра"
HTML = {"kind": "html", "code": 502}


@pytest.fixture
async def street(office: PostOffice) -> AsyncIterator[Street]:
    async with open_street(office) as street:
        yield street


async def post(street: Street) -> None:
    person = await street.office.person("Анна", street.anna.id)
    await street.office.post(person, WORDS)


@pytest.mark.parametrize("seconds", [1, 35, 3600])
async def test_too_many_requests_is_waited_out_and_nothing_is_doubled(street: Street, seconds: int) -> None:
    await post(street)
    await street.sandbox.client.fault("refuse", method="sendMessage", retry_after=seconds)
    await street.deliver()
    street.office.clock.add(seconds=seconds - 0.5)
    await street.deliver()
    assert await street.arrived() == []

    street.office.clock.add(seconds=0.5)
    await street.deliver()

    assert await street.arrived() == [WORDS]


@pytest.mark.parametrize(
    ("fault", "arrives"),
    [
        ({**HTML, "moment": "after"}, [WORDS, AGAIN]),
        ({**HTML, "moment": "before"}, [AGAIN]),
        ({"kind": "truncate", "moment": "after"}, [WORDS, AGAIN]),
        ({"kind": "reset", "moment": "after"}, [WORDS, AGAIN]),
        ({"kind": "reset", "moment": "before"}, [AGAIN]),
        ({"kind": "hang", "moment": "after"}, [WORDS, AGAIN]),
        ({"kind": "refuse", "code": 500, "moment": "after"}, [WORDS, AGAIN]),
        ({"kind": "refuse", "code": 409}, [WORDS]),
    ],
    ids=lambda value: f"{value['kind']} {value.get('moment', '')}" if isinstance(value, dict) else "",
)
async def test_a_lost_answer_makes_one_more_copy_at_most_and_it_is_marked(
    street: Street, fault: dict[str, Any], arrives: list[str]
) -> None:
    await post(street)
    kind = fault.pop("kind")
    await street.sandbox.client.fault(kind, method="sendMessage", **fault)

    for _ in range(3):
        await street.deliver()
        street.office.clock.add(seconds=120)

    assert await street.arrived() == arrives
    assert (await street.office.row()).state is DeliveryState.SENT


async def test_a_line_that_loses_every_answer_makes_two_copies_and_a_dead_letter(street: Street) -> None:
    await post(street)
    await street.sandbox.client.fault("html", method="sendMessage", code=502, moment="after", times=None)

    for _ in range(5):
        await street.deliver()
        street.office.clock.add(seconds=120)

    assert await street.arrived() == [WORDS, AGAIN]
    row = await street.office.row()
    assert row.state is DeliveryState.DEAD and row.reason.startswith("unknown")


async def test_a_line_that_is_down_for_an_hour_delivers_once_when_it_is_back(street: Street) -> None:
    await post(street)
    await street.sandbox.client.fault("refuse", method="sendMessage", retry_after=60, times=60)

    for _ in range(70):
        await street.deliver()
        street.office.clock.add(seconds=60)

    assert await street.arrived() == [WORDS]
