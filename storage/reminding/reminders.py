"""Due stages, snoozes, people's settings and escalation cases as rows."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import Select, bindparam, func, literal, or_, select, update

from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import DeliveryState
from roadmap.ids import DeliveryId, DutyId, PersonId, RoadMapId, UnitId
from roadmap.people.persons import Role
from roadmap.plan.measure import AssignmentKind, CompletionRule
from roadmap.reminding.due_duty import DueDuty
from roadmap.reminding.escalation import EscalationCase, EscalationStep
from roadmap.reminding.expected import InLine, Occasion, Outlooked, Piece
from roadmap.reminding.ladders import LadderOf, Pace, Profile
from roadmap.reminding.quiet_hours import QUIET_HOURS
from roadmap.reminding.reminders import USUAL_SETTINGS, ReminderSettings
from storage.connection import Connection
from storage.control.tables import DutyRow
from storage.delivery.tables import OPEN, DeliveryItemRow, DeliveryRow
from storage.inserting import SLICE, upsert
from storage.lists import one_of
from storage.mapping import restore
from storage.people.subtrees import is_under
from storage.people.tables import DepartmentSettingsRow, PersonRow, UnitRow
from storage.plan.tables import AssignmentRow, ControlPointRow, MeasureRow, RoadMapRow
from storage.reminding.tables import EscalationCaseRow, ReminderSettingsRow, SnoozeRow
from storage.spelled import is_state

_UNSENT = (DeliveryState.PENDING, DeliveryState.CLAIMED)
_WAITING_DIGESTS = (
    select(DeliveryRow.recipient_id, DeliveryRow.id)
    .where(
        one_of(DeliveryRow.recipient_id, "persons"),
        DeliveryRow.kind == DeliveryKind.DIGEST.value,
        OPEN,
        is_state(DeliveryRow.state, *_UNSENT),
        DeliveryRow.not_before <= bindparam("now"),
    )
    .order_by(DeliveryRow.id)
)
_SETTINGS = (
    select(
        PersonRow.id.label("person_id"),
        func.coalesce(ReminderSettingsRow.pace, literal(Pace.USUAL.value)).label("pace"),
        func.coalesce(
            ReminderSettingsRow.digest_hour,
            DepartmentSettingsRow.digest_hour,
            literal(USUAL_SETTINGS.digest_hour),
        ).label("digest_hour"),
    )
    .join(ReminderSettingsRow, ReminderSettingsRow.person_id == PersonRow.id, isouter=True)
    .join(DepartmentSettingsRow, DepartmentSettingsRow.department_id == PersonRow.department_id, isouter=True)
    .where(one_of(PersonRow.id, "persons"))
)
_CARRIES_PROFILE: Mapping[LadderOf, type[RoadMapRow] | type[MeasureRow]] = {
    LadderOf.ROAD_MAP: RoadMapRow,
    LadderOf.MEASURE: MeasureRow,
}
_OWNER = {
    LadderOf.DEPARTMENT: DutyRow.department_id,
    LadderOf.ROAD_MAP: DutyRow.road_map_id,
    LadderOf.MEASURE: DutyRow.measure_id,
}
_RESCHEDULE = (
    update(DutyRow.__table__)  # type: ignore[arg-type]
    .where(
        DutyRow.id == bindparam("duty"),
        DutyRow.version == bindparam("seen"),
        DutyRow.next_stage_at == bindparam("was"),
    )
    .values(next_stage_at=bindparam("moment"))
)
_CASES = select(EscalationCaseRow).where(one_of(EscalationCaseRow.duty_id, "duties"))
_WAITING_SLOTS = (
    select(DeliveryRow.recipient_id, func.max(DeliveryRow.not_before).label("slot"))
    .where(
        one_of(DeliveryRow.recipient_id, "persons"),
        DeliveryRow.kind == DeliveryKind.DIGEST.value,
        OPEN,
        is_state(DeliveryRow.state, *_UNSENT),
        DeliveryRow.not_before.between(bindparam("now"), bindparam("until")),
    )
    .group_by(DeliveryRow.recipient_id)
)
_PLANNED = select(DeliveryRow.dedupe_key).where(one_of(DeliveryRow.dedupe_key, "keys"))
_SENT = _PLANNED.where(is_state(DeliveryRow.state, DeliveryState.SENT))
_SNOOZES = select(SnoozeRow).where(one_of(SnoozeRow.duty_id, "duties"), SnoozeRow.until_at > bindparam("now"))


class ReminderRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def due(self, now: datetime, limit: int) -> Sequence[DueDuty]:
        """Duties to look at, unit by unit; cost grows with what is due only."""
        which = {"now": now, "limit": limit}
        return [restore(DueDuty, row) for row in await self._connection.execute(_due(), which)]

    async def coming(self, of: Outlooked, until: datetime) -> Sequence[tuple[DueDuty, RoadMapId]]:
        """The duties whose stage has come or comes by then, with their road maps, unit by unit."""
        query = (
            _timetables()
            .add_columns(DutyRow.road_map_id)
            .where(DutyRow.next_stage_at <= until, DutyRow.department_id == of.department_id)
            .order_by(DutyRow.home_unit_id, DutyRow.id)
        )
        if of.roots is not None:
            query = query.where(is_under(DutyRow.home_unit_id, of.roots))
        rows = iter(await self._connection.execute(query))
        found: list[tuple[DueDuty, RoadMapId]] = []
        while some := list(islice(rows, SLICE)):
            found += [(restore(DueDuty, row), RoadMapId(row.road_map_id)) for row in some]
            await asyncio.sleep(0)  # there may be a hundred thousand: others get their turn
        return found

    async def timetable(self, duty_id: DutyId) -> DueDuty | None:
        """The same about one duty, due or not."""
        query = _timetables().where(DutyRow.id == duty_id)
        row = (await self._connection.execute(query)).first()
        return restore(DueDuty, row) if row else None

    async def reschedule(self, looked: Mapping[DueDuty, datetime | None]) -> None:
        """When to look at each next; None: never again. A duty changed since it was read keeps its own."""
        if not looked:
            return
        rows = [
            {"duty": duty.id, "seen": duty.version, "was": duty.next_stage_at, "moment": moment}
            for duty, moment in looked.items()
        ]
        await self._connection.execute(_RESCHEDULE, rows)

    # Ladders

    async def profile(self, of: LadderOf, id_: int) -> Profile | None:
        """What is chosen for this road map or measure itself."""
        row = _CARRIES_PROFILE[of]
        found = await self._connection.execute(select(row.profile).where(row.id == id_))
        profile = found.scalar_one_or_none()
        return Profile(profile) if profile is not None else None

    async def set_profile(self, of: LadderOf, id_: int, profile: Profile | None) -> None:
        """For a road map or a measure; None: that of what it belongs to."""
        row = _CARRIES_PROFILE[of]
        value = profile.value if profile is not None else None
        await self._connection.execute(update(row).where(row.id == id_).values(profile=value))

    async def look_again(self, of: LadderOf, id_: int, now: datetime) -> None:
        """Their ladder or hours are others: look anew at every duty of it that waits for a stage."""
        statement = update(DutyRow).where(_OWNER[of] == id_, DutyRow.next_stage_at > now)
        await self._connection.execute(statement.values(next_stage_at=now))

    async def next_looks(self, duty_ids: Collection[DutyId]) -> Mapping[DutyId, datetime]:
        """When the planner looks at these next; without those it is done with."""
        query = select(DutyRow.id, DutyRow.next_stage_at).where(
            one_of(DutyRow.id, duty_ids), DutyRow.next_stage_at.is_not(None)
        )
        rows = await self._connection.execute(query)
        return {DutyId(row.id): row.next_stage_at for row in rows}

    # What a person has chosen

    async def settings(self, person_ids: Collection[PersonId]) -> Mapping[PersonId, ReminderSettings]:
        """What each chose, else what their department did."""
        rows = await self._connection.execute(_SETTINGS, {"persons": list(person_ids)})
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
        revisions = {duty.id: duty.revision for duty in duties}
        found = await self._connection.execute(_CASES, {"duties": list(revisions)})
        return {
            DutyId(case.duty_id): _case(case.ladder, case.passed)
            for case in found
            if case.revision == revisions[DutyId(case.duty_id)]
        }

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

    async def waiting_slots(
        self, person_ids: Collection[PersonId], now: datetime, until: datetime
    ) -> Mapping[PersonId, datetime]:
        """When digests of these leave that wait for their hour, the last by `until`."""
        which = {"persons": list(person_ids), "now": now, "until": until}
        rows = await self._connection.execute(_WAITING_SLOTS, which)
        return {PersonId(row.recipient_id): row.slot for row in rows}

    async def stages_in_line(self, of: Outlooked, now: datetime, until: datetime) -> Sequence[InLine]:
        """The stages in digests that wait for their hour."""
        query = (
            select(
                DeliveryItemRow.recipient_id,
                DeliveryItemRow.stage,
                DeliveryItemRow.duty_id,
                DeliveryRow.not_before,
                DutyRow.road_map_id,
                DutyRow.home_unit_id,
            )
            .join(DeliveryRow, DeliveryRow.id == DeliveryItemRow.delivery_id)
            .join(DutyRow, DutyRow.id == DeliveryItemRow.duty_id)
            .where(
                DeliveryRow.department_id == of.department_id,
                OPEN,
                is_state(DeliveryRow.state, DeliveryState.PENDING),
                DeliveryRow.not_before > now,
                DeliveryRow.not_before <= until,
                DutyRow.revision == DeliveryItemRow.revision,
            )
        )
        if of.roots is not None:
            query = query.where(is_under(DutyRow.home_unit_id, of.roots))
        return [_in_line(row) for row in await self._connection.execute(query.order_by(DeliveryItemRow.id))]

    async def sent(self, dedupe_keys: Collection[str]) -> set[str]:
        """Those of these keys whose delivery has left."""
        rows = await self._connection.execute(_SENT, {"keys": list(dedupe_keys)})
        return {row.dedupe_key for row in rows}

    async def is_planned(self, dedupe_key: str) -> bool:
        """Whether a delivery was ever written under this key, whatever became of it."""
        return bool(await self.planned([dedupe_key]))

    async def planned(self, dedupe_keys: Collection[str]) -> set[str]:
        """Those of these keys under which a delivery was ever written, whatever became of it."""
        rows = await self._connection.execute(_PLANNED, {"keys": list(dedupe_keys)})
        return {row.dedupe_key for row in rows}


@cache
def _due() -> Select[*tuple[Any, ...]]:
    looked = _timetables().where(DutyRow.next_stage_at <= bindparam("now"))
    return looked.order_by(DutyRow.home_unit_id, DutyRow.id).limit(bindparam("limit"))


@cache
def _timetables() -> Select[*tuple[Any, ...]]:
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
            DutyRow.next_stage_at,
            DutyRow.taken_on,
            UnitRow.time_zone,
            ControlPointRow.first_on,
            previous.label("previous_on"),
            or_(
                MeasureRow.completion_rule != CompletionRule.MAIN.value,
                AssignmentRow.kind == AssignmentKind.MAIN.value,
            ).label("is_escalated"),
            func.coalesce(
                MeasureRow.profile,
                RoadMapRow.profile,
                DepartmentSettingsRow.profile,
                literal(Profile.USUAL.value),
            ).label("profile"),
            func.coalesce(DepartmentSettingsRow.quiet_start, literal(QUIET_HOURS.start)).label("quiet_start"),
            func.coalesce(DepartmentSettingsRow.quiet_end, literal(QUIET_HOURS.end)).label("quiet_end"),
        )
        .join(ControlPointRow, ControlPointRow.id == DutyRow.control_point_id)
        .join(UnitRow, UnitRow.id == DutyRow.home_unit_id)
        .join(MeasureRow, MeasureRow.id == DutyRow.measure_id)
        .join(AssignmentRow, AssignmentRow.id == DutyRow.assignment_id)
        .join(RoadMapRow, RoadMapRow.id == DutyRow.road_map_id)
        .join(
            DepartmentSettingsRow, DepartmentSettingsRow.department_id == DutyRow.department_id, isouter=True
        )
    )


def _in_line(row: Any) -> InLine:
    piece = Piece(
        occasion=Occasion.STAGE,
        road_map_id=RoadMapId(row.road_map_id),
        unit_id=UnitId(row.home_unit_id),
        duty_id=DutyId(row.duty_id),
        stage=row.stage,
    )
    return InLine(recipient_id=PersonId(row.recipient_id), at=row.not_before, piece=piece)


def _case(ladder: list[dict[str, Any]], passed: int) -> EscalationCase:
    steps = (EscalationStep(role=Role(step["role"]), offset=int(step["offset"])) for step in ladder)
    return EscalationCase(ladder=tuple(steps), passed=passed)
