"""The smallest aiogram bot there is: it polls and has nothing to say."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer


async def main(url: str, token: str) -> None:
    async with Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url))) as bot:
        await Dispatcher().start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
