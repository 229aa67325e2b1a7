"""What a person sees in answer to what they did: the same message redrawn, or a new one."""

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

from services.buttons.packing import pack
from services.notice import Attachment, Button, Notice


def keyboard(notice: Notice) -> InlineKeyboardMarkup | None:
    """The rows of buttons as Telegram takes them."""
    if not notice.buttons:
        return None
    return InlineKeyboardMarkup(inline_keyboard=[[_key(button) for button in row] for row in notice.buttons])


def _key(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        text=button.label,
        url=button.url,
        callback_data=pack(button.data) if button.data is not None else None,
        style=button.style.value if button.style else None,
    )


class Screen:
    """The chat an update came from. A press is answered exactly once, at the first chance."""

    def __init__(self, bot: Bot, chat_id: int, event: Message | CallbackQuery) -> None:
        self._bot = bot
        self.chat_id = chat_id
        self._event = event
        self._is_answered = False

    @property
    def pressed_message_id(self) -> int | None:
        """The message whose button was pressed."""
        is_press = isinstance(self._event, CallbackQuery) and self._event.message is not None
        return self._event.message.message_id if is_press else None  # type: ignore[union-attr]

    async def toast(self, words: str = "", *, alert: bool = False) -> None:
        """Answer the press, with words over the chat if any; for a typed message it is an ordinary reply."""
        if isinstance(self._event, CallbackQuery):
            if not self._is_answered:
                self._is_answered = True
                await self._answer(self._event, words[:200], alert=alert)
        elif words:
            await self._bot.send_message(self.chat_id, words, parse_mode=None)

    async def _answer(self, press: CallbackQuery, words: str, *, alert: bool) -> None:
        try:
            await press.answer(words or None, show_alert=alert)
        except TelegramBadRequest as error:
            if "query is too old" not in error.message:
                raise  # the press itself is still carried out; only its spinner has gone

    async def show(self, notice: Notice) -> int:
        """Redraw the pressed message, or send where there is none to redraw. Returns the message id."""
        message_id = self.pressed_message_id
        if message_id is not None:
            await self.toast()
            if await self.edit(message_id, notice):
                return message_id
        return await self.send(notice)

    async def send(self, notice: Notice) -> int:
        """A new message at the bottom of the chat. Returns its id."""
        await self.toast()
        sent = await self._bot.send_message(
            self.chat_id,
            str(notice.body),
            reply_markup=keyboard(notice),
            disable_notification=notice.is_silent or None,
        )
        return sent.message_id

    async def edit(self, message_id: int, notice: Notice) -> bool:
        """Redraw a message of this chat; False when Telegram no longer lets it be edited."""
        try:
            await self._bot.edit_message_text(
                str(notice.body),
                chat_id=self.chat_id,
                message_id=message_id,
                reply_markup=keyboard(notice),
            )
        except TelegramBadRequest as error:
            return "message is not modified" in error.message
        return True

    async def delete(self, message_id: int) -> None:
        """Take a message away; one that is already gone is fine."""
        try:
            await self._bot.delete_message(self.chat_id, message_id)
        except TelegramBadRequest:
            return

    async def document(self, attachment: Attachment, caption: Notice) -> None:
        """A file with a caption of at most 1,024 characters."""
        await self.toast()
        await self._bot.send_document(
            self.chat_id,
            BufferedInputFile(attachment.data, attachment.name),
            caption=str(caption.body),
            reply_markup=keyboard(caption),
        )

    async def busy(self, action: str = "typing") -> None:
        """Show that something longer is being done: `typing`, `upload_document`."""
        await self._bot.send_chat_action(self.chat_id, action)
