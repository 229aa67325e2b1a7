"""What other programs read: one list of columns for each table, as JSON and as CSV alike.

Beside the words of the signed document no table names a person: of a duty that is somebody's own, the number
of the person is given.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from reports.inert import inert
from roadmap.language.indicator import indicator_of
from roadmap.monitoring.campaign_views import CampaignQuestion
from roadmap.summary.summary_views import (
    CampaignRound,
    ReportedRoadMap,
    RoadMapSummary,
    SummaryDuty,
    SummaryMeasure,
    SummaryPoint,
    SummaryReport,
)
from texts.summary import headings, open_words
from texts.summary import summary_words as words

T = TypeVar("T")
Cell = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """Columns by name, with the heading the workbook has for it; each says what it holds of a row."""

    columns: tuple[tuple[str, str, Callable[[T], Cell]], ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _, _ in self.columns)

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(heading for _, heading, _ in self.columns)

    def rows(self, found: Sequence[T]) -> Iterator[tuple[Cell, ...]]:
        return (tuple(of(one) for _, _, of in self.columns) for one in found)


@dataclass(frozen=True, slots=True)
class DutyPlace:
    """A duty with the control point and the measure it stands under."""

    measure: SummaryMeasure
    point: SummaryPoint
    duty: SummaryDuty


@dataclass(frozen=True, slots=True)
class ReportPlace:
    measure: SummaryMeasure
    report: SummaryReport


@dataclass(frozen=True, slots=True)
class QuestionPlace:
    round: CampaignRound
    question: CampaignQuestion


ROAD_MAPS: Table[ReportedRoadMap] = Table(
    (
        ("id", open_words.ID, lambda one: one.id),
        ("short_name", open_words.SHORT_NAME, lambda one: one.short_name),
        ("title", open_words.MAP_TITLE, lambda one: one.title),
        ("period_start", open_words.PERIOD_START, lambda one: one.period_start),
        ("period_end", open_words.PERIOD_END, lambda one: one.period_end),
    )
)
MEASURES: Table[SummaryMeasure] = Table(
    (
        ("id", open_words.ID, lambda one: one.id),
        ("section", headings.SECTION, lambda one: one.section),
        ("number", headings.NUMBER, lambda one: one.number),
        ("title", headings.MEASURE, lambda one: one.title),
        ("result", headings.RESULT, lambda one: one.result),
        (
            "target",
            headings.TARGET,
            lambda one: found.target if (found := indicator_of(one.result)) else None,
        ),
        (
            "target_unit",
            open_words.TARGET_UNIT,
            lambda one: found.unit if (found := indicator_of(one.result)) else None,
        ),
        ("deadline_text", headings.DEADLINE_TEXT, lambda one: one.printed_deadline),
        ("amended_deadline", headings.AMENDED_DEADLINE, lambda one: one.amended_deadline),
        ("responsible_text", headings.RESPONSIBLE, lambda one: one.responsible_text),
        ("standing", open_words.STANDING, lambda one: one.standing.value),
        ("control_points", open_words.CONTROL_POINTS, lambda one: len(one.points)),
        ("duties", headings.DUTIES, lambda one: sum(len(point.duties) for point in one.points)),
    )
)
DUTIES: Table[DutyPlace] = Table(
    (
        ("id", open_words.ID, lambda one: one.duty.duty.id),
        ("measure_id", open_words.MEASURE_ID, lambda one: one.measure.id),
        ("number", headings.NUMBER, lambda one: one.measure.number),
        ("title", headings.MEASURE, lambda one: one.measure.title),
        ("unit_id", open_words.UNIT_ID, lambda one: one.duty.duty.unit_id),
        ("person_id", open_words.PERSON_ID, lambda one: one.duty.duty.person_id),
        ("home_unit_id", open_words.HOME_UNIT_ID, lambda one: one.duty.duty.home_unit_id),
        ("unit", headings.ASSIGNEE, lambda one: one.duty.duty.assignee if one.duty.duty.unit_id else ""),
        ("is_main", open_words.IS_MAIN, lambda one: one.duty.is_main),
        ("first_on", open_words.FIRST_ON, lambda one: one.point.first_on),
        ("original_due_on", open_words.ORIGINAL_DUE_ON, lambda one: one.duty.duty.original_due_on),
        ("due_on", headings.CURRENT_DUE, lambda one: one.duty.duty.due_on),
        ("owed_by", open_words.OWED_BY, lambda one: one.duty.duty.owed_by),
        ("standing", open_words.STANDING, lambda one: one.duty.standing.value),
        ("standing_words", headings.STANDING, lambda one: words.STANDING_WORDS[one.duty.standing]),
        ("percent", open_words.PERCENT, lambda one: one.duty.duty.percent),
        ("reports", open_words.REPORTS, lambda one: len(one.duty.reports)),
    )
)
REPORTS: Table[ReportPlace] = Table(
    (
        ("id", open_words.ID, lambda one: one.report.line.id),
        ("duty_id", open_words.DUTY_ID, lambda one: one.report.duty_id),
        ("measure_id", open_words.MEASURE_ID, lambda one: one.measure.id),
        ("number", headings.NUMBER, lambda one: one.measure.number),
        ("version", open_words.VERSION, lambda one: one.report.line.version),
        ("created_at", headings.SENT_AT, lambda one: one.report.line.created_at),
        ("done_on", open_words.DONE_ON, lambda one: one.report.line.done_on),
        ("source", open_words.SOURCE, lambda one: one.report.source.value),
        ("outcome", open_words.OUTCOME, lambda one: one.report.line.outcome.value),
        ("percent", open_words.PERCENT, lambda one: one.report.line.percent),
        ("remaining", open_words.REMAINING, lambda one: one.report.line.remaining),
        ("text", headings.REPORT_TEXT, lambda one: one.report.line.text),
        ("value", open_words.VALUE, lambda one: one.report.line.value),
        ("evidence", open_words.FILES, lambda one: len(one.report.evidence)),
        (
            "decision",
            open_words.DECISION,
            lambda one: one.report.line.decision.value if one.report.line.decision else None,
        ),
        ("decided_at", open_words.DECIDED_AT, lambda one: one.report.line.decided_at),
        ("retracted_at", open_words.RETRACTED_AT, lambda one: one.report.line.retracted_at),
    )
)
CAMPAIGNS: Table[QuestionPlace] = Table(
    (
        ("campaign_id", open_words.CAMPAIGN_ID, lambda one: one.round.board.header.campaign.id),
        ("opens_at", open_words.OPENS_AT, lambda one: one.round.board.header.campaign.opens_at),
        ("closes_at", open_words.CLOSES_AT, lambda one: one.round.board.header.campaign.closes_at),
        ("duty_id", open_words.DUTY_ID, lambda one: one.question.duty.id),
        ("measure_id", open_words.MEASURE_ID, lambda one: one.question.duty.measure_id),
        ("number", headings.NUMBER, lambda one: one.question.duty.number),
        ("unit_id", open_words.UNIT_ID, lambda one: one.question.duty.unit_id),
        (
            "outcome",
            open_words.ANSWER,
            lambda one: one.question.answer.outcome.value if one.question.answer else None,
        ),
        ("text", headings.EXPLANATION, lambda one: one.question.answer.text if one.question.answer else None),
        ("value", open_words.VALUE, lambda one: one.question.answer.value if one.question.answer else None),
        (
            "answered_at",
            headings.ANSWERED_AT,
            lambda one: one.question.answer.created_at if one.question.answer else None,
        ),
        (
            "is_late",
            open_words.IS_LATE,
            lambda one: one.question.answer.is_late if one.question.answer else None,
        ),
    )
)


def duties_of(summary: RoadMapSummary) -> list[DutyPlace]:
    """Every duty in the order of the document."""
    return [
        DutyPlace(measure, point, duty)
        for measure in summary.measures
        for point in measure.points
        for duty in point.duties
    ]


def reports_of(summary: RoadMapSummary) -> list[ReportPlace]:
    """Every report; one sent for several duties at once stands under each."""
    return [
        ReportPlace(place.measure, report) for place in duties_of(summary) for report in place.duty.reports
    ]


def questions_of(summary: RoadMapSummary) -> list[QuestionPlace]:
    """Every question of the monitoring with its answer."""
    return [QuestionPlace(one, question) for one in summary.rounds for question in one.questions]


OF_ROAD_MAP: dict[str, tuple[Table[Any], Callable[[RoadMapSummary], Sequence[Any]]]] = {
    "measures": (MEASURES, lambda summary: summary.measures),
    "duties": (DUTIES, duties_of),
    "reports": (REPORTS, reports_of),
    "campaigns": (CAMPAIGNS, questions_of),
}
"""What is read of one road map, and where its rows come from."""


def as_json(table: Table[T], found: Sequence[T]) -> bytes:
    """A list of objects; days and moments in ISO 8601, moments with their offset."""
    rows = [dict(zip(table.names, map(_told, row), strict=True)) for row in table.rows(found)]
    return json.dumps(rows, ensure_ascii=False).encode()


def as_csv(table: Table[T], found: Sequence[T]) -> bytes:
    """The same with a heading, as spreadsheets open it: UTF-8 with a mark, nothing that is calculated."""
    out = io.StringIO()
    written = csv.writer(out)
    written.writerow(table.names)
    for row in table.rows(found):
        written.writerow([inert(cell) if isinstance(cell, str) else _told(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _told(cell: Cell) -> str | int | float | bool | None:
    return cell.isoformat() if isinstance(cell, date) else cell
