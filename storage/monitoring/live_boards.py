"""Which cards of campaigns are behind, as statements."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, or_, select
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


_PROMPT = aliased(DeliveryRow)
_LAST_REPORT = select(func.max(ExecutionReportRow.id)).scalar_subquery()
_REACHED = (
    select(func.count())
    .select_from(_PROMPT)
    .where(
        _PROMPT.subject_id == CampaignRow.id,
        _PROMPT.kind == DeliveryKind.CAMPAIGN_PROMPT.value,
        _PROMPT.settled_at.is_not(None),
    )
    .correlate(CampaignRow)
    .scalar_subquery()
)
# Reports and messages that have arrived only grow: their sum is another whenever either is.
_MARK = case(
    (CampaignRow.state == CampaignState.CLOSED.value, OVER),
    else_=func.coalesce(_LAST_REPORT, OVER) + _REACHED,
).label("mark")
_DUE = (
    select(DeliveryRow, _MARK)
    .join(CampaignRow, CampaignRow.id == DeliveryRow.subject_id)
    .join(DrawnBoardRow, DrawnBoardRow.delivery_id == DeliveryRow.id, isouter=True)
    .where(
        DeliveryRow.kind == DeliveryKind.CAMPAIGN_CARD.value,
        DeliveryRow.state == DeliveryState.SENT.value,
        CampaignRow.closes_at > bindparam("recent"),
        CampaignRow.state != CampaignState.EARLY.value,
        DeliveryRow.subject_id.in_(select(CampaignRow.id).where(CampaignRow.closes_at > bindparam("recent"))),
        or_(
            and_(DrawnBoardRow.delivery_id.is_(None), DeliveryRow.created_at <= bindparam("drawn_by")),
            and_(DrawnBoardRow.mark != _MARK, DrawnBoardRow.drawn_at <= bindparam("drawn_by")),
        ),
    )
    .order_by(DeliveryRow.id)
    .limit(bindparam("limit"))
)
_SENT = aliased(DeliveryRow)
_ENDED = (
    select(func.count())
    .select_from(SentRoundItemRow)
    .join(_SENT, _SENT.id == SentRoundItemRow.delivery_id)
    .where(SentRoundItemRow.round_id == DeliveryRow.subject_id, _SENT.settled_at.is_not(None))
    .correlate(DeliveryRow)
    .scalar_subquery()
)
_COUNTS_DUE = (
    select(DeliveryRow, _ENDED.label("mark"))
    .join(DrawnBoardRow, DrawnBoardRow.delivery_id == DeliveryRow.id, isouter=True)
    .where(
        DeliveryRow.subject_id.in_(
            select(SentRoundRow.id).where(SentRoundRow.created_at > bindparam("recent"))
        ),
        DeliveryRow.kind == DeliveryKind.SENT_COUNTS.value,
        DeliveryRow.state == DeliveryState.SENT.value,
        or_(
            and_(DrawnBoardRow.delivery_id.is_(None), DeliveryRow.settled_at <= bindparam("drawn_by")),
            and_(DrawnBoardRow.mark != _ENDED, DrawnBoardRow.drawn_at <= bindparam("drawn_by")),
        ),
    )
    .order_by(DeliveryRow.id)
    .limit(bindparam("limit"))
)


class LiveBoardRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def due(self, now: datetime, drawn_by: datetime, limit: int) -> Sequence[LiveBoard]:
        """Cards not drawn since `drawn_by` that have something new: a report, a message that arrived."""
        return await self._read(_DUE, now, drawn_by, limit)

    async def due_counts(self, now: datetime, drawn_by: datetime, limit: int) -> Sequence[LiveBoard]:
        """The same of messages that count what one press has sent: more of it has come to an end."""
        return await self._read(_COUNTS_DUE, now, drawn_by, limit)

    async def _read(
        self, query: Select[*tuple[Any, ...]], now: datetime, drawn_by: datetime, limit: int
    ) -> Sequence[LiveBoard]:
        which = {"recent": now - RECENTLY, "drawn_by": drawn_by, "limit": limit}
        return [
            LiveBoard(
                delivery=restore(Delivery, row),
                place=Place(row.channel, row.chat_id),
                message_id=row.message_id,
                mark=row.mark,
            )
            for row in await self._connection.execute(query, which)
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
