"""What the indicators of measures have come to, period by period."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from roadmap.clock import local_date
from roadmap.control.duty_lines import DutyLine
from roadmap.ids import MeasureId, ReportId
from roadmap.language.indicator import Indicator, indicator_of, is_of_all
from roadmap.monitoring.campaign import CalendarQuarter, quarter_of
from roadmap.summary.summary_views import RoadMapSummary, Standing, SummaryDuty, SummaryReport


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLine:
    """One measure at one assignee; `values` are the last told in each quarter, none where nothing was."""

    duty: DutyLine
    indicator: Indicator
    values: Mapping[CalendarQuarter, float]
    is_of_all: bool = False
    """Whether the target is one for all who answer for the measure together."""

    def latest(self, quarter: CalendarQuarter | None) -> CalendarQuarter | None:
        """The last quarter a number was told in; of a report of one quarter, that one or none."""
        if quarter is not None:
            return quarter if quarter in self.values else None
        return max(self.values, key=lambda each: each.first_on, default=None)

    def before(self, quarter: CalendarQuarter) -> CalendarQuarter | None:
        """The last quarter before this one that a number was told in."""
        earlier = (each for each in self.values if each.first_on < quarter.first_on)
        return max(earlier, key=lambda each: each.first_on, default=None)


def indicator_lines(summary: RoadMapSummary) -> list[IndicatorLine]:
    """Every measure whose result names a number, in the order of the document."""
    counted = [(each, named) for each in summary.measures if (named := indicator_of(each.result))]
    if not counted:
        return []
    asked = _asked_in(summary, {measure.id for measure, _ in counted})
    earlier = defaultdict[tuple[int, str], list[SummaryDuty]](list)
    for owed in summary.before:
        earlier[owed.duty.measure_id, owed.duty.assignee].append(owed)
    found = []
    for measure, indicator in counted:
        by_assignee = _by_assignee(chain.from_iterable(point.duties for point in measure.points))
        for name, duties in by_assignee.items():
            told = _told([*earlier[measure.id, name], *duties], summary.header.time_zone, asked)
            found.append(
                IndicatorLine(
                    duty=duties[0].duty,
                    indicator=indicator,
                    values=told,
                    is_of_all=len(by_assignee) > 1 and is_of_all(measure.result, indicator),
                )
            )
    return found


def periods_of(
    lines: Iterable[IndicatorLine], quarter: CalendarQuarter | None, most: int
) -> Sequence[CalendarQuarter]:
    """A quarter and the one before it; of the whole, those from the first value on, the latest of them."""
    if quarter is not None:
        return (quarter.preceding, quarter)
    told = sorted({each for line in lines for each in line.values}, key=lambda each: each.first_on)
    return tuple(_between(told[0], told[-1]))[-most:] if told else ()


def _between(first: CalendarQuarter, last: CalendarQuarter) -> Iterator[CalendarQuarter]:
    while first.first_on <= last.first_on:
        yield first
        first = first.following


def _by_assignee(duties: Iterable[SummaryDuty]) -> Mapping[str, list[SummaryDuty]]:
    found: dict[str, list[SummaryDuty]] = {}
    for owed in duties:
        if owed.standing is not Standing.WITHDRAWN:
            found.setdefault(owed.duty.assignee, []).append(owed)
    return found


def _asked_in(summary: RoadMapSummary, measures: Collection[MeasureId]) -> Mapping[ReportId, CalendarQuarter]:
    """The quarter a campaign asked about: its answer may come after it."""
    return {
        question.answer.report_id: each.board.header.campaign.quarter
        for each in summary.rounds
        for question in each.questions
        if question.answer is not None and question.duty.measure_id in measures
    }


def _told(
    duties: Iterable[SummaryDuty], time_zone: str, asked: Mapping[ReportId, CalendarQuarter]
) -> Mapping[CalendarQuarter, float]:
    reports = {report.line.id: report for owed in duties for report in owed.reports}
    in_order = sorted(reports.values(), key=lambda report: report.line.created_at)
    return {
        asked.get(report.line.id) or _quarter(report, time_zone): report.line.value
        for report in in_order
        if report.line.value is not None and report.line.retracted_at is None
    }


def _quarter(report: SummaryReport, time_zone: str) -> CalendarQuarter:
    return quarter_of(report.line.done_on or local_date(report.line.created_at, time_zone))
