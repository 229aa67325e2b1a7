"""A rhythm as RFC 5545 gives the same due days as its windows, by dateutil's reckoning."""

from datetime import date, datetime

import pytest
from dateutil.rrule import rrulestr

from roadmap.deadlines.period import PlanPeriod, calendar_year, school_year
from roadmap.deadlines.recurrence import rrule
from roadmap.deadlines.windows import windows
from roadmap.language.reader import read_deadline

TWO_YEARS = PlanPeriod(start=date(2023, 1, 1), end=date(2024, 12, 31))
SAID = [
    ("ежемесячно", TWO_YEARS),
    ("ежемесячно до 5 числа", TWO_YEARS),
    ("ежемесячно до 31 числа", TWO_YEARS),
    ("ежемесячно последняя пятница месяца", TWO_YEARS),
    ("вторая среда каждого месяца", TWO_YEARS),
    ("последний день каждого месяца", TWO_YEARS),
    ("ежемесячно (сентябрь - май)", TWO_YEARS),
    ("ежемесячно, март, октябрь", TWO_YEARS),
    ("2 раза в месяц", TWO_YEARS),
    ("3 раза в месяц", TWO_YEARS),
    ("1 раз в 2 месяца", TWO_YEARS),
    ("ежеквартально", TWO_YEARS),
    ("ежеквартально до 10 числа", TWO_YEARS),
    ("ежеквартально до 25 числа последнего месяца квартала", TWO_YEARS),
    ("1 раз в квартал (март, июнь)", TWO_YEARS),
    ("1 раз в полугодие", TWO_YEARS),
    ("1 раз в полугодие", school_year(2022)),
    ("2 раза в год", school_year(2022)),
    ("ежегодно", TWO_YEARS),
    ("ежегодно (апрель-май)", TWO_YEARS),
    ("ежегодно до 1 сентября", TWO_YEARS),
    ("ежегодно с 1 по 10 июня", TWO_YEARS),
    ("ежегодно, I квартал", TWO_YEARS),
    ("по понедельникам и средам", TWO_YEARS),
    ("1 раз в 2 недели по пятницам", calendar_year(2024)),
    ("еженедельно", PlanPeriod(start=date(2024, 1, 1), end=date(2024, 12, 29))),
    ("ежедневно", calendar_year(2024)),
]


@pytest.mark.parametrize(("words", "period"), SAID, ids=lambda value: str(value))
def test_a_rule_repeats_on_the_due_days_of_the_windows(words: str, period: PlanPeriod) -> None:
    deadline = read_deadline(words).deadline
    due = [window.last for window in windows(deadline, period).windows]
    rule = rrule(deadline, period)
    assert rule is not None
    start = datetime.combine(due[0], datetime.min.time())
    assert [moment.date() for moment in rrulestr(rule, dtstart=start)] == due


@pytest.mark.parametrize(
    "words",
    [
        "май",
        "постоянно",
        "по плану",
        "",
        "май 2023, далее ежеквартально",
        "ежемесячно, кроме июля",
        "1 раз в 3 месяца, считая с 15 марта",
        "до 5 числа месяца, следующего за отчётным",
    ],
)
def test_what_no_single_rule_says_has_none(words: str) -> None:
    assert rrule(read_deadline(words).deadline, TWO_YEARS) is None
