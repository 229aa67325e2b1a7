"""python-telegram-bot: all handed over at once to its AIORateLimiter, or (no `retries`) without one."""

import asyncio
from typing import Any

from telegram import InlineKeyboardMarkup
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ApplicationBuilder

from bench.contenders.gate import Gate, compete


async def main(task: dict[str, Any], gate: Gate) -> dict[str, Any]:
    builder = ApplicationBuilder().token(task["token"]).base_url(f"{task['url']}/bot")
    if "retries" in task:
        builder = builder.rate_limiter(AIORateLimiter(max_retries=task["retries"]))
    bot = builder.connection_pool_size(256).build().bot
    keys = InlineKeyboardMarkup.de_json(task["keyboard"]) if task.get("keyboard") else None
    slots = asyncio.Semaphore(task.get("concurrency") or len(task["chats"]))
    lost = 0

    async def send(chat: int) -> None:
        nonlocal lost
        async with slots:
            try:
                await bot.send_message(chat, task["text"], parse_mode="HTML", reply_markup=keys)
            except TelegramError:
                lost += 1

    async with bot:
        await gate.go()
        await asyncio.gather(*(send(chat) for chat in task["chats"]))
        return {"went_at": gate.went_at, "lost": lost}


if __name__ == "__main__":
    compete(main)
