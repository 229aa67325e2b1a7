"""Changes of plans in force as rows: who changed what, whether people were told, what can be undone."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from roadmap.control.duty import DutyState
from roadmap.ids import DutyId, MeasureId, PlanEditId, RoadMapId
from roadmap.plan.content_json import content_from_json, content_to_json
from roadmap.plan.measure import Edition
from roadmap.plan.plan_edits import ChangedMeasure, DutyBefore, MeasureEdit, NewPlanEdit, PlanEdit
from storage.connection import Connection
from storage.inserting import insert_all, insert_one
from storage.lists import one_of
from storage.mapping import restore
from storage.people.tables import PersonRow
from storage.plan.tables import EditionRow, MeasureChangeRow, PlanEditRow

_STANDS = PlanEditRow.undone_at.is_(None)
_UNTOLD = (PlanEditRow.told_at.is_(None), _STANDS)
_ALL_UNTOLD = select(PlanEditRow).where(*_UNTOLD).order_by(PlanEditRow.at, PlanEditRow.id)
_OF_MEASURE = (
    select(
        PlanEditRow.id,
        PlanEditRow.at,
        MeasureChangeRow.before,
        MeasureChangeRow.after,
        EditionRow.number,
        PersonRow.name,
    )
    .join(PlanEditRow, PlanEditRow.id == MeasureChangeRow.edit_id)
    .join(EditionRow, EditionRow.id == PlanEditRow.edition_id)
    .join(PersonRow, PersonRow.id == PlanEditRow.by, isouter=True)
    .where(MeasureChangeRow.measure_id == bindparam("measure"), _STANDS)
    .order_by(MeasureChangeRow.id.desc())
)
_LAST_OF_MEASURE = _OF_MEASURE.limit(1)


class PlanEditRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def last_edition(self, road_map_id: RoadMapId) -> Edition | None:
        query = select(EditionRow).where(EditionRow.road_map_id == road_map_id)
        row = (await self._connection.execute(query.order_by(EditionRow.number.desc()).limit(1))).first()
        return restore(Edition, row) if row else None

    async def add(self, new: NewPlanEdit) -> PlanEditId:
        values = {
            "road_map_id": new.road_map_id,
            "edition_id": new.edition_id,
            "by": new.by,
            "through": new.through.value,
            "at": new.at,
            "told_at": new.told_at,
        }
        edit_id = PlanEditId(await insert_one(self._connection, PlanEditRow, values))
        rows = [{"edit_id": edit_id, **_values(change)} for change in new.changes]
        await insert_all(self._connection, MeasureChangeRow, rows)
        return edit_id

    async def get(self, edit_id: PlanEditId) -> PlanEdit | None:
        row = (await self._connection.execute(select(PlanEditRow).where(PlanEditRow.id == edit_id))).first()
        return restore(PlanEdit, row) if row else None

    async def changes(self, edit_ids: Collection[PlanEditId]) -> Sequence[ChangedMeasure]:
        """The measures of these edits, oldest change first."""
        row = MeasureChangeRow
        query = select(row).where(one_of(row.edit_id, edit_ids)).order_by(row.id)
        return [_change(each) for each in await self._connection.execute(query)]

    async def undo(self, edit_id: PlanEditId, at: datetime) -> bool:
        """Mark it undone, once; False when it is, or when people were told of it meanwhile."""
        statement = update(PlanEditRow).where(PlanEditRow.id == edit_id, *_UNTOLD).values(undone_at=at)
        return (await self._connection.execute(statement)).rowcount == 1

    async def untold(self) -> Sequence[PlanEdit]:
        """Standing edits nobody was told of yet, oldest first."""
        return [restore(PlanEdit, row) for row in await self._connection.execute(_ALL_UNTOLD)]

    async def told(self, edit_ids: Collection[PlanEditId], at: datetime) -> None:
        statement = update(PlanEditRow).where(one_of(PlanEditRow.id, edit_ids)).values(told_at=at)
        await self._connection.execute(statement)

    async def standing(self, edit_ids: Collection[PlanEditId]) -> Sequence[PlanEdit]:
        """Those of these that are not undone."""
        query = select(PlanEditRow).where(one_of(PlanEditRow.id, edit_ids), _STANDS).order_by(PlanEditRow.id)
        return [restore(PlanEdit, row) for row in await self._connection.execute(query)]

    async def of_measure(self, measure_id: MeasureId) -> Sequence[MeasureEdit]:
        """What has been changed about this measure and stands, the latest first."""
        rows = await self._connection.execute(_OF_MEASURE, {"measure": measure_id})
        return [_edit(row) for row in rows]

    async def last_of_measure(self, measure_id: MeasureId) -> MeasureEdit | None:
        """What has been changed about it last and stands."""
        row = (await self._connection.execute(_LAST_OF_MEASURE, {"measure": measure_id})).first()
        return _edit(row) if row else None

    async def of_road_map(self, road_map_id: RoadMapId, at: datetime) -> Sequence[ChangedMeasure]:
        """What has been changed about the measures of a road map after this moment and stands."""
        change, edit = MeasureChangeRow, PlanEditRow
        query = select(change).join(edit, edit.id == change.edit_id)
        query = query.where(edit.road_map_id == road_map_id, edit.at > at, _STANDS).order_by(change.id)
        return [_change(row) for row in await self._connection.execute(query)]

    async def of_edits(
        self, measure_id: MeasureId, edit_ids: Collection[PlanEditId]
    ) -> Mapping[PlanEditId, ChangedMeasure]:
        """What each of these edits has changed about this measure."""
        row = MeasureChangeRow
        query = select(row).where(one_of(row.edit_id, edit_ids), row.measure_id == measure_id)
        return {PlanEditId(each.edit_id): _change(each) for each in await self._connection.execute(query)}

    async def since(self, measure_ids: Collection[MeasureId], at: datetime) -> Sequence[ChangedMeasure]:
        """What has been changed about these measures after this moment and stands."""
        change, edit = MeasureChangeRow, PlanEditRow
        query = select(change).join(edit, edit.id == change.edit_id)
        query = query.where(one_of(change.measure_id, measure_ids), edit.at > at, _STANDS).order_by(change.id)
        return [_change(row) for row in await self._connection.execute(query)]


def _edit(row: Any) -> MeasureEdit:
    return MeasureEdit(
        edit_id=PlanEditId(row.id),
        edition_number=row.number,
        at=row.at,
        by=row.name or "",
        before=content_from_json(row.before) if row.before else None,
        after=content_from_json(row.after),
    )


def _values(change: ChangedMeasure) -> dict[str, Any]:
    return {
        "measure_id": change.measure_id,
        "before": content_to_json(change.before) if change.before else None,
        "after": content_to_json(change.after),
        "duties": [_duty_values(duty) for duty in change.duties],
    }


def _change(row: Any) -> ChangedMeasure:
    return ChangedMeasure(
        measure_id=MeasureId(row.measure_id),
        before=content_from_json(row.before) if row.before else None,
        after=content_from_json(row.after),
        duties=tuple(_duty(stored) for stored in row.duties),
    )


def _duty_values(duty: DutyBefore) -> dict[str, Any]:
    days = (duty.original_due_on, duty.due_on, duty.owed_by, duty.stopped_on)
    return {
        "id": duty.duty_id,
        "state": duty.state.value,
        "days": [day.isoformat() if day else None for day in days],
        "left_version": duty.left_version,
    }


def _duty(stored: dict[str, Any]) -> DutyBefore:
    days = [date.fromisoformat(day) if day else None for day in stored["days"]]
    return DutyBefore(
        duty_id=DutyId(stored["id"]),
        state=DutyState(stored["state"]),
        original_due_on=days[0],
        due_on=days[1],
        owed_by=days[2],
        stopped_on=days[3],
        left_version=stored["left_version"],
    )
