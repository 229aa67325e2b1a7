"""Duties, their read models and cards as rows."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from roadmap.control.duty import Duty, DutyState
from roadmap.control.duty_filter import DutyFilter, NewDuty
from roadmap.control.duty_lines import (
    DayCount,
    DeadlineReading,
    DutyCard,
    DutyLine,
    OpenExtension,
    OpenReassignment,
    OwedCount,
    ReportLine,
)
from roadmap.control.own_time import OwnTime
from roadmap.control.passed_up import PassedUp
from roadmap.deadlines import deadline_json
from roadmap.deadlines.control_pace import ControlPace
from roadmap.ids import (
    ControlPointId,
    DutyId,
    ExtensionId,
    MeasureId,
    PersonId,
    ReassignmentId,
    UnitId,
)
from roadmap.people.place import Place
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.plan.measure import MeasureStanding
from storage.connection import Connection, is_writing
from storage.control.duty_queries import (
    BY_DAY,
    CARD,
    CARD_AT,
    CARD_MESSAGE,
    CARD_MESSAGES,
    CARDS,
    CARDS_AROUND,
    DUTY,
    DUTY_ROW,
    DUTY_ROW_TO_CHANGE,
    EVIDENCE_ASKED,
    FORGET_CARD,
    HANDED_IN,
    NEXT_STAGE,
    OWED,
    REPORT_LINES,
    REPORT_LINES_OF,
    UNIT_DUTIES,
    compare_and_set,
    count_query,
    duties_query,
    values_of,
)
from storage.control.report_lines import report_line
from storage.control.tables import CardRow, DutyRow
from storage.inserting import insert_new, upsert
from storage.mapping import as_it_is, restore


class DutyRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, duties: Sequence[NewDuty]) -> None:
        """Add duties; those whose control point and assignee are there already are left as they are."""
        rows = [
            {
                "department_id": new.department_id,
                "road_map_id": new.road_map_id,
                "measure_id": new.measure_id,
                "control_point_id": new.control_point_id,
                "assignment_id": new.assignment_id,
                "unit_id": new.unit_id,
                "person_id": new.person_id,
                "home_unit_id": new.home_unit_id,
                "state": DutyState.OPEN.value,
                "version": 1,
                "revision": 1,
                "original_due_on": new.original_due_on,
                "due_on": new.due_on,
                "owed_by": new.due_on,
                "next_stage_at": new.next_stage_at,
            }
            for new in duties
        ]
        if rows:
            await insert_new(self._connection, DutyRow, rows)

    async def get(self, duty_id: DutyId) -> Duty | None:
        """As it is now; in a transaction that writes, nobody else changes it before that ends."""
        query = DUTY_ROW_TO_CHANGE if is_writing(self._connection) else DUTY_ROW
        row = (await self._connection.execute(query, {"duty": duty_id})).first()
        return restore(Duty, row) if row else None

    # Changes: compare-and-set by version

    async def change_state(
        self,
        duty: Duty,
        state: DutyState,
        *,
        next_stage_at: datetime | None,
        settled_at: datetime | None,
        time: OwnTime | None = None,
    ) -> bool:
        """Compare-and-set by version, which grows; False when somebody was quicker.

        `time` is the assignee's from now on, where it changes.
        """
        change = {"state": state.value, "next_stage_at": next_stage_at, "settled_at": settled_at}
        return await self._change(duty, {**change, **_of_time(duty, time or duty.time)})

    async def mark(self, duty: Duty, state: DutyState) -> bool:
        """Another state while the reminders go on as they were; False when somebody was quicker."""
        return await self._change(duty, {"state": state.value})

    async def take_off(self, duty: Duty, at: datetime) -> bool:
        """Withdrawn by its curator: nothing is asked, and the plan does not hand it out anew."""
        change = {"state": DutyState.WITHDRAWN.value, "next_stage_at": None, "settled_at": at}
        return await self._change(duty, {**change, "is_taken_off": True})

    async def put_on(self, duty: Duty, time: OwnTime, next_stage_at: datetime | None) -> bool:
        """What its curator has taken off is owed again, as if nothing had been said of it."""
        change = {"state": DutyState.OPEN.value, "next_stage_at": next_stage_at, "settled_at": None}
        return await self._change(duty, {**change, "is_taken_off": False, **_of_time(duty, time)})

    async def take_up(self, duty: Duty, state: DutyState, on: date) -> bool:
        """Taken up by the assignee on this day; False when somebody was quicker."""
        return await self._change(duty, {"state": state.value, "taken_on": on})

    async def stop_time(self, duty_id: DutyId, on: date) -> None:
        """The assignee's time stands from this day on, and nobody is reminded; buttons stay good."""
        statement = update(DutyRow).where(DutyRow.id == duty_id)
        await self._connection.execute(statement.values(stopped_on=on, next_stage_at=None))

    async def change_time(self, duty: Duty, time: OwnTime, next_stage_at: datetime | None) -> bool:
        """The assignee's time goes on: the version grows, with another last day also the revision."""
        return await self._change(duty, {"next_stage_at": next_stage_at, **_of_time(duty, time)})

    async def change_due(
        self, duty: Duty, due_on: date, next_stage_at: datetime | None, stopped_on: date | None = None
    ) -> bool:
        """A new due date: version and revision grow; the original date stays."""
        change = {
            "due_on": due_on,
            "owed_by": due_on,
            "stopped_on": stopped_on,
            "next_stage_at": next_stage_at,
            "revision": duty.revision + 1,
        }
        return await self._change(duty, change)

    async def change_assignee(
        self,
        duty: Duty,
        *,
        unit_id: UnitId | None,
        person_id: PersonId | None,
        home_unit_id: UnitId,
        state: DutyState = DutyState.OPEN,
        time: OwnTime,
        next_stage_at: datetime | None,
    ) -> bool:
        """Another assignee with this time, open again or in another state: version and revision grow."""
        change = {
            "unit_id": unit_id,
            "person_id": person_id,
            "home_unit_id": home_unit_id,
            "state": state.value,
            "owed_by": time.owed_by,
            "stopped_on": time.stopped_on,
            "next_stage_at": next_stage_at,
            "revision": duty.revision + 1,
        }
        return await self._change(duty, change)

    async def _change(self, duty: Duty, change: dict[str, Any]) -> bool:
        present = {"duty": duty.id, "seen": duty.version}
        values = {f"new_{name}": value for name, value in change.items()}
        changed = await self._connection.execute(compare_and_set(tuple(change)), {**present, **values})
        return changed.rowcount == 1

    async def handed_in(
        self, duties: Sequence[DutyLine], units: Collection[UnitId], persons: Collection[PersonId]
    ) -> Mapping[tuple[MeasureId, UnitId | None, PersonId | None], tuple[int, int]]:
        """Of the measures of these duties how many dated control points are reported, and of how many."""
        which = {"measures": list({duty.measure_id for duty in duties})}
        values = {**which, "units": list(units), "persons": list(persons)}
        rows = await self._connection.execute(HANDED_IN, values) if duties else ()
        return {
            (row.measure_id, row.unit_id, row.person_id): (int(row.handed_in), int(row.total)) for row in rows
        }

    async def by_day(
        self,
        units: Collection[UnitId],
        persons: Collection[PersonId],
        stretch: tuple[date, date],
        today: date,
    ) -> Sequence[DayCount]:
        """What these assignees owe on each day from the first to the last, days without anything left out."""
        first, last = stretch
        which = {"units": list(units), "persons": list(persons)}
        values = {**which, "first": first, "last": last, "today": today}
        return [
            DayCount(day=row.owed_by, total=row.total, handed_in=int(row.handed_in), overdue=int(row.overdue))
            for row in await self._connection.execute(BY_DAY, values)
        ]

    async def has_assignee(
        self, control_point_id: ControlPointId, unit_id: UnitId | None, person_id: PersonId | None
    ) -> bool:
        """Whether this unit or person has a duty for that control point already."""
        assignee = DutyRow.unit_id == unit_id if unit_id is not None else DutyRow.person_id == person_id
        query = select(DutyRow.id).where(DutyRow.control_point_id == control_point_id, assignee)
        return (await self._connection.execute(query)).first() is not None

    async def holders(
        self, control_point_id: ControlPointId
    ) -> frozenset[tuple[UnitId | None, PersonId | None]]:
        """The units and people that have a duty for that control point."""
        query = select(DutyRow.unit_id, DutyRow.person_id).where(DutyRow.control_point_id == control_point_id)
        return frozenset(
            (
                UnitId(row.unit_id) if row.unit_id is not None else None,
                PersonId(row.person_id) if row.person_id is not None else None,
            )
            for row in await self._connection.execute(query)
        )

    async def evidence_asked(self, duty: Duty) -> tuple[str, EvidenceRule]:
        """The number of the duty's measure, and what its reports have to come with."""
        row = (await self._connection.execute(EVIDENCE_ASKED, {"measure": duty.measure_id})).one()
        return row.number, EvidenceRule(row.evidence)

    async def set_next_stage(self, duty_id: DutyId, next_stage_at: datetime | None) -> None:
        statement = update(DutyRow).where(DutyRow.id == duty_id)
        await self._connection.execute(statement.values(next_stage_at=next_stage_at))

    async def next_stage_at(self) -> datetime | None:
        """The nearest moment at which anything falls due."""
        found: datetime | None = (await self._connection.execute(NEXT_STAGE)).scalar_one_or_none()
        return found

    # Read models

    async def line(self, duty_id: DutyId) -> DutyLine | None:
        row = (await self._connection.execute(DUTY, {"duty": duty_id})).first()
        return _duty(row) if row else None

    async def lines(
        self,
        where: DutyFilter,
        *,
        limit: int | None = None,
        offset: int = 0,
        kept: Callable[[Any], Any] = as_it_is,
    ) -> Sequence[DutyLine]:
        """Matching duties: dated first by due date, then by the order of the document."""
        values = values_of(where)
        query = duties_query(tuple(values), has_limit=limit is not None)
        page = {"offset": offset, "limit": limit}
        return [_duty(row, kept) for row in await self._connection.execute(query, {**values, **page})]

    async def of_unit(self, unit_id: UnitId, today: date) -> Sequence[DutyId]:
        """Everything asked of this unit and its people, the silent first, what is settled last."""
        which = {"unit": unit_id, "today": today}
        return [DutyId(row.id) for row in await self._connection.execute(UNIT_DUTIES, which)]

    async def count(self, where: DutyFilter) -> int:
        values = values_of(where)
        return int((await self._connection.execute(count_query(tuple(values)), values)).scalar_one())

    async def owed(
        self, unit_ids: Collection[UnitId], person_ids: Collection[PersonId], today: date
    ) -> Sequence[OwedCount]:
        """What each of these assignees has to do by a date, and what is overdue on that day."""
        which = {"units": list(unit_ids), "persons": list(person_ids), "today": today}
        return [restore(OwedCount, row) for row in await self._connection.execute(OWED, which)]

    async def card(self, duty_id: DutyId) -> DutyCard | None:
        row = (await self._connection.execute(CARD, {"duty": duty_id})).first()
        if row is None:
            return None
        reports = await self._connection.execute(REPORT_LINES, {"duty": duty_id})
        return _card(row, [report_line(line) for line in reports])

    async def cards(self, duty_ids: Collection[DutyId]) -> Mapping[DutyId, DutyCard]:
        """The same of several duties."""
        if not duty_ids:
            return {}
        which = {"duties": list(duty_ids)}
        reports: dict[DutyId, list[ReportLine]] = {}
        for line in await self._connection.execute(REPORT_LINES_OF, which):
            reports.setdefault(DutyId(line.duty_id), []).append(report_line(line))
        rows = await self._connection.execute(CARDS, which)
        return {DutyId(row.id): _card(row, reports.get(DutyId(row.id), ())) for row in rows}

    # Cards in chats

    async def card_message(self, place: Place, duty_id: DutyId) -> int | None:
        which = {**place._asdict(), "duty": duty_id}
        found: int | None = (await self._connection.execute(CARD_MESSAGE, which)).scalar_one_or_none()
        return found

    async def card_messages(self, duty_id: DutyId) -> Sequence[tuple[Place, int]]:
        """Where every card of this duty is, and its message id."""
        found = await self._connection.execute(CARD_MESSAGES, {"duty": duty_id})
        return [(Place(row.channel, row.chat_id), row.message_id) for row in found]

    async def draw_card(
        self, place: Place, duty_id: DutyId, message_id: int
    ) -> tuple[int | None, Sequence[tuple[Place, int]]]:
        """Remember the message as the chat's card of this duty: what was it before, and all others.

        Nothing is written where it is on record.
        """
        which = {**place._asdict(), "duty": duty_id, "message": message_id}
        around = (await self._connection.execute(CARDS_AROUND, which)).all()
        placed = {Place(row.channel, row.chat_id): row.message_id for row in around if row.duty_id == duty_id}
        earlier = placed.pop(place, None)
        if earlier == message_id:
            return None, tuple(placed.items())
        if any(row.duty_id != duty_id for row in around):
            await self.forget_card(place, message_id)
        await self._put_card(place, duty_id, message_id)
        return earlier, tuple(placed.items())

    async def duty_of_card(self, place: Place, message_id: int) -> DutyId | None:
        """The duty this message is the card of."""
        which = {**place._asdict(), "message": message_id}
        found = (await self._connection.execute(CARD_AT, which)).scalar()
        return DutyId(found) if found is not None else None

    async def remember_card(self, place: Place, duty_id: DutyId, message_id: int) -> None:
        """The chat's card of this duty; the message is no other duty's card any more."""
        await self.forget_card(place, message_id)
        await self._put_card(place, duty_id, message_id)

    async def _put_card(self, place: Place, duty_id: DutyId, message_id: int) -> None:
        values = {**place._asdict(), "duty_id": duty_id, "message_id": message_id}
        keys = (*Place._fields, "duty_id")
        await upsert(self._connection, CardRow, values, keys=keys, update=("message_id",))

    async def forget_card(self, place: Place, message_id: int) -> None:
        """This message is no longer a card."""
        await self._connection.execute(FORGET_CARD, {**place._asdict(), "message": message_id})


