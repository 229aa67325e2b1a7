"""Due stages, snoozes, people's settings and escalation cases as rows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, tuple_, update

from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import DeliveryState
from roadmap.ids import DeliveryId, DutyId, PersonId
from roadmap.people.persons import Role
from roadmap.plan.measure import AssignmentKind, CompletionRule
from roadmap.reminding.due_duty import DueDuty
from roadmap.reminding.escalation import EscalationCase, EscalationStep
from roadmap.reminding.reminders import ReminderSettings
from storage.connection import Connection
from storage.control.tables import DutyRow
from storage.delivery.tables import DeliveryRow
from storage.inserting import upsert
from storage.mapping import restore
from storage.people.tables import UnitRow
from storage.plan.tables import AssignmentRow, ControlPointRow, MeasureRow
from storage.reminding.tables import EscalationCaseRow, ReminderSettingsRow, SnoozeRow
from storage.spelled import is_state

_UNSENT = (DeliveryState.PENDING, DeliveryState.CLAIMED)
_WAITING_DIGESTS = (
    select(DeliveryRow.recipient_id, DeliveryRow.id)
    .where(
        DeliveryRow.recipient_id.in_(bindparam("persons", expanding=True)),
        DeliveryRow.kind == DeliveryKind.DIGEST.value,
        is_state(DeliveryRow.state, *_UNSENT),
        DeliveryRow.not_before <= bindparam("now"),
    )
    .order_by(DeliveryRow.id)
)
_SNOOZES = select(SnoozeRow).where(
    SnoozeRow.duty_id.in_(bindparam("duties", expanding=True)), SnoozeRow.until_at > bindparam("now")
)


class ReminderRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def due(self, now: datetime, limit: int) -> Sequence[DueDuty]:
        """Duties to look at, unit by unit; cost grows with what is due only."""
        query = _due_duties().where(DutyRow.next_stage_at <= now)
        query = query.order_by(DutyRow.home_unit_id, DutyRow.id).limit(limit)
        return [restore(DueDuty, row) for row in await self._connection.execute(query)]

    async def timetable(self, duty_id: DutyId) -> DueDuty | None:
        """The same about one duty, due or not."""
        row = (await self._connection.execute(_due_duties().where(DutyRow.id == duty_id))).first()
        return restore(DueDuty, row) if row else None

    async def reschedule(self, looked: Mapping[DueDuty, datetime | None]) -> None:
        """When to look at each next; None: never again. A duty changed since it was read keeps its own."""
        if not looked:
            return
        statement = (
            update(DutyRow.__table__)  # type: ignore[arg-type]
            .where(DutyRow.id == bindparam("duty"), DutyRow.version == bindparam("seen"))
            .values(next_stage_at=bindparam("moment"))
        )
        rows = [{"duty": duty.id, "seen": duty.version, "moment": moment} for duty, moment in looked.items()]
        await self._connection.execute(statement, rows)

    async def next_looks(self, duty_ids: Collection[DutyId]) -> Mapping[DutyId, datetime]:
        """When the planner looks at these next; without those it is done with."""
        query = select(DutyRow.id, DutyRow.next_stage_at).where(
            DutyRow.id.in_(duty_ids), DutyRow.next_stage_at.is_not(None)
        )
        rows = await self._connection.execute(query)
        return {DutyId(row.id): row.next_stage_at for row in rows}

    # What a person has chosen

    async def settings(self, person_ids: Collection[PersonId]) -> Mapping[PersonId, ReminderSettings]:
        """Of those who chose anything themselves."""
        query = select(ReminderSettingsRow).where(ReminderSettingsRow.person_id.in_(person_ids))
        rows = await self._connection.execute(query)
        return {PersonId(row.person_id): restore(ReminderSettings, row) for row in rows}

    async def keep_settings(self, person_id: PersonId, settings: ReminderSettings) -> None:
        change = {"pace": settings.pace.value, "digest_hour": settings.digest_hour}
        values = {"person_id": person_id, **change}
        keys, update = ("person_id",), tuple(change)
        await upsert(self._connection, ReminderSettingsRow, values, keys=keys, update=update)

    async def snoozes(
        self, duty_ids: Collection[DutyId], now: datetime
    ) -> Mapping[tuple[DutyId, PersonId], datetime]:
        """Who asked to be left alone about what, and until when; only those still lasting."""
        rows = await self._connection.execute(_SNOOZES, {"duties": list(duty_ids), "now": now})
        return {(DutyId(row.duty_id), PersonId(row.person_id)): row.until_at for row in rows}

    async def snooze(self, duty_id: DutyId, person_id: PersonId, until_at: datetime) -> None:
        values = {"duty_id": duty_id, "person_id": person_id, "until_at": until_at}
        keys = ("duty_id", "person_id")
        await upsert(self._connection, SnoozeRow, values, keys=keys, update=("until_at",))

    # Escalation

    async def cases(self, duties: Collection[DueDuty]) -> Mapping[DutyId, EscalationCase]:
        """Escalations opened for the duties' present revisions."""
        if not duties:
            return {}
        row = EscalationCaseRow
        present = [(duty.id, duty.revision) for duty in duties]
        query = select(row).where(tuple_(row.duty_id, row.revision).in_(present))
        found = await self._connection.execute(query)
        return {DutyId(case.duty_id): _case(case.ladder, case.passed) for case in found}

    async def keep_cases(self, cases: Mapping[DueDuty, EscalationCase], now: datetime) -> None:
        """Open what is new; of what is there only the steps passed are written."""
        rows = [
            {
                "duty_id": duty.id,
                "revision": duty.revision,
                "ladder": [{"role": step.role.value, "offset": step.offset} for step in case.ladder],
                "passed": case.passed,
                "opened_at": now,
            }
            for duty, case in cases.items()
        ]
        if rows:
            keys = ("duty_id", "revision")
            await upsert(self._connection, EscalationCaseRow, rows, keys=keys, update=("passed",))

    # Digests in line

    async def waiting_digests(
        self, person_ids: Collection[PersonId], now: datetime
    ) -> Mapping[PersonId, Sequence[DeliveryId]]:
        """Digests of each of these persons that are due and not sent yet, oldest first."""
        found: dict[PersonId, list[DeliveryId]] = {}
        which = {"persons": list(person_ids), "now": now}
        for row in await self._connection.execute(_WAITING_DIGESTS, which):
            found.setdefault(PersonId(row.recipient_id), []).append(DeliveryId(row.id))
        return found

    async def sent(self, dedupe_keys: Collection[str]) -> Sequence[str]:
        """Those of these keys whose delivery has left."""
        query = select(DeliveryRow.dedupe_key).where(
            DeliveryRow.dedupe_key.in_(dedupe_keys), is_state(DeliveryRow.state, DeliveryState.SENT)
        )
        return [row.dedupe_key for row in await self._connection.execute(query)]

    async def is_planned(self, dedupe_key: str) -> bool:
        """Whether a delivery was ever written under this key, whatever became of it."""
        query = select(DeliveryRow.id).where(DeliveryRow.dedupe_key == dedupe_key)
        return (await self._connection.execute(query)).first() is not None


