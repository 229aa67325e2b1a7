"""The sheet «Отчёты и подтверждения»: every report ever sent, with its files and the decision about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.xlsx.cells import Book, Look, Tint, Value
from reports.xlsx.columns import Column
from reports.xlsx.listing import TITLE_LENGTH, write_list
from roadmap.control.duty import DecisionKind
from roadmap.summary.summary_views import RoadMapSummary, SummaryDuty, SummaryReport
from texts.control.outcomes import decision_words, outcome_words
from texts.control.signatures import author
from texts.short import shortened
from texts.summary import headings
from texts.summary import summary_words as words

_DECISION_TINTS = {DecisionKind.ACCEPT: Tint.GREEN, DecisionKind.RETURN: Tint.AMBER}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOfDuty:
    """`decided_at` is the moment as people of the department read it; empty while undecided."""

    duty: SummaryDuty
    report: SummaryReport
    decided_at: str


def write_reports(book: Book, summary: RoadMapSummary) -> None:
    sent = (_sent(book, duty, report) for duty in summary.duties for report in duty.reports)
    write_list(book, summary, words.REPORTS, COLUMNS, sent, nothing=words.NO_REPORTS)


def _sent(book: Book, duty: SummaryDuty, report: SummaryReport) -> ReportOfDuty:
    decided_at = report.line.decided_at
    return ReportOfDuty(duty=duty, report=report, decided_at=book.local(decided_at) if decided_at else "")


def _due(sent: ReportOfDuty) -> Value:
    due_on = sent.duty.duty.due_on
    return Value(due_on, Look.DATE) if due_on else Value(words.NO_DATE, Look.CENTRE)


def _version(sent: ReportOfDuty) -> Value:
    return Value(words.version(sent.report), Look.CENTRE, _retracted(sent))


def _text(sent: ReportOfDuty) -> Value:
    return Value(sent.report.line.text, tint=_retracted(sent))


def _retracted(sent: ReportOfDuty) -> Tint:
    return Tint.GREY if sent.report.line.retracted_at else Tint.NONE


def _evidence(sent: ReportOfDuty) -> Value:
    return Value("\n".join(words.evidence_passport(each) for each in sent.report.evidence))


def _decision(sent: ReportOfDuty) -> Value:
    decision = sent.report.line.decision
    if decision is None:
        return Value(None)
    return Value(decision_words(sent.report.line, sent.duty.duty), tint=_DECISION_TINTS[decision])


COLUMNS: Sequence[Column[ReportOfDuty]] = (
    Column(headings.NUMBER, 8, lambda sent: Value(sent.duty.duty.number, Look.CENTRE)),
    Column(headings.MEASURE, 36, lambda sent: Value(shortened(sent.duty.duty.title, TITLE_LENGTH))),
    Column(headings.ASSIGNEE, 28, lambda sent: Value(sent.duty.duty.assignee)),
    Column(headings.DUE, 12, _due),
    Column(headings.REPORT_VERSION, 11, _version),
    Column(headings.SENT_AT, 17, lambda sent: Value(sent.report.line.created_at, Look.MOMENT)),
    Column(headings.SENT_BY, 20, lambda sent: Value(author(sent.report.line))),
    Column(headings.SENT_FROM, 13, lambda sent: Value(words.SOURCE_WORDS[sent.report.source], Look.CENTRE)),
    Column(headings.OUTCOME, 14, lambda sent: Value(outcome_words(sent.report.line), Look.CENTRE)),
    Column(headings.REPORT_TEXT, 50, _text),
    Column(headings.EVIDENCE, 38, _evidence),
    Column(headings.DECISION, 18, _decision),
    Column(headings.DECIDED_BY, 30, lambda sent: Value(words.decided_by(sent.report, sent.decided_at))),
)
