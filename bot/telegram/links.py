"""Deep links for the command line."""

from collections.abc import Callable

from aiohttp import ClientError, ClientSession, ClientTimeout
from aiohttp_socks import ProxyConnectionError, ProxyConnector, ProxyError, ProxyTimeoutError

from bot.console import say
from bot.settings import Settings
from roadmap.errors import SettingsRefused
from texts import command_line as words

ANSWER_SECONDS = 15.0
TROUBLE = (ClientError, ProxyError, ProxyConnectionError, ProxyTimeoutError)


async def link_maker(settings: Settings) -> Callable[[str], str]:
    """Turns a payload into the link that opens the bot with it.

    Without a token, or while Telegram is silent, into the words to type. Asked before an invitation is made:
    SettingsRefused for a token Telegram does not know.
    """
    if settings.bot_token is not None:
        if username := await _username(settings):
            return lambda payload: f"https://t.me/{username}?start={payload}"
        say(words.NO_LINKS)
    return lambda payload: f"/start {payload}"


async def _username(settings: Settings) -> str | None:
    """One request without aiogram: loading it takes longer than all the rest of a command."""
    url = f"{settings.bot_api_url or 'https://api.telegram.org'}/bot{settings.token}/getMe"
    for proxy in settings.proxies or (None,):
        connector = ProxyConnector.from_url(proxy) if proxy else None
        try:
            async with (
                ClientSession(connector=connector, timeout=ClientTimeout(total=ANSWER_SECONDS)) as http,
                http.get(url) as answer,
            ):
                if answer.status in (401, 404):
                    raise SettingsRefused("BOT_TOKEN", "token")
                return str((await answer.json())["result"]["username"])
        except (*TROUBLE, OSError, TimeoutError, ValueError, KeyError):
            continue  # the error's words would hold the token
    return None
