"""Days typed as they are said from today."""

from datetime import date, timedelta

import pytest

from roadmap.deadlines.period import PlanPeriod
from roadmap.errors import BadInput
from roadmap.language.counted_day import counted_day, with_day, working_days
from roadmap.language.named_day import named_day, named_days
from roadmap.language.relative_day import relative_day

WEDNESDAY = date(2026, 12, 9)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("завтра", date(2026, 12, 10)),
        ("до завтра", date(2026, 12, 10)),
        ("Послезавтра", date(2026, 12, 11)),
        ("в пятницу", date(2026, 12, 11)),
        ("до пятницы", date(2026, 12, 11)),
        ("в среду", date(2026, 12, 16)),
        ("во вторник", date(2026, 12, 15)),
        ("в следующую пятницу", date(2026, 12, 18)),
        ("в следующий вторник", date(2026, 12, 15)),
        ("к пятнице следующей недели", date(2026, 12, 18)),
        ("через неделю", date(2026, 12, 16)),
        ("через две недели", date(2026, 12, 23)),
        ("через 10 дней", date(2026, 12, 19)),
        ("через месяц", date(2027, 1, 9)),
        ("до конца недели", date(2026, 12, 11)),
        ("к концу следующей недели", date(2026, 12, 18)),
        ("на следующей неделе", date(2026, 12, 18)),
        ("в течение этой недели", date(2026, 12, 11)),
        ("через трёх", None),
        ("20 декабря", None),
        ("по пятницам", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_it_is_said(words: str, day: date | None) -> None:
    assert relative_day(words, WEDNESDAY) == day


def test_a_month_later_is_never_past_the_end_of_the_month() -> None:
    assert relative_day("через месяц", date(2027, 1, 31)) == date(2027, 2, 28)


def test_a_day_said_from_today_is_planned_as_the_day_it_is() -> None:
    assert with_day("в следующую пятницу", WEDNESDAY) == "до 18.12.2026"
    assert with_day("по пятницам", WEDNESDAY) == "по пятницам"


def test_where_one_day_is_asked_for_it_may_be_said_from_today() -> None:
    assert named_day("в следующую пятницу", WEDNESDAY, timedelta(days=30)) == date(2026, 12, 18)


def test_the_end_of_a_week_said_on_its_weekend_is_the_next_friday() -> None:
    assert relative_day("до конца недели", date(2026, 12, 12)) == date(2026, 12, 18)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("в течение двух недель", date(2026, 12, 23)),
        ("в течение недели", date(2026, 12, 16)),
        ("в недельный срок", date(2026, 12, 16)),
        ("до конца дня", date(2026, 12, 9)),
        ("до конца месяца", date(2026, 12, 31)),
        ("в конце следующего месяца", date(2027, 1, 31)),
        ("до конца квартала", date(2026, 12, 31)),
        ("до конца следующего квартала", date(2027, 3, 31)),
        ("до конца года", date(2026, 12, 31)),
        ("до пятницы", date(2026, 12, 11)),
        ("две недели", None),
        ("до 15 января", None),
        ("по пятницам", None),
    ],
)
def test_a_day_is_counted_from_the_one_the_words_are_said_on(words: str, day: date | None) -> None:
    assert counted_day(words, WEDNESDAY) == day


def test_working_days_are_a_count_of_their_own() -> None:
    assert working_days("в течение 5 рабочих дней") == 5
    assert working_days("через три рабочих дня") == 3
    assert working_days("в течение 5 дней") is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("до конца декабря", date(2026, 12, 31)),
        ("до 9 декабря", date(2026, 12, 9)),
        ("декабрь", date(2026, 12, 31)),
        ("до конца сентября", date(2027, 9, 30)),
        ("до конца месяца", date(2026, 12, 31)),
        ("в течение двух недель", date(2026, 12, 23)),
    ],
)
def test_a_month_without_a_year_is_the_nearest_even_where_a_year_holds_it_twice(
    words: str, day: date
) -> None:
    assert named_day(words, WEDNESDAY, timedelta(days=366)) == day


@pytest.mark.parametrize("words", ["по пятницам", "12 и 20 декабря", "ежемесячно", "когда-нибудь"])
def test_several_days_or_none_are_no_one_day(words: str) -> None:
    with pytest.raises(BadInput, match="date-unread"):
        named_day(words, WEDNESDAY, timedelta(days=366))


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("с завтрашнего дня две недели", date(2026, 12, 10), date(2026, 12, 23)),
        ("с понедельника до пятницы", date(2026, 12, 14), date(2026, 12, 18)),
        ("с понедельника по 20 декабря", date(2026, 12, 14), date(2026, 12, 20)),
        ("с понедельника на неделю", date(2026, 12, 14), date(2026, 12, 20)),
        ("на две недели с понедельника", date(2026, 12, 14), date(2026, 12, 27)),
        ("с 14 декабря две недели", date(2026, 12, 14), date(2026, 12, 27)),
        ("с 14 декабря до пятницы", date(2026, 12, 14), date(2026, 12, 18)),
        ("с завтра до конца месяца", date(2026, 12, 10), date(2026, 12, 31)),
        ("две недели", date(2026, 12, 9), date(2026, 12, 22)),
        ("до пятницы", date(2026, 12, 9), date(2026, 12, 11)),
        ("до 20 декабря", date(2026, 12, 9), date(2026, 12, 20)),
        ("всю следующую неделю", date(2026, 12, 14), date(2026, 12, 20)),
        ("эту неделю", date(2026, 12, 9), date(2026, 12, 13)),
        ("завтра", date(2026, 12, 10), date(2026, 12, 10)),
        ("с 14 по 20 декабря", date(2026, 12, 14), date(2026, 12, 20)),
    ],
)
def test_a_stretch_of_days_is_read_as_it_is_said(words: str, first: date, last: date) -> None:
    found = named_days(words, WEDNESDAY, timedelta(days=365))
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("words", ["Лугова", "с завтра", "ежедневно", "уеду надолго"])
def test_words_without_a_stretch_are_not_guessed_at(words: str) -> None:
    with pytest.raises(BadInput, match="days-unread"):
        named_days(words, WEDNESDAY, timedelta(days=365))


def test_the_end_of_a_month_is_this_one_except_in_a_plan_for_a_month() -> None:
    january = PlanPeriod(start=date(2027, 1, 1), end=date(2027, 1, 31))
    year = PlanPeriod(start=date(2027, 1, 1), end=date(2027, 12, 31))
    assert with_day("до конца месяца", WEDNESDAY, january) == "до конца месяца"
    assert with_day("до конца месяца", WEDNESDAY, year) == "до 31.12.2026"
    assert with_day("до конца года", WEDNESDAY, year) == "до конца года"
