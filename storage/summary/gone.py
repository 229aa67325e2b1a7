"""What has gone to people and what became of it: rows of the outbox, newest first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from roadmap.delivery.gone import TOLD, GoneLine, GoneTo
from roadmap.delivery.kinds import DeliveryKind
from roadmap.ids import RoadMapId
from storage.connection import Connection
from storage.control.tables import (
    DutyRow,
    EntrustmentRow,
    ExecutionReportRow,
    ExtensionRequestRow,
    ReassignmentRow,
)
from storage.delivery.tables import DeliveryItemRow, DeliveryRow
from storage.lists import one_of
from storage.mapping import restore
from storage.monitoring.tables import CampaignRow
from storage.people.tables import PersonRow
from storage.spelled import is_state

OF_DUTY = (DeliveryKind.NUDGE, DeliveryKind.CURATORS_DEED, DeliveryKind.HEADS_WORD)
OF_ROAD_MAP = (DeliveryKind.ASSIGNED, DeliveryKind.PLAN_CHANGED, DeliveryKind.MINUTES_DONE)
OF_CAMPAIGN = (
    DeliveryKind.CAMPAIGN_PROMPT,
    DeliveryKind.CAMPAIGN_NUDGE,
    DeliveryKind.CAMPAIGN_CARD,
    DeliveryKind.CAMPAIGN_RESULT,
)
OF_A_DUTYS: Mapping[
    type[EntrustmentRow] | type[ExecutionReportRow] | type[ExtensionRequestRow] | type[ReassignmentRow],
    tuple[DeliveryKind, ...],
] = {
    EntrustmentRow: (DeliveryKind.ENTRUSTED, DeliveryKind.ENTRUSTED_READY, DeliveryKind.ENTRUSTED_ENDED),
    ExecutionReportRow: (
        DeliveryKind.RETURNED,
        DeliveryKind.ACCEPTED,
        DeliveryKind.DIFFICULTY_NOTED,
        DeliveryKind.REPORTED_FOR,
        DeliveryKind.REPORT_SUBMITTED,
    ),
    ExtensionRequestRow: (DeliveryKind.EXTENSION_REQUESTED, DeliveryKind.EXTENSION_DECIDED),
    ReassignmentRow: (DeliveryKind.REASSIGNMENT_REQUESTED, DeliveryKind.REASSIGNMENT_DECIDED),
}
"""Kinds whose subject is a row that belongs to a duty."""


class GoneRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def lines(self, to: GoneTo, now: datetime, *, limit: int, offset: int) -> Sequence[GoneLine]:
        """What was due for these people or of this road map, and what became of it, newest first."""
        query = _lines().where(
            DeliveryRow.department_id == to.department_id
            if to.people is None
            else one_of(DeliveryRow.recipient_id, to.people),
            is_state(DeliveryRow.state, *TOLD),
            DeliveryRow.not_before <= now,
        )
        if to.road_map_id is not None:
            query = query.where(_is_about(to.road_map_id))
        return [
            restore(GoneLine, row)
            for row in await self._connection.execute(query.limit(limit).offset(offset))
        ]


def _lines() -> Select[*tuple[Any, ...]]:
    row = DeliveryRow
    return (
        select(
            *(row.kind, row.state, row.reason, PersonRow.name.label("recipient")),
            func.coalesce(row.settled_at, row.not_before).label("at"),
        )
        .join(PersonRow, PersonRow.id == row.recipient_id)
        .order_by(row.id.desc())
    )


def _is_about(road_map_id: RoadMapId) -> ColumnElement[bool]:
    """Looked up by the subject of each message, one by one from the newest."""
    subject = DeliveryRow.subject_id
    in_digest = (
        select(DeliveryItemRow.id)
        .join(DutyRow, DutyRow.id == DeliveryItemRow.duty_id)
        .where(DeliveryItemRow.delivery_id == DeliveryRow.id, DutyRow.road_map_id == road_map_id)
    )
    of_duty = select(DutyRow.id).where(DutyRow.id == subject, DutyRow.road_map_id == road_map_id)
    of_campaign = select(CampaignRow.id).where(
        CampaignRow.id == subject, CampaignRow.road_map_id == road_map_id
    )
    of_a_dutys = (
        and_(
            _is(*kinds),
            select(row.id)
            .join(DutyRow, DutyRow.id == row.duty_id)
            .where(row.id == subject, DutyRow.road_map_id == road_map_id)
            .exists(),
        )
        for row, kinds in OF_A_DUTYS.items()
    )
    return or_(
        and_(_is(DeliveryKind.DIGEST), in_digest.exists()),
        and_(_is(*OF_ROAD_MAP), subject == road_map_id),
        and_(_is(*OF_DUTY), of_duty.exists()),
        and_(_is(*OF_CAMPAIGN), of_campaign.exists()),
        *of_a_dutys,
    )


def _is(*kinds: DeliveryKind) -> ColumnElement[bool]:
    return DeliveryRow.kind.in_([kind.value for kind in kinds])
