"""Methods that put messages into a chat."""

from sandbox.api.call import Call
from sandbox.files import StoredFile, check_upload, document_content, photo_content
from sandbox.formatting import caption, message_text
from sandbox.posting import post
from sandbox.refusal import Json, bad_request
from sandbox.world import Chat, Message

ALBUM_SIZES = range(2, 11)
ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def send_message(call: Call) -> Json:
    chat = call.chat_to_write()
    if not call.params.text("text"):
        raise bad_request("Message text is empty")
    content = message_text(call.params.formatted("text", "entities"))
    preview = call.params.json("link_preview_options")
    if isinstance(preview, dict) and preview:
        content["link_preview_options"] = preview
    return put(call, chat, content).to_api()


def send_photo(call: Call) -> Json:
    chat = call.chat_to_write()
    stored = incoming_file(call, "photo", call.params.text("photo"), "photo")
    words = caption(call.params.formatted("caption", "caption_entities"))
    return put(call, chat, {**photo_content(call.world.files, stored), **words}).to_api()


def send_document(call: Call) -> Json:
    chat = call.chat_to_write()
    stored = incoming_file(call, "document", call.params.text("document"), "document")
    words = caption(call.params.formatted("caption", "caption_entities"))
    return put(call, chat, {**document_content(stored), **words}).to_api()


def send_media_group(call: Call) -> list[Json]:
    """All or nothing: every item is checked before the first is shown."""
    chat = call.chat_to_write()
    media = call.params.json("media")
    if not isinstance(media, list):
        raise bad_request("Expected an Array of InputMedia")
    if not media:
        raise bad_request("There are no messages to send")
    if len(media) not in ALBUM_SIZES:
        raise bad_request("Album must include from 2 to 10 messages, too many or too few messages to send")
    kinds = {str(item.get("type", "")) if isinstance(item, dict) else "" for item in media}
    if not kinds <= {"photo", "document"}:
        raise bad_request("Can't parse InputMedia: media type is not supported by the sandbox")
    if len(kinds) > 1:
        raise bad_request("Document can't be mixed with other media types")
    contents = [album_item(call, item) for item in media]
    album = {"media_group_id": call.world.next_album_id()}
    reply_to = call.replied(chat)
    return [
        post(
            call.world, call.bot, chat, call.bot.profile, content, reply_to=reply_to, extra=dict(album)
        ).to_api()
        for content in contents
    ]


def album_item(call: Call, item: Json) -> Json:
    kind = str(item["type"])
    stored = incoming_file(call, kind, str(item.get("media", "")), kind)
    body = photo_content(call.world.files, stored) if kind == "photo" else document_content(stored)
    return {**body, **caption(call.params.formatted("caption", "caption_entities", item))}


def incoming_file(call: Call, kind: str, reference: str, field: str) -> StoredFile:
    """The file sent with the call, or one known by its id."""
    upload = call.params.upload(reference) or (None if reference else call.params.files.get(field))
    if upload is not None:
        return call.world.files.keep(kind, check_upload(kind, upload))
    if not reference or reference.startswith("attach://"):
        raise bad_request(f"There is no {kind} in the request")
    return call.world.files.resend(kind, reference)


def put(call: Call, chat: Chat, content: Json) -> Message:
    """Show the bot's message with its keyboard and the message it answers."""
    extra: Json = {"has_protected_content": True} if call.params.boolean("protect_content") else {}
    return post(
        call.world,
        call.bot,
        chat,
        call.bot.profile,
        content,
        markup=call.markup(chat),
        reply_to=call.replied(chat),
        extra=extra,
    )


def copy_message(call: Call) -> Json:
    """A message without its author."""
    chat, source = call.chat_to_write(), source_message(call, "copy")
    content = dict(source.content)
    if "caption" in call.params.values and "text" not in content:
        content.pop("caption_entities", None)
        content |= caption(call.params.formatted("caption", "caption_entities"))
    return {"message_id": put(call, chat, content).id}


def forward_message(call: Call) -> Json:
    chat, source = call.chat_to_write(), source_message(call, "forward")
    origin = {"type": "user", "sender_user": source.sender.card(), "date": source.unix}
    extra = {"forward_origin": origin}
    return post(call.world, call.bot, chat, call.bot.profile, dict(source.content), extra=extra).to_api()


def source_message(call: Call, purpose: str) -> Message:
    source = call.bot.chats.get(call.params.integer("from_chat_id"))
    if source is None:
        raise bad_request("Chat not found")
    return call.message(source, purpose)


def send_chat_action(call: Call) -> bool:
    chat = call.chat_to_write()
    action = call.params.text("action")
    if action not in ACTIONS:
        raise bad_request("Wrong parameter action in request")
    chat.typing = action
    call.world.publish("typing", call.bot.id, chat, action)
    return True
