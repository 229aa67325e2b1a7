"""Why a deadline is asked about."""

import pytest

from roadmap.deadlines.period import calendar_year
from roadmap.imports.answering import AskedBecause, why_unclear
from roadmap.imports.proposal import ProposedMeasure
from roadmap.language.reader import read_deadline
from texts.imports.import_questions import BECAUSE


@pytest.mark.parametrize(
    ("words", "because"),
    [
        ("", AskedBecause.NOT_SAID),
        ("аналитическая справка", AskedBecause.UNREAD),
        ("по плану", AskedBecause.NO_DATES),
        ("15.13.2027", AskedBecause.NO_SUCH_DAY),
        ("31 июня", AskedBecause.NO_SUCH_DAY),
        ("до 1 сентября 20226 г.", AskedBecause.YEAR_MISPRINTED),
        ("46458", AskedBecause.SERIAL),
        ("с 20 по 10 марта", AskedBecause.REVERSED),
        ("март 2019", AskedBecause.BEFORE_PERIOD),
        ("до 15.01.2031", AskedBecause.AFTER_PERIOD),
        ("март", None),
        ("до З1 мая", None),
        ("ежемесячно", None),
    ],
)
def test_a_question_says_why_it_is_asked(words: str, because: AskedBecause | None) -> None:
    reading = read_deadline(words)
    measure = ProposedMeasure(
        number="1",
        parent=None,
        section="",
        title="Неделя книги",
        deadline_text=words,
        deadline=reading.deadline,
        confidence=reading.confidence,
        problems=reading.problems,
    )
    assert why_unclear(measure, calendar_year(2027)) is because


def test_every_reason_has_words() -> None:
    assert set(BECAUSE) == set(AskedBecause)
