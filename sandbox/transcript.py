"""The chats as people see them: bubbles in order, edits shown in place."""

from datetime import datetime

from sandbox.refusal import Json
from sandbox.world import BotAccount, CallbackQuery, Chat, Message, World


def seen_message(message: Message) -> Json:
    """A message as the person's side shows it: the Bot API's form and what only a client knows."""
    seen = {
        **message.to_api(),
        "from_bot": message.sender.is_bot,
        "is_deleted": message.is_deleted,
        "editions": message.editions,
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


def readable(world: World, bot: BotAccount, messages: list[Message]) -> str:
    """`09:00 Bot → Person: text  [Button]`, a line for each new day, edits in place marked with a pen."""
    lines: list[str] = []
    day = ""
    for message in messages:
        moment = datetime.fromtimestamp(message.unix, world.zone)
        if (date := f"{moment:%d.%m.%Y}") != day:
            day = date
            lines += [*([""] if lines else []), f"── {day} ──"]
        lines.append(bubble(bot, message, f"{moment:%H:%M}"))
    return "\n".join(lines) + "\n" if lines else ""


def bubble(bot: BotAccount, message: Message, time: str) -> str:
    to = message.chat.name if message.sender.is_bot or message.chat.person is None else bot.profile.name
    head = f"{time} {message.sender.name} → {to}{' ✎' if message.edited_unix else ''}: "
    words = " ".join(filter(None, [*attachments(message), message.text]))
    body = words.replace("\n", "\n" + " " * 6)
    rows = (message.markup or {}).get("inline_keyboard", [])
    keys = "\n".join(" " * 6 + " ".join(f"[{button['text']}]" for button in row) for row in rows)
    if len(rows) == 1 and "\n" not in body:
        return f"{head}{body}  {keys.strip()}"
    return f"{head}{body}" + (f"\n{keys}" if keys else "")


def attachments(message: Message) -> list[str]:
    """Signs for what is not text."""
    content = message.content
    signs = ["⤷"] if "forward_origin" in message.extra else []
    if "photo" in content:
        signs.append("🖼")
    if "document" in content:
        signs.append(f"📎 {content['document']['file_name']}")
    for key, sign in (("voice", "🎤"), ("sticker", "🏷"), ("location", "📍"), ("contact", "👤")):
        if key in content:
            signs.append(sign)
    if "migrate_to_chat_id" in content:
        signs.append(f"→ {content['migrate_to_chat_id']}")
    return signs
