"""The control points of a plan as each unit owes them: by its own days, earlier for some executors."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.control_pace import planned_deadline
from roadmap.deadlines.period import Window
from roadmap.deadlines.planned_points import Laying, PlannedPoint
from roadmap.deadlines.unit_points import points_of_unit
from roadmap.ids import MeasureId, UnitId
from roadmap.plan.measure import ControlPoint, Measure
from roadmap.plan.measure_content import earlier_day


class OwnPoints:
    """Worked out once for each measure and calendar."""

    def __init__(self, laying: Laying, measures: Iterable[Measure], today: date) -> None:
        self._laying = laying
        self._measures = {measure.id: measure for measure in measures}
        self._today = today
        self._known: dict[tuple[MeasureId, int], Mapping[Window, PlannedPoint]] = {}

    def calendar(self, home: UnitId) -> WorkingCalendar:
        """The days this unit lives by."""
        return self._laying.calendar.of(home)

    def owed(self, point: ControlPoint, home: UnitId, days_earlier: int) -> PlannedPoint:
        """What a control point is to an executor of this home with so many days less."""
        return self.owed_as(point.measure_id, as_planned(point), home, days_earlier)

    def owed_as(
        self, measure_id: MeasureId, point: PlannedPoint, home: UnitId, days_earlier: int
    ) -> PlannedPoint:
        """The same of a control point that is about to be moved there."""
        calendar = self.calendar(home)
        own = self._of_unit(measure_id, point, calendar)
        due_on = earlier_day(own.due_on, days_earlier, self._today, calendar)
        return own if due_on == own.due_on else replace(own, original_due_on=due_on, due_on=due_on)

    def _of_unit(self, measure_id: MeasureId, point: PlannedPoint, calendar: WorkingCalendar) -> PlannedPoint:
        """The point itself where the unit has no days of its own, or the point is of no deadline now."""
        measure = self._measures.get(measure_id)
        if calendar is self._laying.calendar or measure is None:
            return point
        key = measure_id, id(calendar)
        if key not in self._known:
            deadline = planned_deadline(measure.deadline, measure.pace)
            self._known[key] = points_of_unit(deadline, self._laying, calendar, self._today)
        return self._known[key].get(Window(first=point.first_on, last=point.last_on), point)


def as_planned(point: ControlPoint) -> PlannedPoint:
    """A control point that is kept, as its deadline gives one."""
    return PlannedPoint(
        first_on=point.first_on,
        last_on=point.last_on,
        original_due_on=point.original_due_on,
        due_on=point.due_on,
    )
