"""What is doubtful is said, lowers the confidence, and has a Russian sentence of its own."""

import pytest

from roadmap.deadlines.deadline import Basis, Season, Unscheduled
from roadmap.deadlines.period import calendar_year
from roadmap.deadlines.windows import windows
from roadmap.language.reader import DOUBT, read_deadline
from roadmap.problem import Fact, Problem
from texts.imports.problems import explain_problem

FACTS: dict[str, Fact] = {
    "text": "бррр",
    "words": ("бррр",),
    "word": "мартт",
    "read_as": "март",
    "year": 2021,
    "month": 2,
    "number": 46458,
    "day": "2027-03-12",
    "unit": "quarter",
}
OF_PLACEMENT = (
    "deadline-outside-period",
    "deadline-cut",
    "deadline-no-such-day",
    "deadline-range-reversed",
    "deadline-short-february",
    "calendar-missing",
    "calendar-provisional",
)
UNKNOWN_CODE = explain_problem(Problem(code="no-such-code"))


@pytest.mark.parametrize("code", sorted({*DOUBT, *OF_PLACEMENT, "deadline-missing", "deadline-unread"}))
def test_every_problem_has_a_sentence_of_its_own(code: str) -> None:
    assert explain_problem(Problem(code=code, facts=FACTS)) != UNKNOWN_CODE


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("бррр", "deadline-unread"),
        ("", "deadline-missing"),
        ("март, бррр", "deadline-words-ignored"),
        ("мартт", "deadline-word-guessed"),
        ("сентябрь-май 2022", "deadline-year-assumed"),
        ("декабрь 2021 – март", "deadline-year-assumed"),
        ("с 20 по 10 марта", "deadline-range-reversed"),
        ("31 сентября", "deadline-impossible-date"),
        ("32 марта", "deadline-impossible-date"),
        ("до 15.13.2027", "deadline-impossible-date"),
        ("45.03", "deadline-impossible-date"),
        ("до 1 сентября 20226 г.", "deadline-year-misprinted"),
        ("до З1 мая", "deadline-repaired"),
        ("до 1 5 мая", "deadline-repaired"),
        ("46458", "deadline-serial"),
        ("до 1ъ мая", "deadline-day-unread"),
        ("мартапрель", "deadline-dash-assumed"),
        ("конец учебного года", "deadline-approximate"),
        ("до 25 числа", "deadline-rhythm-assumed"),
        ("до 20 января следующего года", "deadline-next-year"),
        ("ежемесячно, кроме каникул", "deadline-except-holidays"),
        ("постоянно, кроме июля", "deadline-except-ignored"),
    ],
)
def test_a_doubt_is_said_by_its_code(words: str, code: str) -> None:
    reading = read_deadline(words)
    assert code in [problem.code for problem in reading.problems]
    assert reading.confidence < 1 or code == "deadline-missing"


def test_what_cannot_be_read_is_asked_about_and_never_guessed() -> None:
    reading = read_deadline("аналитическая справка")
    assert reading.confidence == 0
    assert windows(reading.deadline, calendar_year(2022)).windows == ()


@pytest.mark.parametrize("words", ["март 2019", "до 15.01.2024", "15 мая 2023"])
def test_a_date_outside_the_plan_gives_no_window_and_a_problem(words: str) -> None:
    placed = windows(read_deadline(words).deadline, calendar_year(2022))
    assert placed.windows == ()
    assert [problem.code for problem in placed.problems] == ["deadline-outside-period"]


@pytest.mark.parametrize("words", ["сентябрь - май", "сентябрь 2021 – март 2022"])
def test_a_range_that_sticks_out_of_the_plan_is_cut_and_that_is_said(words: str) -> None:
    placed = windows(read_deadline(words).deadline, calendar_year(2022))
    assert len(placed.windows) == 1
    assert [problem.code for problem in placed.problems] == ["deadline-cut"]


def test_a_text_too_long_for_a_deadline_is_read_in_part_and_that_is_said() -> None:
    reading = read_deadline("март " + "слово " * 1000)
    assert "deadline-words-ignored" in [problem.code for problem in reading.problems]
    assert reading.confidence < 1


def test_a_comment_in_brackets_is_no_doubt() -> None:
    assert read_deadline("ноябрь (школьный этап)").confidence == 1


def test_a_formula_without_its_result_is_no_deadline() -> None:
    reading = read_deadline("=DATE(2027,3,15)")
    assert reading.confidence == 0
    assert [problem.code for problem in reading.problems] == ["deadline-unread"]


@pytest.mark.parametrize(
    "words", ["20-е числа мая", "середина лета", "начало второго квартала", "до середины лета"]
)
def test_a_part_that_is_only_roughly_said_is_read_with_a_doubt(words: str) -> None:
    assert [problem.code for problem in read_deadline(words).problems] == ["deadline-approximate"]


def test_seasons_of_holidays_are_kept_where_all_of_them_are_meant() -> None:
    named = Unscheduled(basis=Basis.HOLIDAYS, holidays=(Season.AUTUMN, Season.SPRING))
    assert read_deadline("на осенних и весенних каникулах").deadline == named
    assert read_deadline("до осенних каникул").deadline == Unscheduled(basis=Basis.HOLIDAYS)
    assert read_deadline("зимние каникулы 2026 г.").deadline == Unscheduled(basis=Basis.HOLIDAYS)
