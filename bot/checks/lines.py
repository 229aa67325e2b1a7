"""What the bot speaks with: proxy, Bot API, webhook, and the host of the heartbeat."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError
from python_socks.async_.asyncio.v2 import Proxy

from bot.checks.found import Found
from bot.process.runtime import open_bot
from bot.settings import Settings
from bot.telegram.webhook import check_webhook
from roadmap.errors import SettingsRefused
from texts.errors import explain

ANSWER_SECONDS = 10
API_HOST = "api.telegram.org"
HTTPS = 443


async def look_at_telegram(settings: Settings) -> AsyncIterator[Found]:
    """Each proxy by itself, then the Bot API over them, then where Telegram brings updates."""
    for number, proxy in enumerate(settings.proxies, 1):
        reached = await _reaches(proxy, settings.bot_api_url)
        remedy = "" if reached else "proxy"
        yield Found(about="proxy", is_well=reached, seen="number", remedy=remedy, detail=str(number))
    try:
        token = settings.token
    except SettingsRefused as refusal:
        yield Found(about="token", is_well=False, remedy="trouble", detail=explain(refusal))
        return
    async with open_bot(settings, token) as bot:
        answer = await _ask(bot)
        yield answer
        if answer.is_well:
            yield await _webhook(settings, bot)


async def _reaches(proxy: str, bot_api_url: str) -> bool:
    """Whether a connection through it comes about."""
    target = urlsplit(bot_api_url)
    host, port = target.hostname or API_HOST, target.port or (80 if target.scheme == "http" else HTTPS)
    try:
        stream = await Proxy.from_url(proxy).connect(host, port, timeout=ANSWER_SECONDS)
        await stream.close()
    except Exception:  # proxies fail with errors of any kind
        return False
    return True


async def _ask(bot: Bot) -> Found:
    try:
        me = await bot.get_me(request_timeout=ANSWER_SECONDS)
    except (TelegramUnauthorizedError, TelegramNotFound):
        refusal = SettingsRefused("BOT_TOKEN", "token")
        return Found(about="telegram", is_well=False, remedy="trouble", detail=explain(refusal))
    except Exception:  # as above
        return Found(about="telegram", is_well=False, remedy="no-telegram")
    return Found(about="telegram", is_well=True, seen="bot", detail=me.username or "")


async def _webhook(settings: Settings, bot: Bot) -> Found:
    try:
        check_webhook(settings)
        info = await bot.get_webhook_info(request_timeout=ANSWER_SECONDS)
    except SettingsRefused as refusal:
        return Found(about="webhook", is_well=False, remedy="trouble", detail=explain(refusal))
    except (AiogramError, OSError, TimeoutError):
        return Found(about="webhook", is_well=False, remedy="no-telegram")
    if not settings.webhook.url:
        taken = bool(info.url)
        remedy = "webhook-foreign" if taken else ""
        return Found(about="webhook", is_well=not taken, seen="polling", remedy=remedy)
    if info.url and info.url != settings.webhook.url:
        return Found(about="webhook", is_well=False, remedy="webhook-foreign")
    if info.last_error_message:
        return Found(about="webhook", is_well=False, remedy="webhook-error", detail=info.last_error_message)
    return Found(about="webhook", is_well=True, seen="" if info.url else "webhook-not-yet")


async def look_at_heartbeat(settings: Settings) -> Found:
    """Its host only: a ping would tell the watchdog that a dead bot lives."""
    address = settings.heartbeat_url.get_secret_value()
    if not address:
        return Found(about="heartbeat", is_well=None, seen="no-heartbeat")
    try:
        parts = urlsplit(address)
        port = parts.port or (80 if parts.scheme == "http" else HTTPS)
        async with asyncio.timeout(ANSWER_SECONDS):
            _, writer = await asyncio.open_connection(parts.hostname or "", port)
        writer.close()
    except (OSError, ValueError, TimeoutError):
        return Found(about="heartbeat", is_well=False, remedy="heartbeat")
    return Found(about="heartbeat", is_well=True)
