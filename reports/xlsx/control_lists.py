"""The sheets «Красный контроль» and «Предупредительный контроль»: what is overdue, what soon falls due."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from reports.xlsx.cells import Book, Look, Value
from reports.xlsx.columns import Column
from reports.xlsx.tables import TITLE_LENGTH, write_table
from reports.xlsx.tints import STANDING_TINTS
from roadmap.summary.summary_views import OVERDUE, RoadMapSummary, Standing, SummaryDuty
from texts.short import shortened
from texts.summary import headings
from texts.summary import summary_words as words

_SOON = frozenset({Standing.RUNNING, Standing.UPCOMING, Standing.RETURNED, Standing.PARTIAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyAtDay:
    """A duty and how many days lie between its day and today."""

    duty: SummaryDuty
    days: int


def write_red(book: Book, summary: RoadMapSummary) -> None:
    today = summary.header.today
    found = [
        DutyAtDay(duty=one, days=(today - one.duty.owed_by).days)
        for one in summary.duties
        if one.standing in OVERDUE and one.duty.owed_by is not None
    ]
    found.sort(key=lambda one: -one.days)
    write_table(book, summary, words.RED, RED, found, nothing=words.NOTHING_RED, hint=words.RED_HINT)


def write_warning(book: Book, summary: RoadMapSummary) -> None:
    today = summary.header.today
    until = today + timedelta(days=words.WARNED_DAYS)
    found = [
        DutyAtDay(duty=one, days=(one.duty.owed_by - today).days)
        for one in summary.duties
        if one.standing in _SOON and one.duty.owed_by is not None and today <= one.duty.owed_by <= until
    ]
    found.sort(key=lambda one: one.days)
    hint = words.WARNING_HINT
    write_table(book, summary, words.WARNING, SOON, found, nothing=words.NOTHING_SOON, hint=hint)


def _standing(one: DutyAtDay) -> Value:
    return Value(words.STANDING_WORDS[one.duty.standing], tint=STANDING_TINTS[one.duty.standing])


def _last_report(one: DutyAtDay) -> Value:
    report = one.duty.last_report
    return Value(words.report_with_day(report, one.duty.duty) if report else None)


def _columns(days: str, last: str, told: Callable[[DutyAtDay], Value]) -> Sequence[Column[DutyAtDay]]:
    return (
        Column(headings.NUMBER, 7, lambda one: Value(one.duty.duty.number, Look.CENTRE)),
        Column(headings.MEASURE, 34.5, lambda one: Value(shortened(one.duty.duty.title, TITLE_LENGTH))),
        Column(headings.ASSIGNEE, 20, lambda one: Value(one.duty.duty.assignee)),
        Column(headings.DUE, 11, lambda one: Value(one.duty.duty.owed_by, Look.DATE)),
        Column(days, 10.5, lambda one: Value(one.days, Look.NUMBER)),
        Column(headings.STANDING, 18, _standing),
        Column(last, 23, told),
    )


RED = _columns(headings.DAYS_OVER, headings.LAST_REPORT, _last_report)
SOON = _columns(headings.DAYS_LEFT, headings.RESULT, lambda one: Value(one.duty.duty.result))
