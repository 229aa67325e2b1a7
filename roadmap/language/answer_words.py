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
    (ReportOutcome.NOT_STARTED, r"\bне (?:был\w* )?(?:начат|начал|приступ|начина)|^нет$"),
    (ReportOutcome.DIFFICULTY, r"трудност|проблем|затрудн|не хватает|не хватило|мешает|задерж|срыв"),
    (ReportOutcome.DIFFICULTY, rf"\bне ?(?:был\w* )?(?:{_DEEDS}|удал|готов|вып\b|исп\b|успе)"),
    (
        ReportOutcome.ON_TRACK,
        r"\bид[еу]т\b|в работе|\bв раб\b|в процессе|вед[еу]т|ведем|выполняет|исполняет|на исполнении"
        r"|продолжа|по плану|частичн|\bчаст\b|реализует",
    ),
    (
        ReportOutcome.DONE,
        rf"(?<!не )\bготов[оаы]?\b|{_DEEDS}|\bвып\b|\bисп\b|^да$|^ок$|^100 ?%?$|^[+✓✔✅]$",
    ),
)
_COMPILED = tuple((outcome, re.compile(pattern)) for outcome, pattern in _STATES)


_NAMED_FIRST = re.compile(r"(?:выполнено|исполнено|идет|есть трудности|трудности|не начато|в работе)\b")


def begins_with_state(words: str) -> bool:
    """Whether the words begin as a form asks: with how it goes, and not with what was done."""
    return _NAMED_FIRST.match(normal(words)) is not None


def answer_in(words: str) -> ReportOutcome | None:
    """What the words say of the work; None where they name no state."""
    folded = normal(words) or words.strip()
    return next((outcome for outcome, pattern in _COMPILED if pattern.search(folded)), None)
