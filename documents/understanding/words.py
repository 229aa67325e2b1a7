"""Text of a cell: cleaned of mark-up and invisible characters, folded for comparison."""

import html
import re
import unicodedata

_BLOCK_TAG = re.compile(r"<\s*/?\s*(?:p|br|li|ul|ol|div|tr|h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|body|center|code|del|em|font|html|i|img|ins|mark|nobr|s|small|span|strong|strike|sub"
    r"|sup|table|tbody|td|tfoot|th|thead|tt|u)\b(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\x00-\x08\x0e-\x1f]")
_EMPHASIS = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_SURROGATE = re.compile("[\ud800-\udfff]")
_EMPHASISED = re.compile(r"[*_]")
_ACCENTED = re.compile("[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]")
_LOOKALIKES = str.maketrans("abcehkmoptxyіёй", "авсенкмортхуиеи")


def clean(text: str) -> str:
    """Words of a text file, where mark-up is typed: without tags and entities, else as `plain`."""
    if "<" in text:
        text = _TAG.sub("", _BLOCK_TAG.sub("\n", text))
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    return plain(text)


def plain(text: str) -> str:
    """Text without Markdown emphasis and invisible characters; line breaks, «<» and «&» stay."""
    if text.isprintable() and not _EMPHASISED.search(text):
        return flat(text)
    text = _INVISIBLE.sub("", text.replace("\u00ad\n", ""))
    if not text.isascii():
        text = _SURROGATE.sub("\ufffd", text)
    text = _EMPHASIS.sub("", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")
    return "\n".join(map(flat, text.split("\n"))).strip("\n")


def flat(text: str) -> str:
    """The text on one line with single spaces."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """For comparison only: lower case, no accents, foreign look-alikes as Cyrillic, «й» as «и»."""
    lowered = text.lower()
    if _ACCENTED.search(lowered):
        decomposed = unicodedata.normalize("NFD", lowered)
        lowered = "".join(char for char in decomposed if not unicodedata.combining(char))
    return flat(lowered.translate(_LOOKALIKES))


def starts_low(text: str) -> bool:
    """Whether the first letter is a small one, as in the middle of a sentence."""
    for char in text:
        if char.isalpha():
            return char.islower()
        if char.isdigit():
            return False
    return False
