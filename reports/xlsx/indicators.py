"""The sheet «Показатели»: what the numbers of the expected results have come to, quarter beside quarter."""

from collections.abc import Sequence

from reports.xlsx.cells import Book, Look, Value
from reports.xlsx.columns import Column
from reports.xlsx.tables import TITLE_LENGTH, write_table
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.summary.indicators import IndicatorLine, indicator_lines, periods_of
from roadmap.summary.summary_views import RoadMapSummary
from texts.short import shortened
from texts.summary import headings, indicator_words
from texts.summary import summary_words as words

MOST_QUARTERS = 4
"""As many as a page has room for; the whole report shows the latest."""
QUARTER_WIDTH = 10.0


def write_indicators(book: Book, summary: RoadMapSummary) -> None:
    """Nothing where no result names a number."""
    lines = indicator_lines(summary)
    if not lines:
        return
    quarters = periods_of(lines, summary.header.quarter, MOST_QUARTERS)
    columns = (*COLUMNS, *map(_quarter_column, quarters))
    write_table(
        book,
        summary,
        indicator_words.SHEET,
        columns,
        lines,
        hint=indicator_words.HINT,
    )


def _quarter_column(quarter: CalendarQuarter) -> Column[IndicatorLine]:
    def value(line: IndicatorLine) -> Value:
        told = line.values.get(quarter)
        return Value(words.DASH, Look.CENTRE) if told is None else Value(told, Look.NUMBER)

    return Column(words.short_quarter(quarter), QUARTER_WIDTH, value)


COLUMNS: Sequence[Column[IndicatorLine]] = (
    Column(headings.NUMBER, 7, lambda line: Value(line.duty.number, Look.CENTRE)),
    Column(headings.MEASURE, 34, lambda line: Value(shortened(line.duty.title, TITLE_LENGTH))),
    Column(headings.ASSIGNEE, 22, lambda line: Value(line.duty.assignee)),
    Column(
        headings.TARGET,
        17,
        lambda line: Value(indicator_words.target(line.indicator, is_of_all=line.is_of_all)),
    ),
)
"""Before the quarters' own."""
