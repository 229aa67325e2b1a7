"""Days typed as they are said from today."""

from datetime import date, timedelta

import pytest

from roadmap.language.named_day import named_day
from roadmap.language.relative_day import relative_day, with_day

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
