"""What a department that has worked for a while has behind it: reports, decisions, a campaign."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.district import Region, add, measure_row
from roadmap.control.duty import DutyState, ReportOutcome, ReportSource
from roadmap.language.finding import words_of
from roadmap.monitoring.campaign import CampaignState
from storage.control.tables import DecisionRow, DutyRow, ExecutionReportRow
from storage.monitoring.tables import CampaignItemRow, CampaignRow
from storage.plan.tables import MeasureRow, MeasureWordRow
from storage.types import Moment

CAMPAIGN = 1
SUBJECTS = [f"предмет{number}" for number in range(50)]
_PLACE = DutyRow.id % 100
ACCEPTED = _PLACE < 40
REPORTED = _PLACE == 40
RETURNED = _PLACE.in_([41, 42])
ANSWERED = (_PLACE > 42) & (DutyRow.unit_id % 2 == 0)
"""By the campaign: half of the schools have answered all that is still open there."""


async def lay_past(connection: AsyncConnection, region: Region) -> None:
    """Of a hundred duties 40 are accepted, one waits for a decision, two came back."""
    await _open_campaign(connection, region)
    for state, which, outcome in (
        (DutyState.ACCEPTED, ACCEPTED, ReportOutcome.DONE),
        (DutyState.REPORTED, REPORTED, ReportOutcome.DONE),
        (DutyState.RETURNED, RETURNED, ReportOutcome.DONE),
        (DutyState.ACKNOWLEDGED, ANSWERED, ReportOutcome.ON_TRACK),
    ):
        changed = update(DutyRow).where(which).values(state=state.value, version=2)
        is_done = state in (DutyState.ACCEPTED, DutyState.REPORTED)
        await connection.execute(changed.values(next_stage_at=None) if is_done else changed)
        await _report(connection, region, which, outcome)
    decided = {"report_id": ExecutionReportRow.id, "kind": literal("accept"), "by": literal(1)}
    rest = {"comment": literal(""), "created_at": ExecutionReportRow.created_at}
    reports = select(*decided.values(), *rest.values()).join(
        DutyRow, DutyRow.id == ExecutionReportRow.duty_id
    )
    rows = reports.where(ACCEPTED | RETURNED)
    await connection.execute(insert(DecisionRow).from_select([*decided, *rest], rows))


async def lay_measures(connection: AsyncConnection, region: Region) -> None:
    """As many further measures as there are schools; each fiftieth speaks of the same subject."""
    numbers = range(
        region.points * region.departments + 1, region.points * region.departments + region.schools + 1
    )
    texts = {number: f"Провести занятие {number} кружка «{SUBJECTS[number % 50]}»" for number in numbers}
    sample = measure_row(1, 1)
    rows = ({**sample, "id": n, "position": n, "number": f"2.{n}", "title": texts[n]} for n in numbers)
    await add(connection, MeasureRow, rows)
    words = (
        {"word": word, "measure_id": number, "place": place.value}
        for number, text in texts.items()
        for word, place in words_of(text, "Отчёт школы").items()
    )
    await add(connection, MeasureWordRow, words)


async def _open_campaign(connection: AsyncConnection, region: Region) -> None:
    """It opened two days ago and closes in two; every school is asked."""
    spans: dict[str, date] = {"first_on": region.now.date().replace(day=1), "last_on": region.now.date()}
    moments = {
        "answers_from": region.now - timedelta(days=2),
        "opens_at": region.now - timedelta(days=2),
        "nudges_at": region.now + timedelta(days=1),
        "closes_at": region.now + timedelta(days=2),
    }
    owner = {"id": CAMPAIGN, "road_map_id": 1, "department_id": 1, "state": CampaignState.OPEN.value}
    await add(connection, CampaignRow, iter([{**owner, **spans, **moments}]))
    schools = range(1, region.schools + 1)
    await add(
        connection,
        CampaignItemRow,
        ({"id": n, "campaign_id": CAMPAIGN, "unit_id": region.unit_of(n)} for n in schools),
    )


async def _report(
    connection: AsyncConnection, region: Region, which: ColumnElement[bool], outcome: ReportOutcome
) -> None:
    is_answer = outcome is ReportOutcome.ON_TRACK
    source = ReportSource.CAMPAIGN if is_answer else ReportSource.CHAT
    values: dict[str, Any] = {
        "duty_id": DutyRow.id,
        "version": literal(1),
        "outcome": literal(outcome.value),
        "remaining": literal(""),
        "text": literal("Диагностика проведена, справка обсуждена на педсовете"),
        "author_id": DutyRow.unit_id - region.departments,
        "source": literal(source.value),
        "campaign_item_id": DutyRow.unit_id - region.departments if is_answer else literal(None),
        "state_before": literal(DutyState.OPEN.value),
        "created_at": literal(region.now - timedelta(days=1 if is_answer else 9), Moment()),
    }
    rows = select(*values.values()).where(which).order_by(DutyRow.id)
    await connection.execute(insert(ExecutionReportRow).from_select(list(values), rows))
