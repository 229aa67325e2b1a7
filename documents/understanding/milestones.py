"""Dates named inside the cell that says how a problem is solved: offered as milestones, never taken."""

import re

from documents.understanding.dates import MONTHS
from documents.understanding.words import flat
from roadmap.deadlines.deadline import Missing, Unscheduled
from roadmap.imports.proposal import Milestone
from roadmap.language.reader import read_deadline

_MONTH = "|".join(rf"{stem}[а-яё]{{0,2}}" for stem in MONTHS)
_WHEN = (
    rf"(?:до\s+|с\s+)?(?:\d{{1,2}}\s+)?(?:{_MONTH})\s+(?:19|20)\d\d(?:\s?(?:года|г\.?)(?![а-яё]))?"
    r"|\d{1,2}\.\d{1,2}\.\d{4}"
)
_NAMED = re.compile(
    rf"(?P<before>^|[;:,.]\s?|\s)(?P<when>{_WHEN})(?P<dash>\s?[–—:-]\s?|\s)"
    rf"(?P<what>[^.;:]{{3,200}}?)(?=\s?(?:[.;]|{_WHEN}|$))",
    re.IGNORECASE,
)
_MAX = 40


def milestones_in(text: str) -> tuple[Milestone, ...]:
    """«октябрь 2021 года – месячник русского языка» → what is to happen and when."""
    found: list[Milestone] = []
    for match in _NAMED.finditer(flat(text)):
        if not match["dash"].strip() and match["before"].strip() not in (";", ":"):
            continue
        reading = read_deadline(match["when"])
        what = match["what"].strip(" ,")
        if what and not isinstance(reading.deadline, Missing | Unscheduled):
            found.append(Milestone(text=what, deadline_text=match["when"].strip(), deadline=reading.deadline))
        if len(found) == _MAX:
            break
    return tuple(found)
