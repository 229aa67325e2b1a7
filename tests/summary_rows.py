"""Rows of a consolidated report as tests need them: a duty, a report, what is owed at a point."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from roadmap.control.duty import DecisionKind, DutyState, ReportOutcome, ReportSource
from roadmap.control.duty_lines import DutyLine, ReportLine
from roadmap.ids import DutyId, EvidenceId, MeasureId, PersonId, ReportId, RoadMapId, UnitId
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.plan.measure import CompletionRule
from roadmap.summary.summary_views import (
    EvidenceLine,
    Standing,
    SummaryDuty,
    SummaryMeasure,
    SummaryPoint,
    SummaryReport,
)

SENT_AT = datetime(2026, 10, 20, 9, 15, tzinfo=UTC)
DECIDED_AT = datetime(2026, 10, 22, 11, 30, tzinfo=UTC)

DUTY = DutyLine(
    id=DutyId(1),
    road_map_id=RoadMapId(1),
    measure_id=MeasureId(1),
    state=DutyState.RETURNED,
    version=1,
    revision=1,
    unit_id=UnitId(1),
    person_id=None,
    home_unit_id=UnitId(1),
    assignee="Лицей № 8",
    number="1.1",
    title="Открыть мастерскую",
    section="1. Мастерские",
    result="Приказ",
    deadline_text="осенью",
    reading="",
    first_on=date(2026, 9, 1),
    last_on=date(2026, 10, 30),
    original_due_on=date(2026, 10, 30),
    due_on=date(2026, 11, 13),
    owed_by=date(2026, 11, 13),
    stopped_on=None,
    evidence=EvidenceRule.WORDS,
)
REPORT = SummaryReport(
    line=ReportLine(
        id=ReportId(1),
        version=2,
        outcome=ReportOutcome.PARTIAL,
        percent=None,
        remaining="",
        text="Станки привезли",
        author_id=PersonId(1),
        author="Лидия Саранцева",
        created_at=SENT_AT,
        retracted_at=None,
        evidence_count=1,
        decision=DecisionKind.RETURN,
        decision_comment="нет акта",
        decided_by="Пётр Калинин",
        decided_at=DECIDED_AT,
    ),
    duty_id=DUTY.id,
    source=ReportSource.CAMPAIGN,
    evidence=(EvidenceLine(id=EvidenceId(7), name="станок.jpg", size=2048, sha256="ab" * 32),),
)


def owed(standing: Standing, unit: int = 1, **changes: Any) -> SummaryDuty:
    duty = replace(DUTY, unit_id=UnitId(unit), **changes)
    return SummaryDuty(duty=duty, standing=standing, is_main=True, reports=())


def point(*duties: SummaryDuty) -> SummaryPoint:
    first = duties[0].duty
    return SummaryPoint(
        first_on=first.first_on,
        last_on=first.last_on,
        original_due_on=first.original_due_on,
        due_on=first.due_on,
        rule=CompletionRule.ALL,
        duties=duties,
    )


def measure(
    number: str, title: str, *points: SummaryPoint, has_parts: bool = False, is_assigned: bool = True
) -> SummaryMeasure:
    return SummaryMeasure(
        id=MeasureId(1),
        section=DUTY.section,
        number=number,
        title=title,
        result=DUTY.result,
        deadline_text=DUTY.deadline_text,
        responsible_text="Школы",
        has_parts=has_parts,
        is_assigned=is_assigned,
        points=points,
    )
