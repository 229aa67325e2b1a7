"""What holds for any text and any deadline."""

import json
from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from roadmap.deadlines.deadline import DayAfter, Deadline, Recurring
from roadmap.deadlines.deadline_json import from_json, to_json
from roadmap.deadlines.period import PlanPeriod
from roadmap.deadlines.windows import windows
from roadmap.language.lexicon import WORDS
from roadmap.language.phrase import phrase
from roadmap.language.reader import read_deadline
from roadmap.language.rhythms import MOST
from tests.roadmap.language.deadlines import deadlines

SIGNS = [
    "-",
    "–",
    ",",
    ";",
    ":",
    "(",
    ")",
    ".",
    "/",
    " ",
    "\n",
    "г.",
    "2021",
    "2022",
    "5",
    "31",
    "15.05",
    "01.09.2021",
]
words = st.lists(st.sampled_from([*sorted(WORDS), *SIGNS * 20]), max_size=14).map(" ".join)
glued = st.lists(st.sampled_from([*sorted(WORDS), *SIGNS * 20]), max_size=8).map("".join)
texts = st.one_of(
    st.text(max_size=80), st.text("абвгдежзиклмнопрстуфхцья 0123456789.-–,()", max_size=60), words, glued
)
periods = st.builds(
    lambda start, days: PlanPeriod(start=start, end=start + timedelta(days=days)),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.integers(0, 2200),
)


def longest_delay(deadline: Deadline) -> timedelta:
    """How long after the plan's end a deadline may fall due: what is reported in a month after its unit."""
    days = [rhythm.on for rhythm in deadline.rhythms] if isinstance(deadline, Recurring) else []
    months = [on.month for on in days if isinstance(on, DayAfter)]
    longest_unit = timedelta(days=366 * MOST)
    return longest_unit if months else timedelta()


@given(texts, periods)
@settings(max_examples=300)
@example("", PlanPeriod(start=date(2024, 2, 29), end=date(2024, 2, 29)))
@example("до 20 мая, 1-2 раз-а в год", PlanPeriod(start=date(2024, 1, 1), end=date(2024, 12, 31)))
@example("до 25 числа седьмого месяца квартала", PlanPeriod(start=date(2024, 1, 1), end=date(2024, 12, 31)))
@example("последнего, третьих, 15.05", PlanPeriod(start=date(2024, 1, 1), end=date(2024, 12, 31)))
@example("к1р", PlanPeriod(start=date(2024, 2, 29), end=date(2024, 2, 29)))
def test_any_text_is_read_and_its_windows_are_sorted_and_inside_the_period(
    text: str, period: PlanPeriod
) -> None:
    reading = read_deadline(text)
    found = windows(reading.deadline, period).windows
    assert 0 <= reading.confidence <= 1
    assert list(found) == sorted(set(found))
    assert all(period.start <= window.first <= window.last for window in found)
    assert all(window.last <= period.end + longest_delay(reading.deadline) for window in found)


@given(texts)
@settings(max_examples=150)
def test_a_doubtful_reading_says_what_is_doubtful(text: str) -> None:
    reading = read_deadline(text)
    assert reading.confidence == 1 or reading.problems


@given(texts)
@settings(max_examples=300)
def test_what_was_read_from_any_text_is_said_in_words_that_mean_the_same(text: str) -> None:
    deadline = read_deadline(text).deadline
    assert read_deadline(phrase(deadline)).deadline == deadline


@given(deadlines)
@settings(max_examples=500)
def test_any_deadline_is_said_in_words_that_mean_the_same(deadline: Deadline) -> None:
    assert read_deadline(phrase(deadline)).deadline == deadline


@given(deadlines, periods)
@settings(max_examples=150)
def test_any_deadline_falls_inside_the_period(deadline: Deadline, period: PlanPeriod) -> None:
    found = windows(deadline, period).windows
    assert list(found) == sorted(set(found))
    assert all(period.start <= window.first <= window.last for window in found)
    assert all(window.last <= period.end + longest_delay(deadline) for window in found)


@given(deadlines)
@settings(max_examples=150)
def test_any_deadline_survives_storage_as_json(deadline: Deadline) -> None:
    assert from_json(json.loads(json.dumps(to_json(deadline)))) == deadline
