"""The sheet «По организациям»: how each assignee stands and keeps the days, the worst first."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from reports.xlsx.cells import Book, Look, Sheet, Value
from reports.xlsx.charts import counts_chart
from reports.xlsx.columns import Column
from reports.xlsx.duty_groups import COUNT_COLUMNS, HEAD_HEIGHT, DutyGroup, counted
from reports.xlsx.tables import write_table
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.natural_order import natural
from roadmap.summary.discipline import Discipline, discipline
from roadmap.summary.summary_source import SummarySource
from roadmap.summary.summary_views import OVERDUE, SummaryDuty
from texts.summary import headings
from texts.summary import summary_words as words

_CHART_WIDTH = 24
_TALLEST = 15  # centimetres: a page on its side under the headings
_ON_THE_TABLES_PAGE = 8
"""Lines of a table under which there is room for its chart."""
NARROW, SHARE_WIDTH = 7.5, 9.5
"""All of them and the shares of two quarters fit on one page."""
Share = Callable[[Discipline], float | None]


def write_assignees(book: Book, source: SummarySource) -> None:
    """Of a quarter each share stands beside that of the quarter before."""
    summary = source.summary
    groups = _groups(source)
    quarter = summary.header.quarter
    write_table(
        book,
        summary,
        words.ASSIGNEES,
        _columns(source, quarter.preceding) if quarter else COLUMNS,
        groups,
        nothing=words.NO_MEASURES,
        height=HEAD_HEIGHT,
        charted=lambda sheet, rows: _chart(sheet, rows, groups),
    )


def _chart(sheet: Sheet, rows: tuple[int, int], groups: Sequence[DutyGroup]) -> None:
    lines = rows[1] - rows[0]
    height = min(3 + round(lines * 0.6), _TALLEST)
    if lines > _ON_THE_TABLES_PAGE:
        sheet.new_page()
    chart = counts_chart(sheet, rows, groups, width=_CHART_WIDTH, height=height)
    sheet.chart(chart, f"A{rows[1] + 2}")
    sheet.leave(rows=2 * height + 2)


def _groups(source: SummarySource) -> list[DutyGroup]:
    kept = _disciplines(source, source.summary.due)
    groups = [
        DutyGroup(name=name, duties=own, discipline=kept.get(name))
        for name, own in _by_name(source.summary.duties).items()
    ]
    return sorted(groups, key=lambda group: (-group.count(*OVERDUE), natural(group.name)))


def _by_name(duties: Iterable[SummaryDuty]) -> Mapping[str, list[SummaryDuty]]:
    found = defaultdict[str, list[SummaryDuty]](list)
    for duty in counted(duties):
        found[duty.duty.assignee].append(duty)
    return found


def _disciplines(source: SummarySource, duties: Iterable[SummaryDuty]) -> Mapping[str, Discipline]:
    zone = source.summary.header.time_zone
    return {name: discipline(own, zone, source.unreached) for name, own in _by_name(duties).items()}


def _columns(source: SummarySource, before: CalendarQuarter) -> Sequence[Column[DutyGroup]]:
    """With the same two shares of the quarter before."""
    then = _disciplines(source, source.summary.before)

    def told(share: Share) -> Callable[[DutyGroup], Value]:
        return lambda group: _share(share(then[group.name]) if group.name in then else None)

    pairs = (
        (
            _share_column(heading, _now(share)),
            _share_column(f"{heading}, {words.short_quarter(before)}", told(share)),
        )
        for heading, share in SHARES.items()
    )
    return (*COUNTS, *chain.from_iterable(pairs))


def _share_column(heading: str, told: Callable[[DutyGroup], Value]) -> Column[DutyGroup]:
    return Column(heading, SHARE_WIDTH, told, Look.VERTICAL_HEAD)


def _share(share: float | None) -> Value:
    return Value(words.DASH, Look.CENTRE) if share is None else Value(share, Look.SHARE)


def _now(share: Share) -> Callable[[DutyGroup], Value]:
    return lambda group: _share(share(group.discipline) if group.discipline else None)


SHARES: Mapping[str, Share] = {
    headings.OF_PLANNED: lambda discipline: discipline.of_planned,
    headings.OF_DONE: lambda discipline: discipline.of_done,
}
COUNTS: Sequence[Column[DutyGroup]] = (
    Column(headings.ASSIGNEE, 26, lambda group: Value(group.name)),
    *(replace(column, width=NARROW) for column in COUNT_COLUMNS),
)
COLUMNS: Sequence[Column[DutyGroup]] = (
    *COUNTS,
    *(_share_column(heading, _now(share)) for heading, share in SHARES.items()),
)
