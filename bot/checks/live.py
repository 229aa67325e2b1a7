"""`vekha check --live`: what only the real messenger can prove, tried in the coordinator's own chat."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import (
    BufferedInputFile,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    ReactionTypeEmoji,
)

from bot.checks.found import Found
from bot.process.app_factory import open_store
from bot.process.process_lock import sole_process
from bot.process.runtime import open_bot
from bot.settings import Settings
from bot.telegram.screens import listed
from bot.telegram.updates import GetRawUpdates
from roadmap.people.persons import Role
from services.people.no_recipient import reachable_above
from texts import checks as words
from texts.people.menu import DEFAULT_COMMANDS

PATIENCE_SECONDS = 60.0
POLL_SECONDS = 5
DATA = "live-check"
BYTES = words.LIVE_FILE.encode()


async def look_live(settings: Settings) -> AsyncIterator[Found]:
    """Every step is tried, whatever came of the others. The bot itself must not be running meanwhile."""
    with sole_process(settings.database_file):
        chat_id = await _coordinator(settings)
        if chat_id is None:
            yield Found(about="live-person", is_well=False, remedy="no-coordinator")
            return
        async with open_bot(settings, settings.token) as bot:
            talk = _Talk(bot, chat_id)
            for about, step in talk.steps:
                yield await _tried(about, step)
            yield await talk.press()
            await _tried("live-send", talk.end)


async def _coordinator(settings: Settings) -> int | None:
    """The chat of the first coordinator who has one."""
    async with open_store(settings) as store, store.read() as uow:
        for unit in await uow.people.departments():
            for person in await reachable_above(uow, unit.id, Role.COORDINATOR):
                if person.place is not None:
                    return person.place.chat_id
    return None


async def _tried(about: str, step: Callable[[], Awaitable[object]]) -> Found:
    try:
        await step()
    except AiogramError as error:
        return Found(about=about, is_well=False, remedy="refused", detail=str(error))
    except Exception:  # proxies fail with errors of any kind
        return Found(about=about, is_well=False, remedy="no-telegram")
    return Found(about=about, is_well=True)


@dataclass
class _Talk:
    """The messages of one check; a step stands on what an earlier one has sent."""

    bot: Bot
    chat_id: int
    sent: int = 0
    file_id: str = ""
    steps: list[tuple[str, Callable[[], Awaitable[object]]]] = field(init=False)

    def __post_init__(self) -> None:
        self.steps = [
            ("live-send", self.send),
            ("live-edit", self.edit),
            ("live-reply", self.reply),
            ("live-react", self.react),
            ("live-copy", self.copy),
            ("live-album", self.album),
            ("live-up", self.upload),
            ("live-down", self.download),
            ("live-commands", self.commands),
        ]

    async def send(self) -> None:
        key = InlineKeyboardButton(text=words.LIVE_PRESS, callback_data=DATA)
        keys = InlineKeyboardMarkup(inline_keyboard=[[key]])
        sent = await self.bot.send_message(self.chat_id, words.LIVE_GREETING, reply_markup=keys)
        self.sent = sent.message_id

    async def edit(self) -> None:
        key = InlineKeyboardButton(text=words.LIVE_PRESS, callback_data=DATA)
        await self.bot.edit_message_text(
            words.LIVE_EDITED,
            chat_id=self.chat_id,
            message_id=self.sent,
            reply_markup=InlineKeyboardMarkup(inline_keyboard=[[key]]),
        )

    async def reply(self) -> None:
        await self.bot.send_message(self.chat_id, words.LIVE_REPLY, reply_to_message_id=self.sent)

    async def react(self) -> None:
        await self.bot.set_message_reaction(self.chat_id, self.sent, [ReactionTypeEmoji(emoji="👍")])

    async def copy(self) -> None:
        key = InlineKeyboardButton(text=words.LIVE_COPY, copy_text=CopyTextButton(text=words.LIVE_GREETING))
        keys = InlineKeyboardMarkup(inline_keyboard=[[key]])
        await self.bot.send_message(self.chat_id, words.LIVE_COPY, reply_markup=keys)

    async def album(self) -> None:
        files = [BufferedInputFile(BYTES, f"vekha-{number}.txt") for number in (1, 2)]
        await self.bot.send_media_group(self.chat_id, [InputMediaDocument(media=each) for each in files])

    async def upload(self) -> None:
        sent = await self.bot.send_document(self.chat_id, BufferedInputFile(BYTES, "vekha.txt"))
        assert sent.document is not None
        self.file_id = sent.document.file_id

    async def download(self) -> None:
        file = await self.bot.get_file(self.file_id)
        assert file.file_path is not None
        data = await self.bot.download_file(file.file_path)
        assert data is not None and data.read() == BYTES

    async def commands(self) -> None:
        await self.bot.set_my_commands(listed(DEFAULT_COMMANDS))

    async def press(self) -> Found:
        """The press of a person, looked for without confirming it: the bot will get it later too."""
        try:
            if (await self.bot.get_webhook_info()).url:
                return Found(about="live-toast", is_well=None, seen="taken-by-webhook")
            async with asyncio.timeout(PATIENCE_SECONDS):
                press = await self._pressed()
            await self.bot.answer_callback_query(press, words.LIVE_TOAST)
        except TimeoutError:
            return Found(about="live-toast", is_well=None, seen="not-pressed")
        except AiogramError as error:
            return Found(about="live-toast", is_well=False, remedy="refused", detail=str(error))
        return Found(about="live-toast", is_well=True)

    async def _pressed(self) -> str:
        while True:
            for update in await self.bot(GetRawUpdates(timeout=POLL_SECONDS)):
                press = update.get("callback_query") or {}
                if press.get("data") == DATA:
                    return str(press["id"])

    async def end(self) -> None:
        await self.bot.send_message(self.chat_id, words.LIVE_DONE)
