"""What happened in the chats in the order it happened: each message as it read then, presses as presses."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.refusal import Json
from sandbox.world import BotAccount, Chat, Happening, Message

GONE_LENGTH = 40


def happenings(bot: BotAccount, chat: Chat | None = None) -> list[Happening]:
    """Of one chat, or of all chats."""
    return [each for each in bot.chronicle if chat is None or each.message.chat is chat]


def readable(zone: ZoneInfo, bot: BotAccount, happened: Iterable[Happening]) -> str:
    """`09:00 Bot → Person: text  [Button]`, a line for each new day.

    ✎ marks an edit, ✦ what flashed over the chat for it, ✕ what was deleted.
    """
    lines: list[str] = []
    day = ""
    for each in happened:
        moment = datetime.fromtimestamp(each.unix, zone)
        if (date := f"{moment:%d.%m.%Y}") != day:
            day = date
            lines += [*([""] if lines else []), f"── {day} ──"]
        lines.append(f"{moment:%H:%M} {line(bot, each)}")
    return "\n".join(lines) + "\n" if lines else ""


def line(bot: BotAccount, happened: Happening) -> str:
    message = happened.message
    match happened.kind:
        case "press" if happened.query:
            query = happened.query
            pressed = f"„{query.button}“" if query.button else repr(query.data)
            return f"{query.person.name}: [нажимает {pressed}]"
        case "answer" if happened.query:
            return f"{bot.profile.name} → {happened.query.person.name} ✦ {indented(happened.query.text)}"
        case "delete":
            words = " ".join(words_of(happened.content, message.extra).split())
            shown = words if len(words) <= GONE_LENGTH else f"{words[:GONE_LENGTH]}…"
            return f"{route(bot, message)} ✕ {shown}"
        case _:
            pen = " ✎" if happened.kind == "edit" else ""
            head = f"{route(bot, message)}{pen}: "
            return head + bubble(words_of(happened.content, message.extra), happened.markup)


def route(bot: BotAccount, message: Message) -> str:
    """From whom to whom."""
    to = message.chat.name if message.sender.is_bot or message.chat.person is None else bot.profile.name
    return f"{message.sender.name} → {to}"


def bubble(words: str, markup: Json | None) -> str:
    body = indented(words)
    rows = (markup or {}).get("inline_keyboard", [])
    keys = "\n".join(" " * 6 + " ".join(f"[{button['text']}]" for button in row) for row in rows)
    if len(rows) == 1 and "\n" not in body:
        return f"{body}  {keys.strip()}"
    return body + (f"\n{keys}" if keys else "")


def indented(words: str) -> str:
    return words.replace("\n", "\n" + " " * 6)


def words_of(content: Json, extra: Json) -> str:
    """The text with signs for what is none."""
    text = str(content.get("text") or content.get("caption") or "")
    return " ".join(filter(None, [*attachments(content, extra), text]))


def attachments(content: Json, extra: Json) -> list[str]:
    signs = ["⤷"] if "forward_origin" in extra else []
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
