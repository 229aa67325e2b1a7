"""What a campaign asks and what was answered, read from duties and their reports."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, insert, literal, or_, select
from sqlalchemy import Row as SqlRow

from roadmap.control.duty import DecisionKind, ReportOutcome, ReportSource
from roadmap.ids import DutyId, MeasureId, PersonId, ReportId, UnitId
from roadmap.monitoring.campaign import Campaign
from roadmap.monitoring.campaign_rows import EVERYBODY, AskedOf
from roadmap.monitoring.campaign_views import (
    Addressee,
    CampaignAnswer,
    FormerAnswer,
    Reach,
)
from roadmap.natural_order import natural
from roadmap.people.persons import AccountState, Role
from storage.connection import Connection
from storage.control.tables import DecisionRow, DutyRow, EvidenceRow, ExecutionReportRow
from storage.inserting import SLICE
from storage.lists import one_of
from storage.monitoring.campaign_queries import Shape, counted_addressees, questions, shape_of, values_of
from storage.monitoring.tables import CampaignQuestionRow
from storage.people.tables import AccountRow, MembershipRow, PersonRow, UnitRow

_EVIDENCE_COUNT = (
    select(func.count())
    .where(EvidenceRow.report_id == ExecutionReportRow.id)
    .correlate(ExecutionReportRow)
    .scalar_subquery()
    .label("evidence_count")
)
_FORMER = (
    select(DutyRow.measure_id, DutyRow.unit_id, DutyRow.person_id)
    .add_columns(
        ExecutionReportRow.outcome,
        ExecutionReportRow.text,
        ExecutionReportRow.value,
        ExecutionReportRow.created_at,
        DecisionRow.kind.label("decision"),
    )
    .join(DutyRow, DutyRow.id == ExecutionReportRow.duty_id)
    .join(DecisionRow, DecisionRow.report_id == ExecutionReportRow.id, isouter=True)
    .where(
        one_of(DutyRow.measure_id + 0, "measures"),  # who is asked leads to few, a measure to every school
        or_(one_of(DutyRow.unit_id, "units"), one_of(DutyRow.person_id, "persons")),
        ExecutionReportRow.retracted_at.is_(None),
        ExecutionReportRow.created_at < bindparam("before"),
    )
    .order_by(ExecutionReportRow.id)
)


class CampaignAnswerRepository:
    """What is asked and what is an answer, `campaign_queries` says."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def freeze(self, campaign: Campaign) -> None:
        """Keep what is asked at this moment, before the campaign is marked closed."""
        asked = questions(shape_of(campaign, EVERYBODY)).subquery()
        rows = select(literal(campaign.id), asked.c.id)
        columns = [CampaignQuestionRow.campaign_id, CampaignQuestionRow.duty_id]
        statement = insert(CampaignQuestionRow).from_select(columns, rows)
        await self._connection.execute(statement, values_of(campaign, EVERYBODY))

    async def asked(self, campaign: Campaign, of: AskedOf) -> Sequence[DutyId]:
        query = questions(shape_of(campaign, of))
        return [DutyId(row.id) for row in await self._connection.execute(query, values_of(campaign, of))]

    async def questions(self, campaign: Campaign, of: AskedOf) -> Mapping[DutyId, ReportId | None]:
        """The duties asked about, each with the report that answers it."""
        query = questions(shape_of(campaign, of))
        rows = iter(await self._connection.execute(query, values_of(campaign, of)))
        found: dict[DutyId, ReportId | None] = {}
        while some := list(islice(rows, SLICE)):
            found |= {DutyId(row.id): row.answer_id for row in some}
            await asyncio.sleep(0)  # there may be a hundred thousand: others get their turn
        return found

    async def answers(
        self, campaign: Campaign, of: AskedOf, outcome: ReportOutcome | None = None
    ) -> Sequence[CampaignAnswer]:
        """What was answered; with an outcome, only what says that."""
        query = _answers(shape_of(campaign, of), has_outcome=outcome is not None)
        which = values_of(campaign, of) | {"outcome": outcome.value if outcome is not None else None}
        return [
            CampaignAnswer(
                report_id=ReportId(row.id),
                duty_id=DutyId(row.duty_id),
                outcome=ReportOutcome(row.outcome),
                text=row.text,
                author_id=PersonId(row.author_id),
                author=row.author,
                source=ReportSource(row.source),
                created_at=row.created_at,
                is_late=row.created_at > campaign.closes_at,
                value=row.value,
                evidence_count=row.evidence_count,
                is_returned=row.decision == DecisionKind.RETURN.value,
            )
            for row in await self._connection.execute(query, which)
        ]

    async def former(
        self, campaign: Campaign, of: AskedOf, measure_ids: Collection[MeasureId]
    ) -> Mapping[tuple[MeasureId, UnitId | None, PersonId | None], FormerAnswer]:
        """What these units and persons last said of the measures before answers were taken."""
        which = {
            "measures": list(measure_ids),
            "units": list(of.unit_ids or ()),
            "persons": list(of.person_ids or ()),
            "before": campaign.answers_from,
        }
        return {
            (MeasureId(row.measure_id), row.unit_id, row.person_id): FormerAnswer(
                outcome=ReportOutcome(row.outcome),
                text=row.text,
                value=row.value,
                created_at=row.created_at,
                is_returned=row.decision == DecisionKind.RETURN.value,
            )
            for row in await self._connection.execute(_FORMER, which)
        }

    async def addressees(self, campaign: Campaign, of: AskedOf) -> Sequence[Addressee]:
        """Everybody asked, by name, with counts."""
        query = counted_addressees(shape_of(campaign, of))
        rows = (await self._connection.execute(query, values_of(campaign, of))).all()
        units = await self._units_out_of_reach(campaign.department_id)
        persons = await self._reach_of_persons([row.person_id for row in rows if row.person_id is not None])
        found = [
            Addressee(
                unit_id=unit_id,
                person_id=person_id,
                home_unit_id=UnitId(home),
                name=name,
                asked=asked,
                answered=answered,
                difficulties=difficulties,
                reach=persons.get(person_id, Reach.NOBODY)
                if unit_id is None
                else units.get(unit_id, Reach.REACHABLE),
            )
            for unit_id, person_id, asked, answered, difficulties, name, home in rows
        ]
        return sorted(found, key=lambda addressee: (natural(addressee.name), addressee.unit_id or 0))

    async def _units_out_of_reach(self, department_id: UnitId) -> dict[int, Reach]:
        """Units whose questions reach nobody: few of many."""
        answers = (
            select(MembershipRow.unit_id, PersonRow.id)
            .join(PersonRow, PersonRow.id == MembershipRow.person_id)
            .where(MembershipRow.role == Role.EXECUTOR.value, PersonRow.is_active)
            .subquery()
        )
        active, blocked = _account_counts()
        query = (
            select(UnitRow.id.label("addressee"), func.count(answers.c.id).label("people"), active, blocked)
            .join(answers, answers.c.unit_id == UnitRow.id, isouter=True)
            .join(AccountRow, AccountRow.person_id == answers.c.id, isouter=True)
            .where(UnitRow.department_id == department_id)
            .group_by(UnitRow.id)
            .having(active == 0)
        )
        return await self._read_reach(query)

    async def _reach_of_persons(self, person_ids: Sequence[int]) -> dict[int, Reach]:
        if not person_ids:
            return {}
        query = (
            select(PersonRow.id.label("addressee"), literal(1).label("people"), *_account_counts())
            .join(AccountRow, AccountRow.person_id == PersonRow.id, isouter=True)
            .where(one_of(PersonRow.id, person_ids), PersonRow.is_active)
            .group_by(PersonRow.id)
        )
        return await self._read_reach(query)

    async def _read_reach(self, query: Select[*tuple[Any, ...]]) -> dict[int, Reach]:
        """By unit or person; who is not among them has nobody."""
        return {row.addressee: _reach(row) for row in await self._connection.execute(query)}


def _reach(row: SqlRow[Any]) -> Reach:
    if row.active:
        return Reach.REACHABLE
    if row.blocked:
        return Reach.BLOCKED
    return Reach.UNBOUND if row.people else Reach.NOBODY


@cache
def _answers(shape: Shape, *, has_outcome: bool) -> Select[*tuple[Any, ...]]:
    asked = questions(shape).subquery()
    query = (
        select(
            ExecutionReportRow,
            PersonRow.name.label("author"),
            _EVIDENCE_COUNT,
            DecisionRow.kind.label("decision"),
        )
        .join(asked, asked.c.answer_id == ExecutionReportRow.id)
        .join(PersonRow, PersonRow.id == ExecutionReportRow.author_id)
        .join(DecisionRow, DecisionRow.report_id == ExecutionReportRow.id, isouter=True)
    )
    return query.where(ExecutionReportRow.outcome == bindparam("outcome")) if has_outcome else query


def _account_counts() -> tuple[ColumnElement[int], ...]:
    def holding(state: AccountState) -> ColumnElement[int]:
        return func.sum(case((AccountRow.state == state.value, 1), else_=0)).label(state.value)

    return holding(AccountState.ACTIVE), holding(AccountState.BLOCKED)
