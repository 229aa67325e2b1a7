"""Notes among the rows that a later order changed the document: history, not measures."""

import re

from documents.understanding.dates import DATE, ORDER_NUMBER, date_of
from roadmap.imports.proposal import Amendment, Approval

_ORDER = r"(?:приказ|распоряжени|постановлени|решени)\w*"
_CHANGE = r"(?:дополнен|внесен|изменен|изложен|исключен|редакци|утратил|введен)\w*"
_NOTE = re.compile(
    rf"^\W{{0,3}}(?:в редакции\s|с изменениями)?.{{0,40}}?{_ORDER}.{{0,200}}{_CHANGE}",
    re.IGNORECASE | re.DOTALL,
)
_EDITION = re.compile(
    r"^\W{0,3}(?:в\s+(?:новой\s+)?ред(?:акции|\.)|с\s+изменениями).{0,80}\bот\b", re.IGNORECASE | re.DOTALL
)
_POINTS = re.compile(
    r"\b(?:п\.?\s?п\.?|пп\.?|пункт\w*|п\.)\s*((?:\d+(?:\.\d+)*\s*(?:,|и|-|–)?\s*)+)", re.IGNORECASE
)
_POINT = re.compile(r"\d+(?:\.\d+)*")
_RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_WHEN = re.compile(DATE, re.IGNORECASE)
_WHICH = re.compile(ORDER_NUMBER)
_NOTE_LENGTH = 500
_RANGE_LENGTH = 50


def is_note(text: str) -> bool:
    """Whether a row of one text is such a note and not a heading or a measure."""
    if len(text) > _NOTE_LENGTH:
        return False
    return bool((_NOTE.match(text) and _WHEN.search(text)) or _EDITION.match(text))


def amendment(text: str) -> Amendment:
    """The order and the measures a note names."""
    points = " ".join(match.group(1) for match in _POINTS.finditer(text))
    return Amendment(text=text, approval=order_of(text), measures=_numbers(points))


def order_of(text: str) -> Approval:
    """The date and the number of the first order the text names."""
    when, which = _WHEN.search(text), _WHICH.search(text)
    return Approval(
        number=which["number"].rstrip(".") if which else None, signed_on=date_of(when) if when else None
    )


def _numbers(points: str) -> tuple[str, ...]:
    numbers: list[str] = []
    for match in _RANGE.finditer(points):
        first, last = int(match.group(1)), int(match.group(2))
        numbers += map(str, range(first, min(last, first + _RANGE_LENGTH) + 1))
    numbers += _POINT.findall(_RANGE.sub(" ", points))
    return tuple(dict.fromkeys(numbers))
