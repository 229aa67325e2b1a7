"""Which cards of campaigns are behind, as statements."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, DeliveryState
from roadmap.monitoring.campaign import CampaignState
from roadmap.monitoring.live_boards import LiveBoard
from roadmap.people.place import Place
from storage.connection import Connection
from storage.control.tables import ExecutionReportRow
from storage.delivery.tables import DeliveryRow, SentRoundItemRow, SentRoundRow
from storage.inserting import upsert
from storage.mapping import restore
from storage.monitoring.tables import CampaignRow, DrawnBoardRow

OVER = 0
RECENTLY = timedelta(days=2)


class LiveBoardRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def due(self, now: datetime, drawn_by: datetime, limit: int) -> Sequence[LiveBoard]:
        """Cards not drawn since `drawn_by` that have something new: a report, a message that arrived."""
        last = select(func.max(ExecutionReportRow.id)).scalar_subquery()
        is_over = CampaignRow.state == CampaignState.CLOSED.value
        prompt = aliased(DeliveryRow)
        reached = (
            select(func.count())
            .select_from(prompt)
            .where(
                prompt.subject_id == CampaignRow.id,
                prompt.kind == DeliveryKind.CAMPAIGN_PROMPT.value,
                prompt.settled_at.is_not(None),
            )
            .correlate(CampaignRow)
            .scalar_subquery()
        )
        # Reports and messages that have arrived only grow: their sum is another whenever either is.
        mark = case((is_over, OVER), else_=func.coalesce(last, OVER) + reached).label("mark")
        query = (
            select(DeliveryRow, mark)
            .join(CampaignRow, CampaignRow.id == DeliveryRow.subject_id)
            .join(DrawnBoardRow, DrawnBoardRow.delivery_id == DeliveryRow.id, isouter=True)
            .where(
                DeliveryRow.kind == DeliveryKind.CAMPAIGN_CARD.value,
                DeliveryRow.state == DeliveryState.SENT.value,
                CampaignRow.closes_at > now - RECENTLY,
                CampaignRow.state != CampaignState.EARLY.value,
                DeliveryRow.subject_id.in_(
                    select(CampaignRow.id).where(CampaignRow.closes_at > now - RECENTLY)
                ),
                or_(
                    and_(DrawnBoardRow.delivery_id.is_(None), DeliveryRow.created_at <= drawn_by),
                    and_(DrawnBoardRow.mark != mark, DrawnBoardRow.drawn_at <= drawn_by),
                ),
            )
            .order_by(DeliveryRow.id)
            .limit(limit)
        )
        return await self._read(query)

    async def due_counts(self, now: datetime, drawn_by: datetime, limit: int) -> Sequence[LiveBoard]:
        """The same of messages that count what one press has sent: more of it has come to an end."""
        item, sent = SentRoundItemRow, aliased(DeliveryRow)
        ended = (
            select(func.count())
            .select_from(item)
            .join(sent, sent.id == item.delivery_id)
            .where(item.round_id == DeliveryRow.subject_id, sent.settled_at.is_not(None))
            .correlate(DeliveryRow)
            .scalar_subquery()
        )
        recent = select(SentRoundRow.id).where(SentRoundRow.created_at > now - RECENTLY)
        query = (
            select(DeliveryRow, ended.label("mark"))
            .join(DrawnBoardRow, DrawnBoardRow.delivery_id == DeliveryRow.id, isouter=True)
            .where(
                DeliveryRow.subject_id.in_(recent),
                DeliveryRow.kind == DeliveryKind.SENT_COUNTS.value,
                DeliveryRow.state == DeliveryState.SENT.value,
                or_(
                    and_(DrawnBoardRow.delivery_id.is_(None), DeliveryRow.settled_at <= drawn_by),
                    and_(DrawnBoardRow.mark != ended, DrawnBoardRow.drawn_at <= drawn_by),
                ),
            )
            .order_by(DeliveryRow.id)
            .limit(limit)
        )
        return await self._read(query)

    async def _read(self, query: Select[*tuple[Any, ...]]) -> Sequence[LiveBoard]:
        return [
            LiveBoard(
                delivery=restore(Delivery, row),
                place=Place(row.channel, row.chat_id),
                message_id=row.message_id,
                mark=row.mark,
            )
            for row in await self._connection.execute(query)
            if row.message_id is not None and row.chat_id is not None
        ]

    async def take(self, board: LiveBoard, now: datetime) -> bool:
        """It is drawn by whoever asks now."""
        values = {"delivery_id": board.id, "mark": board.mark, "drawn_at": now}
        await upsert(
            self._connection,
            DrawnBoardRow,
            values,
            keys=("delivery_id",),
            update=("mark", "drawn_at"),
        )
        return True
