"""Duties of one section or one assignee, counted: every standing in one of the columns."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reports.xlsx.cells import Look, Tint, Value
from reports.xlsx.columns import Column
from roadmap.summary.discipline import Discipline
from roadmap.summary.summary_views import OVERDUE, Standing, SummaryDuty
from texts.summary import headings

COUNT_WIDTH = 9.75
HEAD_HEIGHT = 84.0
"""Of headings that stand upright."""
_RUNNING = (Standing.RUNNING, Standing.UPCOMING)
_UNFINISHED = (Standing.PARTIAL, Standing.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyGroup:
    """`discipline` where it is shown."""

    name: str
    duties: Sequence[SummaryDuty]
    discipline: Discipline | None = None

    def count(self, *standings: Standing) -> int:
        return sum(duty.standing in standings for duty in self.duties)


def counted(duties: Iterable[SummaryDuty]) -> list[SummaryDuty]:
    """Without what was taken out of the plan."""
    return [duty for duty in duties if duty.standing is not Standing.WITHDRAWN]


def alarming(count: int) -> Value:
    """Red unless there are none."""
    return Value(count, Look.NUMBER, Tint.RED if count else Tint.NONE)


def _counted_as(*standings: Standing) -> Callable[[DutyGroup], Value]:
    return lambda group: Value(group.count(*standings), Look.NUMBER)


def _count_column(heading: str, told: Callable[[DutyGroup], Value]) -> Column[DutyGroup]:
    return Column(heading, COUNT_WIDTH, told, Look.VERTICAL_HEAD)


COUNT_COLUMNS: Sequence[Column[DutyGroup]] = (
    _count_column(headings.TOTAL, lambda group: Value(len(group.duties), Look.TOTAL)),
    _count_column(headings.ACCEPTED, _counted_as(Standing.ACCEPTED, Standing.COVERED)),
    _count_column(headings.WAITING, _counted_as(Standing.WAITING)),
    _count_column(headings.RUNNING, _counted_as(*_RUNNING, Standing.PAUSED)),
    _count_column(headings.UNFINISHED, _counted_as(*_UNFINISHED)),
    _count_column(headings.OVERDUE, lambda group: alarming(group.count(*OVERDUE))),
    _count_column(headings.CLOSED_UNDONE, _counted_as(Standing.CLOSED_UNDONE)),
    _count_column(headings.PASSED, _counted_as(Standing.PASSED)),
)
"""Those after the first make it up."""
