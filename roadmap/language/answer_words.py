"""How a measure stands, by the words somebody wrote about it in a form."""

import re

from roadmap.control.duty import ReportOutcome
from roadmap.wording import normal

# The first that matches tells.
_STATES = (
    (ReportOutcome.NOT_STARTED, r"\bне (?:был\w* )?(?:начат|начал|приступ|начина)"),
    (ReportOutcome.DIFFICULTY, r"трудност|проблем|затрудн|не хватает|не хватило|мешает|задерж|срыв"),
    (ReportOutcome.DIFFICULTY, r"\bне (?:был\w* )?(?:выполн|исполн|провед|состоял|сделан|удал)"),
    (
        ReportOutcome.ON_TRACK,
        r"\bид[еу]т\b|в работе|в процессе|ведет|выполняет|исполняет|продолжа|по плану|частичн|реализует",
    ),
    (
        ReportOutcome.DONE,
        r"выполн|исполн|провед|состоял|заверш|сделан|реализован|издан|размещ|утвержден|подготовлен|^да$|^\+$",
    ),
)
_COMPILED = tuple((outcome, re.compile(pattern)) for outcome, pattern in _STATES)


def answer_in(words: str) -> ReportOutcome | None:
    """What the words say of the work; None where they name no state."""
    folded = normal(words) or words.strip()
    return next((outcome for outcome, pattern in _COMPILED if pattern.search(folded)), None)
