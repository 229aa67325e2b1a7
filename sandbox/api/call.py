"""One Bot API call under way, and what most methods ask of it first."""

from dataclasses import dataclass

from sandbox.api.params import Params
from sandbox.keyboards import read_markup
from sandbox.refusal import Json, Refused, bad_request, migrated
from sandbox.world import BotAccount, Chat, Message, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A result with the word Telegram says about it."""

    result: bool
    description: str


@dataclass(slots=True)
class Call:
    world: World
    bot: BotAccount
    params: Params

    def chat(self) -> Chat:
        """The chat the bot knows under `chat_id`; raises when there is none, or it has moved."""
        raw = self.params.text("chat_id").strip()
        if not raw:
            raise bad_request("Chat_id is empty")
        chat_id = self.params.integer("chat_id")
        chat = self.bot.chats.get(chat_id)
        if chat is None:
            if chat_id in self.world.people:
                raise Refused(403, "Forbidden: bot can't initiate conversation with a user")
            raise bad_request("Chat not found")
        if chat.migrated_to:
            raise migrated(chat.migrated_to)
        return chat

    def chat_to_write(self) -> Chat:
        """The chat, if its people let the bot write there."""
        chat = self.chat()
        if chat.person is not None and chat.person.is_deactivated:
            raise Refused(403, "Forbidden: user is deactivated")
        if chat.is_blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        if chat.is_kicked:
            raise Refused(403, f"Forbidden: bot was kicked from the {chat.kind} chat")
        if chat.person is not None and not chat.is_started:
            raise Refused(403, "Forbidden: bot can't initiate conversation with a user")
        return chat

    def message(self, chat: Chat, purpose: str) -> Message:
        """The message under `message_id`; `purpose` words the refusal («message to edit not found»)."""
        message_id = self.params.integer("message_id")
        if message_id <= 0:
            raise bad_request("Message identifier is not specified")
        message = chat.messages.get(message_id)
        if message is None or message.is_deleted:
            raise bad_request(f"Message to {purpose} not found")
        return message

    def markup(self, chat: Chat, *, inline_only: bool = False) -> Json | None:
        return read_markup(
            self.params.json("reply_markup"), is_private=chat.person is not None, inline_only=inline_only
        )

    def replied(self, chat: Chat) -> Message | None:
        """The message answered to; raises when it is gone and the call does not allow that."""
        asked = self.params.json("reply_parameters")
        wish = asked if isinstance(asked, dict) else {}
        message_id = int(wish.get("message_id") or self.params.integer("reply_to_message_id"))
        if not message_id:
            return None
        message = chat.messages.get(message_id)
        if message is not None and not message.is_deleted:
            return message
        if wish.get("allow_sending_without_reply") or self.params.boolean("allow_sending_without_reply"):
            return None
        raise bad_request("Message to be replied not found")
