"""Words as files of XML can hold them."""

_NONE = {code: None for code in (*range(32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF) if code != ord("\n")}
_SIGNS: dict[int, str | None] = {**_NONE, ord("\t"): " "}


def printable(words: str) -> str:
    """The words without characters XML cannot hold; lines end with a line feed."""
    return words.replace("\r\n", "\n").replace("\r", "\n").translate(_SIGNS)
