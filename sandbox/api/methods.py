"""The Bot API methods the sandbox knows, by name."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sandbox.api import editing, profile, receiving, sending
from sandbox.api.call import Call

Method = Callable[[Call], Any]

METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendMediaGroup": sending.send_media_group,
    "copyMessage": sending.copy_message,
    "forwardMessage": sending.forward_message,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "setMessageReaction": editing.set_message_reaction,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": editing.answer_callback_query,
    "getFile": profile.get_file,
    "getChat": profile.get_chat,
    "getChatMember": profile.get_chat_member,
    "leaveChat": profile.leave_chat,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
    "setMyName": partial(profile.set_text, field="name"),
    "getMyName": partial(profile.get_text, field="name"),
    "setMyDescription": partial(profile.set_text, field="description"),
    "getMyDescription": partial(profile.get_text, field="description"),
    "setMyShortDescription": partial(profile.set_text, field="short_description"),
    "getMyShortDescription": partial(profile.get_text, field="short_description"),
}
BY_LOWER_NAME = {name.lower(): (name, method) for name, method in METHODS.items()}
LIMITED = {"sendMessage", "sendPhoto", "sendDocument", "sendMediaGroup", "copyMessage", "forwardMessage"}
LIMITED_EDITS = {"editMessageText", "editMessageCaption", "editMessageReplyMarkup"}


def find_method(name: str) -> tuple[str, Method]:
    """The proper name and the method itself, whatever the case of the letters asked for."""
    return BY_LOWER_NAME.get(name.lower(), (name, profile.unknown_method))
