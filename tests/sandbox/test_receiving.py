import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiogram.exceptions import TelegramConflictError
from aiogram.types import InaccessibleMessage
from aiohttp import ClientSession, web

from tests.sandbox.conftest import Stage, connected_bot

SECRET = "s3cret_-"


async def test_updates_come_again_until_the_offset_confirms_them(stage: Stage) -> None:
    for text in ("раз", "два", "три"):
        await stage.anna.send(text)
    first = await stage.bot.get_updates(limit=2)
    assert [each.message.text for each in first if each.message] == ["раз", "два"]
    assert await stage.bot.get_updates(limit=2) == first
    rest = await stage.bot.get_updates(offset=first[-1].update_id + 1)
    assert [each.message.text for each in rest if each.message] == ["три"]
    assert await stage.bot.get_updates(offset=rest[-1].update_id + 1) == []


async def test_a_held_poll_ends_when_something_arrives(stage: Stage) -> None:
    poll = asyncio.create_task(stage.bot.get_updates(timeout=20))
    await poll_is_held(stage)
    await stage.anna.send("Здравствуйте")
    (update,) = await asyncio.wait_for(poll, 2)
    assert update.message is not None
    assert update.message.text == "Здравствуйте"


async def test_a_second_poller_throws_out_the_first(stage: Stage) -> None:
    poll = asyncio.create_task(stage.bot.get_updates(timeout=20))
    await poll_is_held(stage)
    async with connected_bot(stage.sandbox) as twin:
        second = asyncio.create_task(twin.get_updates(timeout=20))
        with pytest.raises(
            TelegramConflictError, match="terminated by other getUpdates request; make sure that"
        ):
            await asyncio.wait_for(poll, 2)
        await stage.anna.send("Кому?")
        assert len(await asyncio.wait_for(second, 2)) == 1


async def test_kinds_that_were_not_asked_for_do_not_come(stage: Stage) -> None:
    await stage.bot.get_updates(allowed_updates=["callback_query"])
    await stage.anna.send("не услышат")
    assert await stage.bot.get_updates(allowed_updates=["message"]) == []
    await stage.anna.send("услышат")
    assert len(await stage.updates()) == 1


async def test_an_update_may_be_given_out_twice(stage: Stage) -> None:
    await stage.anna.send("раз")
    await stage.anna.send("два")
    first = (await stage.bot.get_updates())[0].update_id
    await stage.client.post("/sandbox/updates/repeat", {"update_id": first})
    ids = [each.update_id for each in await stage.bot.get_updates()]
    assert ids == [first, first + 1, first]
    assert await stage.bot.get_updates(offset=first + 2) == []


async def test_a_webhook_gets_updates_with_its_secret_and_polling_is_refused(stage: Stage) -> None:
    async with listener() as hook:
        await stage.bot.set_webhook(hook.url, secret_token=SECRET, allowed_updates=["message"])
        await stage.anna.send("раз")
        await stage.anna.send("два")
        await hook.received(2)
        assert [body["message"]["text"] for body in hook.bodies] == ["раз", "два"]
        assert hook.secrets == [SECRET, SECRET]
        with pytest.raises(
            TelegramConflictError, match="can't use getUpdates method while webhook is active"
        ):
            await stage.bot.get_updates()
        info = await stage.bot.get_webhook_info()
        assert (info.url, info.pending_update_count) == (hook.url, 0)
        await stage.bot.delete_webhook()
        assert await stage.bot.get_updates() == []


async def test_a_webhook_that_fails_is_asked_again_in_order(stage: Stage) -> None:
    await stage.client.settings(webhook_retry_seconds=0.02)
    async with listener(failures=2) as hook:
        await stage.bot.set_webhook(hook.url)
        await stage.anna.send("раз")
        await stage.anna.send("два")
        await hook.received(4)
        assert [body["message"]["text"] for body in hook.bodies] == ["раз", "раз", "раз", "два"]
        info = await stage.bot.get_webhook_info()
        assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"


async def test_what_a_lost_webhook_did_not_take_can_be_polled(stage: Stage) -> None:
    await stage.bot.set_webhook("http://127.0.0.1:9/hook")
    await stage.client.settings(webhook_retry_seconds=0.02)
    await stage.anna.send("раз")
    await stage.anna.send("два")
    await stage.bot.delete_webhook()
    texts = []
    while len(texts) < 2:
        texts += [each.message.text for each in await stage.updates(timeout=2) if each.message]
    assert texts == ["раз", "два"]


