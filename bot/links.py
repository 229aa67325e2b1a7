"""Deep links for the command line."""

from collections.abc import Callable

from aiogram import Bot
from aiogram.utils.deep_linking import create_deep_link

from bot.session import build_session
from bot.settings import Settings


async def link_maker(settings: Settings) -> Callable[[str], str]:
    """Turns a payload into the link that opens the bot with it; without a token, into the words to type."""
    if settings.bot_token is None:
        return lambda payload: f"/start {payload}"
    session = build_session(settings.bot_api_url, settings.proxies)
    async with Bot(settings.token, session=session) as bot:
        username = (await bot.me()).username or ""
    return lambda payload: create_deep_link(username, "start", payload)
