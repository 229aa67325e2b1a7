"""Campaigns of the quarterly monitoring as rows: opened, looked up, nudged, closed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, update

from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.deadlines.period import PlanPeriod
from roadmap.ids import CampaignId, CampaignItemId, MeasureId, PersonId, RoadMapId, UnitId
from roadmap.monitoring.campaign import Campaign, CampaignItem, CampaignSchedule, CampaignState
from roadmap.monitoring.campaign_rows import AskableRoadMap, AskedOf, NewCampaign
from roadmap.monitoring.campaign_views import (
    Addressee,
    CampaignHeader,
)
from roadmap.plan.measure import RoadMapState
from roadmap.plan.monitoring_rules import MonitoringRhythm, MonitoringRules, rules_from_json
from storage.connection import Connection
from storage.inserting import insert_new, insert_one, slices
from storage.lists import one_of
from storage.mapping import restore
from storage.monitoring.campaign_queries import counted_addressees, shape_of, values_of
from storage.monitoring.tables import CampaignItemRow, CampaignRow
from storage.people.tables import UnitRow
from storage.plan.map_names import map_name
from storage.plan.tables import ControlPointRow, EditionRow, RoadMapRow

_HEADERS = (
    select(CampaignRow, RoadMapRow.title, UnitRow.time_zone, map_name(CampaignRow.department_id))
    .join(RoadMapRow, RoadMapRow.id == CampaignRow.road_map_id)
    .join(UnitRow, UnitRow.id == CampaignRow.department_id)
)
_OF_ID = _HEADERS.where(CampaignRow.id == bindparam("campaign"))
_OF_MAP = _HEADERS.where(CampaignRow.road_map_id == bindparam("road_map")).order_by(CampaignRow.first_on)
_OF_DEPARTMENT = _HEADERS.where(CampaignRow.department_id == bindparam("department"))
_NEWEST = _OF_DEPARTMENT.order_by(CampaignRow.first_on.desc(), CampaignRow.id.desc()).limit(
    bindparam("limit")
)
_CLOSING = _OF_DEPARTMENT.where(
    CampaignRow.rhythm == bindparam("rhythm"),
    CampaignRow.first_on == bindparam("first"),
    CampaignRow.closes_at == bindparam("closes"),
).order_by(CampaignRow.id)
_TOGETHER = _CLOSING.where(CampaignRow.opens_at == bindparam("opens"))
_OF_PRESENT = _OF_DEPARTMENT.where(
    CampaignRow.state != CampaignState.CLOSED.value,
    CampaignRow.answers_from <= bindparam("now"),
    CampaignRow.closes_at > bindparam("now"),
).order_by(CampaignRow.id)
_UNSETTLED = _HEADERS.where(
    CampaignRow.state == CampaignState.CLOSED.value, CampaignRow.is_settled.is_(False)
).order_by(CampaignRow.id)
_DUE = (
    select(CampaignRow)
    .where(
        CampaignRow.state == CampaignState.OPEN.value,
        or_(CampaignRow.nudges_at <= bindparam("now"), CampaignRow.closes_at <= bindparam("now")),
    )
    .order_by(CampaignRow.id)
)
_OF_PERIOD = select(CampaignRow).where(
    CampaignRow.road_map_id == bindparam("road_map"),
    CampaignRow.first_on == bindparam("first"),
    CampaignRow.rhythm == bindparam("rhythm"),
)
_APPROVED = (
    select(EditionRow.road_map_id, func.min(EditionRow.approved_at).label("approved_at"))
    .group_by(EditionRow.road_map_id)
    .subquery()
)
_ASKABLE = (
    select(RoadMapRow, UnitRow.time_zone, _APPROVED.c.approved_at)
    .join(UnitRow, UnitRow.id == RoadMapRow.department_id)
    .join(_APPROVED, _APPROVED.c.road_map_id == RoadMapRow.id)
    .where(RoadMapRow.state == RoadMapState.ACTIVE.value)
    .order_by(RoadMapRow.id)
)
_WAITING = [state.value for state in WAITING_FOR_ASSIGNEE]


class CampaignRepository:
    """What is asked and answered is read by `campaign_answers`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # Opening

    async def askable(self) -> Sequence[AskableRoadMap]:
        found = [
            AskableRoadMap(
                id=RoadMapId(row.id),
                department_id=UnitId(row.department_id),
                period=PlanPeriod(start=row.period_start, end=row.period_end),
                time_zone=row.time_zone,
                rules=rules_from_json(row.monitoring),
                approved_at=row.approved_at,
            )
            for row in await self._connection.execute(_ASKABLE)
        ]
        days = await self._due_days([each.rules.measure_id for each in found if each.rules.measure_id])
        return [
            replace(each, rules=replace(each.rules, due_days=days.get(each.rules.measure_id, ())))
            for each in found
        ]

    async def _due_days(
        self, measure_ids: Sequence[MeasureId]
    ) -> Mapping[MeasureId | None, tuple[date, ...]]:
        """When these measures fall due."""
        if not measure_ids:
            return {}
        query = select(ControlPointRow.measure_id, ControlPointRow.due_on).where(
            one_of(ControlPointRow.measure_id, measure_ids), ControlPointRow.due_on.is_not(None)
        )
        found: dict[MeasureId | None, tuple[date, ...]] = {}
        for row in await self._connection.execute(query):
            measure_id = MeasureId(row.measure_id)
            found[measure_id] = (*found.get(measure_id, ()), row.due_on)
        return found

    async def of_period(
        self, road_map_id: RoadMapId, rhythm: MonitoringRhythm, first_on: date
    ) -> Campaign | None:
        """The campaign of this period, in whatever state."""
        which = {"road_map": road_map_id, "first": first_on, "rhythm": rhythm.value}
        row = (await self._connection.execute(_OF_PERIOD, which)).first()
        return restore(Campaign, row) if row else None

    async def add(self, campaign: NewCampaign) -> Campaign | None:
        """Write it down; None when this period of the road map has one already."""
        values = {
            "road_map_id": campaign.road_map_id,
            "department_id": campaign.department_id,
            "rhythm": campaign.rhythm.value,
            "first_on": campaign.first_on,
            "last_on": campaign.last_on,
            "answers_from": campaign.answers_from,
            "opens_at": campaign.schedule.opens_at,
            "nudges_at": campaign.schedule.nudges_at,
            "closes_at": campaign.schedule.closes_at,
            "state": campaign.state.value,
            "section_id": campaign.section_id,
            "unit_ids": list(campaign.unit_ids) if campaign.unit_ids is not None else None,
            "asked_by": campaign.asked_by,
            "measure_id": campaign.measure_id,
        }
        added = await insert_new(self._connection, CampaignRow, values, returning=(CampaignRow.__table__,))
        row = added.first()
        return restore(Campaign, row) if row else None

    async def open(self, campaign: Campaign, schedule: CampaignSchedule) -> Campaign | None:
        """From now on people are asked; None when somebody was quicker."""
        statement = (
            update(CampaignRow)
            .where(CampaignRow.id == campaign.id, CampaignRow.state == CampaignState.EARLY.value)
            .values(
                state=CampaignState.OPEN.value,
                opens_at=schedule.opens_at,
                nudges_at=schedule.nudges_at,
                closes_at=schedule.closes_at,
            )
            .returning(CampaignRow.__table__)
        )
        row = (await self._connection.execute(statement)).first()
        return restore(Campaign, row) if row else None

    async def end_all(self, road_map_id: RoadMapId) -> Sequence[CampaignId]:
        """Close the rounds of this road map that are still open; their ids."""
        statement = (
            update(CampaignRow)
            .where(CampaignRow.road_map_id == road_map_id, CampaignRow.state != CampaignState.CLOSED.value)
            .values(state=CampaignState.CLOSED.value)
            .returning(CampaignRow.id)
        )
        return [CampaignId(row.id) for row in await self._connection.execute(statement)]

    async def add_items(self, campaign_id: CampaignId, addressees: Sequence[Addressee]) -> None:
        """Put these on the list of the asked; those who are on it stay as they are."""
        for some in slices(addressees):
            rows = [
                {"campaign_id": campaign_id, "unit_id": a.unit_id, "person_id": a.person_id} for a in some
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

    async def of_item(self, item_id: CampaignItemId) -> CampaignId | None:
        """The campaign somebody was put on the list of."""
        query = select(CampaignItemRow.campaign_id).where(CampaignItemRow.id == item_id)
        found = (await self._connection.execute(query)).scalar_one_or_none()
        return CampaignId(found) if found is not None else None

    async def items(self, campaign_id: CampaignId) -> Sequence[CampaignItem]:
        query = select(CampaignItemRow).where(CampaignItemRow.campaign_id == campaign_id)
        rows = await self._connection.execute(query.order_by(CampaignItemRow.id))
        return [restore(CampaignItem, row) for row in rows]

    # Looking up

    async def get(self, campaign_id: CampaignId) -> CampaignHeader | None:
        found = await self._read_headers(_OF_ID, {"campaign": campaign_id})
        return found[0] if found else None

    async def together(self, campaign: Campaign) -> Sequence[CampaignHeader]:
        """The campaigns of the department that opened and close with this one, itself among them."""
        if campaign.is_by_hand:
            return await self._read_headers(_OF_ID, {"campaign": campaign.id})
        return await self._read_headers(_TOGETHER, _period_of(campaign) | {"opens": campaign.opens_at})

    async def closing_with(self, campaign: Campaign) -> Sequence[CampaignHeader]:
        """The campaigns of the department about the same period closing with this one, itself among them."""
        if campaign.is_by_hand:
            return await self._read_headers(_OF_ID, {"campaign": campaign.id})
        return await self._read_headers(_CLOSING, _period_of(campaign))

    async def latest(self, road_map_id: RoadMapId) -> Campaign | None:
        """The one that opened last, whichever way."""
        query = select(CampaignRow).where(CampaignRow.road_map_id == road_map_id)
        query = query.order_by(CampaignRow.opens_at.desc(), CampaignRow.id.desc()).limit(1)
        row = (await self._connection.execute(query)).first()
        return restore(Campaign, row) if row else None

    async def of_department(self, department_id: UnitId, limit: int) -> Sequence[CampaignHeader]:
        """Campaigns of its road maps, the newest first."""
        return await self._read_headers(_NEWEST, {"department": department_id, "limit": limit})

    async def of_present(self, department_id: UnitId, now: datetime) -> Sequence[CampaignHeader]:
        """Campaigns that take answers and are not over."""
        return await self._read_headers(_OF_PRESENT, {"department": department_id, "now": now})

    async def owing(
        self, campaign: Campaign, of: AskedOf
    ) -> Sequence[tuple[UnitId | None, PersonId | None, int]]:
        """How many answers each unit or person owes that owes any."""
        rows = await self._connection.execute(
            counted_addressees(shape_of(campaign, of)), values_of(campaign, of)
        )
        return [
            (row.unit_id, row.person_id, row.asked - row.answered) for row in rows if row.asked > row.answered
        ]

    async def of_road_map(self, road_map_id: RoadMapId) -> Sequence[CampaignHeader]:
        """All campaigns of a road map, the oldest first."""
        return await self._read_headers(_OF_MAP, {"road_map": road_map_id})

    async def _read_headers(
        self, query: Select[*tuple[Any, ...]], which: Mapping[str, Any] | None = None
    ) -> Sequence[CampaignHeader]:
        return [
            CampaignHeader(
                campaign=restore(Campaign, row),
                road_map=row.title,
                time_zone=row.time_zone,
                map_name=row.map_name,
            )
            for row in await self._connection.execute(query, which)
        ]

    # Nudging and closing

    async def due(self, now: datetime) -> Sequence[Campaign]:
        """Campaigns that are open and whose nudge or close has come."""
        return [restore(Campaign, row) for row in await self._connection.execute(_DUE, {"now": now})]

    async def next_moment(self) -> datetime | None:
        """The nearest nudge or close of any campaign."""
        moments = func.coalesce(CampaignRow.nudges_at, CampaignRow.closes_at)
        query = select(moments).where(CampaignRow.state == CampaignState.OPEN.value)
        found: datetime | None = (
            await self._connection.execute(query.order_by(moments).limit(1))
        ).scalar_one_or_none()
        return found

    async def count_nudge(self, campaign: Campaign, next_at: datetime | None) -> bool:
        """The silent are reminded once more; False when somebody was quicker."""
        statement = (
            update(CampaignRow)
            .where(
                CampaignRow.id == campaign.id,
                CampaignRow.state == CampaignState.OPEN.value,
                CampaignRow.nudges == campaign.nudges,
            )
            .values(nudges=campaign.nudges + 1, nudges_at=next_at)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def follow_rules(self, road_map_id: RoadMapId, rules: MonitoringRules, now: datetime) -> None:
        """What takes answers already but asks nobody yet goes by the new rules: of another rhythm it ends."""
        early = (CampaignRow.road_map_id == road_map_id, CampaignRow.state == CampaignState.EARLY.value)
        ended = {"state": CampaignState.CLOSED.value, "opens_at": now, "closes_at": now, "is_settled": True}
        await self._connection.execute(
            update(CampaignRow).where(*early, CampaignRow.rhythm != rules.rhythm.value).values(**ended)
        )
        await self._connection.execute(update(CampaignRow).where(*early).values(measure_id=rules.measure_id))

    async def unsettled(self) -> Sequence[CampaignHeader]:
        """Closed ones whose own measure may still want its report, the oldest first."""
        return await self._read_headers(_UNSETTLED)

    async def mark_settled(self, campaign_id: CampaignId) -> bool:
        """False when somebody was quicker."""
        statement = update(CampaignRow).where(
            CampaignRow.id == campaign_id, CampaignRow.is_settled.is_(False)
        )
        return (await self._connection.execute(statement.values(is_settled=True))).rowcount == 1

    async def change_state(self, campaign: Campaign, state: CampaignState) -> bool:
        """Compare-and-set; False when somebody was quicker."""
        statement = (
            update(CampaignRow)
            .where(CampaignRow.id == campaign.id, CampaignRow.state == campaign.state.value)
            .values(state=state.value)
        )
        return (await self._connection.execute(statement)).rowcount == 1


def _period_of(campaign: Campaign) -> dict[str, Any]:
    return {
        "department": campaign.department_id,
        "rhythm": campaign.rhythm.value,
        "first": campaign.first_on,
        "closes": campaign.closes_at,
    }
