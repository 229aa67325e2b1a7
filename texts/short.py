"""Words of a document on one line of a message."""


def short(words: str, limit: int = 90) -> str:
    """One line of the words, cut at a word where it is too long."""
    line = " ".join(words.split())
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"
