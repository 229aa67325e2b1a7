"""Answers to people and the outbox share one pace."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter

from bot.telegram.messenger import TelegramMessenger
from bot.telegram.reply_pacing import ReplyPacing
from sandbox.running import run_sandbox
from services.delivery.pacing import Pacer, Rates
from services.notice import Notice, bold
from tests.bot.lines import bot_over


class Noting(Pacer):
    def __init__(self) -> None:
        super().__init__(Rates())
        self.noted: list[int] = []
        self.waited: list[float] = []

    def note(self, chat_id: int) -> None:
        self.noted.append(chat_id)
        super().note(chat_id)


def mannered(bot: Bot) -> Noting:
    """Waits are written down, not waited."""
    pacer = Noting()

    async def sleep(seconds: float) -> None:
        pacer.waited.append(seconds)

    bot.session.middleware(ReplyPacing(pacer, sleep=sleep))
    return pacer


async def test_what_a_handler_sends_counts_for_the_chat_and_overall() -> None:
    async with run_sandbox() as sandbox, bot_over(sandbox.url, token=sandbox.token) as bot:
        anna = await sandbox.client.person("Анна", started=True)
        pacer = mannered(bot)
        sent = await bot.send_message(anna.id, "привет")
        await bot.edit_message_text("пока", chat_id=anna.id, message_id=sent.message_id)
        await bot.send_chat_action(anna.id, "typing")
        await TelegramMessenger(bot).send(anna.id, Notice(body=bold("сводка")))  # counted by its own turn

    assert pacer.noted == [anna.id, anna.id]


async def test_short_flood_control_is_waited_out_for_a_person() -> None:
    async with run_sandbox() as sandbox, bot_over(sandbox.url, token=sandbox.token) as bot:
        anna = await sandbox.client.person("Анна", started=True)
        await sandbox.client.fault("refuse", method="sendMessage", retry_after=3, times=2)
        pacer = mannered(bot)
        await bot.send_message(anna.id, "привет")
        assert (await anna.last()).text == "привет"

    assert pacer.waited == [3, 3]
    assert pacer.held_for(anna.id) > 2


async def test_long_flood_control_is_left_to_the_inbox() -> None:
    async with run_sandbox() as sandbox, bot_over(sandbox.url, token=sandbox.token) as bot:
        anna = await sandbox.client.person("Анна", started=True)
        await sandbox.client.fault("refuse", method="sendMessage", retry_after=3600)
        pacer = mannered(bot)
        with pytest.raises(TelegramRetryAfter):
            await bot.send_message(anna.id, "привет")

    assert pacer.waited == []
