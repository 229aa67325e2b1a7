"""Words a person typed, made fit to be stored and shown again."""

import re
import unicodedata

from roadmap.errors import BadInput

_DIRECTION = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_BLANK_LINES = re.compile(r"\n{3,}")


def typed(raw: str | None, *, limit: int) -> str:
    """The words without control and direction characters; BadInput when nothing is left or it is too long.

    The limit is in UTF-16 units, as messengers count: an emoji is two.
    """
    words = clean(raw or "")
    if not words:
        raise BadInput("empty-words")
    if units(words) > limit:
        raise BadInput("words-too-long", str(limit))
    return words


def in_words(raw: str | None, *, limit: int) -> str:
    """As `typed`, for what one person explains to another: BadInput where there is no letter in it.

    «3.4» typed to look a measure up is no remark about somebody's report.
    """
    words = typed(raw, limit=limit)
    if not any(each.isalpha() for each in words):
        raise BadInput("no-letter", words)
    return words


def units(words: str) -> int:
    """The length as messengers count it."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def clean(raw: str) -> str:
    """The same words, one safe to store and to print: may be empty."""
    visible = _DIRECTION.sub("", raw.replace("\r\n", "\n").replace("\t", " "))
    kept = "".join(c for c in visible if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return _BLANK_LINES.sub("\n\n", "\n".join(line.strip() for line in kept.split("\n"))).strip()
