"""The sheet «Подтверждения»: every report of the period, with its files and the decision about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.xlsx.cells import Book, Look, Tint, Value
from reports.xlsx.columns import Column
from reports.xlsx.tables import TITLE_LENGTH, write_table
from roadmap.clock import local_date
from roadmap.control.duty import DecisionKind
from roadmap.language.kept_place import place_told
from roadmap.summary.summary_views import RoadMapSummary, SummaryDuty, SummaryHeader, SummaryReport
from texts.control.outcomes import outcome_words
from texts.short import shortened
from texts.summary import headings
from texts.summary import summary_words as words
from texts.summary.indicator_words import with_value

_DECISION_TINTS = {DecisionKind.ACCEPT: Tint.GREEN, DecisionKind.RETURN: Tint.AMBER}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOfDuty:
    """`decided_at` is the moment as people of the department read it; empty while undecided."""

    duty: SummaryDuty
    report: SummaryReport
    decided_at: str


def write_reports(book: Book, summary: RoadMapSummary) -> None:
    sent = (
        _sent(book, duty, report)
        for duty in summary.duties
        for report in duty.reports
        if _is_of_period(summary.header, report)
    )
    write_table(book, summary, words.EVIDENCE, COLUMNS, sent, nothing=words.NO_REPORTS)


def _is_of_period(header: SummaryHeader, report: SummaryReport) -> bool:
    """Whether it was sent in the quarter the report is of."""
    quarter = header.quarter
    sent_on = local_date(report.line.created_at, header.time_zone)
    return quarter is None or quarter.first_on <= sent_on <= quarter.last_on


def _sent(book: Book, duty: SummaryDuty, report: SummaryReport) -> ReportOfDuty:
    decided_at = report.line.decided_at
    return ReportOfDuty(duty=duty, report=report, decided_at=book.local(decided_at) if decided_at else "")


def _version(sent: ReportOfDuty) -> Value:
    return Value(words.sent_words(sent.report), tint=_retracted(sent))


def _text(sent: ReportOfDuty) -> Value:
    line = sent.report.line
    return Value(with_value(line.text, line.value, sent.duty.duty.result), tint=_retracted(sent))


def _retracted(sent: ReportOfDuty) -> Tint:
    return Tint.GREY if sent.report.line.retracted_at else Tint.NONE


def _files(sent: ReportOfDuty) -> Value:
    files = [words.file_line(each) for each in sent.report.evidence]
    place = place_told(sent.report.line.text)
    return Value("\n".join([*files, *([words.kept(place)] if place else [])]))


def _decision(sent: ReportOfDuty) -> Value:
    decision = sent.report.line.decision
    if decision is None:
        return Value(None)
    said = words.decision_with_hour(sent.report, sent.duty.duty, sent.decided_at)
    return Value(said, tint=_DECISION_TINTS[decision])


COLUMNS: Sequence[Column[ReportOfDuty]] = (
    Column(headings.NUMBER, 7, lambda sent: Value(sent.duty.duty.number, Look.CENTRE)),
    Column(headings.MEASURE, 18, lambda sent: Value(shortened(sent.duty.duty.title, TITLE_LENGTH))),
    Column(headings.ASSIGNEE, 14, lambda sent: Value(sent.duty.duty.assignee)),
    Column(headings.SENT_AT, 16, lambda sent: Value(sent.report.line.created_at, Look.MOMENT)),
    Column(headings.REPORT_VERSION, 12, _version),
    Column(headings.OUTCOME, 11, lambda sent: Value(outcome_words(sent.report.line), Look.CENTRE)),
    Column(headings.REPORT_TEXT, 20, _text),
    Column(headings.FILES, 12, _files),
    Column(headings.DECISION, 14, _decision),
)
