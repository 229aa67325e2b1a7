"""Next year's plan out of this one's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reader import read_document
from roadmap.deadlines.deadline import Dated, Day
from roadmap.deadlines.period import calendar_year
from roadmap.deadlines.windows import windows
from roadmap.errors import BadInput
from roadmap.imports.rolling import rolled, shifted
from roadmap.language.reader import read_deadline
from tests.documents_text import road_map_text

PHRASES = (
    "Март",
    "до 25 декабря 2027 года",
    "Сентябрь 2027, 2028",
    "с 01.03.2027 по 30.05.2027",
    "ежеквартально до 5 числа",
    "2026-2027 учебный год",
    "Апрель 2027, далее ежегодно",
    "По отдельному плану",
    "постоянно",
)


def draft_of(*deadlines: str, period: str = "на 2027 год"):  # type: ignore[no-untyped-def]
    rows = [(f"{n}.", f"Дело {n}", words, "Методслужба") for n, words in enumerate(deadlines, 1)]
    return read_document(road_map_text(*rows, period=period), "plan.txt")


def test_every_named_year_moves_with_the_plan() -> None:
    new = rolled(draft_of("Март", "до 25 декабря 2027 года", "по 15.04.2027"), 2028)

    assert new.period == calendar_year(2028)
    assert "2028" in new.title and "2027" not in new.title
    assert [measure.deadline_text for measure in new.measures][:2] == ["Март", "до 25 декабря 2028 года"]
    last = [windows(m.deadline, calendar_year(2028)).windows[-1].last for m in new.measures]
    assert last == [date(2028, 3, 31), date(2028, 12, 25), date(2028, 4, 15)]


def test_a_school_year_moves_as_a_school_year() -> None:
    new = rolled(draft_of("Март", period="на 2026-2027 учебный год"), 2027)

    assert new.period is not None
    assert (new.period.start, new.period.end) == (date(2027, 9, 1), date(2028, 8, 31))
    assert "2027-2028" in new.title


def test_a_year_in_the_words_of_a_measure_is_pointed_out_not_changed() -> None:
    draft = read_document(road_map_text(("1.", "Анализ итогов 2027 года", "Май", "Методслужба")), "plan.txt")

    (measure,) = rolled(draft, 2028).measures

    assert measure.title == "Анализ итогов 2027 года"
    assert [problem.code for problem in measure.problems] == ["rolled-year"]


def test_the_last_of_february_stays_the_last_of_february() -> None:
    leap = Dated(times=(Day(month=2, day=29, year=2028),))

    assert shifted(leap, 1) == Dated(times=(Day(month=2, day=28, year=2029),))


def test_a_plan_without_a_period_cannot_be_moved() -> None:
    with pytest.raises(BadInput):
        rolled(draft_of("Март", period=""), 2028)


@given(st.sampled_from(PHRASES), st.integers(-5, 30))
def test_what_the_moved_words_say_is_what_the_moved_rule_says(words: str, years: int) -> None:
    before = read_deadline(words).deadline
    draft = draft_of(words)

    (measure,) = rolled(draft, 2027 + years).measures

    assert measure.deadline == shifted(before, years)
    assert read_deadline(measure.deadline_text).deadline == measure.deadline
