"""From an aiogram update to the handlers: one function for each kind of update."""

from collections.abc import Iterator
from typing import Any

from aiogram import Bot, Dispatcher, F
from aiogram.enums import ChatMemberStatus, ChatType, ContentType
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, User

from handlers.chat import Chat
from handlers.people.commands import keep_commands
from handlers.routes import Dispatch, Routes
from handlers.said import Said
from handlers.screen import Press, Screen
from handlers.table import ROUTES
from roadmap.control.incoming_files import SentFile
from roadmap.process.handled_update import HandledUpdate
from services.app import App
from services.ports.messenger import Screens
from texts.people.menu import NOT_HERE, OLD_BUTTON

SAID = frozenset(
    {
        ContentType.TEXT,
        ContentType.VOICE,
        ContentType.AUDIO,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
        ContentType.PHOTO,
        ContentType.DOCUMENT,
        ContentType.STICKER,
        ContentType.ANIMATION,
        ContentType.LOCATION,
        ContentType.LIVE_PHOTO,
        ContentType.VENUE,
        ContentType.POLL,
        ContentType.DICE,
        ContentType.STORY,
        ContentType.GAME,
        ContentType.PAID_MEDIA,
        ContentType.CHECKLIST,
        ContentType.CONTACT,
    }
)
"""What a person says, as against what Telegram notes in a chat."""


class TelegramUpdates:
    """Handles what people do in private chats; from elsewhere only commands and presses get a refusal."""

    def __init__(self, app: App, screens: Screens, routes: Routes = ROUTES) -> None:
        self._app = app
        self._screens = screens
        self._dispatch = Dispatch(routes)

    def dispatcher(self) -> Dispatcher:
        """Feeds updates to this; expects the `HandledUpdate` beside each as `handled`."""
        dispatcher = Dispatcher(disable_fsm=True)
        dispatcher.message.register(self.message, F.chat.type == ChatType.PRIVATE, F.content_type.in_(SAID))
        dispatcher.message.register(self.elsewhere, F.chat.type != ChatType.PRIVATE, F.text.startswith("/"))
        dispatcher.channel_post.register(self.elsewhere, F.text.startswith("/"))
        dispatcher.edited_message.register(self.edited, F.chat.type == ChatType.PRIVATE)
        dispatcher.callback_query.register(self.press)
        dispatcher.my_chat_member.register(self.membership, F.chat.type == ChatType.PRIVATE)
        return dispatcher

    async def message(self, message: Message, handled: HandledUpdate) -> None:
        """Words, a command or a file."""
        handled.said_message_id = message.message_id
        chat = self._chat(handled, message.from_user)
        if handled.is_settled:
            await self._dispatch.redraw(chat)
        else:
            await self._dispatch.message(chat, said(message))
        await _settle(chat)

    async def elsewhere(self, message: Message, handled: HandledUpdate, bot: Bot) -> None:
        """A command in a group or a channel: one refusal, since everybody there would read the answer."""
        named = (message.text or "").split()[0].partition("@")[2].lower()
        if not handled.is_settled and named in ("", ((await bot.me()).username or "").lower()):
            await self._chat(handled).screen.send(NOT_HERE)

    async def edited(self, message: Message, handled: HandledUpdate) -> None:
        """A message that reads differently now."""
        chat = self._chat(handled)
        if not handled.is_settled:
            await self._dispatch.edited(chat, said(message))
        await _settle(chat)

    async def press(self, callback: CallbackQuery, handled: HandledUpdate) -> None:
        """A pressed button of a private chat; elsewhere it is answered, and nothing else is done."""
        message = callback.message
        if message is None or not _is_own_chat(message.chat, callback.from_user):
            await self._screens.answer_press(callback.id, OLD_BUTTON, alert=True)
            return
        handled.pressed_message_id = message.message_id
        chat = self._chat(handled, callback.from_user, Press(id=callback.id, message_id=message.message_id))
        if handled.is_settled:
            await self._dispatch.redraw(chat, callback.data or "")
        else:
            await self._dispatch.press(chat, callback.data or "")
        await _settle(chat)

    async def membership(self, event: ChatMemberUpdated, handled: HandledUpdate) -> None:
        """A person blocks the bot or lets it write again: Telegram tells at once, without a failed send."""
        if handled.is_settled:
            return
        delivery = self._app.answering(handled).delivery
        if event.new_chat_member.status == ChatMemberStatus.KICKED:
            await delivery.chat_closed(handled.place)
        else:
            await delivery.chat_opened(handled.place)

    def _chat(self, handled: HandledUpdate, user: User | None = None, press: Press | None = None) -> Chat:
        return Chat(
            app=self._app.answering(handled),
            visitor=handled.visitor,
            screen=Screen(self._screens, handled.place, press),
            update=handled,
            sender=named(user) if user else "",
        )


def _is_own_chat(chat: Any, user: User) -> bool:
    """A private chat carries the number of its person: a press of anybody else in it is forged."""
    return bool(chat.type == ChatType.PRIVATE and chat.id == user.id)


def named(user: User) -> str:
    """«Анна Лугова (@anna)»: what an account says of itself."""
    name = " ".join("".join(char for char in user.full_name if char.isprintable()).split())
    return f"{name} (@{user.username})" if user.username else name


def said(message: Message) -> Said:
    """What the message says, neutral to the messenger."""
    return Said(
        words=message.text or message.caption or "",
        is_text=message.text is not None,
        file=_file(message),
        album=message.media_group_id,
        message_id=message.message_id,
        replied=tuple(_buttons(message.reply_to_message)),
    )


def _buttons(message: Message | None) -> Iterator[str]:
    """What the buttons of a message of the bot say."""
    if (
        message is None
        or message.reply_markup is None
        or not (message.from_user and message.from_user.is_bot)
    ):
        return
    for row in message.reply_markup.inline_keyboard:
        yield from (button.callback_data for button in row if button.callback_data)


def _file(message: Message) -> SentFile | None:
    if (document := message.document) is not None:
        name, size = document.file_name or "", document.file_size or 0
        mark = document.file_unique_id
        return SentFile(ref=document.file_id, name=name, size=size, is_photo=False, mark=mark)
    if message.photo:
        largest = message.photo[-1]
        size, mark = largest.file_size or 0, largest.file_unique_id
        return SentFile(ref=largest.file_id, name="", size=size, is_photo=True, mark=mark)
    return None


async def _settle(chat: Chat) -> None:
    """Put the cards drawn on record, settle what is left, and give the chat the commands of its role."""
    chat.update.is_answered = True
    if chat.update.owes_commit:
        for message_id in await chat.app.cards.record(chat.update):
            await chat.screen.delete(message_id)
    await keep_commands(chat, chat.visitor)
