"""The sheets that list records: reports with their evidence, and answers to the monitoring."""

from collections.abc import Iterator

from reports.xlsx.cells import Book, Look, Tint, Value
from reports.xlsx.overview import write_heading
from reports.xlsx.tints import answer_tint
from roadmap.control.duty import DecisionKind
from roadmap.summary.summary_views import CampaignRound, RoadMapSummary, SummaryDuty, SummaryReport
from texts.control.outcomes import OUTCOME_WORDS
from texts.short import shortened
from texts.summary import report_words as words

REPORT_WIDTHS = (8, 36, 28, 12, 11, 17, 20, 13, 14, 50, 38, 18, 30)
TITLE_LENGTH = 120
"""The whole title stands on the sheet of measures."""
MONITORING_WIDTHS = (13, 30, 8, 48, 18, 50, 22, 17, 15)


def write_reports(book: Book, summary: RoadMapSummary) -> None:
    sheet = book.sheet(words.REPORTS, REPORT_WIDTHS, frozen="C6")
    write_heading(sheet, book, summary)
    sheet.head(*words.REPORT_HEADINGS)
    head_row = sheet.rows
    for duty in summary.duties:
        for report in duty.reports:
            sheet.add(*_report(book, duty, report))
    if sheet.rows == head_row:
        sheet.banner(words.NO_REPORTS, Look.NOTE)
    sheet.filter(len(REPORT_WIDTHS), head_row)
    sheet.finish()


def _report(book: Book, duty: SummaryDuty, report: SummaryReport) -> list[Value]:
    about, line = duty.duty, report.line
    tint = Tint.GREY if line.retracted_at else Tint.NONE
    decided = {DecisionKind.ACCEPT: Tint.GREEN, DecisionKind.RETURN: Tint.AMBER, None: Tint.NONE}
    return [
        Value(about.number, Look.CENTRE),
        Value(shortened(about.title, TITLE_LENGTH)),
        Value(about.assignee),
        Value(about.due_on or words.NO_DATE, Look.DATE if about.due_on else Look.CENTRE),
        Value(words.version(report), Look.CENTRE, tint),
        Value(line.created_at, Look.MOMENT),
        Value(line.author),
        Value(words.SOURCE_WORDS[report.source], Look.CENTRE),
        Value(OUTCOME_WORDS[line.outcome], Look.CENTRE),
        Value(line.text, tint=tint),
        Value("\n".join(words.evidence_passport(each) for each in report.evidence)),
        Value(
            words.DECISION_WORDS.get(line.decision) if line.decision else None, tint=decided[line.decision]
        ),
        Value(words.decided_by(report, book.local(line.decided_at) if line.decided_at else "")),
    ]


def write_monitoring(book: Book, summary: RoadMapSummary) -> None:
    sheet = book.sheet(words.MONITORING, MONITORING_WIDTHS, frozen="C6")
    write_heading(sheet, book, summary)
    sheet.head(*words.MONITORING_HEADINGS)
    head_row = sheet.rows
    for each in summary.rounds:
        for row in _answers(each):
            sheet.add(*row)
    if sheet.rows == head_row:
        sheet.banner(words.NOBODY_ASKED, Look.NOTE)
    sheet.filter(len(MONITORING_WIDTHS), head_row)
    sheet.finish()


def _answers(each: CampaignRound) -> Iterator[list[Value]]:
    quarter = words.short_quarter(each.board.header.campaign.quarter)
    for question in each.questions:
        duty, answer = question.duty, question.answer
        said, remark = words.answer_words(question)
        late = Tint.AMBER if answer and answer.is_late else Tint.NONE
        yield [
            Value(quarter, Look.CENTRE),
            Value(duty.assignee),
            Value(duty.number, Look.CENTRE),
            Value(shortened(duty.title, TITLE_LENGTH)),
            Value(said, Look.CENTRE, answer_tint(question)),
            Value(answer.text if answer else None),
            Value(answer.author if answer else None),
            Value(answer.created_at if answer else None, Look.MOMENT),
            Value(remark, Look.CENTRE, late),
        ]
