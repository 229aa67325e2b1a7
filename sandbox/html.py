"""Telegram's HTML parse mode: the same tags, the same nesting rules, the same refusals with byte offsets."""

import re
from dataclasses import dataclass
from string import ascii_letters, digits, hexdigits

from sandbox import utf16
from sandbox.links import checked_link, linked_person
from sandbox.refusal import Json, Refused

SIMPLE_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = {*SIMPLE_TAGS, "a", "pre", "code", "blockquote", "tg-emoji"}
LITERALS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPECIAL = re.compile("[<&]")
WORDS = {stops: re.compile(rf"[^ \t\r\n\0\v{stops}]*") for stops in (">", "=", "=>")}
"""What a name runs on to, by the signs that end it besides spaces."""
SPACES = " \t\r\n\0\v"
END = "\0"
"""Reading past the end yields this, as in a C string; it counts as a space there too."""


@dataclass(slots=True)
class OpenTag:
    name: str
    argument: str
    offset: int
    begin: int


class HtmlReader:
    """One pass over the text; `read()` returns the plain text and its entities sorted by place."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.plain: list[str] = []
        self.units = 0
        self.opened: list[OpenTag] = []
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        source = self.source
        while found := SPECIAL.search(source, self.at):
            self._keep(source[self.at : found.start()])
            self.at = found.start()
            self._special(found[0])
        self._keep(source[self.at :])
        if self.opened:
            raise refused(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].name}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.plain), self.entities

    def _special(self, char: str) -> None:
        if char == "&":
            decoded, self.at = decode_entity(self.source, self.at)
            self._keep(decoded)
        elif self._peek(1) == "/":
            self._end_tag()
        else:
            self._start_tag()

    def _keep(self, text: str) -> None:
        if text:
            self.plain.append(text)
            self.units += utf16.length(text)

    def _peek(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.source[place] if place < len(self.source) else END

    def _skip_spaces(self) -> None:
        while self.at < len(self.source) and self._peek() in SPACES:
            self.at += 1

    def _byte_offset(self, place: int) -> int:
        return len(self.source[:place].encode())

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._word(">").lower()
        if self.at >= len(self.source):
            raise refused(f"Unclosed start tag at byte offset {self._byte_offset(begin)}")
        if name not in TAGS:
            raise refused(f'Unsupported start tag "{name}" at byte offset {self._byte_offset(begin)}')
        argument = ""
        while self._peek() != ">":
            self._skip_spaces()
            if self._peek() == ">":
                break
            attribute, value = self._attribute(name, begin)
            argument = tag_argument(name, attribute, value) or argument
        if name == "span" and argument != "spoiler":
            place = self._byte_offset(begin)
            raise refused(f'Tag "span" must have class "tg-spoiler" at byte offset {place}')
        self.at += 1
        self.opened.append(OpenTag(name, argument, self.units, len(self.plain)))

    def _word(self, stops: str) -> str:
        found = WORDS[stops].match(self.source, self.at)
        word = found[0] if found else ""
        self.at += len(word)
        return word

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._word("=>" if tag == "blockquote" else "=")
        place = self._byte_offset(begin)
        if not name:
            raise refused(f'Empty attribute name in the tag "{tag}" at byte offset {place}')
        self._skip_spaces()
        if self._peek() != "=":
            if tag == "blockquote" and name == "expandable":
                return name, name
            what = f'declaration of an attribute of the tag "{tag}"'
            raise refused(f"Expected equal sign in {what} at byte offset {place}")
        self.at += 1
        self._skip_spaces()
        if self.at >= len(self.source):
            raise refused(f'Unclosed start tag "{tag}" at byte offset {place}')
        value = self._quoted() if self._peek() in "'\"" else self._name_token()
        if self.at >= len(self.source):
            raise refused(f"Unclosed start tag at byte offset {place}")
        return name, value

    def _name_token(self) -> str:
        start = self.at
        while self._peek() in ascii_letters + digits + ".-":
            self.at += 1
        if self._peek() not in SPACES and self._peek() != ">":
            raise refused(f"Unexpected end of name token at byte offset {self._byte_offset(start)}")
        return self.source[start : self.at].lower()

    def _quoted(self) -> str:
        quote = self._peek()
        self.at += 1
        value = []
        while self.at < len(self.source) and self._peek() != quote:
            if self._peek() == "&":
                decoded, self.at = decode_entity(self.source, self.at)
                value.append(decoded)
            else:
                value.append(self._peek())
                self.at += 1
        if self._peek() == quote:
            self.at += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self.at
        place = self._byte_offset(begin)
        if not self.opened:
            raise refused(f"Unexpected end tag at byte offset {place}")
        self.at += 2
        name = self._word(">").lower()
        self._skip_spaces()
        if self._peek() != ">":
            raise refused(f"Unclosed end tag at byte offset {place}")
        self.at += 1
        tag = self.opened.pop()
        if name and name != tag.name:
            raise refused(
                f'Unmatched end tag at byte offset {place}, expected "</{tag.name}>", found "</{name}>"'
            )
        if self.units > tag.offset:
            self._close(tag)

    def _close(self, tag: OpenTag) -> None:
        span: Json = {"offset": tag.offset, "length": self.units - tag.offset}
        last = self.entities[-1] if self.entities else None
        same = last is not None and (last["offset"], last["length"]) == (span["offset"], span["length"])
        match tag.name:
            case "a":
                self._close_link(tag, span)
            case "tg-emoji":
                if not tag.argument.isdigit():
                    raise Refused(400, "Bad Request: invalid custom emoji identifier specified")
                self.entities.append({"type": "custom_emoji", **span, "custom_emoji_id": tag.argument})
            case "pre":
                if same and last is not None and last["type"] == "code" and last.get("language"):
                    last["type"] = "pre"
                else:
                    self.entities.append({"type": "pre", **span})
            case "code":
                if same and last is not None and last["type"] == "pre" and tag.argument:
                    last["language"] = tag.argument
                else:
                    self.entities.append({"type": "code", **span, "language": tag.argument})
            case "blockquote":
                kind = "expandable_blockquote" if tag.argument else "blockquote"
                self.entities.append({"type": kind, **span})
            case simple:
                self.entities.append({"type": SIMPLE_TAGS[simple], **span})

    def _close_link(self, tag: OpenTag, span: Json) -> None:
        target = tag.argument or "".join(self.plain[tag.begin :])
        person = linked_person(target)
        if person:
            # Telegram puts its own record of the person here; of it a bot needs what the type requires.
            user = {"id": person, "is_bot": False, "first_name": "".join(self.plain[tag.begin :])}
            self.entities.append({"type": "text_mention", **span, "user": user})
        elif url := checked_link(target):
            self.entities.append({"type": "text_link", **span, "url": url})


def refused(reason: str) -> Refused:
    return Refused(400, f"Bad Request: can't parse entities: {reason}")


def tag_argument(tag: str, attribute: str, value: str) -> str:
    match tag, attribute:
        case ("a", "href") | ("tg-emoji", "emoji-id") | ("blockquote", "expandable"):
            return value or attribute
        case ("code", "class") if value.startswith("language-"):
            return value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case _:
            return ""


def decode_entity(source: str, at: int) -> tuple[str, int]:
    """The character behind `&…;` and the place after it; an unknown entity is the ampersand itself."""
    end = at + 1
    if source.startswith("#", end):
        is_hex = source.startswith("x", end + 1)
        start = end = end + (2 if is_hex else 1)
        allowed = hexdigits if is_hex else digits
        while end < len(source) and source[end] in allowed:
            end += 1
        code = int(source[start:end] or "0", 16 if is_hex else 10)
        if not 0 < code < 0x10FFFF or end - at >= 10:
            return "&", at + 1
        decoded = chr(code)
    else:
        while end < len(source) and source[end] in ascii_letters:
            end += 1
        literal = LITERALS.get(source[at + 1 : end])
        if literal is None:
            return "&", at + 1
        decoded = literal
    return decoded, end + 1 if source.startswith(";", end) else end
