"""The sheet «Мероприятия»: the document's rows in its order, one line per control point."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reports.xlsx.cells import Book, Look, Tint, Value
from reports.xlsx.columns import Column, add_lines, heads, widths
from reports.xlsx.tables import head_row, write_heading
from reports.xlsx.tints import STANDING_TINTS
from roadmap.summary.summary_views import RoadMapSummary, SummaryMeasure, SummaryPoint, SummaryReport
from texts.summary import headings
from texts.summary import summary_words as words


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureAtPoint:
    """A measure at one of its control points; without one where nothing could be planned."""

    measure: SummaryMeasure
    point: SummaryPoint | None
    today: date


def write_measures(book: Book, summary: RoadMapSummary) -> None:
    is_amended = any(measure.amended_deadline for measure in summary.measures)
    columns = _AMENDED_COLUMNS if is_amended else COLUMNS
    sheet = book.sheet(words.MEASURES, widths(columns), frozen=f"C{head_row(summary) + 1}")
    write_heading(sheet, book, summary)
    sheet.head(*heads(columns))
    top, section, today = sheet.rows, None, summary.header.today
    for measure in summary.measures:
        if measure.section and measure.section != section:
            sheet.add(Value(measure.section, Look.SECTION), *[Value(None, Look.SECTION)] * (len(columns) - 1))
        section = measure.section
        points: Sequence[SummaryPoint | None] = measure.points or (None,)
        add_lines(
            sheet, columns, (MeasureAtPoint(measure=measure, point=point, today=today) for point in points)
        )
    if not summary.measures:
        sheet.banner(words.NO_MEASURES, Look.NOTE)
    sheet.filter(len(columns), top)
    sheet.finish()


def _planned(value: Callable[[SummaryPoint], Value]) -> Callable[[MeasureAtPoint], Value]:
    """The value at the control point; an empty cell where none is planned."""
    return lambda line: value(line.point) if line.point else Value(None)


def _assignee(line: MeasureAtPoint) -> Value:
    responsible = line.measure.responsible_text
    return Value(words.assignee_of(line.point, responsible) if line.point else responsible)


def _current_due(point: SummaryPoint) -> Value:
    nothing = words.NO_DATE if point.original_due_on is None else words.DASH
    if point.due_on is None:
        return Value(nothing, Look.CENTRE)
    return Value(point.common_due_on, Look.DATE, Tint.AMBER if point.is_moved else Tint.NONE)


def _standing(line: MeasureAtPoint) -> Value:
    if line.point is None:
        return Value(words.why_not_planned(line.measure), tint=Tint.GREY)
    return Value(words.standing_of_point(line.point, line.today), tint=STANDING_TINTS[line.point.standing])


def _last_report(point: SummaryPoint) -> Value:
    """The words of one assignee, or how many of several have reported."""
    latest = _latest(point)
    if len(point.everyone) > 1:
        return Value(words.latest_of_many(len(latest), len(point.everyone)))
    return Value(words.report_with_day(latest[0], point.duties[0].duty) if latest else None)


def _latest(point: SummaryPoint) -> list[SummaryReport]:
    """The last report of each who has reported."""
    return [report for duty in point.everyone if (report := duty.last_report)]


COLUMNS: Sequence[Column[MeasureAtPoint]] = (
    Column(headings.NUMBER, 7, lambda line: Value(line.measure.number, Look.CENTRE)),
    Column(
        headings.MEASURE,
        34,
        lambda line: Value(words.title_with_result(line.measure.title, line.measure.result)),
    ),
    Column(headings.DEADLINE_TEXT, 14, lambda line: Value(line.measure.printed_deadline)),
    Column(headings.ASSIGNEE, 18, _assignee),
    Column(headings.CURRENT_DUE, 11, _planned(_current_due)),
    Column(headings.STANDING, 18, _standing),
    Column(headings.LAST_REPORT, 22, _planned(_last_report)),
)
_AMENDED_COLUMNS: Sequence[Column[MeasureAtPoint]] = (
    COLUMNS[0],
    replace(COLUMNS[1], width=27),
    *COLUMNS[2:3],
    Column(headings.AMENDED_DEADLINE, 13, lambda line: Value(line.measure.amended_deadline or None)),
    replace(COLUMNS[3], width=16),
    COLUMNS[4],
    replace(COLUMNS[5], width=17),
    replace(COLUMNS[6], width=19),
)
"""Where a deadline was changed by hand: the words in force beside the document's own, on the same page."""
