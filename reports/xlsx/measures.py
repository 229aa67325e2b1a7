"""The sheet «Мероприятия»: the document's rows in its order, one line per control point."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from reports.xlsx.cells import Book, Look, Tint, Value
from reports.xlsx.columns import Column, add_lines, heads, widths
from reports.xlsx.listing import write_heading
from reports.xlsx.tints import STANDING_TINTS
from roadmap.summary.summary_views import RoadMapSummary, SummaryMeasure, SummaryPoint, SummaryReport
from texts.short import shortened
from texts.summary import headings
from texts.summary import summary_words as words

TEXT_IN_TABLE = 600
"""Longer reports stand whole on their own sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureAtPoint:
    """A measure at one of its control points; without one where nothing could be planned."""

    measure: SummaryMeasure
    point: SummaryPoint | None
    today: date


def write_measures(book: Book, summary: RoadMapSummary) -> None:
    sheet = book.sheet(words.MEASURES, widths(COLUMNS), frozen="C6")
    write_heading(sheet, book, summary)
    sheet.head(*heads(COLUMNS))
    head_row, section, today = sheet.rows, None, summary.header.today
    for measure in summary.measures:
        if measure.section and measure.section != section:
            sheet.add(Value(measure.section, Look.SECTION), *[Value(None, Look.SECTION)] * (len(COLUMNS) - 1))
        section = measure.section
        points: Sequence[SummaryPoint | None] = measure.points or (None,)
        add_lines(
            sheet, COLUMNS, (MeasureAtPoint(measure=measure, point=point, today=today) for point in points)
        )
    if not summary.measures:
        sheet.banner(words.NO_MEASURES, Look.NOTE)
    sheet.filter(len(COLUMNS), head_row)
    sheet.finish()


def _planned(value: Callable[[SummaryPoint], Value]) -> Callable[[MeasureAtPoint], Value]:
    """The value at the control point; an empty cell where none is planned."""
    return lambda line: value(line.point) if line.point else Value(None)


def _assignee(line: MeasureAtPoint) -> Value:
    responsible = line.measure.responsible_text
    return Value(words.assignee_of(line.point, responsible) if line.point else responsible)


def _original_due(point: SummaryPoint) -> Value:
    return Value(point.original_due_on, Look.DATE)


def _current_due(point: SummaryPoint) -> Value:
    nothing = words.NO_DATE if point.original_due_on is None else words.DASH
    if point.due_on is None:
        return Value(nothing, Look.CENTRE)
    return Value(point.due_on, Look.DATE, Tint.AMBER if point.is_moved else Tint.NONE)


def _standing(line: MeasureAtPoint) -> Value:
    if line.point is None:
        return Value(words.why_not_planned(line.measure), tint=Tint.GREY)
    return Value(words.standing_of_point(line.point, line.today), tint=STANDING_TINTS[line.point.standing])


def _last_report(point: SummaryPoint) -> Value:
    """The words of one assignee, or how many of several have reported."""
    latest = _latest(point)
    if len(point.duties) > 1:
        return Value(words.latest_of_many(len(latest), len(point.duties)))
    return Value(shortened(words.report_line(latest[0]), TEXT_IN_TABLE) if latest else None)


def _last_report_day(point: SummaryPoint) -> Value:
    return Value(max(map(_day_told, _latest(point)), default=None), Look.DATE)


def _day_told(report: SummaryReport) -> datetime:
    """The day the work was done where it was told, else when the report came."""
    done_on = report.line.done_on
    return datetime.combine(done_on, time(12), UTC) if done_on else report.line.created_at


def _evidence(point: SummaryPoint) -> Value:
    numbers = sorted(line.id for report in _latest(point) for line in report.evidence)
    return Value(words.evidence_numbers(numbers))


def _decision(point: SummaryPoint) -> Value:
    """About the report of one assignee; decisions about several stand on the sheet of reports."""
    latest = _latest(point)
    return Value(
        words.decision_line(latest[0], point.duties[0].duty) if latest and len(point.duties) == 1 else None
    )


def _latest(point: SummaryPoint) -> list[SummaryReport]:
    """The last report of each who has reported."""
    return [report for duty in point.duties if (report := duty.last_report)]


COLUMNS: Sequence[Column[MeasureAtPoint]] = (
    Column(headings.NUMBER, 8, lambda line: Value(line.measure.number, Look.CENTRE)),
    Column(
        headings.MEASURE,
        44,
        lambda line: Value(words.title_with_result(line.measure.title, line.measure.result)),
    ),
    Column(headings.DEADLINE_TEXT, 20, lambda line: Value(line.measure.deadline_text)),
    Column(headings.ASSIGNEE, 24, _assignee),
    Column(headings.ORIGINAL_DUE, 17, _planned(_original_due)),
    Column(headings.CURRENT_DUE, 13, _planned(_current_due)),
    Column(headings.STANDING, 25, _standing),
    Column(headings.LAST_REPORT, 40, _planned(_last_report)),
    Column(headings.LAST_REPORT_DAY, 12, _planned(_last_report_day)),
    Column(headings.EVIDENCE, 17, _planned(_evidence)),
    Column(headings.CURATORS_DECISION, 28, _planned(_decision)),
)
