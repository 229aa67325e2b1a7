"""python-telegram-bot with its AIORateLimiter, everything handed over at once."""

import asyncio
from typing import Any

from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ApplicationBuilder

from bench.contenders.gate import Gate, compete


async def main(task: dict[str, Any], gate: Gate) -> dict[str, Any]:
    limiter = AIORateLimiter(max_retries=task["retries"])
    builder = ApplicationBuilder().token(task["token"]).base_url(f"{task['url']}/bot").rate_limiter(limiter)
    bot = builder.build().bot
    lost = 0

    async def send(chat: int) -> None:
        nonlocal lost
        try:
            await bot.send_message(chat, task["text"], parse_mode="HTML")
        except TelegramError:
            lost += 1

    async with bot:
        await gate.go()
        await asyncio.gather(*(send(chat) for chat in task["chats"]))
        return {"went_at": gate.went_at, "lost": lost}


if __name__ == "__main__":
    compete(main)
