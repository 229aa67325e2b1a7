"""The least a bot can do about a press: answer it and redraw the card. Nothing is checked or kept."""

import asyncio
from contextlib import suppress
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bench.contenders.gate import Gate, compete


async def main(task: dict[str, Any], gate: Gate) -> dict[str, Any]:
    keys = InlineKeyboardMarkup.model_validate(task["keyboard"])
    dispatcher = Dispatcher()

    async def handle(press: CallbackQuery) -> None:
        await press.answer("Отчёт отправлен")
        if isinstance(press.message, Message):
            await press.message.edit_text(task["text"], parse_mode="HTML", reply_markup=keys)

    dispatcher.callback_query.register(handle)
    session = AiohttpSession(api=TelegramAPIServer.from_base(task["url"]))
    async with Bot(task["token"], session=session) as bot:
        await gate.go()
        polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
        await gate.stop()
        cost = gate.cost()
        await dispatcher.stop_polling()
        with suppress(asyncio.CancelledError):
            await polling
        return cost


if __name__ == "__main__":
    compete(main)
