"""Days a unit has of its own, typed by a person."""

from datetime import date

import pytest

from roadmap.deadlines.deadline import Season
from roadmap.language.own_days import read_own_days

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("words", "season", "first", "last"),
    [
        ("осенние каникулы с 26 октября по 3 ноября", Season.AUTUMN, (2026, 10, 26), (2026, 11, 3)),
        ("Осенние каникулы: 25.10–02.11.2027", Season.AUTUMN, (2027, 10, 25), (2027, 11, 2)),
        ("зимние каникулы с 28 декабря по 10 января", Season.WINTER, (2026, 12, 28), (2027, 1, 10)),
        ("каникулы с 27 марта по 4 апреля", Season.SPRING, (2027, 3, 27), (2027, 4, 4)),
        ("выходной 30 августа", None, (2027, 8, 30), (2027, 8, 30)),
        ("нерабочий день 11.06.2027", None, (2027, 6, 11), (2027, 6, 11)),
        ("выходные 8-9 июня 2027", None, (2027, 6, 8), (2027, 6, 9)),
    ],
)
def test_holidays_and_days_off_are_read_as_typed(
    words: str, season: Season | None, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    read = read_own_days(words, TODAY)
    assert read is not None
    assert (read.season, read.first_on, read.last_on) == (season, date(*first), date(*last))


@pytest.mark.parametrize(
    "words",
    [
        "спасибо",
        "осенние каникулы",
        "каникулы до 3 ноября",
        "с 26 октября по 3 ноября",
        "выходные с 1 июня по 31 августа",
        "осенние каникулы на неделю позже",
    ],
)
def test_what_is_no_one_stretch_of_holidays_or_days_off_is_not_read(words: str) -> None:
    assert read_own_days(words, TODAY) is None
