"""The sheet «Мероприятия»: the document's rows in its order, one line per control point."""

from collections.abc import Iterator

from reports.xlsx.cells import Book, Look, Tint, Value
from reports.xlsx.overview import write_heading
from reports.xlsx.tints import STANDING_TINTS
from roadmap.summary.summary_views import RoadMapSummary, SummaryMeasure, SummaryPoint, SummaryReport
from texts.short import shortened
from texts.summary import report_words as words

WIDTHS = (8, 44, 20, 24, 17, 13, 25, 40, 12, 17, 28)
TEXT_IN_TABLE = 600
"""Longer reports stand whole on their own sheet."""


def write_measures(book: Book, summary: RoadMapSummary) -> None:
    sheet = book.sheet(words.MEASURES, WIDTHS, frozen="C6")
    write_heading(sheet, book, summary)
    sheet.head(*words.MEASURE_HEADINGS)
    head_row, section = sheet.rows, None
    for measure in summary.measures:
        if measure.section and measure.section != section:
            sheet.add(Value(measure.section, Look.SECTION), *[Value(None, Look.SECTION)] * (len(WIDTHS) - 1))
        section = measure.section
        for row in _rows(measure):
            sheet.add(*row)
    if not summary.measures:
        sheet.banner(words.NO_MEASURES, Look.NOTE)
    sheet.filter(len(WIDTHS), head_row)
    sheet.finish()


def _rows(measure: SummaryMeasure) -> Iterator[list[Value]]:
    told = [
        Value(measure.number, Look.CENTRE),
        Value(words.title_with_result(measure.title, measure.result)),
        Value(measure.deadline_text),
    ]
    for point in measure.points:
        yield [*told, *_point(measure, point)]
    if not measure.points:
        yield [
            *told,
            Value(measure.responsible_text),
            Value(None),
            Value(None),
            Value(words.IN_PARTS if measure.has_parts else words.NOT_PLANNED, tint=Tint.GREY),
            *[Value(None)] * 4,
        ]


def _point(measure: SummaryMeasure, point: SummaryPoint) -> list[Value]:
    moved = Tint.AMBER if point.is_moved else Tint.NONE
    nothing = words.NO_DATE if point.original_due_on is None else words.DASH
    due = Value(point.due_on, Look.DATE, moved) if point.due_on else Value(nothing, Look.CENTRE)
    return [
        Value(words.assignee_of(point, measure.responsible_text)),
        Value(point.original_due_on, Look.DATE),
        due,
        Value(words.standing_of_point(point), tint=STANDING_TINTS[point.standing]),
        *_reported(point),
    ]


def _reported(point: SummaryPoint) -> list[Value]:
    """What was reported: the words of one assignee, or how many of several."""
    latest = [report for e in point.duties if (report := e.last_report)]
    numbers = sorted(line.id for report in latest for line in report.evidence)
    evidence = Value(words.evidence_numbers(numbers))
    day = Value(max((r.line.created_at for r in latest), default=None), Look.DATE)
    if len(point.duties) == 1:
        one = latest[0] if latest else None
        return [Value(_words(one)), day, evidence, Value(words.decision_line(one) if one else None)]
    return [Value(words.latest_of_many(len(latest), len(point.duties))), day, evidence, Value(None)]


def _words(report: SummaryReport | None) -> str | None:
    return shortened(words.report_line(report), TEXT_IN_TABLE) if report else None
