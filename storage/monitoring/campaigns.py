"""Campaigns of the quarterly monitoring as rows; who has answered is read from the reports."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, insert, literal, or_, select, update

from roadmap.control.duty import WAITING_FOR_ASSIGNEE, DutyState, ReportOutcome, ReportSource
from roadmap.deadlines.period import PlanPeriod
from roadmap.ids import CampaignId, CampaignItemId, DutyId, PersonId, ReportId, RoadMapId, UnitId
from roadmap.monitoring.campaign import Campaign, CampaignItem, CampaignState
from roadmap.monitoring.campaign_rows import EVERYBODY, AskableRoadMap, AskedOf, NewCampaign
from roadmap.monitoring.campaign_views import Addressee, CampaignAnswer, CampaignHeader, Reach
from roadmap.natural_order import natural
from roadmap.people.persons import AccountState, Role
from roadmap.plan.measure import RoadMapState
from storage.connection import Connection
from storage.control.tables import DutyRow, ExecutionReportRow
from storage.inserting import insert_new, insert_one
from storage.mapping import restore
from storage.monitoring.tables import CampaignItemRow, CampaignQuestionRow, CampaignRow
from storage.people.subtrees import is_under
from storage.people.tables import AccountRow, MembershipRow, PersonRow, UnitRow
from storage.plan.map_names import map_name
from storage.plan.tables import ControlPointRow, EditionRow, MeasureRow, RoadMapRow

_WAITING = [state.value for state in WAITING_FOR_ASSIGNEE]


class CampaignRepository:
    """«Asked» is a duty whose window has begun by the quarter's end, still owed or already answered; after
    the close it is what had been asked then.

    An answer is the latest report that was not taken back: one given to this campaign, or an ordinary one
    sent while it lasted.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # Opening

    async def askable(self) -> Sequence[AskableRoadMap]:
        approved = (
            select(EditionRow.road_map_id, func.min(EditionRow.approved_at).label("approved_at"))
            .group_by(EditionRow.road_map_id)
            .subquery()
        )
        query = (
            select(RoadMapRow, UnitRow.time_zone, approved.c.approved_at)
            .join(UnitRow, UnitRow.id == RoadMapRow.department_id)
            .join(approved, approved.c.road_map_id == RoadMapRow.id)
            .where(RoadMapRow.state == RoadMapState.ACTIVE.value)
            .order_by(RoadMapRow.id)
        )
        return [
            AskableRoadMap(
                id=RoadMapId(row.id),
                department_id=UnitId(row.department_id),
                period=PlanPeriod(start=row.period_start, end=row.period_end),
                time_zone=row.time_zone,
                approved_at=row.approved_at,
            )
            for row in await self._connection.execute(query)
        ]

    async def opened(self, road_map_id: RoadMapId, first_on: date) -> bool:
        query = select(CampaignRow.id).where(
            CampaignRow.road_map_id == road_map_id, CampaignRow.first_on == first_on
        )
        return (await self._connection.execute(query)).first() is not None

    async def add(self, campaign: NewCampaign) -> Campaign | None:
        """Open it; None when this quarter of the road map has one already."""
        values = {
            "road_map_id": campaign.road_map_id,
            "department_id": campaign.department_id,
            "first_on": campaign.first_on,
            "last_on": campaign.last_on,
            "opens_at": campaign.schedule.opens_at,
            "nudges_at": campaign.schedule.nudges_at,
            "closes_at": campaign.schedule.closes_at,
            "state": campaign.state.value,
        }
        added = await insert_new(
            self._connection,
            CampaignRow,
            values,
            keys=("road_map_id", "first_on"),
            returning=(CampaignRow.__table__,),
        )
        row = added.first()
        return restore(Campaign, row) if row else None

    async def add_items(self, campaign_id: CampaignId, addressees: Sequence[Addressee]) -> None:
        """Put these on the list of the asked; those who are on it stay as they are."""
        if addressees:
            rows = [
                {"campaign_id": campaign_id, "unit_id": a.unit_id, "person_id": a.person_id}
                for a in addressees
            ]
            await insert_new(self._connection, CampaignItemRow, rows)

    async def item(
        self, campaign_id: CampaignId, unit_id: UnitId | None, person_id: PersonId | None
    ) -> CampaignItemId:
        """The item of this unit or person, put on the list if need be."""
        query = select(CampaignItemRow.id).where(
            CampaignItemRow.campaign_id == campaign_id,
            CampaignItemRow.unit_id == unit_id if unit_id else CampaignItemRow.person_id == person_id,
        )
        found = (await self._connection.execute(query)).scalar_one_or_none()
        if found is not None:
            return CampaignItemId(found)
        values = {"campaign_id": campaign_id, "unit_id": unit_id, "person_id": person_id}
        return CampaignItemId(await insert_one(self._connection, CampaignItemRow, values))

    async def items(self, campaign_id: CampaignId) -> Sequence[CampaignItem]:
        query = select(CampaignItemRow).where(CampaignItemRow.campaign_id == campaign_id)
        rows = await self._connection.execute(query.order_by(CampaignItemRow.id))
        return [restore(CampaignItem, row) for row in rows]

    # Looking up

    async def get(self, campaign_id: CampaignId) -> CampaignHeader | None:
        found = await self._read_headers(_headers().where(CampaignRow.id == campaign_id))
        return found[0] if found else None

    async def together(self, campaign: Campaign) -> Sequence[CampaignHeader]:
        """The campaigns of the department that opened and close with this one, itself among them."""
        row = CampaignRow
        query = _headers().where(
            row.department_id == campaign.department_id,
            row.first_on == campaign.first_on,
            row.opens_at == campaign.opens_at,
            row.closes_at == campaign.closes_at,
        )
        return await self._read_headers(query.order_by(row.id))

    async def latest(self, road_map_id: RoadMapId) -> Campaign | None:
        query = select(CampaignRow).where(CampaignRow.road_map_id == road_map_id)
        query = query.order_by(CampaignRow.first_on.desc()).limit(1)
        row = (await self._connection.execute(query)).first()
        return restore(Campaign, row) if row else None

    async def of_department(self, department_id: UnitId, limit: int) -> Sequence[CampaignHeader]:
        """Campaigns of its road maps, the newest first."""
        query = _headers().where(CampaignRow.department_id == department_id)
        newest = query.order_by(CampaignRow.first_on.desc(), CampaignRow.id.desc()).limit(limit)
        return await self._read_headers(newest)

    async def of_road_map(self, road_map_id: RoadMapId) -> Sequence[CampaignHeader]:
        """All campaigns of a road map, the oldest first."""
        query = _headers().where(CampaignRow.road_map_id == road_map_id)
        return await self._read_headers(query.order_by(CampaignRow.first_on))

    async def _read_headers(self, query: Select[*tuple[Any, ...]]) -> Sequence[CampaignHeader]:
        return [
            CampaignHeader(
                campaign=restore(Campaign, row),
                road_map=row.title,
                time_zone=row.time_zone,
                map_name=row.map_name,
            )
            for row in await self._connection.execute(query)
        ]

    # Nudging and closing

    async def due(self, now: datetime) -> Sequence[Campaign]:
        """Campaigns whose nudge or close has come."""
        query = select(CampaignRow).where(
            or_(
                and_(CampaignRow.state == CampaignState.OPEN.value, CampaignRow.nudges_at <= now),
                and_(CampaignRow.state != CampaignState.CLOSED.value, CampaignRow.closes_at <= now),
            )
        )
        rows = await self._connection.execute(query.order_by(CampaignRow.id))
        return [restore(Campaign, row) for row in rows]

    async def next_moment(self) -> datetime | None:
        """The nearest nudge or close of any campaign."""
        moments = case(
            (CampaignRow.state == CampaignState.OPEN.value, CampaignRow.nudges_at),
            else_=CampaignRow.closes_at,
        )
        query = select(moments).where(CampaignRow.state != CampaignState.CLOSED.value)
        found: datetime | None = (
            await self._connection.execute(query.order_by(moments).limit(1))
        ).scalar_one_or_none()
        return found

    async def change_state(self, campaign: Campaign, state: CampaignState) -> bool:
        """Compare-and-set; False when somebody was quicker."""
        statement = (
            update(CampaignRow)
            .where(CampaignRow.id == campaign.id, CampaignRow.state == campaign.state.value)
            .values(state=state.value)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    # Questions and answers

    async def freeze(self, campaign: Campaign) -> None:
        """Keep what is asked at this moment, before the campaign is marked closed."""
        asked = _questions(campaign, EVERYBODY).subquery()
        rows = select(literal(campaign.id), asked.c.id)
        columns = [CampaignQuestionRow.campaign_id, CampaignQuestionRow.duty_id]
        await self._connection.execute(insert(CampaignQuestionRow).from_select(columns, rows))

    async def asked(self, campaign: Campaign, of: AskedOf) -> Sequence[DutyId]:
        questions = _questions(campaign, of)
        return [DutyId(row.id) for row in await self._connection.execute(questions)]

    async def answers(self, campaign: Campaign, of: AskedOf) -> Sequence[CampaignAnswer]:
        questions = _questions(campaign, of).subquery()
        query = (
            select(ExecutionReportRow, PersonRow.name.label("author"))
            .join(questions, questions.c.answer_id == ExecutionReportRow.id)
            .join(PersonRow, PersonRow.id == ExecutionReportRow.author_id)
        )
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
            )
            for row in await self._connection.execute(query)
        ]

    async def addressees(self, campaign: Campaign, of: AskedOf) -> Sequence[Addressee]:
        """Everybody asked, by name, with counts."""
        questions = _questions(campaign, of).subquery()
        is_difficult = ExecutionReportRow.outcome == ReportOutcome.DIFFICULTY.value
        query = (
            select(
                questions.c.unit_id,
                questions.c.person_id,
                func.min(questions.c.home_unit_id).label("home_unit_id"),
                func.min(func.coalesce(UnitRow.name, PersonRow.name)).label("name"),
                func.count().label("asked"),
                func.count(questions.c.answer_id).label("answered"),
                func.sum(case((is_difficult, 1), else_=0)).label("difficulties"),
            )
            .select_from(questions)
            .join(ExecutionReportRow, ExecutionReportRow.id == questions.c.answer_id, isouter=True)
            .join(UnitRow, UnitRow.id == questions.c.unit_id, isouter=True)
            .join(PersonRow, PersonRow.id == questions.c.person_id, isouter=True)
            .group_by(questions.c.unit_id, questions.c.person_id)
        )
        rows = (await self._connection.execute(query)).all()
        units = await self._reach_of_units([row.unit_id for row in rows if row.unit_id is not None])
        persons = await self._reach_of_persons([row.person_id for row in rows if row.person_id is not None])
        found = [
            Addressee(
                unit_id=row.unit_id,
                person_id=row.person_id,
                home_unit_id=UnitId(row.home_unit_id),
                name=row.name,
                asked=row.asked,
                answered=row.answered,
                difficulties=row.difficulties,
                reach=units[row.unit_id] if row.unit_id is not None else persons[row.person_id],
            )
            for row in rows
        ]
        return sorted(found, key=lambda addressee: (natural(addressee.name), addressee.unit_id or 0))

    async def _reach_of_units(self, unit_ids: Sequence[int]) -> dict[int, Reach]:
        query = (
            select(MembershipRow.unit_id.label("addressee"), *_account_counts())
            .join(PersonRow, and_(PersonRow.id == MembershipRow.person_id, PersonRow.is_active))
            .join(AccountRow, AccountRow.person_id == PersonRow.id, isouter=True)
            .where(MembershipRow.unit_id.in_(unit_ids), MembershipRow.role == Role.EXECUTOR.value)
            .group_by(MembershipRow.unit_id)
        )
        return await self._read_reach(query, unit_ids)

    async def _reach_of_persons(self, person_ids: Sequence[int]) -> dict[int, Reach]:
        query = (
            select(PersonRow.id.label("addressee"), *_account_counts())
            .join(AccountRow, AccountRow.person_id == PersonRow.id, isouter=True)
            .where(PersonRow.id.in_(person_ids), PersonRow.is_active)
            .group_by(PersonRow.id)
        )
        return await self._read_reach(query, person_ids)

    async def _read_reach(self, query: Select[*tuple[Any, ...]], ids: Sequence[int]) -> dict[int, Reach]:
        reach = dict.fromkeys(ids, Reach.NOBODY)
        for row in await self._connection.execute(query):
            if row.active:
                reach[row.addressee] = Reach.REACHABLE
            else:
                reach[row.addressee] = Reach.BLOCKED if row.blocked else Reach.UNBOUND
        return reach


