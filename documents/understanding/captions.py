"""Prose between and before the tables of a plan: which lines are section headings."""

import re
from collections.abc import Sequence

from documents.understanding.amendments import is_note
from documents.understanding.entry import Heading, MeasureEntry
from documents.understanding.ledger import Line
from documents.understanding.numbers import heading_number
from documents.understanding.signatures import is_running
from documents.understanding.standing_over import names_month
from documents.understanding.words import flat

_LENGTH = 250
_LETTERS = 5
_PLAN = re.compile(r"дорожн|план мероприятий", re.IGNORECASE)


def captions(lines: Sequence[Line], *, begins_plan: bool, has_header: bool, is_wrapped: bool) -> list[Line]:
    """The headings among the lines above a table.

    `begins_plan`: no plan table before it; `has_header`: it has a heading row of its own; `is_wrapped`: page
    furniture may stand among the lines (PDF), so that only numbers and capitals tell.
    """
    filled = [line for line in lines if line.text.strip()]
    found: list[Line] = []
    for index, line in enumerate(filled):
        text, is_last = flat(line.text), index == len(filled) - 1
        if names_month(text) and (is_last or not begins_plan):
            found.append(line)
            continue
        if not _may_be_caption(text):
            continue
        if begins_plan:
            named = has_header and is_last and heading_number(text) is not None
        else:
            is_sentence = text.endswith(".")
            plain = has_header and is_last and not is_wrapped and not is_sentence
            named = plain or (_stands_out(text) and (has_header or not is_sentence))
        if named:
            found.append(line)
    return found


def last_caption(lines: Sequence[Line]) -> Line:
    """What may turn out to be the first section's heading, if later tables have such headings."""
    last = next((line for line in reversed(lines) if line.text.strip()), Line("", ()))
    text = flat(last.text)
    return Line(text, last.places) if _may_be_caption(text) and text[-1] not in ".:" else Line("", ())


def put_first(caption: Line, headings: Sequence[Heading], entries: Sequence[MeasureEntry]) -> list[Heading]:
    """The headings with one for the measures that stand before all of them."""
    for entry in entries:
        entry.heading += 1
    return [Heading(caption.text, caption.places), *headings]


def _may_be_caption(text: str) -> bool:
    if len(text) > _LENGTH or sum(map(str.isalpha, text)) < _LETTERS or text.endswith((";", ",")):
        return False
    return not (is_note(text) or _PLAN.search(text) or is_running(text))


def _stands_out(text: str) -> bool:
    return heading_number(text) is not None or text.isupper()
