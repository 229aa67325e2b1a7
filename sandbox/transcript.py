"""The chats as people see them now: bubbles in order, edits shown in place."""

from sandbox.refusal import Json
from sandbox.world import BotAccount, CallbackQuery, Chat, Message


def seen_message(message: Message) -> Json:
    """A message as the person's side shows it: the Bot API's form and what only a client knows."""
    seen = {
        **message.to_api(),
        "from_bot": message.sender.is_bot,
        "is_deleted": message.is_deleted,
        "editions": message.editions,
        "reaction": message.reaction,
    }
    if message.markup is not None:
        seen["reply_markup"] = message.markup
    return seen


def seen_answer(query: CallbackQuery) -> Json:
    """What the presser saw for the press."""
    return {
        "query_id": query.id,
        "person_id": query.person.id,
        "chat_id": query.message.chat.id,
        "message_id": query.message.id,
        "button": query.button,
        "data": query.data,
        "is_answered": query.is_answered,
        "text": query.text,
        "show_alert": query.show_alert,
        "url": query.url,
        "pressed_at": query.pressed_at.isoformat(),
    }


def bubbles(bot: BotAccount, chat: Chat | None = None) -> list[Message]:
    """Messages still to be seen, of one chat or of all chats in the order they came."""
    if chat is not None:
        return [message for message in chat.messages.values() if not message.is_deleted]
    everywhere = [message for each in bot.chats.values() for message in bubbles(bot, each)]
    return sorted(everywhere, key=lambda message: message.id)
