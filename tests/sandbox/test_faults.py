"""Every row of the table of outcomes can be brought about."""

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from tests.sandbox.conftest import Stage


async def send(stage: Stage, text: str = "Срок завтра") -> None:
    await stage.bot.send_message(stage.anna.id, text, request_timeout=1)


async def arrived(stage: Stage) -> list[str]:
    return [each.text for each in await stage.anna.messages()]


@pytest.mark.parametrize("seconds", [1, 35, 3600])
async def test_too_many_requests_says_how_long_to_wait(stage: Stage, seconds: int) -> None:
    await stage.client.fault("refuse", method="sendMessage", retry_after=seconds)
    with pytest.raises(TelegramRetryAfter, match=f"Too Many Requests: retry after {seconds}") as refusal:
        await send(stage)
    assert refusal.value.retry_after == seconds
    await send(stage)
    assert await arrived(stage) == ["Срок завтра"]


async def test_refusals_of_every_kind(stage: Stage) -> None:
    rules = [
        ({"code": 403}, TelegramForbiddenError),
        ({"code": 401}, TelegramUnauthorizedError),
        ({"code": 500}, TelegramServerError),
        ({"migrate_to_chat_id": -100500}, TelegramMigrateToChat),
    ]
    for rule, error in rules:
        await stage.client.fault("refuse", **rule)
        with pytest.raises(error):
            await send(stage)
    assert await arrived(stage) == []


async def test_a_server_error_may_come_after_the_message_went_out(stage: Stage) -> None:
    await stage.client.fault("refuse", code=502, moment="after")
    with pytest.raises(TelegramServerError, match="Bad Gateway"):
        await send(stage)
    assert await arrived(stage) == ["Срок завтра"]


@pytest.mark.parametrize("kind", ["html", "truncate"])
@pytest.mark.parametrize("moment", ["before", "after"])
async def test_an_answer_that_is_no_json(stage: Stage, kind: str, moment: str) -> None:
    await stage.client.fault(kind, moment=moment)
    with pytest.raises(ClientDecodeError):
        await send(stage)
    assert await arrived(stage) == (["Срок завтра"] if moment == "after" else [])


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_connection_reset(stage: Stage, moment: str) -> None:
    await stage.client.fault("reset", moment=moment)
    with pytest.raises(TelegramNetworkError):
        await send(stage)
    assert await arrived(stage) == (["Срок завтра"] if moment == "after" else [])
    (call,) = await stage.client.calls(method="sendMessage")
    assert (call.status, call.is_accepted) == (0, moment == "after")


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_silence_until_the_bot_gives_up(stage: Stage, moment: str) -> None:
    await stage.client.fault("hang", moment=moment)
    with pytest.raises(TelegramNetworkError, match="Request timeout error"):
        await stage.bot.send_message(stage.anna.id, "Срок завтра", request_timeout=0.2)
    assert await arrived(stage) == (["Срок завтра"] if moment == "after" else [])
    counts = await stage.client.call_counts()
    assert counts["accepted"].get("sendMessage", 0) == len(await arrived(stage))
    assert counts["statuses"]["sendMessage"] == {"0": 1}


async def test_a_rule_picks_its_calls_and_counts_down(stage: Stage) -> None:
    oleg = await stage.client.person("Олег", started=True)
    await stage.client.fault(
        "refuse", code=500, method="sendMessage", chat_id=oleg.id, text="Срок", skip=1, times=2
    )
    outcomes = []
    for chat, text in [
        (oleg, "Срок 1"),
        (stage.anna, "Срок"),
        (oleg, "Иное"),
        (oleg, "Срок 2"),
        (oleg, "Срок 3"),
    ]:
        try:
            await stage.bot.send_message(chat.id, text)
            outcomes.append("ok")
        except TelegramServerError:
            outcomes.append("500")
    await stage.bot.send_message(oleg.id, "Срок 4")
    assert outcomes == ["ok", "ok", "ok", "500", "500"]
    rules = await stage.client.get("/sandbox/faults")
    assert (rules["rules"], rules["spent"][0]["hits"]) == ([], 2)


async def test_the_log_tells_what_was_carried_out(stage: Stage) -> None:
    await send(stage, "Раз")
    await stage.client.fault("reset", moment="after")
    with pytest.raises(TelegramNetworkError):
        await send(stage, "Два")
    calls = await stage.client.calls(method="sendMessage", chat_id=stage.anna.id, accepted=True)
    assert [call.status for call in calls] == [200, 0]
    texts = {each.id: each.text for each in await stage.anna.messages()}
    assert [texts[call.message_id] for call in calls if call.message_id] == ["Раз", "Два"]
