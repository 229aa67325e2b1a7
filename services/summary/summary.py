"""Assembling the consolidated summary of a road map from the plan, the duties and their reports."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import compress

from roadmap.control.duty import UNSETTLED, DecisionKind
from roadmap.errors import NotFound
from roadmap.ids import DutyId, MeasureId, ReportId, SectionId, UnitId
from roadmap.monitoring.campaign import CalendarQuarter, CampaignState, quarter_of
from roadmap.monitoring.campaign_rows import AskedOf
from roadmap.monitoring.campaign_views import CampaignAnswer, CampaignBoard, CampaignQuestion
from roadmap.natural_order import natural
from roadmap.plan.measure import CompletionRule, Measure, RoadMap
from roadmap.summary.summary_views import (
    OVERDUE,
    CampaignRound,
    RoadMapSummary,
    SummaryDuty,
    SummaryHeader,
    SummaryMeasure,
    SummaryPoint,
    SummaryReport,
    standing_of,
)
from services.summary.reading import read_duties
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
    duties = await read_duties(uow, road_map.id, roots, header.today, header.time_zone)
    plan = _Plan(
        titles={section.id: section.title for section in await uow.plan.sections(road_map.id)},
        measures=await uow.plan.measures(road_map.id),
        assigned={each.measure_id for each in await uow.plan.assignments(road_map.id)},
        owed=await uow.summaries.owed_measures(road_map.id) if roots is not None else frozenset(),
        is_partial=roots is not None and road_map.department_id not in roots,
    )
    asked = AskedOf(roots=roots)
    rounds = await _read_rounds(uow, header, asked)
    before = await _boards(uow, header, quarter.preceding, asked) if quarter else []
    return await asyncio.to_thread(_assembled, header, plan, duties, rounds, before)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """The document's rows, which of them somebody answers for, and for a reader who sees a part: which are
    owed by anybody at all."""

    titles: Mapping[SectionId, str]
    measures: Sequence[Measure]
    assigned: Collection[MeasureId]
    owed: Collection[MeasureId]
    is_partial: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """A campaign as it is read: what it asked and which reports answer."""

    board: CampaignBoard
    questions: Mapping[DutyId, ReportId | None]


def _assembled(
    header: SummaryHeader,
    plan: _Plan,
    duties: Sequence[SummaryDuty],
    rounds: Sequence[_Round],
    boards_before: Sequence[CampaignBoard],
) -> RoadMapSummary:
    """Beside the event loop: there may be a hundred thousand."""
    return RoadMapSummary(
        header=header,
        measures=tuple(_measures(plan, duties, header)),
        rounds=tuple(_rounds(rounds, duties)),
        before=tuple(_due_in(header.quarter.preceding, duties)) if header.quarter else (),
        boards_before=tuple(boards_before),
        is_partial=plan.is_partial,
    )


def _due_in(quarter: CalendarQuarter, duties: Iterable[SummaryDuty]) -> Iterable[SummaryDuty]:
    return (e for e in duties if e.duty.due_on and quarter.first_on <= e.duty.due_on <= quarter.last_on)


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


def _concerns(owed: SummaryDuty, quarter: CalendarQuarter | None) -> bool:
    """The duty's window or day is in the quarter, or it is an earlier debt, open or done in it."""
    if quarter is None:
        return True
    duty, report = owed.duty, owed.last_report
    last = duty.due_on or duty.last_on
    is_open = duty.original_due_on is not None and duty.state in UNSETTLED
    is_debt = is_open or (report is not None and quarter.first_on <= report.day <= quarter.last_on)
    return duty.first_on <= quarter.last_on and (last >= quarter.first_on or is_debt)


def _within(owed: SummaryDuty, header: SummaryHeader) -> SummaryDuty:
    """As the period knows it: what falls due after a quarter is not late in its papers."""
    quarter = header.quarter
    if quarter is None or owed.standing not in OVERDUE or not header.is_after(owed.duty.due_on):
        return owed
    return replace(owed, standing=standing_of(owed.duty, quarter.last_on))


def _measures(plan: _Plan, duties: Iterable[SummaryDuty], header: SummaryHeader) -> list[SummaryMeasure]:
    """In document order. What was never planned stays in sight; what is of other quarters is left out."""
    titles, measures = plan.titles, plan.measures
    by_measure = defaultdict[MeasureId, list[SummaryDuty]](list)
    for duty in duties:
        by_measure[duty.duty.measure_id].append(duty)
    parents = {measure.parent_id for measure in measures}
    shown = {measure.id: _points(measure, by_measure[measure.id], header) for measure in measures}
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
            is_assigned=measure.id in plan.assigned,
            points=tuple(shown[measure.id]),
            attributes=measure.attributes,
            standing=measure.standing,
            standing_reason=measure.standing_reason,
            is_elsewhere=not by_measure[measure.id] and measure.id in plan.owed,
        )
        for measure in measures
        if shown[measure.id] or not by_measure[measure.id]
    ]


