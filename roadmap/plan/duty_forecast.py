"""How many duties a plan will make, before it is in force."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from roadmap.deadlines.planned_points import PlannedPoint
from roadmap.plan.load_map import YearAndMonth

Who = TypeVar("Who", bound=Hashable)
MANY = 20
"""Duties of one measure from which it is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMeasure(Generic[Who]):
    """A measure with its control points and everybody who owes each of them."""

    row: int
    points: tuple[PlannedPoint, ...]
    answering: tuple[Who, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyForecast(Generic[Who]):
    """Sums of a plan's duties. `undated` have no hard date; `heavy` are rows that make more than `MANY`."""

    total: int
    undated: int
    by_unit: Mapping[Who, int]
    by_month: Mapping[YearAndMonth, int]
    by_unit_and_month: Mapping[tuple[Who, YearAndMonth], int]
    heavy: Mapping[int, int]


def duty_forecast(measures: Iterable[PlannedMeasure[Who]]) -> DutyForecast[Who]:
    """The duties these measures make, by who owes them and by the month they fall due."""
    by_unit: Counter[Who] = Counter()
    by_month: Counter[YearAndMonth] = Counter()
    by_unit_and_month: Counter[tuple[Who, YearAndMonth]] = Counter()
    by_row: Counter[int] = Counter()
    undated = 0
    for measure in measures:
        asked = [point for point in measure.points if point.is_asked]
        by_row[measure.row] += len(asked) * len(measure.answering)
        for who in measure.answering:
            by_unit[who] += len(asked)
        for point in asked:
            due = point.due_on or point.original_due_on
            if due is None:
                undated += len(measure.answering)
            else:
                month = due.year, due.month
                by_month[month] += len(measure.answering)
                by_unit_and_month.update((who, month) for who in measure.answering)
    return DutyForecast(
        total=by_row.total(),
        undated=undated,
        by_unit=dict(by_unit.most_common()),
        by_month=dict(sorted(by_month.items())),
        by_unit_and_month=by_unit_and_month,
        heavy={row: count for row, count in by_row.most_common() if count > MANY},
    )
