"""Keyboards under a message: read, checked and kept as Telegram keeps them."""

from sandbox.links import linked_person, required_link
from sandbox.refusal import Json, Refused, bad_request

CALLBACK_DATA_BYTES = 64
MAX_BUTTONS = 100
MAX_ROW = 12
STYLES = {"danger", "success", "primary"}
PASSED_KEYS = ("login_url", "switch_inline_query", "switch_inline_query_current_chat", "pay", "callback_game")


def read_markup(markup: object, *, is_private: bool, inline_only: bool = False) -> Json | None:
    """The keyboard as stored, None when there is none; raises the refusals of the Bot API."""
    if markup is None or markup == "":
        return None
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    if "inline_keyboard" in markup:
        return inline_keyboard(markup["inline_keyboard"])
    if inline_only:
        raise bad_request("Inline keyboard expected")
    if "keyboard" in markup:
        return reply_keyboard(markup, is_private=is_private)
    if markup.get("remove_keyboard") is True:
        return {"remove_keyboard": True}
    if markup.get("force_reply") is True:
        return {"force_reply": True, **kept(markup, "input_field_placeholder")}
    return None


def inline_keyboard(rows: object) -> Json | None:
    read = [
        [inline_button(button) for button in row if named(button)][:MAX_ROW]
        for row in checked_rows(rows, "inline keyboard")
    ]
    if sum(map(len, read)) > MAX_BUTTONS:
        raise bad_request("Reply markup is too long")
    full = [row for row in read if row]
    return {"inline_keyboard": full} if full else None


def checked_rows(rows: object, owner: str) -> list[list[object]]:
    if not isinstance(rows, list):
        raise bad_request(f'Field "{owner.replace("inline ", "inline_")}" must be of type Array')
    for row in rows:
        if not isinstance(row, list):
            raise bad_request(f"Can't parse {owner}: expected an Array of Array of buttons")
    return rows


def named(button: object) -> bool:
    """Telegram silently leaves out a button without a text."""
    return not isinstance(button, dict) or bool(str(button.get("text", "")).strip())


def inline_button(button: object) -> Json:
    if not isinstance(button, dict):
        raise bad_request("Can't parse inline keyboard button: expected an Object")
    text = str(button["text"])
    face: Json = {"text": text, **face_of(button)}
    if "callback_data" in button:
        data = str(button["callback_data"])
        if not 1 <= len(data.encode()) <= CALLBACK_DATA_BYTES:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
        return {**face, "callback_data": data}
    if "url" in button:
        url = str(button["url"])
        return {
            **face,
            "url": url if linked_person(url) else required_link(url, "Inline keyboard button URL"),
        }
    if isinstance(web_app := button.get("web_app"), dict):
        url = required_link(
            str(web_app.get("url", "")), "Inline keyboard button Web App URL", https_only=True
        )
        return {**face, "web_app": {"url": url}}
    if isinstance(copied := button.get("copy_text"), dict):
        return {**face, "copy_text": {"text": str(copied.get("text", ""))}}
    if passed := kept(button, *PASSED_KEYS):
        return {**face, **passed}
    raise bad_request("Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def face_of(button: Json) -> Json:
    style = button.get("style")
    if style and style not in STYLES:
        raise bad_request("Can't parse keyboard button: invalid button style specified")
    return kept(button, "style", "icon_custom_emoji_id")


def reply_keyboard(markup: Json, *, is_private: bool) -> Json | None:
    rows = []
    for row in checked_rows(markup["keyboard"], "keyboard"):
        buttons = [reply_button(button, is_private=is_private) for button in row if named(button)]
        if buttons:
            rows.append(buttons[:MAX_ROW])
    if not rows:
        return None
    options = kept(
        markup,
        "resize_keyboard",
        "one_time_keyboard",
        "is_persistent",
        "input_field_placeholder",
        "selective",
    )
    return {"keyboard": rows, **options}


def reply_button(button: object, *, is_private: bool) -> Json:
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, dict):
        raise bad_request("Can't parse keyboard button: KeyboardButton must be a String or an Object")
    asks = kept(button, "request_contact", "request_location", "web_app")
    if asks and not is_private:
        wish = "Phone number" if "request_contact" in asks else "Location"
        raise bad_request(f"{wish} can be requested in private chats only")
    return {"text": str(button.get("text", "")), **face_of(button), **asks}


def kept(source: Json, *keys: str) -> Json:
    return {key: source[key] for key in keys if source.get(key) not in (None, False)}
