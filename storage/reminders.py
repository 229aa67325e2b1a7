"""Due stages, snoozes, people's settings and escalation cases as rows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from roadmap.delivery import DeliveryKind, DeliveryState
from roadmap.escalation import EscalationCase, EscalationStep
from roadmap.ids import DeliveryId, ExecutionId, PersonId
from roadmap.people import Role
from roadmap.reminders import ReminderSettings
from services.ports.reminders import DueDuty
from storage.inserting import upsert
from storage.mapping import restore
from storage.tables.control import (
    EscalationCaseRow,
    ExecutionRow,
    OccurrenceRow,
    ReminderSettingsRow,
    SnoozeRow,
)
from storage.tables.delivery import DeliveryRow
from storage.tables.people import UnitRow

_UNSENT = (DeliveryState.PENDING.value, DeliveryState.CLAIMED.value)


class SqlReminderRepository:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def due(self, now: datetime, limit: int) -> Sequence[DueDuty]:
        query = _due_duties().where(ExecutionRow.next_stage_at <= now)
        query = query.order_by(ExecutionRow.home_unit_id, ExecutionRow.id).limit(limit)
        return [restore(DueDuty, row) for row in await self._connection.execute(query)]

    async def timetable(self, execution_id: ExecutionId) -> DueDuty | None:
        row = (await self._connection.execute(_due_duties().where(ExecutionRow.id == execution_id))).first()
        return restore(DueDuty, row) if row else None

    async def reschedule(self, looked: Mapping[DueDuty, datetime | None]) -> None:
        if not looked:
            return
        statement = (
            update(ExecutionRow.__table__)  # type: ignore[arg-type]
            .where(ExecutionRow.id == bindparam("execution"), ExecutionRow.version == bindparam("seen"))
            .values(next_stage_at=bindparam("moment"))
        )
        rows = [
            {"execution": duty.id, "seen": duty.version, "moment": moment} for duty, moment in looked.items()
        ]
        await self._connection.execute(statement, rows)

    async def next_looks(self, execution_ids: Collection[ExecutionId]) -> Mapping[ExecutionId, datetime]:
        query = select(ExecutionRow.id, ExecutionRow.next_stage_at).where(
            ExecutionRow.id.in_(execution_ids), ExecutionRow.next_stage_at.is_not(None)
        )
        rows = await self._connection.execute(query)
        return {ExecutionId(row.id): row.next_stage_at for row in rows}

    # What a person has chosen

    async def settings(self, person_ids: Collection[PersonId]) -> Mapping[PersonId, ReminderSettings]:
        query = select(ReminderSettingsRow).where(ReminderSettingsRow.person_id.in_(person_ids))
        rows = await self._connection.execute(query)
        return {PersonId(row.person_id): restore(ReminderSettings, row) for row in rows}

    async def keep_settings(self, person_id: PersonId, settings: ReminderSettings) -> None:
        change = {"pace": settings.pace.value, "digest_hour": settings.digest_hour}
        values = {"person_id": person_id, **change}
        keys, update = ("person_id",), tuple(change)
        await upsert(self._connection, ReminderSettingsRow, values, keys=keys, update=update)

    async def snoozes(
        self, execution_ids: Collection[ExecutionId], now: datetime
    ) -> Mapping[tuple[ExecutionId, PersonId], datetime]:
        query = select(SnoozeRow).where(SnoozeRow.execution_id.in_(execution_ids), SnoozeRow.until_at > now)
        rows = await self._connection.execute(query)
        return {(ExecutionId(row.execution_id), PersonId(row.person_id)): row.until_at for row in rows}

    async def snooze(self, execution_id: ExecutionId, person_id: PersonId, until_at: datetime) -> None:
        values = {"execution_id": execution_id, "person_id": person_id, "until_at": until_at}
        keys = ("execution_id", "person_id")
        await upsert(self._connection, SnoozeRow, values, keys=keys, update=("until_at",))

    # Escalation

    async def cases(self, duties: Collection[DueDuty]) -> Mapping[ExecutionId, EscalationCase]:
        if not duties:
            return {}
        row = EscalationCaseRow
        present = [(duty.id, duty.revision) for duty in duties]
        query = select(row).where(tuple_(row.execution_id, row.revision).in_(present))
        found = await self._connection.execute(query)
        return {ExecutionId(case.execution_id): _case(case.ladder, case.passed) for case in found}

    async def keep_cases(self, cases: Mapping[DueDuty, EscalationCase], now: datetime) -> None:
        rows = [
            {
                "execution_id": duty.id,
                "revision": duty.revision,
                "ladder": [{"role": step.role.value, "offset": step.offset} for step in case.ladder],
                "passed": case.passed,
                "opened_at": now,
            }
            for duty, case in cases.items()
        ]
        if rows:
            keys = ("execution_id", "revision")
            await upsert(self._connection, EscalationCaseRow, rows, keys=keys, update=("passed",))

    # Digests in line

    async def waiting_digests(self, person_id: PersonId, now: datetime) -> Sequence[DeliveryId]:
        query = select(DeliveryRow.id).where(
            DeliveryRow.recipient_id == person_id,
            DeliveryRow.kind == DeliveryKind.DIGEST.value,
            DeliveryRow.state.in_(_UNSENT),
            DeliveryRow.not_before <= now,
        )
        rows = await self._connection.execute(query.order_by(DeliveryRow.id))
        return [DeliveryId(row.id) for row in rows]

    async def is_planned(self, dedupe_key: str) -> bool:
        query = select(DeliveryRow.id).where(DeliveryRow.dedupe_key == dedupe_key)
        return (await self._connection.execute(query)).first() is not None


def _due_duties() -> Select[*tuple[Any, ...]]:
    earlier = OccurrenceRow.__table__.alias("earlier")
    previous = (
        select(func.max(earlier.c.last_on))
        .where(earlier.c.measure_id == OccurrenceRow.measure_id, earlier.c.last_on < OccurrenceRow.first_on)
        .scalar_subquery()
    )
    return (
        select(
            ExecutionRow.id,
            ExecutionRow.department_id,
            ExecutionRow.version,
            ExecutionRow.revision,
            ExecutionRow.state,
            ExecutionRow.unit_id,
            ExecutionRow.person_id,
            ExecutionRow.home_unit_id,
            ExecutionRow.due_on,
            UnitRow.time_zone,
            OccurrenceRow.first_on,
            previous.label("previous_on"),
        )
        .join(OccurrenceRow, OccurrenceRow.id == ExecutionRow.occurrence_id)
        .join(UnitRow, UnitRow.id == ExecutionRow.home_unit_id)
    )


def _case(ladder: list[dict[str, Any]], passed: int) -> EscalationCase:
    steps = (EscalationStep(role=Role(step["role"]), offset=int(step["offset"])) for step in ladder)
    return EscalationCase(ladder=tuple(steps), passed=passed)
