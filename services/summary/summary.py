"""Assembling the consolidated summary of a road map from the plan, the duties and their reports."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.errors import NotFound
from roadmap.ids import DutyId, MeasureId, UnitId
from roadmap.monitoring.campaign import CalendarQuarter, quarter_of
from roadmap.monitoring.campaign_rows import AskedOf
from roadmap.monitoring.campaign_views import CampaignBoard, CampaignHeader, CampaignQuestion
from roadmap.natural_order import natural
from roadmap.plan.measure import CompletionRule, Measure, RoadMap
from roadmap.summary.summary_views import (
    CampaignRound,
    RoadMapSummary,
    SummaryDuty,
    SummaryHeader,
    SummaryMeasure,
    SummaryPoint,
    SummaryReport,
    standing_of,
)
from storage.unit_of_work import UnitOfWork


async def summarise(
    uow: UnitOfWork,
    road_map: RoadMap,
    now: datetime,
    *,
    quarter: CalendarQuarter | None,
    roots: Collection[UnitId] | None,
) -> RoadMapSummary:
    """How the road map stands at `now`; of one quarter, or whole; of the units under `roots`, or all."""
    header = await _header(uow, road_map, now, quarter)
    lines = await uow.duties.lines(DutyFilter(road_map_id=road_map.id, roots=roots))
    reports = defaultdict[DutyId, list[SummaryReport]](list)
    for report in await uow.summaries.reports(road_map.id, roots):
        reports[report.duty_id].append(report)
    main = await uow.summaries.main_duties(road_map.id)
    duties = [_duty(line, reports[line.id], header.today, is_main=line.id in main) for line in lines]
    return RoadMapSummary(
        header=header,
        measures=tuple(await _measures(uow, road_map, duties, quarter)),
        rounds=tuple(await _rounds(uow, lines, header, AskedOf(roots=roots))),
    )


async def _header(
    uow: UnitOfWork, road_map: RoadMap, now: datetime, quarter: CalendarQuarter | None
) -> SummaryHeader:
    department = await uow.people.unit(road_map.department_id)
    if department is None:
        raise NotFound
    return SummaryHeader(
        road_map_id=road_map.id,
        title=road_map.title,
        department=department.name,
        period_start=road_map.period_start,
        period_end=road_map.period_end,
        approval_number=road_map.approval_number,
        approval_on=road_map.approval_on,
        time_zone=department.time_zone,
        made_at=now,
        quarter=quarter,
    )


def _concerns(duty: DutyLine, quarter: CalendarQuarter) -> bool:
    """The duty's window or day is in the quarter, or it is a debt of an earlier one."""
    last = duty.due_on or duty.last_on
    is_debt = duty.original_due_on is not None and duty.state in WAITING_FOR_ASSIGNEE
    return duty.first_on <= quarter.last_on and (last >= quarter.first_on or is_debt)


def _duty(duty: DutyLine, reports: Sequence[SummaryReport], today: date, *, is_main: bool) -> SummaryDuty:
    return SummaryDuty(
        duty=duty,
        standing=standing_of(duty, today),
        is_main=is_main,
        reports=tuple(reports),
    )


async def _measures(
    uow: UnitOfWork,
    road_map: RoadMap,
    duties: Iterable[SummaryDuty],
    quarter: CalendarQuarter | None,
) -> list[SummaryMeasure]:
    """In document order. What was never planned stays in sight; what is of other quarters is left out."""
    titles = {section.id: section.title for section in await uow.plan.sections(road_map.id)}
    by_measure = defaultdict[MeasureId, list[SummaryDuty]](list)
    for duty in duties:
        by_measure[duty.duty.measure_id].append(duty)
    measures = await uow.plan.measures(road_map.id)
    parents = {measure.parent_id for measure in measures}
    assigned = {assignment.measure_id for assignment in await uow.plan.assignments(road_map.id)}
    shown = {
        measure.id: [e for e in by_measure[measure.id] if quarter is None or _concerns(e.duty, quarter)]
        for measure in measures
    }
    return [
        SummaryMeasure(
            id=measure.id,
            section=titles.get(measure.section_id, "") if measure.section_id else "",
            number=measure.number,
            title=measure.title,
            result=measure.result,
            deadline_text=measure.deadline_text,
            responsible_text=measure.responsible_text,
            has_parts=measure.id in parents,
            is_assigned=measure.id in assigned,
            points=tuple(_points(measure, shown[measure.id])),
            attributes=measure.attributes,
        )
        for measure in measures
        if shown[measure.id] or not by_measure[measure.id]
    ]


def _points(measure: Measure, duties: Sequence[SummaryDuty]) -> list[SummaryPoint]:
    windows = defaultdict[tuple[date, date], list[SummaryDuty]](list)
    for duty in duties:
        windows[duty.duty.first_on, duty.duty.last_on].append(duty)
    return [_point(measure.completion_rule, windows[window]) for window in sorted(windows)]


def _point(rule: CompletionRule, duties: Sequence[SummaryDuty]) -> SummaryPoint:
    ordered = sorted(duties, key=lambda e: (not e.is_main, natural(e.duty.assignee)))
    days = [duty.duty.due_on for duty in ordered if duty.duty.due_on]
    return SummaryPoint(
        first_on=ordered[0].duty.first_on,
        last_on=ordered[0].duty.last_on,
        original_due_on=ordered[0].duty.original_due_on,
        due_on=max(days, default=None),
        rule=rule,
        duties=tuple(ordered),
    )


async def _rounds(
    uow: UnitOfWork, duties: Sequence[DutyLine], header: SummaryHeader, of: AskedOf
) -> list[CampaignRound]:
    by_name = sorted(duties, key=lambda duty: natural(duty.assignee))
    found = await uow.campaigns.of_road_map(header.road_map_id)
    return [
        await _round(uow, by_name, each, header.made_at, of)
        for each in found
        if header.quarter in (None, each.campaign.quarter)
    ]


async def _round(
    uow: UnitOfWork, duties: Sequence[DutyLine], header: CampaignHeader, now: datetime, of: AskedOf
) -> CampaignRound:
    answers = {answer.duty_id: answer for answer in await uow.campaigns.answers(header.campaign, of)}
    asked = set(await uow.campaigns.asked(header.campaign, of))
    addressees = await uow.campaigns.addressees(header.campaign, of)
    return CampaignRound(
        board=CampaignBoard(header=header, addressees=tuple(addressees), now=now, has_names=True),
        questions=tuple(
            CampaignQuestion(duty=duty, answer=answers.get(duty.id)) for duty in duties if duty.id in asked
        ),
    )


def quarters_of(road_map: RoadMap, today: date) -> tuple[CalendarQuarter, ...]:
    """Quarters of the plan that have begun, the latest first."""
    first, last = quarter_of(road_map.period_start), quarter_of(min(road_map.period_end, today))
    found = []
    while last >= first:
        found.append(last)
        last = last.preceding
    return tuple(found)
