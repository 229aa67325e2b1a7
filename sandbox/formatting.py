"""Text as Telegram stores it: parsed, trimmed, measured, with the links it finds by itself."""

import re
from dataclasses import dataclass

from sandbox import utf16
from sandbox.html import HtmlReader
from sandbox.refusal import Json, bad_request

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
MAX_ENTITIES = 100
CLOSED = {"code", "pre"}
"""Nothing may be formatted inside these."""

PRIORITY = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
TRIMMED = " \t\r\n\v\f\0\u200b\u2028\u2029"
DETECTED = re.compile(
    r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<url>(?:https?://|tg://|www\.)[^\s<>\"«»]+|\b[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*\.(?:me|ru|com|org|net|рф)(?:/[^\s<>\"«»]*)?)"
    r"|(?P<mention>(?<![\w@])@[a-zA-Z]\w{3,31})"
    r"|(?P<bot_command>(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Formatted:
    text: str
    entities: tuple[Json, ...] = ()


def read_text(source: str, parse_mode: str, entities: list[Json] | None) -> Formatted:
    """Parse a text given to the bot's method; raises the refusals of the Bot API."""
    if parse_mode:
        if parse_mode.lower() != "html":
            raise bad_request("Unsupported parse_mode")
        text, found = HtmlReader(source).read()
    else:
        text, found = source, checked_entities(source, entities or [])
    return tidy(text, found)


def tidy(text: str, entities: list[Json]) -> Formatted:
    """Trim the ends as Telegram does, drop what may not be nested, add what it recognises itself."""
    text = text.replace("\r", "")
    left = text.lstrip(TRIMMED)
    shift = utf16.length(text) - utf16.length(left) if len(left) < len(text) else 0
    text = left.rstrip(TRIMMED)
    size = utf16.length(text)
    trimmed = [clipped(entity, shift, size) for entity in entities]
    kept = unnested([entity for entity in trimmed if entity["length"] > 0])[:MAX_ENTITIES]
    kept.extend(detected(text, kept))
    if len(kept) > 1:
        kept.sort(key=place)
    return Formatted(text=text, entities=tuple(kept))


def clipped(entity: Json, shift: int, size: int) -> Json:
    start = max(entity["offset"] - shift, 0)
    end = min(entity["offset"] + entity["length"] - shift, size)
    return {**entity, "offset": start, "length": end - start}


def place(entity: Json) -> tuple[int, int, int]:
    """Outer before inner; of two over the same words, the kind that Telegram puts first."""
    return entity["offset"], -entity["length"], PRIORITY.get(entity["type"], 50)


def unnested(entities: list[Json]) -> list[Json]:
    """Code takes no styles, and a quotation no quotation inside it."""
    closed = sorted(span(entity) for entity in entities if entity["type"] in CLOSED)
    quotes = [span(entity) for entity in entities if "blockquote" in entity["type"]]
    kept: list[Json] = []
    for entity in entities:
        if "blockquote" in entity["type"]:
            start, end = span(entity)
            if not any(outer != (start, end) and outer[0] <= start and end <= outer[1] for outer in quotes):
                kept.append(entity)
        elif entity["type"] in CLOSED:
            kept.append(entity)
        else:
            kept.extend(outside(entity, closed))
    return kept


def span(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def outside(entity: Json, closed: list[tuple[int, int]]) -> list[Json]:
    """The parts of an entity that lie outside the closed spans (sorted by place)."""
    start, end = span(entity)
    parts: list[Json] = []
    for left, right in closed:
        if left < end and right > start:
            if start < left:
                parts.append({**entity, "offset": start, "length": left - start})
            start = right
    if start < end:
        parts.append({**entity, "offset": start, "length": end - start})
    return parts


def detected(text: str, entities: list[Json]) -> list[Json]:
    """Links, addresses, mentions, commands and hashtags that every client makes tappable."""
    if not any(mark in text for mark in "/@#."):
        return []
    found = []
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in CLOSED or entity["type"] in ("text_link", "text_mention", "custom_emoji")
    ]
    for hit in DETECTED.finditer(text):
        word = hit[0].rstrip(".,:;!?)»") if hit.lastgroup == "url" else hit[0]
        offset = utf16.length(text[: hit.start()])
        size = utf16.length(word)
        if all(offset >= end or offset + size <= start for start, end in taken):
            found.append({"type": hit.lastgroup, "offset": offset, "length": size})
    return found


def checked_entities(text: str, entities: list[Json]) -> list[Json]:
    """Entities given ready-made, in order of place; those outside the text are dropped."""
    size = utf16.length(text)
    kept = []
    for entity in entities:
        try:
            kind, offset, units = str(entity["type"]), int(entity["offset"]), int(entity["length"])
        except (KeyError, TypeError, ValueError):
            raise bad_request("Can't parse entities: Can't parse MessageEntity") from None
        if 0 <= offset < size and units > 0:
            kept.append({**entity, "type": kind, "offset": offset, "length": units})
    return sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def message_text(formatted: Formatted, *, is_edit: bool = False) -> Json:
    """The content of a text message; raises when it is empty or too long."""
    if not formatted.text:
        raise bad_request("Text must be non-empty")
    if utf16.length(formatted.text) > TEXT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG" if is_edit else "Message is too long")
    return with_entities("text", "entities", formatted)


def caption(formatted: Formatted) -> Json:
    """The caption part of a media message; raises when it is too long."""
    if utf16.length(formatted.text) > CAPTION_LIMIT:
        raise bad_request("Message caption is too long")
    return with_entities("caption", "caption_entities", formatted) if formatted.text else {}


def with_entities(text_key: str, entities_key: str, formatted: Formatted) -> Json:
    content: Json = {text_key: formatted.text}
    if formatted.entities:
        content[entities_key] = list(formatted.entities)
    return content