def _headers() -> Select[*tuple[Any, ...]]:
    return (
        select(CampaignRow, RoadMapRow.title, UnitRow.time_zone, map_name(CampaignRow.department_id))
        .join(RoadMapRow, RoadMapRow.id == CampaignRow.road_map_id)
        .join(UnitRow, UnitRow.id == CampaignRow.department_id)
    )


def _account_counts() -> tuple[ColumnElement[int], ...]:
    def holding(state: AccountState) -> ColumnElement[int]:
        return func.sum(case((AccountRow.state == state.value, 1), else_=0)).label(state.value)

    return holding(AccountState.ACTIVE), holding(AccountState.BLOCKED)


def _questions(campaign: Campaign, of: AskedOf) -> Select[*tuple[Any, ...]]:
    """Duties the campaign asks about, or had asked when it closed, each with the id of its answer or NULL."""
    row = DutyRow
    answer_id = _answer_id(campaign)
    is_owed = and_(
        row.state.in_(_WAITING),
        # Ongoing work is asked about in the quarters it goes on in; a missed date, until it is made good.
        or_(row.original_due_on.is_not(None), ControlPointRow.last_on >= campaign.first_on),
    )
    is_answered = and_(row.state != DutyState.WITHDRAWN.value, answer_id.is_not(None))
    stands_in_plan = and_(MeasureRow.is_archived.is_(False), ControlPointRow.first_on <= campaign.last_on)
    is_asked = and_(stands_in_plan, or_(is_owed, is_answered))
    if campaign.state is CampaignState.CLOSED:
        # Whatever a later edition moves or drops, a closed quarter says what it said.
        frozen = select(CampaignQuestionRow.duty_id).where(CampaignQuestionRow.campaign_id == campaign.id)
        is_asked = or_(row.id.in_(frozen), and_(stands_in_plan, is_answered))
    return (
        select(row.id, row.unit_id, row.person_id, row.home_unit_id, answer_id.label("answer_id"))
        .join(ControlPointRow, ControlPointRow.id == row.control_point_id)
        .join(MeasureRow, MeasureRow.id == row.measure_id)
        .where(
            row.road_map_id == campaign.road_map_id,
            is_asked,
            *_whose(of),
        )
    )


def _answer_id(campaign: Campaign) -> Any:
    """The latest report of the duty that answers this campaign, by way of the campaign or of the chat."""
    report = ExecutionReportRow
    items = select(CampaignItemRow.id).where(CampaignItemRow.campaign_id == campaign.id)
    is_meanwhile = and_(
        report.campaign_item_id.is_(None),
        report.created_at >= campaign.opens_at,
        report.created_at <= campaign.closes_at,
    )
    return (
        select(func.max(report.id))
        .where(
            report.duty_id == DutyRow.id,
            report.retracted_at.is_(None),
            or_(report.campaign_item_id.in_(items), is_meanwhile),
        )
        .correlate(DutyRow)
        .scalar_subquery()
    )


def _whose(of: AskedOf) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if of.unit_ids is not None or of.person_ids is not None:
        is_theirs = or_(DutyRow.unit_id.in_(of.unit_ids or ()), DutyRow.person_id.in_(of.person_ids or ()))
        conditions.append(is_theirs)
    if of.roots is not None:
        conditions.append(is_under(DutyRow.home_unit_id, of.roots))
    return conditions
