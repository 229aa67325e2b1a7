"""The Screens port over aiogram: answers to what people do."""

from io import BytesIO

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.types import BotCommand, BotCommandScopeChat, BufferedInputFile, InputMediaDocument
from aiogram.utils.deep_linking import create_start_link

from bot.telegram.keyboard import keyboard
from roadmap.errors import BadInput
from services.notice import Attachment, Notice

TOAST = 200
"""Telegram takes so many characters in the answer to a press."""

log = structlog.get_logger(__name__)


class TelegramScreens:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def answer_press(self, press_id: str, words: str, *, alert: bool) -> None:
        try:
            await self._bot.answer_callback_query(press_id, words[:TOAST] or None, show_alert=alert)
        except TelegramBadRequest as error:
            if "query is too old" not in error.message:
                raise  # the press itself is still carried out; only its spinner has gone

    async def say(self, chat_id: int, words: str) -> None:
        await self._bot.send_message(chat_id, words, parse_mode=None)

    async def post(self, chat_id: int, notice: Notice) -> int:
        sent = await self._bot.send_message(
            chat_id,
            str(notice.body),
            reply_markup=keyboard(notice),
            disable_notification=notice.is_silent or None,
        )
        return sent.message_id

    async def redraw(self, chat_id: int, message_id: int, notice: Notice) -> bool:
        try:
            await self._bot.edit_message_text(
                str(notice.body), chat_id=chat_id, message_id=message_id, reply_markup=keyboard(notice)
            )
        except TelegramBadRequest as error:
            return "message is not modified" in error.message
        return True

    async def try_redraw(self, chat_id: int, message_id: int, notice: Notice) -> None:
        try:
            await self.redraw(chat_id, message_id, notice)
        except AiogramError as error:
            log.info("a card elsewhere was not redrawn", reason=type(error).__name__)

    async def delete(self, chat_id: int, message_id: int) -> None:
        try:
            await self._bot.delete_message(chat_id, message_id)
        except TelegramBadRequest:
            return

    async def send_files(
        self, chat_id: int, attachments: tuple[Attachment, ...], caption: Notice | None
    ) -> None:
        files = [BufferedInputFile(attachment.data, attachment.name) for attachment in attachments]
        words = str(caption.body) if caption else None
        if len(files) == 1:
            keys = keyboard(caption) if caption else None
            await self._bot.send_document(chat_id, files[0], caption=words, reply_markup=keys)
            return
        *others, last = files
        media = [InputMediaDocument(media=each) for each in others]
        await self._bot.send_media_group(chat_id, [*media, InputMediaDocument(media=last, caption=words)])

    async def show_busy(self, chat_id: int, action: str) -> None:
        await self._bot.send_chat_action(chat_id, action)

    async def fetch(self, file_ref: str) -> bytes:
        try:
            data = await self._bot.download(file_ref, destination=BytesIO())
        except TelegramBadRequest as error:
            if "file is too big" in error.message:  # the size was not told beforehand
                raise BadInput("evidence-too-big") from None
            raise
        assert data is not None
        return data.read()

    async def invite_link(self, payload: str) -> str:
        return await create_start_link(self._bot, payload)

    async def offer_commands(self, chat_id: int, commands: tuple[tuple[str, str], ...]) -> None:
        listed = [BotCommand(command=name, description=words) for name, words in commands]
        await self._bot.set_my_commands(listed, scope=BotCommandScopeChat(chat_id=chat_id))
