"""Methods about the bot itself: its profile, commands, menu button, the chats it knows, files it got."""

import re

from sandbox.api.call import Call
from sandbox.files import DOWNLOAD_LIMIT
from sandbox.refusal import Json, Refused, bad_request

COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
MAX_COMMANDS = 100
WIDE_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}


def get_me(call: Call) -> Json:
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return {**call.bot.profile.card(), **abilities}


def get_chat(call: Call) -> Json:
    chat = call.chat()
    return {
        **chat.card(),
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


def get_chat_member(call: Call) -> Json:
    chat = call.chat()
    user_id = call.params.integer("user_id")
    if user_id == call.bot.id:
        return {"user": call.bot.profile.card(), "status": "left" if chat.is_kicked else "member"}
    person = chat.members.get(user_id)
    if person is None:
        raise bad_request("Member not found")
    return {"user": person.card(), "status": "member"}


def leave_chat(call: Call) -> bool:
    chat = call.chat_to_write()
    if chat.person is not None:
        raise bad_request("Chat member status can't be changed in private chats")
    chat.is_kicked = True
    call.world.publish("chat", call.bot.id, chat)
    return True


def get_file(call: Call) -> Json:
    stored = call.world.files.get(call.params.text("file_id"))
    if stored is None:
        raise bad_request("Invalid file_id")
    if len(stored.data) > DOWNLOAD_LIMIT:
        raise bad_request("File is too big")
    return {**stored.to_api(), "file_path": stored.path}


def set_my_commands(call: Call) -> bool:
    key = command_key(call)
    commands = call.params.json("commands")
    if not isinstance(commands, list):
        raise bad_request("Expected an Array of BotCommand")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    call.bot.commands[key] = [checked_command(command) for command in commands]
    call.world.publish("commands", call.bot.id)
    return True


def checked_command(command: object) -> Json:
    if not isinstance(command, dict):
        raise bad_request("Expected an Object as BotCommand")
    word, description = str(command.get("command", "")), str(command.get("description", "")).strip()
    if not COMMAND.fullmatch(word):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": word.removeprefix("/"), "description": description}


def get_my_commands(call: Call) -> list[Json]:
    return call.bot.commands.get(command_key(call), [])


def delete_my_commands(call: Call) -> bool:
    call.bot.commands.pop(command_key(call), None)
    call.world.publish("commands", call.bot.id)
    return True


def command_key(call: Call) -> tuple[str, str]:
    """Scope and language as one key, `chat:<id>` for the scope of one chat."""
    scope = call.params.json("scope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    language = call.params.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("Invalid language code specified")
    if kind in WIDE_SCOPES:
        return str(kind), language
    if kind not in CHAT_SCOPES:
        raise bad_request("Unsupported type specified")
    chat = call.bot.chats.get(int(scope.get("chat_id") or 0))
    if chat is None:
        raise bad_request("Chat not found")
    return (
        f"{kind}:{chat.id}:{scope['user_id']}" if kind == "chat_member" else f"{kind}:{chat.id}"
    ), language


def set_chat_menu_button(call: Call) -> bool:
    chat_id = call.params.integer("chat_id")
    if chat_id and chat_id not in call.bot.chats:
        raise bad_request("Chat not found")
    button = call.params.json("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("commands", "web_app", "default"):
        raise bad_request("Can't parse menu button: unsupported type specified")
    if button["type"] == "web_app":
        url = str((button.get("web_app") or {}).get("url", ""))
        if not url.startswith("https://"):
            raise bad_request(f"Menu button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    call.bot.menu_buttons[chat_id] = button
    call.world.publish("commands", call.bot.id)
    return True


def get_chat_menu_button(call: Call) -> Json:
    chat_id = call.params.integer("chat_id")
    buttons = call.bot.menu_buttons
    return buttons.get(chat_id) or buttons.get(0) or {"type": "commands"}


TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}


def set_text(call: Call, field: str) -> bool:
    """setMyName, setMyDescription, setMyShortDescription."""
    text = call.params.text(field)
    if len(text) > TEXT_LIMITS[field]:
        raise bad_request(f"Bot {field.replace('_', ' ')} is too long")
    call.bot.texts[field] = text
    if field == "name" and text:
        call.bot.profile.rename(text)
    return True


def get_text(call: Call, field: str) -> Json:
    return {field: call.bot.profile.first_name if field == "name" else call.bot.texts.get(field, "")}


def unknown_method(_: Call) -> Json:
    raise Refused(404, "Not Found: method not found")
