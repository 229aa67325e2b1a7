"""Rows nobody needs any more, deleted in slices: whoever presses a button waits for one of them only."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, or_, select, update

from roadmap.delivery.outbox import DeliveryState
from storage.connection import Connection
from storage.control.tables import (
    DecisionRow,
    DutyRow,
    EvidenceRow,
    ExecutionReportRow,
    ExtensionRequestRow,
    ReassignmentRow,
)
from storage.delivery.tables import DeliveryItemRow, DeliveryRow
from storage.lists import one_of
from storage.people.tables import StartAttemptRow

SLICE = 500
DONE_WITH = tuple(
    state.value
    for state in (
        DeliveryState.SENT,
        DeliveryState.CANCELLED,
        DeliveryState.EXPIRED,
        DeliveryState.FOLDED,
    )
)
"""What is blocked may be sent when its person is back, what is dead waits for somebody's decision."""

_NEXT = (
    select(DeliveryRow.id, DeliveryRow.created_at, DeliveryRow.state)
    .where(DeliveryRow.id > bindparam("after"))
    .order_by(DeliveryRow.id)
    .limit(SLICE)
)
_STILL_PLANNED = exists().where(
    DeliveryItemRow.delivery_id == DeliveryRow.id,
    DeliveryItemRow.duty_id == DutyRow.id,
    DutyRow.next_stage_at.is_not(None),
)
"""A stage of a duty that is still reminded of: its row is what keeps it from being said a second time."""
_FREE = select(DeliveryRow.id).where(one_of(DeliveryRow.id, "ids"), ~_STILL_PLANNED)
_WORDED: tuple[tuple[Any, Any, tuple[Any, ...]], ...] = (
    (ExecutionReportRow, ExecutionReportRow.id, (ExecutionReportRow.text, ExecutionReportRow.remaining)),
    (DecisionRow, DecisionRow.report_id, (DecisionRow.comment,)),
    (ExtensionRequestRow, ExtensionRequestRow.id, (ExtensionRequestRow.reason, ExtensionRequestRow.comment)),
    (ReassignmentRow, ReassignmentRow.id, (ReassignmentRow.reason, ReassignmentRow.comment)),
)
_OLD_ATTEMPTS = select(StartAttemptRow.id).where(StartAttemptRow.at < bindparam("before")).limit(SLICE)


class OldRows:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def forget_deliveries(self, before: datetime, after: int) -> tuple[int, int | None]:
        """Delete settled ones of the next slice of ids; how many, and where the next slice begins, if any."""
        rows = (await self._connection.execute(_NEXT, {"after": after})).all()
        old = [row for row in rows if row.created_at < before]
        settled = [row.id for row in old if row.state in DONE_WITH]
        free = await self._free(settled)
        if free:
            of_these = one_of(DeliveryItemRow.delivery_id, free)
            await self._connection.execute(delete(DeliveryItemRow).where(of_these))
            await self._connection.execute(delete(DeliveryRow).where(one_of(DeliveryRow.id, free)))
        is_last = len(old) < len(rows) or len(rows) < SLICE
        return len(free), None if is_last else rows[-1].id

    async def _free(self, ids: Sequence[int]) -> list[int]:
        if not ids:
            return []
        return [int(each) for each in (await self._connection.execute(_FREE, {"ids": ids})).scalars()]

    async def forget_words(self, before: datetime) -> int:
        """Empty a slice of words people wrote in reports, requests and decisions; how many rows."""
        emptied = 0
        for table, key, columns in _WORDED:
            has_words = or_(*(column != "" for column in columns))
            old = select(key).where(table.created_at < before, has_words).order_by(key).limit(SLICE)
            ids = [*(await self._connection.execute(old)).scalars()]
            if ids:
                empty = {column.key: "" for column in columns}
                await self._connection.execute(update(table).where(one_of(key, ids)).values(**empty))
            emptied += len(ids)
        return emptied

    async def forget_evidence(self, before: datetime) -> Sequence[str]:
        """Delete a slice of files of reports; the keys of those no other row speaks of."""
        query = select(EvidenceRow.id, EvidenceRow.file_key)
        old = query.where(EvidenceRow.report_id.is_not(None), EvidenceRow.received_at < before)
        rows = (await self._connection.execute(old.order_by(EvidenceRow.id).limit(SLICE))).all()
        if not rows:
            return ()
        ids = [row.id for row in rows]
        await self._connection.execute(delete(EvidenceRow).where(one_of(EvidenceRow.id, ids)))
        return [str(row.file_key) for row in rows]

    async def forget_attempts(self, before: datetime) -> int:
        """Delete a slice of wrong links; how many."""
        ids = [*(await self._connection.execute(_OLD_ATTEMPTS, {"before": before})).scalars()]
        if ids:
            await self._connection.execute(delete(StartAttemptRow).where(one_of(StartAttemptRow.id, ids)))
        return len(ids)
