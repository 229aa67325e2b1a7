"""Methods that change or remove what is already in a chat, and answer presses."""

from datetime import timedelta

from sandbox import utf16
from sandbox.api.call import Call
from sandbox.formatting import caption, message_text
from sandbox.posting import delete, replace
from sandbox.refusal import Json, bad_request
from sandbox.world import Message

DELETABLE_SECONDS = 48 * 3600
ANSWER_LIMIT = 200
REACTIONS = frozenset("👍👎❤🔥🥰👏😁🤔🤯😱🎉🤩🙏👌🕊🤡🥱🥴😍🐳💯🤣⚡🏆💔🤨😐✍🤝🫡🆒")
"""Of those that bots may put."""
CAPTION_KEYS = ("caption", "caption_entities")


def edit_message_text(call: Call) -> Json:
    message = own_message(call)
    if not call.params.text("text"):
        raise bad_request("Message text is empty")
    if "text" not in message.content:
        raise bad_request("There is no text in the message to edit")
    content = message_text(call.params.formatted("text", "entities"), is_edit=True)
    preview = call.params.json("link_preview_options")
    if isinstance(preview, dict) and preview:
        content["link_preview_options"] = preview
    return change(call, message, content)


def edit_message_caption(call: Call) -> Json:
    message = own_message(call)
    if "text" in message.content:
        raise bad_request("There is no caption in the message to edit")
    body = {key: value for key, value in message.content.items() if key not in CAPTION_KEYS}
    return change(call, message, body | caption(call.params.formatted("caption", "caption_entities")))


def edit_message_reply_markup(call: Call) -> Json:
    message = own_message(call)
    return change(call, message, message.content)


def own_message(call: Call) -> Message:
    message = call.message(call.chat(), "edit")
    if message.sender is not call.bot.profile:
        raise bad_request("Message can't be edited")
    return message


def change(call: Call, message: Message, content: Json) -> Json:
    markup = call.markup(message.chat, inline_only=True)
    if content == message.content and markup == message.markup:
        raise bad_request(
            "Message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    return replace(call.world, call.bot, message, content, markup).to_api()


def set_message_reaction(call: Call) -> bool:
    """One sign of the list every client knows, or none; a bot puts one at most."""
    message = call.message(call.chat(), "react to")
    asked = call.params.json("reaction") or []
    if not isinstance(asked, list) or len(asked) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    sign = str(asked[0].get("emoji", "")) if asked and isinstance(asked[0], dict) else ""
    if asked and sign not in REACTIONS:
        raise bad_request("REACTION_INVALID")
    message.reaction = sign
    call.world.publish("edit", call.bot.id, message.chat, message.id)
    return True


def delete_message(call: Call) -> bool:
    message = call.message(call.chat(), "delete")
    if not can_delete(call, message):
        raise bad_request("Message can't be deleted for everyone")
    delete(call.world, call.bot, message)
    return True


def delete_messages(call: Call) -> bool:
    """Those that cannot be found or deleted are passed over."""
    chat, ids = call.chat(), call.params.json("message_ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= 100:
        raise bad_request("Message identifiers are not specified")
    for message_id in ids:
        message = chat.messages.get(int(message_id))
        if message is not None and not message.is_deleted and can_delete(call, message):
            delete(call.world, call.bot, message)
    return True


def can_delete(call: Call, message: Message) -> bool:
    """Within 48 hours, its own messages anywhere and those of the person in a private chat."""
    if call.world.clock.unix() - message.unix > DELETABLE_SECONDS:
        return False
    return message.sender is call.bot.profile or message.chat.person is not None


def answer_callback_query(call: Call) -> bool:
    """Each press is answered once and in time."""
    query = call.bot.queries.get(call.params.text("callback_query_id"))
    now = call.world.clock.now()
    lifetime = timedelta(seconds=call.world.settings.query_seconds)
    if query is None or query.is_answered or now - query.pressed_at > lifetime:
        raise bad_request("Query is too old and response timeout expired or query ID is invalid")
    text = call.params.text("text")
    if utf16.length(text) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    url = call.params.text("url")
    if url and f"t.me/{call.bot.profile.username}?" not in url:
        raise bad_request("URL_INVALID")
    query.is_answered = True
    query.answered_at = now
    query.text, query.url = text, url
    query.show_alert = call.params.boolean("show_alert")
    if text:
        call.bot.note("answer", call.world.clock.unix(), query.message, query)
    call.world.publish("answer", call.bot.id, query.message.chat, query.id)
    return True
