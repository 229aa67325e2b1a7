"""What people do: write, send files, press, block. Each deed becomes the update Telegram would send."""

import re
from dataclasses import dataclass

from sandbox.files import Upload, document_content, photo_content
from sandbox.formatting import tidy, with_entities
from sandbox.keyboards import kept
from sandbox.posting import membership_changed, post_from_person, replace, tell_bot
from sandbox.refusal import Json
from sandbox.world import BotAccount, CallbackQuery, Chat, Message, Person, World


class ImpossibleError(Exception):
    """What a person cannot do in Telegram either; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Who acts, and in which chat of which bot."""

    world: World
    bot: BotAccount
    chat: Chat
    person: Person


def deed(world: World, bot: BotAccount, person: Person, chat_id: int = 0) -> Deed:
    """In the private chat with the bot unless another chat is named."""
    chat = bot.chats.get(chat_id) if chat_id else world.private_chat(bot, person)
    if chat is None or person.id not in chat.members:
        raise ImpossibleError(f"{person.name} is not in chat {chat_id}")
    if person.is_deactivated:
        raise ImpossibleError(f"the account of {person.name} is deleted")
    if chat.is_blocked:
        raise ImpossibleError(f"{person.name} has blocked the bot: unblock first")
    return Deed(world=world, bot=bot, chat=chat, person=person)


def write(act: Deed, content: Json, *, reply_to: int = 0, extra: Json | None = None) -> Message:
    replied = act.chat.messages.get(reply_to) if reply_to else None
    if reply_to and replied is None:
        raise ImpossibleError(f"there is no message {reply_to} to reply to")
    return post_from_person(act.world, act.bot, act.chat, act.person, content, reply_to=replied, extra=extra)


def text_content(text: str) -> Json:
    formatted = tidy(text, [])
    if not formatted.text:
        raise ImpossibleError("an empty message cannot be sent")
    return with_entities("text", "entities", formatted)


def media_content(world: World, kind: str, upload: Upload, caption: str = "") -> Json:
    """A photo, document, voice message or sticker with its caption."""
    stored = world.files.keep(kind, upload)
    words = with_entities("caption", "caption_entities", tidy(caption, [])) if caption else {}
    match kind:
        case "photo":
            return {**photo_content(world.files, stored), **words}
        case "document":
            return {**document_content(stored), **words}
        case "voice":
            return {"voice": {"duration": 3, "mime_type": "audio/ogg", **stored.to_api()}, **words}
        case "sticker":
            shape = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
            return {"sticker": {"type": "regular", "emoji": "👍", **shape, **stored.to_api()}}
        case _:
            raise ImpossibleError(f"people cannot send a {kind} here")


def edit(act: Deed, message_id: int, text: str) -> Message:
    message = own_message(act, message_id)
    if "text" in message.content:
        content = text_content(text)
    else:
        rest = {key: value for key, value in message.content.items() if "caption" not in key}
        content = {**rest, **with_entities("caption", "caption_entities", tidy(text, []))}
    replace(act.world, act.bot, message, content, message.markup)
    tell_bot(act.world, act.bot, "edited_message", message.to_api())
    return message


def own_message(act: Deed, message_id: int) -> Message:
    message = act.chat.messages.get(message_id)
    if message is None or message.is_deleted or message.sender is not act.person:
        raise ImpossibleError(f"message {message_id} is not one of {act.person.name}'s")
    return message


def press(act: Deed, button: Json, message: Message) -> CallbackQuery:
    """Press a button that carries callback data."""
    return query(act, message, button["callback_data"], button["text"])


def query(act: Deed, message: Message, data: str, button: str = "") -> CallbackQuery:
    """The callback query itself; a forged one may carry any data."""
    asked = CallbackQuery(
        id=act.world.next_query_id(),
        person=act.person,
        message=message,
        data=data,
        pressed_at=act.world.clock.now(),
        button=button,
    )
    act.bot.queries[asked.id] = asked
    act.bot.note("press", act.world.clock.unix(), message, asked)
    body = {
        "id": asked.id,
        "from": act.person.card(),
        "message": inaccessible(message) if message.is_deleted else message.to_api(),
        "chat_instance": str(act.chat.id * 7919),
        "data": data,
    }
    tell_bot(act.world, act.bot, "callback_query", body)
    act.world.publish("press", act.bot.id, act.chat, asked.id)
    return asked


def inaccessible(message: Message) -> Json:
    """A message that is gone: a bot learns its place and nothing else."""
    return {"chat": message.chat.card(), "message_id": message.id, "date": 0}


def find_button(chat: Chat, wanted: str, message_id: int = 0) -> tuple[Message, Json]:
    """The button whose text is, contains or matches `wanted`, on the newest message that has it."""
    messages = (
        [chat.messages[message_id]] if message_id in chat.messages else reversed(chat.messages.values())
    )
    if message_id and message_id not in chat.messages:
        raise ImpossibleError(f"there is no message {message_id}")
    for message in messages:
        if message.is_deleted or not message.markup:
            continue
        if button := matching(buttons_of(message), wanted):
            return message, button
    raise ImpossibleError(f"no button «{wanted}» in the chat of {chat.name}; there are: {all_buttons(chat)}")


def matching(buttons: list[Json], wanted: str) -> Json | None:
    """An equal text first, then one that contains the words, then one the pattern fits."""
    for button in buttons:
        if button["text"] == wanted:
            return button
    for button in buttons:
        if wanted.lower() in button["text"].lower():
            return button
    try:
        pattern = re.compile(wanted, re.IGNORECASE)
    except re.error:
        return None
    return next((button for button in buttons if pattern.search(button["text"])), None)


def buttons_of(message: Message) -> list[Json]:
    rows = (message.markup or {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def all_buttons(chat: Chat, last: int = 12) -> list[str]:
    """The texts of the newest buttons, for the message of a failed test."""
    texts: list[str] = []
    for message in reversed(chat.messages.values()):
        if not message.is_deleted:
            texts.extend(button["text"] for button in buttons_of(message))
        if len(texts) >= last:
            break
    return texts[:last]


def set_blocked(world: World, bot: BotAccount, person: Person, *, is_blocked: bool) -> None:
    chat = world.private_chat(bot, person)
    if chat.is_blocked == is_blocked:
        return
    chat.is_blocked = is_blocked
    old, new = ("member", "kicked") if is_blocked else ("kicked", "member")
    membership_changed(world, bot, chat, person, old, new)


def contact(person: Person, phone: str) -> Json:
    return {
        "contact": {
            "phone_number": phone,
            "user_id": person.id,
            **kept(person.card(), "first_name", "last_name"),
        }
    }
