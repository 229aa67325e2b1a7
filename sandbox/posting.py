"""How messages come to be: from the bot, from people, and the updates that tell the bot of them."""

from sandbox.refusal import Json
from sandbox.world import BotAccount, Chat, Message, Person, World


def post(
    world: World,
    bot: BotAccount,
    chat: Chat,
    sender: Person,
    content: Json,
    *,
    markup: Json | None = None,
    reply_to: Message | None = None,
    extra: Json | None = None,
) -> Message:
    """Put a message into the chat and show it."""
    message = Message(
        id=bot.next_message_id,
        chat=chat,
        sender=sender,
        unix=world.clock.unix(),
        content=content,
        markup=markup,
        reply_to=reply_to,
        extra=extra or {},
    )
    bot.next_message_id += 1
    chat.messages[message.id] = message
    if markup is not None and "inline_keyboard" not in markup:
        chat.keyboard = None if "remove_keyboard" in markup else markup
    chat.typing = ""
    bot.said += sender is bot.profile
    bot.note("message", message.unix, message)
    world.publish("message", bot.id, chat, message.id)
    return message


def post_from_person(
    world: World,
    bot: BotAccount,
    chat: Chat,
    person: Person,
    content: Json,
    *,
    reply_to: Message | None = None,
    extra: Json | None = None,
) -> Message:
    """A person's message, and the update the bot gets for it."""
    if chat.person is not None and not chat.is_started:
        chat.is_started = True
        world.publish("chat", bot.id, chat)
    message = post(world, bot, chat, person, content, reply_to=reply_to, extra=extra)
    if chat.person is not None or is_for_bot(bot, message):
        tell_bot(world, bot, "message", message.to_api())
    return message


def is_for_bot(bot: BotAccount, message: Message) -> bool:
    """Privacy mode: in a group a bot hears commands, mentions of itself and answers to itself."""
    if message.reply_to is not None and message.reply_to.sender is bot.profile:
        return True
    return message.text.startswith("/") or f"@{bot.profile.username}" in message.text


def replace(world: World, bot: BotAccount, message: Message, content: Json, markup: Json | None) -> Message:
    """Edit in place; the earlier edition is kept."""
    message.editions.append({**message.content, "reply_markup": message.markup, "unix": message.unix})
    message.content = content
    message.markup = markup
    message.edited_unix = world.clock.unix()
    bot.note("edit", message.edited_unix, message)
    world.publish("edit", bot.id, message.chat, message.id)
    return message


def delete(world: World, bot: BotAccount, message: Message) -> None:
    message.is_deleted = True
    bot.note("delete", world.clock.unix(), message)
    world.publish("delete", bot.id, message.chat, message.id)


def tell_bot(world: World, bot: BotAccount, kind: str, body: Json) -> int:
    world.touch()
    return bot.updates.add(kind, body)


def membership_changed(world: World, bot: BotAccount, chat: Chat, person: Person, old: str, new: str) -> None:
    """The `my_chat_member` update: the bot was blocked, unblocked, added or thrown out."""
    body = {
        "chat": chat.card(),
        "from": person.card(),
        "date": world.clock.unix(),
        "old_chat_member": membership(bot, old),
        "new_chat_member": membership(bot, new),
    }
    tell_bot(world, bot, "my_chat_member", body)
    world.publish("chat", bot.id, chat)


def membership(bot: BotAccount, status: str) -> Json:
    member: Json = {"user": bot.profile.card(), "status": status}
    return {**member, "until_date": 0} if status == "kicked" else member