async def test_a_webhook_may_answer_with_a_call(stage: Stage) -> None:
    async with listener(answer={"method": "sendMessage", "chat_id": stage.anna.id, "text": "Ответ"}) as hook:
        await stage.bot.set_webhook(hook.url)
        await stage.anna.send("раз")
        assert (await stage.anna.wait("Ответ")).is_from_bot


async def poll_is_held(stage: Stage) -> None:
    bot = stage.sandbox.world.bot()
    assert bot is not None
    while bot.poll is None:
        await asyncio.sleep(0.001)


class Hook:
    def __init__(self, failures: int, answer: dict[str, object] | None) -> None:
        self.url = ""
        self.failures = failures
        self.answer = answer
        self.bodies: list[dict[str, dict[str, str]]] = []
        self.secrets: list[str | None] = []

    async def handle(self, request: web.Request) -> web.Response:
        self.bodies.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if self.failures > 0:
            self.failures -= 1
            return web.Response(status=503)
        return web.json_response(self.answer) if self.answer else web.Response()

    async def received(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.bodies) < count:
                await asyncio.sleep(0.002)


@asynccontextmanager
async def listener(*, failures: int = 0, answer: dict[str, object] | None = None) -> AsyncIterator[Hook]:
    hook = Hook(failures, answer)
    app = web.Application()
    app.router.add_post("/hook", hook.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield hook
    finally:
        await runner.cleanup()


async def test_setting_the_webhook_is_told_in_telegrams_words(stage: Stage) -> None:
    first = await said(stage, "setWebhook", url="http://127.0.0.1:1/a", secret_token="s" * 256)
    assert first["description"] == "Webhook was set"
    assert (await said(stage, "setWebhook", url="http://127.0.0.1:1/b"))["error_code"] == 429
    calm(stage)
    again = await said(stage, "setWebhook", url="http://127.0.0.1:1/a", secret_token="s" * 256)
    assert again["description"] == "Webhook is already set"
    assert (await said(stage, "deleteWebhook"))["description"] == "Webhook was deleted"
    assert (await said(stage, "deleteWebhook"))["description"] == "Webhook is already deleted"


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        ({"secret_token": "s" * 257}, "Bad Request: secret token is too long"),
        ({"secret_token": "ё"}, "Bad Request: secret token contains unallowed characters"),
        ({"url": "ftp://x"}, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"),
    ],
)
async def test_what_is_wrong_with_a_webhook_is_refused(
    stage: Stage, wish: dict[str, str], refusal: str
) -> None:
    assert (await said(stage, "setWebhook", **{"url": "https://x.example/", **wish}))[
        "description"
    ] == refusal


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (["message", "no_such_kind"], ["message"]),
        (["MESSAGE"], ["message"]),
        (["no_such_kind"], None),
        ([], None),
        ("message", ["poll"]),
        ([1], ["poll"]),
    ],
)
async def test_kinds_of_updates_nobody_knows_are_passed_over(
    stage: Stage, wanted: object, left: list[str] | None
) -> None:
    await said(stage, "getUpdates", allowed_updates=["poll"])
    await said(stage, "getUpdates", allowed_updates=wanted)
    assert (await said(stage, "getWebhookInfo"))["result"].get("allowed_updates") == left


async def test_a_press_on_a_message_that_is_gone_tells_only_its_place(stage: Stage) -> None:
    card = await stage.bot.send_message(stage.anna.id, "Срок")
    await stage.bot.delete_message(stage.anna.id, card.message_id)
    await stage.anna.press_data("d:1", message_id=card.message_id)
    (update,) = await stage.updates(timeout=2)
    assert isinstance(update.callback_query.message, InaccessibleMessage)
    assert update.callback_query.message.message_id == card.message_id


async def said(stage: Stage, method: str, **params: object) -> dict[str, Any]:
    """The whole answer of the Bot API."""
    address = f"{stage.sandbox.url}/bot{stage.sandbox.token}/{method}"
    async with ClientSession() as session, session.post(address, json=params) as response:
        answer: dict[str, Any] = await response.json()
        return answer


def calm(stage: Stage) -> None:
    """The second between two settings passes."""
    bot = stage.sandbox.world.bot()
    assert bot is not None
    bot.webhook_rests_until = 0.0
