"""Prose between and before the tables of a plan: which lines are section headings."""

import re
from collections.abc import Sequence

from documents.understanding.amendments import is_note
from documents.understanding.entry import Entry, Heading
from documents.understanding.numbers import heading_number
from documents.understanding.words import flat

_LENGTH = 250
_LETTERS = 5
_RUNNING = re.compile(r"продолжени|окончание (?:табл|прил)|страниц|^стр\b|^лист\b|^приложение", re.IGNORECASE)
_PLAN = re.compile(r"дорожн|план мероприятий", re.IGNORECASE)


def captions(lines: Sequence[str], *, begins_plan: bool, has_header: bool, is_wrapped: bool) -> list[str]:
    """The headings among the lines above a table.

    `begins_plan`: no plan table before it; `has_header`: it has a heading row of its own; `is_wrapped`: page
    furniture may stand among the lines (PDF), so that only numbers and capitals tell.
    """
    texts = [text for text in map(flat, lines) if text]
    found: list[str] = []
    for index, text in enumerate(texts):
        is_last = index == len(texts) - 1
        if not _may_be_caption(text):
            continue
        if begins_plan:
            named = has_header and is_last and heading_number(text) is not None
        else:
            is_sentence = text.endswith(".")
            plain = has_header and is_last and not is_wrapped and not is_sentence
            named = plain or (_stands_out(text) and (has_header or not is_sentence))
        if named:
            found.append(text)
    return found


def last_caption(lines: Sequence[str]) -> str:
    """What may turn out to be the first section's heading, if later tables have such headings."""
    texts = [text for text in map(flat, lines) if text]
    return texts[-1] if texts and _may_be_caption(texts[-1]) and texts[-1][-1] not in ".:" else ""


def put_first(caption: str, headings: Sequence[Heading], entries: Sequence[Entry]) -> list[Heading]:
    """The headings with one for the measures that stand before all of them."""
    for entry in entries:
        entry.heading += 1
    return [Heading(caption), *headings]


def _may_be_caption(text: str) -> bool:
    if len(text) > _LENGTH or sum(map(str.isalpha, text)) < _LETTERS or text.endswith((";", ",")):
        return False
    return not (is_note(text) or _PLAN.search(text) or _RUNNING.search(text))


def _stands_out(text: str) -> bool:
    return heading_number(text) is not None or text.isupper()
