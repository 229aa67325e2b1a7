"""Updates by webhook: where they are to come, told to Telegram again until it agrees, and looked after."""

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramRetryAfter

from bot.process.sandbox_clock import is_loopback
from bot.settings import Settings
from bot.telegram.updates import ALLOWED, new_update
from roadmap.errors import SettingsRefused
from services.process.inbox import InboxService
from web.webhook import WebhookReceiver, serve_webhook

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
TELEGRAM_PORTS = (None, 443, 80, 88, 8443)
"""Telegram's own servers connect to no others."""
CHECK_EVERY_SECONDS = 60.0
REST_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0)

log = structlog.get_logger(__name__)


def check_webhook(settings: Settings) -> None:
    """Refuse what Telegram would refuse, or what would let anybody in."""
    if not settings.webhook.url:
        return
    try:
        parts = urlsplit(settings.webhook.url)
        port = parts.port
    except ValueError:
        raise SettingsRefused("WEBHOOK__URL", "webhook-url") from None
    is_own = parts.scheme == "http" and is_loopback(settings.webhook.url)
    if not parts.hostname or parts.query or not (parts.scheme == "https" or is_own):
        raise SettingsRefused("WEBHOOK__URL", "webhook-url")
    if not settings.bot_api_url and port not in TELEGRAM_PORTS:
        raise SettingsRefused("WEBHOOK__URL", "webhook-port")
    if not SECRET.fullmatch(settings.webhook.secret.get_secret_value()):
        raise SettingsRefused("WEBHOOK__SECRET", "webhook-secret")


class WebhookIntake:
    """Listens first, then tells Telegram; pending updates are kept. Never polls."""

    silence: float | None = None
    """Nothing is asked here, so nobody can be silent."""

    def __init__(self, settings: Settings, inbox: InboxService, bot: Bot, wake: Callable[[], None]) -> None:
        self._url = settings.webhook.url
        self._secret = settings.webhook.secret.get_secret_value()
        self._host, self._port = settings.webhook.host, settings.webhook.port
        self._bot = bot
        self._receiver = WebhookReceiver(inbox, self._secret, read=new_update, wake=wake)
        self._stopped = asyncio.Event()
        self._failures = 0
        self._last_error_at: int | None = None
        self.is_set = False
        """Telegram knows where to bring updates."""

    @property
    def troubles(self) -> dict[str, Callable[[], bool]]:
        """What may be wrong here, for the health endpoints."""
        return {
            "the webhook is not set": lambda: not self.is_set,
            "updates cannot be stored": lambda: not self._receiver.is_storing,
        }

    async def run(self) -> None:
        """Until `stop`; what is being stored then is stored."""
        path = urlsplit(self._url).path or "/"
        async with serve_webhook(self._receiver, self._host, self._port, path):
            while not self._stopped.is_set():
                await self._rest(await self._look())

    def stop(self) -> None:
        """Take no more: Telegram, or the proxy before us, brings it to another process or later."""
        self._stopped.set()

    async def confirm(self) -> None:
        """Every update has been confirmed by itself."""

    async def _look(self) -> float:
        """Set the webhook, or see that it still is; the seconds until the next look."""
        try:
            if self.is_set:
                await self._check()
            if not self.is_set:
                await self._set()
        except TelegramRetryAfter as error:
            return float(error.retry_after)
        except (AiogramError, OSError, TimeoutError) as error:
            self._failures += 1
            log.warning("Telegram does not answer about the webhook", cause=error)
            return REST_SECONDS[min(self._failures, len(REST_SECONDS)) - 1]
        self._failures = 0
        return CHECK_EVERY_SECONDS

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self._url, secret_token=self._secret, allowed_updates=ALLOWED, drop_pending_updates=False
        )
        self.is_set = True
        log.info("webhook set")

    async def _check(self) -> None:
        info = await self._bot.get_webhook_info()
        if info.url != self._url:
            log.critical("somebody has taken the webhook away: is another process polling with this token?")
            self.is_set = False
        told = int(info.last_error_date.timestamp()) if info.last_error_date else None
        if told is not None and told != self._last_error_at:
            log.warning(
                "Telegram could not bring updates",
                said=info.last_error_message,
                waiting=info.pending_update_count,
            )
        self._last_error_at = told

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopped.wait()
