"""Where evidence is kept, told in the words of a report where files do not go through the messenger."""

import re

_LABEL = "Хранится: "
_LINE = re.compile(
    r"^\s*(?:где\s+)?хран(?:ится|ятся|им)\s*[:–—-]\s*(?P<place>\S.*)$", re.IGNORECASE | re.MULTILINE
)


def place_told(words: str) -> str:
    """The place a line of these words names («Хранится: кабинет 12, папка 3»); "" where none does."""
    found = _LINE.search(words)
    return found["place"].strip() if found else ""


def as_place(words: str) -> str:
    """These words as the line that names the place."""
    return words if place_told(words) else f"{_LABEL}{' '.join(words.split())}"


def without_place(words: str) -> str:
    """What a report says besides."""
    return _LINE.sub("", words, count=1).strip("\n")
