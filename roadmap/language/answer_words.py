"""How a measure stands, by the words somebody wrote about it in a form."""

import re

from roadmap.control.duty import ReportOutcome
from roadmap.wording import normal

_DEEDS = (
    r"выполн|исполн|провед|провел|состоял|заверш|сдела[нл]|обучил|обучен|разработа[нл]|закупил|закуплен"
    r"|приобрел|приобретен|реализован|издан|размещ|утвержден|подготовлен"
)

# The first that matches tells.
_STATES = (
    (ReportOutcome.NOT_STARTED, r"\bне (?:был\w* )?(?:начат|начал|приступ|начина)"),
    (ReportOutcome.DIFFICULTY, r"трудност|проблем|затрудн|не хватает|не хватило|мешает|задерж|срыв"),
    (ReportOutcome.DIFFICULTY, rf"\bне (?:был\w* )?(?:{_DEEDS}|удал)"),
    (
        ReportOutcome.ON_TRACK,
        r"\bид[еу]т\b|в работе|в процессе|ведет|выполняет|исполняет|продолжа|по плану|частичн|реализует",
    ),
    (
        ReportOutcome.DONE,
        rf"(?<!не )\bготов[оаы]?\b|{_DEEDS}|^да$|^\+$",
    ),
)
_COMPILED = tuple((outcome, re.compile(pattern)) for outcome, pattern in _STATES)


def answer_in(words: str) -> ReportOutcome | None:
    """What the words say of the work; None where they name no state."""
    folded = normal(words) or words.strip()
    return next((outcome for outcome, pattern in _COMPILED if pattern.search(folded)), None)
