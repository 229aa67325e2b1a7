"""A campaign asks empty schools nothing: its days move before their holidays."""

from datetime import date

from roadmap.deadlines.calendar import CalendarDays, SchoolHolidays
from roadmap.deadlines.deadline import Season
from roadmap.deadlines.period import Window
from roadmap.monitoring.campaign import AskedPeriod, closing_day, opening_day
from roadmap.plan.monitoring_rules import MonitoringRules

USUAL = MonitoringRules()
SPRING = SchoolHolidays(first_on=date(2027, 3, 27), last_on=date(2027, 4, 4), season=Season.SPRING)
SUMMER = SchoolHolidays(first_on=date(2027, 5, 29), last_on=date(2027, 8, 31), season=Season.SUMMER)
CALENDAR = CalendarDays(holidays=frozenset({SPRING, SUMMER}))
FIRST = Window(first=date(2027, 1, 1), last=date(2027, 3, 31))
SECOND = Window(first=date(2027, 4, 1), last=date(2027, 6, 30))
JULY = Window(first=date(2027, 7, 1), last=date(2027, 7, 31))


def closing(window: Window, due_on: date | None = None) -> date:
    return closing_day(AskedPeriod(window=window, due_on=due_on), USUAL, CALENDAR)


def test_it_opens_and_closes_before_the_holidays_its_end_falls_into() -> None:
    assert opening_day(FIRST, USUAL, CALENDAR) == date(2027, 3, 22)
    assert closing(FIRST) == date(2027, 3, 26)
    assert (opening_day(SECOND, USUAL, CALENDAR), closing(SECOND)) == (date(2027, 5, 24), date(2027, 5, 28))


def test_the_due_day_of_a_measure_moves_with_it() -> None:
    assert closing(FIRST, due_on=date(2027, 3, 31)) == date(2027, 3, 26)


def test_where_all_of_it_is_holidays_somebody_is_asked_all_the_same() -> None:
    assert closing(JULY) == date(2027, 7, 30)


def test_it_moves_before_the_holidays_of_the_school_that_has_them_first() -> None:
    early = SchoolHolidays(first_on=date(2027, 3, 20), last_on=date(2027, 3, 28), season=Season.SPRING)
    of_one_school = CalendarDays(holidays=frozenset({early}))
    department = CalendarDays(holidays=CALENDAR.holidays, units={7: of_one_school})
    assert closing_day(AskedPeriod(window=FIRST, due_on=None), USUAL, department) == date(2027, 3, 19)
    assert department.holidays_of((Season.SPRING,)) == (SPRING,)
