"""Dates a coordinator typed, as the deadline reader takes them: shown back before they count."""

from datetime import date

from roadmap.deadlines.deadline import Deadline, Missing, Ongoing, Unscheduled
from roadmap.deadlines.of_plan import of_plan
from roadmap.deadlines.period import PlanPeriod, Window
from roadmap.deadlines.windows import windows
from roadmap.errors import BadInput
from roadmap.ids import QuestionId
from roadmap.language.phrase import phrase
from roadmap.language.reader import read_deadline
from services.imports.question_views import UnderstoodDates

MAX_DATES = 300
FAR = PlanPeriod(start=date(2000, 1, 1), end=date(2099, 12, 31))
"""What a typed plan period is looked for in."""


def typed_deadline(words: str, period: PlanPeriod | None) -> tuple[Deadline, tuple[Window, ...]]:
    """The deadline these words mean and its windows in the period; BadInput where they name no dates."""
    deadline = of_plan(read_deadline(words).deadline, period)
    placed = windows(deadline, period).windows if period else ()
    if isinstance(deadline, Missing | Unscheduled) or (period and not placed):
        raise BadInput("dates-unread", words)
    return deadline, tuple(placed)


def understood_deadline(question_id: QuestionId, words: str, period: PlanPeriod | None) -> UnderstoodDates:
    deadline, placed = typed_deadline(words, period)
    return UnderstoodDates(
        question_id=question_id,
        is_period=False,
        words=words,
        reading=phrase(deadline),
        windows=placed,
        is_hard=not isinstance(deadline, Ongoing),
    )


def understood_period(question_id: QuestionId, words: str) -> UnderstoodDates:
    reading = read_deadline(words)
    placed = windows(reading.deadline, FAR).windows
    if len(placed) != 1 or (placed[0].first, placed[0].last) == (FAR.start, FAR.end):
        raise BadInput("period-unread", words)
    return UnderstoodDates(
        question_id=question_id,
        is_period=True,
        words=words,
        reading=phrase(reading.deadline),
        windows=placed,
        is_hard=False,
    )
