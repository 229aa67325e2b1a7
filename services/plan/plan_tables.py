"""«Правка таблицей»: the plan goes out as a table, comes back, is compared and taken by one press."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from roadmap.clock import Clock
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.period import PlanPeriod
from roadmap.errors import BadInput, NotFound, WrongState
from roadmap.ids import MeasureId, PlanTableReturnId, RoadMapId
from roadmap.imports.questions import Assigned
from roadmap.language.table_words import cells_of
from roadmap.natural_order import natural
from roadmap.people.persons import Actor, Role, Through
from roadmap.plan.measure import MeasureStanding, RoadMap
from roadmap.plan.measure_content import MeasureChange, MeasureContent, aspects, with_aspects
from roadmap.plan.plan_tables import (
    NewReturn,
    PlanTable,
    PlanTableReturn,
    PlanTableSheet,
    ReturnedRow,
    ReturnState,
    SentTable,
    TableChoice,
)
from services.people.directory import require
from services.plan.changing import change_plan, map_to_change
from services.plan.contents import contents
from services.plan.edit_views import Edited
from services.plan.editing import edited, place_in
from services.plan.names import names_of
from services.plan.table_reading import read_table
from services.plan.table_views import MadeTable, RowDifference, TableReview
from services.ports.documents import PlanTableReader
from services.ports.exports import PlanTableExporter
from storage.unit_of_work import Store, UnitOfWork

PAGE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """A returned table with everything it is compared with."""

    returned: PlanTableReturn
    given_out: PlanTable
    road_map: RoadMap
    present: Mapping[MeasureId, MeasureContent]
    names: Mapping[Assigned, str]

    @property
    def rows(self) -> list[RowDifference]:
        """Every row that would change something, or says that it cannot."""
        found = [_difference(row, self) for row in self.returned.rows]
        return [row for row in found if row.aspects or row.is_gone or row.before is None]


class PlanTableService:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        calendar: WorkingCalendar,
        read: PlanTableReader,
        export: PlanTableExporter,
    ) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar
        self._read = read
        self._export = export

    async def check(self, actor: Actor, road_map_id: RoadMapId) -> None:
        """NotFound or WrongState where the actor changes no such plan."""
        async with self._store.read() as uow:
            await map_to_change(uow, actor, road_map_id)

    async def make(self, actor: Actor, road_map_id: RoadMapId) -> MadeTable:
        """The plan as a workbook; what it says now is kept, to compare it with when it comes back."""
        now = self._clock.now()
        async with self._store.write() as uow:
            road_map = await map_to_change(uow, actor, road_map_id)
            known = await contents(uow, road_map_id)
            names = await names_of(uow, road_map.department_id)
            units = await uow.people.units(road_map.department_id)
            sections = [section.title for section in await uow.plan.sections(road_map_id)]
            table_id = await uow.plan_tables.add(road_map_id, actor.person_id, now, known)
            facts = {"table": table_id}
            await uow.audit.add(actor, now, "plan_table.made", ("road_map", road_map_id), facts)
            await uow.commit()
        sheet = PlanTableSheet(
            table_id=table_id,
            title=road_map.title,
            made_at=now,
            time_zone=actor.time_zone,
            rows=tuple((id_, cells_of(one, names)) for id_, one in known.items()),
            units=tuple(sorted((unit.name for unit in units), key=natural)),
            sections=tuple(sections),
        )
        data = await asyncio.to_thread(self._export, sheet)
        return MadeTable(map_name=road_map.short_name, measures=len(known), data=data)

    async def receive(self, actor: Actor, data: bytes, file_name: str) -> PlanTableReturnId:
        """Keep what the returned table says; BadInput for one this department has not given out.

        A table that says the same as the last one nobody has decided about is that one: it may be read again
        after a death, and its new rows are not to be there twice.
        """
        require(actor, Role.COORDINATOR)
        sent = await self._read(data, file_name)
        now = self._clock.now()
        async with self._store.write() as uow:
            return_id = await _keep(uow, actor, sent, file_name)
            await uow.audit.add(actor, now, "plan_table.returned", ("plan_table_return", return_id))
            await uow.commit()
        return return_id

    async def review(self, actor: Actor, return_id: PlanTableReturnId, page: int = 0) -> TableReview:
        """A page of what it would change now."""
        async with self._store.read() as uow:
            return _review(await _compared(uow, actor, return_id), page, actor.time_zone)

    async def choose(
        self, actor: Actor, return_id: PlanTableReturnId, choice: TableChoice, line: int | None = None
    ) -> None:
        """Whose word counts in this row, or in every row both sides have changed."""
        async with self._store.write() as uow:
            compared = await _compared(uow, actor, return_id)
            _require_review(compared.returned)
            disputed = [row.line for row in compared.rows if row.disputed and line in (None, row.line)]
            chosen = {**compared.returned.choices, **dict.fromkeys(disputed, choice)}
            await uow.plan_tables.choose(return_id, chosen)
            await uow.commit()

    async def apply(self, actor: Actor, return_id: PlanTableReturnId) -> Edited:
        """Take every row, as one edit; BadInput while a disputed row is undecided."""
        now = self._clock.now()
        author = replace(actor, through=Through.TABLE)
        async with self._store.write() as uow:
            compared = await _compared(uow, actor, return_id)
            _require_review(compared.returned)
            road_map = await map_to_change(uow, actor, compared.road_map.id)
            rows = [row for row in compared.rows if not row.is_gone]
            if any(row.is_undecided for row in rows):
                raise BadInput("table-undecided")
            changes = await _changes(uow, road_map.id, rows, compared.present)
            edit_id = await change_plan(uow, author, road_map, changes, now, self._calendar)
            if not await uow.plan_tables.settle(return_id, ReturnState.APPLIED, edit_id):
                raise WrongState(compared.returned.state, "apply")
            done = await edited(uow, road_map, edit_id)
            await uow.commit()
        return done

    async def drop(self, actor: Actor, return_id: PlanTableReturnId) -> None:
        """Leave the plan as it is."""
        async with self._store.write() as uow:
            compared = await _compared(uow, actor, return_id)
            if not await uow.plan_tables.settle(return_id, ReturnState.DROPPED, None):
                raise WrongState(compared.returned.state, "drop")
            await uow.commit()


async def _keep(uow: UnitOfWork, actor: Actor, sent: SentTable, file_name: str) -> PlanTableReturnId:
    """Compare the rows with the table as it went out and keep what they say."""
    given_out = await uow.plan_tables.get(sent.table_id)
    road_map = await uow.plan.road_map(given_out.road_map_id, actor.department_id) if given_out else None
    if given_out is None or road_map is None:
        raise BadInput("table-unknown")
    names = await names_of(uow, road_map.department_id)
    period = PlanPeriod(start=road_map.period_start, end=road_map.period_end)
    read = read_table(sent, given_out, names, period)
    new = NewReturn(
        table_id=given_out.id,
        sent_by=actor.person_id,
        file_name=file_name,
        rows=read.rows,
        troubles=read.troubles,
        unknown=read.unknown,
    )
    last = await uow.plan_tables.reviewing(given_out.id, actor.person_id)
    if last is not None and (last.file_name, last.rows, last.troubles) == (file_name, new.rows, new.troubles):
        return last.id
    return await uow.plan_tables.add_return(new)


async def _compared(uow: UnitOfWork, actor: Actor, return_id: PlanTableReturnId) -> _Compared:
    require(actor, Role.COORDINATOR)
    returned = await uow.plan_tables.returned(return_id)
    given_out = await uow.plan_tables.get(returned.table_id) if returned else None
    road_map = await uow.plan.road_map(given_out.road_map_id, actor.department_id) if given_out else None
    if returned is None or given_out is None or road_map is None:
        raise NotFound
    return _Compared(
        returned=returned,
        given_out=given_out,
        road_map=road_map,
        present=await contents(uow, road_map.id),
        names=await names_of(uow, road_map.department_id),
    )


def _difference(row: ReturnedRow, compared: _Compared) -> RowDifference:
    """What of the row is new to the plan as it is now, and what both sides have changed."""
    choice = compared.returned.choices.get(row.line)
    present = compared.present.get(row.measure_id) if row.measure_id is not None else None
    if row.measure_id is None or present is None:
        return RowDifference(
            line=row.line,
            measure_id=row.measure_id,
            before=compared.given_out.contents.get(row.measure_id) if row.measure_id is not None else None,
            after=row.content,
            aspects=row.aspects,
            disputed=(),
            choice=None,
            is_gone=row.measure_id is not None,
        )
    theirs = set(aspects(compared.given_out.contents[row.measure_id], present))
    new = tuple(one for one in row.aspects if one in aspects(present, row.content))
    disputed = tuple(one for one in new if one in theirs)
    taken = tuple(one for one in new if one not in disputed or choice is TableChoice.TABLE)
    shown = new if choice is None else taken
    return RowDifference(
        line=row.line,
        measure_id=row.measure_id,
        before=present,
        after=with_aspects(present, row.content, shown),
        aspects=new,
        disputed=disputed,
        choice=choice,
    )


async def _changes(
    uow: UnitOfWork,
    road_map_id: RoadMapId,
    rows: Sequence[RowDifference],
    present: Mapping[MeasureId, MeasureContent],
) -> list[MeasureChange]:
    """The changes of these rows; room is made for the new ones at the end of their sections."""
    changes = [
        MeasureChange(measure_id=row.measure_id, before=row.before, after=row.after)
        for row in rows
        if row.measure_id is not None
    ]
    known = list(present.values())
    for row in rows:
        if row.measure_id is None and row.after.standing is not MeasureStanding.DROPPED:
            position = place_in(known, row.after.section)
            await uow.plan.make_room(road_map_id, position)
            after = replace(row.after, position=position)
            known = [*(_moved_on(one, position) for one in known), after]
            changes = [_change_moved_on(change, position) for change in changes]
            changes.append(MeasureChange(measure_id=None, before=None, after=after))
    return changes


def _moved_on(content: MeasureContent, position: int) -> MeasureContent:
    """The content after room was made there."""
    return replace(content, position=content.position + 1) if content.position >= position else content


def _change_moved_on(change: MeasureChange, position: int) -> MeasureChange:
    before = _moved_on(change.before, position) if change.before else None
    return replace(change, before=before, after=_moved_on(change.after, position))


def _review(compared: _Compared, page: int, time_zone: str) -> TableReview:
    rows = sorted(compared.rows, key=lambda row: (not row.is_undecided, not row.disputed, row.line))
    pages = max(1, -(-len(rows) // PAGE))
    page = min(max(page, 0), pages - 1)
    returned = compared.returned
    return TableReview(
        id=returned.id,
        road_map_id=compared.road_map.id,
        map_name=compared.road_map.short_name,
        made_at=compared.given_out.made_at,
        time_zone=time_zone,
        state=returned.state,
        rows=tuple(rows[page * PAGE : (page + 1) * PAGE]),
        page=page,
        pages=pages,
        count=len(rows),
        added=sum(row.measure_id is None for row in rows),
        dropped=sum(row.after.standing is MeasureStanding.DROPPED for row in rows),
        disputed=sum(bool(row.disputed) for row in rows),
        undecided=sum(row.is_undecided for row in rows),
        gone=sum(row.is_gone for row in rows),
        troubles=returned.troubles,
        unknown=returned.unknown,
        names=compared.names,
    )


def _require_review(returned: PlanTableReturn) -> None:
    if returned.state is not ReturnState.REVIEWING:
        raise WrongState(returned.state, "review")
