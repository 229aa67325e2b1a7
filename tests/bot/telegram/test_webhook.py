"""Where Telegram is to bring updates: refused if unusable, told until it agrees, noticed when taken away."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

import bot.telegram.webhook
from bot.settings import Settings
from bot.telegram.webhook import WebhookIntake, check_webhook
from roadmap.errors import SettingsRefused
from sandbox.running import RunningSandbox, run_sandbox
from services.process.inbox import InboxService
from storage.unit_of_work import Store
from tests.bot.fleet import until
from tests.bot.lines import bot_over
from tests.bot.process.test_process import free_port
from tests.clock import FrozenClock
from tests.open_updates import open_updates

SECRET = "right-secret_1"


def settings(url: str, secret: str = SECRET, **changes: object) -> Settings:
    return Settings(_env_file=None, webhook={"url": url, "secret": secret}, **changes)


@pytest.mark.parametrize(
    "url", ["https://bot.example.ru/hook", "https://bot.example.ru:8443", "http://127.0.0.1:5/hook", ""]
)
def test_an_address_telegram_can_come_to_is_taken(url: str) -> None:
    own_server = {"bot_api_url": "http://127.0.0.1:8081"} if url.startswith("http:") else {}
    check_webhook(settings(url, SECRET if url else "", **own_server))


@pytest.mark.parametrize(
    ("url", "secret", "name", "detail"),
    [
        ("http://bot.example.ru/hook", SECRET, "WEBHOOK__URL", "webhook-url"),
        ("bot.example.ru/hook", SECRET, "WEBHOOK__URL", "webhook-url"),
        ("https:///hook", SECRET, "WEBHOOK__URL", "webhook-url"),
        ("https://bot.example.ru:junk/", SECRET, "WEBHOOK__URL", "webhook-url"),
        ("https://bot.example.ru/hook?x=1", SECRET, "WEBHOOK__URL", "webhook-url"),
        ("https://bot.example.ru:9000/hook", SECRET, "WEBHOOK__URL", "webhook-port"),
        ("https://bot.example.ru/hook", "", "WEBHOOK__SECRET", "webhook-secret"),
        ("https://bot.example.ru/hook", "x" * 257, "WEBHOOK__SECRET", "webhook-secret"),
        ("https://bot.example.ru/hook", "with space", "WEBHOOK__SECRET", "webhook-secret"),
        ("https://bot.example.ru/hook", "секрет", "WEBHOOK__SECRET", "webhook-secret"),
    ],
)
def test_a_webhook_that_cannot_work_is_refused(url: str, secret: str, name: str, detail: str) -> None:
    with pytest.raises(SettingsRefused) as refusal:
        check_webhook(settings(url, secret))

    assert (refusal.value.name, refusal.value.detail) == (name, detail)


@asynccontextmanager
async def taking(sandbox: RunningSandbox, inbox: InboxService) -> AsyncIterator[WebhookIntake]:
    """A webhook that listens and looks after itself."""
    port = free_port()
    given = Settings(
        _env_file=None,
        webhook={"url": f"http://127.0.0.1:{port}/hook", "secret": SECRET, "port": port},
    )
    async with bot_over(sandbox.url, token=sandbox.token) as line:
        intake = WebhookIntake(given, inbox, line, wake=lambda: None)
        running = asyncio.create_task(intake.run())
        yield intake
        intake.stop()
        await asyncio.wait_for(running, 10)


@pytest.fixture
async def sandbox(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[RunningSandbox]:
    monkeypatch.setattr(bot.telegram.webhook, "REST_SECONDS", (0.01,))
    monkeypatch.setattr(bot.telegram.webhook, "CHECK_EVERY_SECONDS", 0.01)
    async with run_sandbox() as running_sandbox:
        yield running_sandbox


async def test_what_waited_before_the_webhook_was_set_is_brought_with_the_rest(
    sandbox: RunningSandbox, store: Store, clock: FrozenClock
) -> None:
    anna = await sandbox.client.person("Анна")
    await anna.start()
    inbox = InboxService(store, clock)
    async with taking(sandbox, inbox):
        await anna.send("привет")
        await until(lambda: waits(inbox, 2), 10)

    assert await sandbox.client.pending_updates() == []


async def waits(inbox: InboxService, count: int) -> bool:
    return await open_updates(inbox) == count


async def test_telegram_is_told_again_until_it_agrees(
    sandbox: RunningSandbox, store: Store, clock: FrozenClock
) -> None:
    await sandbox.client.fault("refuse", method="setWebhook", times=3, code=502)
    async with taking(sandbox, InboxService(store, clock)) as intake:
        assert intake.troubles["the webhook is not set"]()
        await until(lambda: is_set(intake), 10)
        assert not intake.troubles["the webhook is not set"]()

    assert len(await sandbox.client.calls(method="setWebhook")) == 4


async def is_set(intake: WebhookIntake) -> bool:
    return intake.is_set


async def test_a_webhook_somebody_has_taken_away_is_put_back(
    sandbox: RunningSandbox, store: Store, clock: FrozenClock
) -> None:
    inbox = InboxService(store, clock)
    anna = await sandbox.client.person("Анна")
    async with taking(sandbox, inbox) as intake, bot_over(sandbox.url, token=sandbox.token) as rival:
        await until(lambda: is_set(intake), 10)
        await rival.delete_webhook()
        await anna.start()
        await until(lambda: waits(inbox, 1), 10)
