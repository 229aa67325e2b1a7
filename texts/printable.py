"""Words as files of XML can hold them, and as a printed line breaks them."""

import re

_NONE = {code: None for code in (*range(32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF) if code != ord("\n")}
_SIGNS: dict[int, str | None] = {**_NONE, ord("\t"): " "}
_BESIDE_A_NUMBER = re.compile(r"(?<=п\.) (?=\d)|(?<=№) (?=\d)|(?<=\d) (?=%)|(?<=\bиз) (?=\d)")


def printable(words: str) -> str:
    """The words without characters XML cannot hold; lines end with a line feed."""
    return words.replace("\r\n", "\n").replace("\r", "\n").translate(_SIGNS)


def together(words: str) -> str:
    """The words with each number kept on the line of its «п.», «№», «из» or «%»."""
    return _BESIDE_A_NUMBER.sub("\u00a0", words)
