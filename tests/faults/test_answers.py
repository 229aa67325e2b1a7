"""Answers of Telegram that are rare, odd or unlike its documentation."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiogram.exceptions import ClientDecodeError
from sqlalchemy import select

from bot.telegram.messenger import TelegramMessenger
from bot.telegram.screens import TRY_AGAIN_SECONDS, TelegramScreens
from services.notice import Notice, bold
from services.ports.messenger import NotSent, Refused, SendOutcome, Unsure
from storage.process.tables import AuditRow
from storage.unit_of_work import Store
from tests.bot.lines import Serve, bot_over, line
from tests.clock import FrozenClock
from tests.control_story import Stage, set_stage
from tests.faults.street import Street, open_street
from tests.services.delivery.post_office import PostOffice
from tests.world import open_world

WORDS = "срок завтра"
NOTICE = Notice(body=bold(WORDS))


@pytest.fixture
async def street(office: PostOffice) -> AsyncIterator[Street]:
    async with open_street(office) as street:
        await office.post(await office.person("Анна", street.anna.id), WORDS)
        yield street


@pytest.fixture
async def stage(store: Store, clock: FrozenClock, tmp_path: Path) -> AsyncIterator[Stage]:
    clock.set("2026-09-01 10:00")
    async with open_world(store, clock, tmp_path) as world:
        yield await set_stage(world, store)


async def test_too_many_requests_without_a_time_is_waited_out_and_sent_once_unmarked(street: Street) -> None:
    await street.sandbox.client.fault(
        "refuse", method="sendMessage", code=429, description="Too Many Requests: retry later"
    )
    await street.deliver()
    assert await street.arrived() == []

    street.office.clock.add(seconds=6)
    await street.deliver()

    assert await street.arrived() == [WORDS]


async def told(street: Street, **rule: object) -> SendOutcome:
    """What the messenger makes of a refusal that comes under 200."""
    await street.sandbox.client.fault("refuse", method="sendMessage", status=200, **rule)
    async with bot_over(street.sandbox.url, token=street.sandbox.token) as bot:
        return await TelegramMessenger(bot).send(street.anna.id, NOTICE)


async def test_a_refusal_under_200_is_read_by_what_it_says(street: Street) -> None:
    flooded = await told(street, code=429, retry_after=7)
    refused = await told(street, code=400, description="Bad Request: MESSAGE_FLAVOUR_INVALID")
    broken = await told(street, code=500, description="Internal Server Error")

    assert flooded == NotSent("too many requests", timedelta(seconds=7))
    assert refused == Refused("Bad Request: MESSAGE_FLAVOUR_INVALID")
    assert isinstance(broken, Unsure)


async def test_a_screen_that_is_as_it_was_is_no_failure(stage: Stage) -> None:
    await stage.opens(stage.anna, "2.1")
    for _ in range(2):
        await stage.anna.forges(f"d:{stage.district.duties['2.1', 'Школа № 3']}")

    refused = [
        each
        for each in await stage.world.sandbox.client.calls(method="editMessageText")
        if each.status == 400
    ]
    assert refused, "Telegram has refused to draw the same once more"
    await stage.anna.sees_nothing()


async def test_a_press_whose_question_is_too_old_to_be_answered_is_done_once_all_the_same(
    stage: Stage,
) -> None:
    await stage.opens(stage.anna, "2.1")
    words = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    await stage.world.sandbox.client.fault(
        "refuse", method="answerCallbackQuery", code=400, description=words, times=None
    )
    await stage.anna.presses("Взять в работу")

    await stage.anna.sees("2.1.*[Вв]зято в работу|2.1.*работ")
    async with stage.district.store.engine.connect() as connection:
        entries = (await connection.execute(select(AuditRow.action))).scalars().all()
    assert entries.count("duty.acknowledged") == 1


def half_and_silence(status: str = "200 OK") -> Serve:
    """Hears the whole request, answers with half a body and says no more, without hanging up."""

    async def serve(reader, writer) -> None:  # type: ignore[no-untyped-def]
        await reader.read(65536)
        writer.write(
            f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n".encode()
        )
        writer.write(b'{"ok":true,"result":{"message_id":1,')
        await writer.drain()
        await reader.read()
        writer.close()

    return serve


async def test_a_body_that_never_ends_is_given_up_and_what_it_answered_is_unsure() -> None:
    async with line(half_and_silence()) as address, bot_over(f"http://{address}", seconds=0.5) as bot:
        assert isinstance(await TelegramMessenger(bot).send(1, NOTICE), Unsure)


async def in_the_middle_of_a_letter(reader, writer) -> None:  # type: ignore[no-untyped-def]
    """Answers every request with a text that breaks off."""
    body = '{"ok":true,"result":{"text":"Ж'.encode()[:-1]
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n")
    writer.write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
    await writer.drain()
    await reader.read()  # the rest of the request, until the other side hangs up
    writer.close()


async def test_an_answer_that_breaks_off_inside_a_letter_is_unsure_and_a_screen_is_tried_again() -> None:
    tried = []

    async def at_once(seconds: float) -> None:
        tried.append(seconds)

    async with line(in_the_middle_of_a_letter) as address, bot_over(f"http://{address}") as bot:
        assert isinstance(await TelegramMessenger(bot).send(1, NOTICE), Unsure)
        with pytest.raises(ClientDecodeError):
            await TelegramScreens(bot, sleep=at_once).post(1, NOTICE)

    assert tried == list(TRY_AGAIN_SECONDS)