def _points(measure: Measure, duties: Sequence[SummaryDuty], header: SummaryHeader) -> list[SummaryPoint]:
    """Those the period concerns, each whole: beside its debts stand those who had settled it before."""
    windows = defaultdict[tuple[date, date], list[SummaryDuty]](list)
    for owed in duties:
        windows[owed.duty.first_on, owed.duty.last_on].append(owed)
    points = (_point(measure.completion_rule, windows[window], header) for window in sorted(windows))
    return [point for point in points if point.duties]


def _point(rule: CompletionRule, duties: Sequence[SummaryDuty], header: SummaryHeader) -> SummaryPoint:
    ordered = sorted(duties, key=lambda e: (not e.is_main, natural(e.duty.assignee)))
    concerned = [_concerns(each, header.quarter) for each in ordered]
    days = [duty.duty.due_on for duty in ordered if duty.duty.due_on]
    return SummaryPoint(
        first_on=ordered[0].duty.first_on,
        last_on=ordered[0].duty.last_on,
        original_due_on=ordered[0].duty.original_due_on,
        due_on=max(days, default=None),
        rule=rule,
        duties=tuple(_within(each, header) for each in compress(ordered, concerned)),
        settled=tuple(each for each, is_of_it in zip(ordered, concerned, strict=True) if not is_of_it),
    )


async def _read_rounds(uow: UnitOfWork, header: SummaryHeader, of: AskedOf) -> list[_Round]:
    return [
        _Round(board=board, questions=await uow.campaign_answers.questions(board.header.campaign, of))
        for board in await _boards(uow, header, header.quarter, of)
    ]


async def _boards(
    uow: UnitOfWork, header: SummaryHeader, quarter: CalendarQuarter | None, of: AskedOf
) -> list[CampaignBoard]:
    """The campaigns of a quarter, or all, without those that have asked nobody yet."""
    return [
        CampaignBoard(
            header=each,
            addressees=tuple(await uow.campaign_answers.addressees(each.campaign, of)),
            now=header.made_at,
            has_names=True,
        )
        for each in await uow.campaigns.of_road_map(header.road_map_id)
        if each.campaign.state is not CampaignState.EARLY and quarter in (None, each.campaign.quarter)
    ]


def _rounds(rounds: Sequence[_Round], duties: Sequence[SummaryDuty]) -> list[CampaignRound]:
    if not rounds:
        return []
    by_name = _by_name(duties)
    reports = {report.line.id: report for duty in duties for report in duty.reports}
    return [
        CampaignRound(
            board=each.board,
            questions=tuple(
                CampaignQuestion(duty=duty.duty, answer=_answer(each, duty, reports))
                for duty in by_name
                if duty.duty.id in each.questions
            ),
        )
        for each in rounds
    ]


def _by_name(duties: Sequence[SummaryDuty]) -> list[SummaryDuty]:
    """By assignee, and of each the dated first by their dates."""
    assignees = {duty.duty.assignee for duty in duties}
    names = sorted(assignees, key=lambda name: (natural(name), name))
    places = {name: place for place, name in enumerate(names)}

    def key(duty: SummaryDuty) -> tuple[int, bool, date]:
        owed_by = duty.duty.owed_by
        return places[duty.duty.assignee], owed_by is None, owed_by or date.min

    return sorted(duties, key=key)


def _answer(
    asked: _Round, duty: SummaryDuty, reports: Mapping[ReportId, SummaryReport]
) -> CampaignAnswer | None:
    answer_id = asked.questions[duty.duty.id]
    if answer_id is None:
        return None
    report = reports[answer_id]
    return CampaignAnswer(
        report_id=report.line.id,
        duty_id=report.duty_id,
        outcome=report.line.outcome,
        text=report.line.text,
        author_id=report.line.author_id,
        author=report.line.author,
        source=report.source,
        created_at=report.line.created_at,
        is_late=report.line.created_at > asked.board.header.campaign.closes_at,
        value=report.line.value,
        evidence_count=report.line.evidence_count,
        is_returned=report.line.decision is DecisionKind.RETURN,
    )


def quarters_of(road_map: RoadMap, today: date) -> tuple[CalendarQuarter, ...]:
    """Quarters of the plan that have begun, the latest first."""
    first, last = quarter_of(road_map.period_start), quarter_of(min(road_map.period_end, today))
    found = []
    while last >= first:
        found.append(last)
        last = last.preceding
    return tuple(found)
