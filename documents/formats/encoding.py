"""Bytes of a text file → text, in the encodings Russian offices use."""

import codecs

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("utf-8", "cp1251", "koi8-r", "cp866")
_COMMON = frozenset("оеаинтсрвл")
_SAMPLE = 20_000


def decode(data: bytes) -> str:
    """The text; what no encoding explains becomes U+FFFD, nothing raises."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_likeliest(data), "replace")


def _likeliest(data: bytes) -> str:
    """The encoding in which the text is made of common Russian letters; UTF-8 may be damaged."""
    sample = data[:_SAMPLE]
    return max(_CANDIDATES, key=lambda encoding: _russianness(sample.decode(encoding, "replace")))


def _russianness(text: str) -> int:
    return sum(char in _COMMON for char in text) - text.count("\ufffd")
