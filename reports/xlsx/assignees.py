"""The sheet «По организациям»: how each assignee stands and keeps the days, the worst first."""

from collections import defaultdict
from collections.abc import Sequence

from reports.xlsx.cells import Book, Look, Sheet, Value
from reports.xlsx.charts import counts_chart
from reports.xlsx.columns import Column
from reports.xlsx.duty_groups import COUNT_COLUMNS, HEAD_HEIGHT, DutyGroup, counted
from reports.xlsx.tables import write_table
from roadmap.natural_order import natural
from roadmap.summary.discipline import discipline
from roadmap.summary.summary_source import SummarySource
from roadmap.summary.summary_views import OVERDUE, SummaryDuty
from texts.summary import headings
from texts.summary import summary_words as words

_CHART_WIDTH = 24


def write_assignees(book: Book, source: SummarySource) -> None:
    summary = source.summary
    write_table(
        book,
        summary,
        words.ASSIGNEES,
        COLUMNS,
        _groups(source),
        nothing=words.NO_MEASURES,
        height=HEAD_HEIGHT,
        charted=_chart,
    )


def _chart(sheet: Sheet, rows: tuple[int, int]) -> None:
    lines = rows[1] - rows[0]
    height = 3 + round(lines * 0.6)
    sheet.chart(counts_chart(sheet, rows, width=_CHART_WIDTH, height=height), f"A{rows[1] + 2}")
    sheet.leave(rows=2 * height + 2)


def _groups(source: SummarySource) -> list[DutyGroup]:
    found = defaultdict[str, list[SummaryDuty]](list)
    for duty in counted(source.summary.duties):
        found[duty.duty.assignee].append(duty)
    zone = source.summary.header.time_zone
    groups = [
        DutyGroup(name=name, duties=own, discipline=discipline(own, zone, source.unreached))
        for name, own in found.items()
    ]
    return sorted(groups, key=lambda group: (-group.count(*OVERDUE), natural(group.name)))


def _of_planned(group: DutyGroup) -> Value:
    return _share(group.discipline.of_planned if group.discipline else None)


def _of_done(group: DutyGroup) -> Value:
    return _share(group.discipline.of_done if group.discipline else None)


def _share(share: float | None) -> Value:
    return Value(words.DASH, Look.CENTRE) if share is None else Value(share, Look.SHARE)


COLUMNS: Sequence[Column[DutyGroup]] = (
    Column(headings.ASSIGNEE, 26, lambda group: Value(group.name)),
    *COUNT_COLUMNS,
    Column(headings.OF_PLANNED, 10, _of_planned, Look.VERTICAL_HEAD),
    Column(headings.OF_DONE, 10, _of_done, Look.VERTICAL_HEAD),
)
