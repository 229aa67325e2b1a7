"""aiogram alone: `concurrency` sends at a time as fast as they go, or the loop with a pause bots copy."""

import asyncio
from collections.abc import Iterable
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from aiogram.types import InlineKeyboardMarkup

from bench.contenders.gate import Gate, compete

PAUSE_SECONDS = 0.05


async def main(task: dict[str, Any], gate: Gate) -> dict[str, Any]:
    keys = InlineKeyboardMarkup.model_validate(task["keyboard"]) if task.get("keyboard") else None
    session = AiohttpSession(api=TelegramAPIServer.from_base(task["url"]))
    async with Bot(task["token"], session=session) as bot:

        async def send(chat: int) -> None:
            await bot.send_message(chat, task["text"], parse_mode="HTML", reply_markup=keys)

        async def send_in_turn(chats: Iterable[int]) -> None:
            for chat in chats:
                await send(chat)

        async def send_patiently(chat: int) -> None:
            try:
                await send(chat)
            except TelegramRetryAfter as error:
                await asyncio.sleep(error.retry_after)
                await send_patiently(chat)

        await gate.go()
        if task.get("concurrency"):
            line = iter(task["chats"])
            await asyncio.gather(*(send_in_turn(line) for _ in range(task["concurrency"])))
        else:
            for chat in task["chats"]:
                await send_patiently(chat)
                await asyncio.sleep(PAUSE_SECONDS)
        return {"went_at": gate.went_at}


if __name__ == "__main__":
    compete(main)