def _of_time(duty: Duty, time: OwnTime) -> dict[str, Any]:
    """The columns of the assignee's time; another last day is another revision."""
    revision = duty.revision if time.owed_by == duty.owed_by else duty.revision + 1
    return {"owed_by": time.owed_by, "stopped_on": time.stopped_on, "revision": revision}


def _card(row: Any, reports: Sequence[ReportLine]) -> DutyCard:
    return DutyCard(
        duty=_duty(row),
        reports=tuple(reports),
        extension=_open_extension(row),
        reassignment=_open_reassignment(row),
        read_as=DeadlineReading(
            deadline=deadline_json.from_json(row.deadline),
            pace=ControlPace(row.pace),
            rule_set=row.rule_set,
        ),
        attributes=row.attributes,
        passed_up=_passed_up(row),
        is_in_force=row.standing == MeasureStanding.IN_FORCE.value,
        is_taken_off=row.is_taken_off,
        settled_at=row.settled_at,
    )


def _passed_up(row: Any) -> PassedUp | None:
    if row.passed_at is None:
        return None
    return PassedUp(
        duty_id=DutyId(row.id), by=row.passed_by, words=row.passed_words, created_at=row.passed_at
    )


def _open_extension(row: Any) -> OpenExtension | None:
    if row.extension_id is None:
        return None
    id_ = ExtensionId(row.extension_id)
    return OpenExtension(id=id_, to_due_on=row.extension_to, reason=row.extension_reason)


def _open_reassignment(row: Any) -> OpenReassignment | None:
    if row.reassignment_id is None:
        return None
    return OpenReassignment(id=ReassignmentId(row.reassignment_id), reason=row.reassignment_reason)


def _duty(row: Any, kept: Callable[[Any], Any] = as_it_is) -> DutyLine:
    values = dict(row._mapping)
    values["state"] = DutyState(values["state"])
    values["evidence"] = EvidenceRule(values["evidence"])
    shared = {name: kept(values[name]) for name in DutyLine.__dataclass_fields__ if name != "id"}
    return DutyLine(id=DutyId(row.id), **shared)
