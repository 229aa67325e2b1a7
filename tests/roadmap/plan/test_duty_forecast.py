"""How many duties a plan will make."""

from datetime import date

from roadmap.deadlines.period import calendar_year
from roadmap.deadlines.planned_points import Laying, planned_points
from roadmap.language.reader import read_deadline
from roadmap.plan.duty_forecast import PlannedMeasure, duty_forecast

LAYING = Laying(period=calendar_year(2027), given_on=date(2026, 12, 1))


def planned(row: int, words: str, *answering: str) -> PlannedMeasure[str]:
    points = planned_points(read_deadline(words).deadline, LAYING, date(2026, 12, 1))
    return PlannedMeasure(row=row, points=points, answering=answering)


def test_duties_are_counted_by_who_owes_them_and_by_month() -> None:
    found = duty_forecast([planned(0, "март, май", "Школа № 1", "Школа № 2"), planned(1, "май", "Школа № 1")])
    assert found.total == 5
    assert found.by_unit == {"Школа № 1": 3, "Школа № 2": 2}
    assert found.by_month == {(2027, 3): 2, (2027, 5): 3}
    assert found.heavy == {}


def test_work_without_a_hard_date_is_counted_apart() -> None:
    found = duty_forecast([planned(0, "постоянно", "Школа № 1")])
    assert (found.total, found.undated, found.by_month) == (1, 1, {})


def test_a_measure_of_more_than_twenty_duties_is_named() -> None:
    found = duty_forecast([planned(7, "еженедельно", "Школа № 1"), planned(8, "ежемесячно", "Школа № 1")])
    assert found.heavy == {7: 53}


def test_nobody_named_makes_no_duties() -> None:
    assert duty_forecast([planned(0, "ежемесячно")]).total == 0
