"""A section heading that a scanner cut at the column borders: its pieces lie in several cells of one row."""

import re
from collections.abc import Mapping, Sequence

from documents.understanding.bodies import is_post
from documents.understanding.columns import Field
from documents.understanding.numbers import heading_number
from documents.understanding.times import names_time
from documents.understanding.words import flat, fold, starts_low

_UNDATED = re.compile(
    r"(?:по|при|до|на|в|во|перед|после|с|со|за|под|для|согласно|круглогодично|ежегодно|периодически|регулярно)\b"
)
_CLOSED = re.compile(r"[.;!?»)]$")
_CAPITAL_WORD = re.compile(r"(?<=\s)(?=[«\"(]?[А-ЯЁ][а-яё])")
_LONE_LETTER = re.compile(r"^[^\W\d_]$")


def begins_torn(title: str, others: Sequence[str], deadline: str, responsible: str) -> bool:
    """Whether the title cell begins a heading whose rest lies in the other cells of the row.

    An unnumbered one must run into the deadline column, where a torn word cannot be a deadline, and must not
    name who answers.
    """
    if not title or not others or not all(map(_is_torn, others)) or names_time(_head(deadline)):
        return False
    if heading_number(title):
        return not responsible or not is_post(responsible)
    if not title[:1].isupper() or _CLOSED.search(title) or not any(map(str.isalpha, deadline)):
        return False
    return not _UNDATED.match(fold(deadline)) and not is_post(responsible)


def goes_on_torn(cells: Mapping[str, str]) -> bool:
    """Whether the row under a torn heading begins with its end: small letters where cells have capitals."""
    if Field.TITLE in cells and not cut(Field.TITLE, cells[Field.TITLE])[0]:
        return False
    return any(cut(key, text)[0] for key, text in cells.items())


def cut(key: str, text: str) -> tuple[str, str]:
    """The heading's piece in a cell, and what the cell says of its own. A deadline is never a piece."""
    head = _head(text)
    if key == Field.DEADLINE and names_time(head):
        return "", flat(text)
    return head, flat(text)[len(head) :].strip()


def _head(text: str) -> str:
    text = flat(text)
    if not text or not _is_torn(text):
        return ""
    match = _CAPITAL_WORD.search(text)
    return text[: match.start()].rstrip() if match else text


def _is_torn(text: str) -> bool:
    text = flat(text)
    return starts_low(text) or bool(_LONE_LETTER.match(text)) or not any(map(str.isalnum, text))
