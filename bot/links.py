"""Deep links for the command line."""

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.utils.deep_linking import create_deep_link

from bot.settings import Settings


async def start_link(settings: Settings, payload: str) -> str:
    """The link that opens the bot with this payload; without a token, the words to type to it."""
    if settings.bot_token is None:
        return f"/start {payload}"
    server = TelegramAPIServer.from_base(settings.bot_api_url) if settings.bot_api_url else PRODUCTION
    async with Bot(settings.bot_token.get_secret_value(), session=AiohttpSession(api=server)) as bot:
        me = await bot.me()
    return create_deep_link(me.username or "", "start", payload)
