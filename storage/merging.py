"""One person or one unit that was entered twice: what refers to the second refers to the first from now on.

Every table is walked by its foreign keys, so a table added later is walked too.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    PrimaryKeyConstraint,
    UniqueConstraint,
    delete,
    exists,
    select,
    update,
)
from sqlalchemy.orm import aliased

from roadmap.control.duty import UNDO_WINDOW, WAITING_FOR_ASSIGNEE, DutyState
from roadmap.ids import DutyId, MergeId, PersonId, QuestionId, UnitId
from roadmap.imports import answer_json
from roadmap.imports.questions import Assigned
from roadmap.people.merges import Merge, MergeKind
from storage.all_tables import METADATA
from storage.connection import Connection
from storage.control.tables import DecisionRow, DutyRow, EntrustedRow, ExecutionReportRow
from storage.imports.tables import ImportRow, QuestionRow
from storage.inserting import insert_new, insert_one
from storage.lists import one_of
from storage.merge_journal import Found, differences, put_back, rows_about
from storage.people.tables import (
    AccountRow,
    MembershipRow,
    MergeRow,
    NameWordRow,
    PersonRow,
    UnitMemberRow,
    UnitRow,
    UnitSubtreeRow,
)
from storage.process.tables import AuditRow
from storage.reminding.tables import ReminderSettingsRow, SnoozeRow
from storage.row import Row

_LEFT_ALONE = {each.__tablename__ for each in (AuditRow, NameWordRow, UnitSubtreeRow)}
"""The journal is never rewritten; the others follow rules of their own."""
_MEANS_PERSON = (ExecutionReportRow.__table__.c.for_person_id, DecisionRow.__table__.c.for_person_id)
"""Columns that name a person without a foreign key."""
_TABLES: dict[MergeKind, type[Row]] = {MergeKind.PERSON: PersonRow, MergeKind.UNIT: UnitRow}
_DROPPED = (MembershipRow, UnitMemberRow, SnoozeRow, ReminderSettingsRow, EntrustedRow)
"""Where both had the same, once is enough."""


class MergeRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def rows_about(self, kind: MergeKind, kept: int, gone: int) -> Found:
        """What a merge of these two may change, as it is now."""
        return await rows_about(self._connection, _TABLES[kind], (kept, gone))

    async def remember(
        self,
        department_id: UnitId,
        kind: MergeKind,
        pair: tuple[int, int],
        by: PersonId,
        at: datetime,
        swapped: Sequence[tuple[DutyId, DutyId]],
        before: Found,
    ) -> MergeId:
        """Keep what the merge of this pair, the kept one first, has changed since `before`."""
        kept, gone = pair
        await self.forget_changes(at - UNDO_WINDOW)
        after = await self.rows_about(kind, kept, gone)
        values = {
            "department_id": department_id,
            "kind": kind.value,
            "kept_id": kept,
            "gone_id": gone,
            "by": by,
            "at": at,
            "swapped": [list(each) for each in swapped],
            "changes": differences(before, after),
        }
        return MergeId(await insert_one(self._connection, MergeRow, values))

    async def get(self, merge_id: MergeId) -> Merge | None:
        row = (await self._connection.execute(select(MergeRow).where(MergeRow.id == merge_id))).first()
        if row is None:
            return None
        return Merge(
            id=MergeId(row.id),
            department_id=UnitId(row.department_id),
            kind=MergeKind(row.kind),
            kept_id=row.kept_id,
            gone_id=row.gone_id,
            by=PersonId(row.by),
            at=row.at,
            swapped=tuple((DutyId(one), DutyId(other)) for one, other in row.swapped),
            undone_at=row.undone_at,
        )

    async def undo(self, merge_id: MergeId, at: datetime) -> None:
        """Give every row back what the merge took from it; what was changed since stays."""
        query = select(MergeRow.changes).where(MergeRow.id == merge_id)
        await put_back(self._connection, (await self._connection.execute(query)).scalar_one())
        gone = update(MergeRow).where(MergeRow.id == merge_id)
        await self._connection.execute(gone.values(undone_at=at, changes=[]))

    async def forget_changes(self, before: datetime) -> None:
        """What is too old to be undone need not be known."""
        old = update(MergeRow).where(MergeRow.at < before)
        await self._connection.execute(old.values(changes=[]))

    async def doubled(self, source: Assigned, target: Assigned) -> Sequence[tuple[DutyId, DutyId]]:
        """Duties both have for one control point: the source's and the target's."""
        theirs = aliased(DutyRow)
        query = (
            select(DutyRow.id, theirs.id.label("other"))
            .join(theirs, theirs.control_point_id == DutyRow.control_point_id)
            .where(_owed_by(DutyRow, source), _owed_by(theirs, target))
            .order_by(DutyRow.id)
        )
        return [(DutyId(row.id), DutyId(row.other)) for row in await self._connection.execute(query)]

    async def waiting_beside_done(
        self, pairs: Sequence[tuple[DutyId, DutyId]]
    ) -> Sequence[tuple[DutyId, DutyId]]:
        """Those pairs whose first duty is further along than its second, which still waits."""
        ids = [duty_id for pair in pairs for duty_id in pair]
        query = select(DutyRow.id, DutyRow.state).where(one_of(DutyRow.id, ids))
        waits = {
            row.id: DutyState(row.state) in WAITING_FOR_ASSIGNEE
            for row in await self._connection.execute(query)
        }
        return [(one, other) for one, other in pairs if not waits[one] and waits[other]]

    async def swap(self, source: Assigned, target: Assigned, one: DutyId, other: DutyId) -> None:
        """The source's duty is the target's, and the other way round: of one control point each has one."""
        parked = await self._free_place(UnitRow if source.unit_id is None else PersonRow, one)
        for duty_id, owner in ((other, parked), (one, target), (other, source)):
            values = {"unit_id": owner.unit_id, "person_id": owner.person_id}
            await self._connection.execute(update(DutyRow).where(DutyRow.id == duty_id).values(**values))

    async def _free_place(self, table: Any, duty_id: DutyId) -> Assigned:
        """Somebody of the other sort without a duty of this control point, for the time of a swap."""
        is_person = table is PersonRow
        at = select(DutyRow.control_point_id).where(DutyRow.id == duty_id).scalar_subquery()
        owner = DutyRow.person_id if is_person else DutyRow.unit_id
        taken = select(owner).where(DutyRow.control_point_id == at, owner.is_not(None))
        free = select(table.id).where(table.id.not_in(taken)).order_by(table.id).limit(1)
        found = int((await self._connection.execute(free)).scalar_one())
        return Assigned(person_id=PersonId(found)) if is_person else Assigned(unit_id=UnitId(found))

    async def absorb_person(self, source: PersonId, target: PersonId, home: UnitId) -> None:
        """Whatever refers to the source refers to the target, whose curator answers for it at `home`."""
        await self._connection.execute(
            update(DutyRow).where(DutyRow.person_id == source).values(home_unit_id=home)
        )
        await self._repoint(PersonRow, source, target)
        for column in _MEANS_PERSON:
            await self._connection.execute(
                update(column.table).where(column == source).values({column: target})
            )
        await self._answer_anew(Assigned(person_id=source), Assigned(person_id=target))
        await self._connection.execute(delete(NameWordRow).where(NameWordRow.person_id == source))

    async def absorb_unit(self, source: UnitId, target: UnitId) -> None:
        """Whatever refers to the source refers to the target, and what stands under it stands under that."""
        await self._replant(source, target)
        await self._connection.execute(
            delete(UnitMemberRow).where(
                UnitMemberRow.group_id.in_((source, target)), UnitMemberRow.member_id.in_((source, target))
            )
        )
        await self._repoint(UnitRow, source, target)
        await self._answer_anew(Assigned(unit_id=source), Assigned(unit_id=target))

    async def _replant(self, source: UnitId, target: UnitId) -> None:
        under, over = UnitSubtreeRow.unit_id, UnitSubtreeRow.root_id
        children = select(under).where(over == source, under != source)
        moved = [row.unit_id for row in await self._connection.execute(children)]
        roots = select(over).where(under == target)
        new = [
            {"root_id": row.root_id, "unit_id": unit_id}
            for row in await self._connection.execute(roots)
            for unit_id in moved
        ]
        await self._connection.execute(delete(UnitSubtreeRow).where(over == source, under != source))
        if new:
            await insert_new(self._connection, UnitSubtreeRow, new)

    async def _repoint(self, what: type[Row], source: int, target: int) -> None:
        for column in references_to(what):
            statement = update(column.table).where(column == source, *_free(column, target))
            await self._connection.execute(statement.values({column: target}))
        for row in _DROPPED:
            for column in references_to(what):
                if column.table is row.__table__:
                    await self._connection.execute(delete(row).where(column == source))

    async def _answer_anew(self, source: Assigned, target: Assigned) -> None:
        """Documents under review that meant the source mean the target."""
        query = select(QuestionRow.id, QuestionRow.answer).join(
            ImportRow, ImportRow.id == QuestionRow.import_id
        )
        query = query.where(QuestionRow.answer.is_not(None), ImportRow.settled_at.is_(None))
        for row in (await self._connection.execute(query)).all():
            if answer_json.from_json(row.answer) == source:
                statement = update(QuestionRow).where(QuestionRow.id == QuestionId(row.id))
                await self._connection.execute(statement.values(answer=answer_json.to_json(target)))

    async def drop_accounts(self, account_ids: Sequence[int]) -> None:
        await self._connection.execute(delete(AccountRow).where(one_of(AccountRow.id, account_ids)))


def _owed_by(row: Any, who: Assigned) -> ColumnElement[bool]:
    found: ColumnElement[bool] = (
        row.person_id == who.person_id if who.person_id is not None else row.unit_id == who.unit_id
    )
    return found


def references_to(what: type[Row]) -> Iterator[Any]:
    """Columns of all tables that refer to this one and are carried over."""
    for table in METADATA.sorted_tables:
        if table.name not in _LEFT_ALONE:
            for column in table.columns:
                if (
                    any(key.column.table is what.__table__ for key in column.foreign_keys)
                    and column.name != "department_id"
                ):
                    yield column


def _free(column: Any, target: int) -> Iterator[ColumnElement[bool]]:
    """Conditions under which the row may name the target: no other row of a unique key does."""
    for constraint in column.table.constraints:
        is_key = isinstance(constraint, (PrimaryKeyConstraint, UniqueConstraint))
        if is_key and column.name in constraint.columns:
            other = column.table.alias()
            same = [other.c[each.name] == each for each in constraint.columns if each is not column]
            yield ~exists().where(other.c[column.name] == target, *same)
