"""A press of the same durability by hand: aiogram's types, aiosqlite, seven small tables and nothing else.

An update is stored before it is confirmed and claimed under a fence; its deed, the message to the curator
and «owed» are one commit; «done» comes with the next claim. There are no rights and no rules.
"""

import asyncio
from datetime import UTC, datetime
from typing import Any

import aiosqlite
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message, Update

from bench.contenders.gate import Gate, compete
from services.buttons.packing import unpack
from services.buttons.reporting import SendDraftButton

AT_ONCE = 32
SCHEMA = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
CREATE TABLE inbox (id INTEGER PRIMARY KEY, chat INTEGER, payload TEXT, state TEXT, fence INTEGER DEFAULT 0);
CREATE INDEX inbox_open ON inbox (state, chat);
CREATE TABLE drafts (id INTEGER PRIMARY KEY, person INTEGER UNIQUE, duty INTEGER, text TEXT);
CREATE TABLE duties (id INTEGER PRIMARY KEY, person INTEGER, state TEXT, version INTEGER);
CREATE TABLE reports (id INTEGER PRIMARY KEY, duty INTEGER, version INTEGER, text TEXT, sent_at TEXT);
CREATE TABLE audit (id INTEGER PRIMARY KEY, at TEXT, actor INTEGER, action TEXT, duty INTEGER);
CREATE TABLE outbox (id INTEGER PRIMARY KEY, key TEXT UNIQUE, recipient INTEGER, report INTEGER, state TEXT);
CREATE TABLE cards (chat INTEGER, duty INTEGER, message INTEGER, PRIMARY KEY (chat, duty));
"""
CLAIM = """UPDATE inbox SET state='claimed', fence=fence+1 WHERE state='new' AND id IN (
    SELECT min(id) FROM inbox WHERE state IN ('new', 'claimed', 'owed') GROUP BY chat LIMIT ?
) RETURNING id, payload, fence"""
STORE = "INSERT OR IGNORE INTO inbox (id, chat, payload, state) VALUES (?, ?, ?, 'new')"
DONE, CARD = "UPDATE inbox SET state='done' WHERE id=?", "INSERT OR REPLACE INTO cards VALUES (?, ?, ?)"
DRAFT = "SELECT id, duty, text FROM drafts WHERE person=? AND id=?"
DUTY = "SELECT version FROM duties WHERE id=? AND person=? AND state='open'"
REPORTED = "UPDATE duties SET state='reported', version=version+1 WHERE id=? AND version=?"
REPORT = "INSERT INTO reports (duty, version, text, sent_at) VALUES (?, 1, ?, ?)"
AUDIT = "INSERT INTO audit (at, actor, action, duty) VALUES (?, ?, 'duty.reported', ?)"
OUTBOX = (
    "INSERT INTO outbox (key, recipient, report, state) VALUES (?, 1, ?, 'pending') ON CONFLICT DO NOTHING"
)
OWED = "UPDATE inbox SET state='owed' WHERE id=? AND fence=? AND state='claimed'"


class Reference:
    """Polls, claims and handles; one connection, whose transactions take turns."""

    def __init__(self, bot: Bot, base: aiosqlite.Connection, task: dict[str, Any]) -> None:
        self._bot = bot
        self._base = base
        self._text = task["text"]
        self._keys = InlineKeyboardMarkup.model_validate(task["keyboard"])
        self._turn = asyncio.Lock()
        self._arrived = asyncio.Event()
        self._answered: list[int] = []
        self._under_way: set[asyncio.Task[None]] = set()

    async def poll(self) -> None:
        offset = None
        while True:
            updates = await self._bot.get_updates(offset=offset, timeout=25, request_timeout=40)
            if updates:
                await self._store(updates)
                offset = updates[-1].update_id + 1
                self._arrived.set()

    async def _store(self, updates: list[Update]) -> None:
        rows = [(each.update_id, _chat(each), each.model_dump_json(exclude_none=True)) for each in updates]
        async with self._turn:
            await self._base.executemany(STORE, rows)
            await self._base.commit()

    async def work(self) -> None:
        while True:
            self._arrived.clear()
            for number, payload, fence in await self._claim(AT_ONCE - len(self._under_way)):
                task = asyncio.create_task(self._handle(number, payload, fence))
                self._under_way.add(task)
                task.add_done_callback(self._finished)
            await self._arrived.wait()

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._arrived.set()

    async def _claim(self, room: int) -> list[Any]:
        done, self._answered = self._answered, []
        async with self._turn:
            await self._base.executemany(DONE, [(each,) for each in done])
            claimed = list(await self._base.execute_fetchall(CLAIM, (room,)))
            await self._base.commit()
        return claimed

    async def _handle(self, number: int, payload: str, fence: int) -> None:
        press = Update.model_validate_json(payload, context={"bot": self._bot}).callback_query
        assert press is not None
        button = unpack(press.data or "")
        assert isinstance(button, SendDraftButton)
        async with self._turn:
            await self._send(press, button, number, fence)
        await press.answer("Отчёт отправлен")
        if isinstance(press.message, Message):
            await press.message.edit_text(self._text, parse_mode="HTML", reply_markup=self._keys)
        self._answered.append(number)

    async def _send(self, press: CallbackQuery, button: SendDraftButton, number: int, fence: int) -> None:
        person, base = press.from_user.id, self._base
        now = datetime.now(UTC).isoformat()  # noqa: TID251 - stands for itself
        [(draft, duty, text)] = await base.execute_fetchall(DRAFT, (person, button.draft_id))
        [(version,)] = await base.execute_fetchall(DUTY, (duty, person))
        await base.execute(REPORTED, (duty, version))
        report, *_ = await base.execute_insert(REPORT, (duty, text, now)) or (0,)
        await base.execute(AUDIT, (now, person, duty))
        await base.execute("DELETE FROM drafts WHERE id=?", (draft,))
        await base.execute(OUTBOX, (f"submitted:{report}", report))
        await base.execute(CARD, (person, duty, press.message and press.message.message_id))
        settled = await base.execute(OWED, (number, fence))
        assert settled.rowcount == 1
        await base.commit()


def _chat(update: Update) -> int:
    return update.callback_query.from_user.id if update.callback_query else 0


async def main(task: dict[str, Any], gate: Gate) -> dict[str, Any]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(task["url"]))
    async with Bot(task["token"], session=session) as bot, aiosqlite.connect(task["file"]) as base:
        await base.executescript(SCHEMA)
        people = [(number, chat) for number, chat in enumerate(task["chats"], 1)]
        await base.executemany("INSERT INTO duties VALUES (?, ?, 'open', 1)", people)
        await base.execute("INSERT INTO drafts SELECT id, person, id, 'Проведено по плану.' FROM duties")
        await base.commit()
        reference = Reference(bot, base, task)
        await gate.go()
        running = [asyncio.create_task(reference.poll()), asyncio.create_task(reference.work())]
        await gate.stop()
        cost = gate.cost()
        for each in running:
            each.cancel()
        await asyncio.wait(running)
        return cost


if __name__ == "__main__":
    compete(main)