def _due_duties() -> Select[*tuple[Any, ...]]:
    earlier = ControlPointRow.__table__.alias("earlier")
    previous = (
        select(func.max(earlier.c.last_on))
        .where(
            earlier.c.measure_id == ControlPointRow.measure_id, earlier.c.last_on < ControlPointRow.first_on
        )
        .scalar_subquery()
    )
    return (
        select(
            DutyRow.id,
            DutyRow.department_id,
            DutyRow.version,
            DutyRow.revision,
            DutyRow.state,
            DutyRow.unit_id,
            DutyRow.person_id,
            DutyRow.home_unit_id,
            DutyRow.owed_by,
            DutyRow.stopped_on,
            UnitRow.time_zone,
            ControlPointRow.first_on,
            previous.label("previous_on"),
            or_(
                MeasureRow.completion_rule != CompletionRule.MAIN.value,
                AssignmentRow.kind == AssignmentKind.MAIN.value,
            ).label("is_escalated"),
        )
        .join(ControlPointRow, ControlPointRow.id == DutyRow.control_point_id)
        .join(UnitRow, UnitRow.id == DutyRow.home_unit_id)
        .join(MeasureRow, MeasureRow.id == DutyRow.measure_id)
        .join(AssignmentRow, AssignmentRow.id == DutyRow.assignment_id)
    )


def _case(ladder: list[dict[str, Any]], passed: int) -> EscalationCase:
    steps = (EscalationStep(role=Role(step["role"]), offset=int(step["offset"])) for step in ladder)
    return EscalationCase(ladder=tuple(steps), passed=passed)
