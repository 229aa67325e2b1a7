"""Taking one person out of every table: their own rows at once, their name in all words bit by bit.

Words are sought in every table there is or will be (`_SEARCHED`): a table that must not be searched is named
here, one that is forgotten is searched. The audit holds no names, and its rows cannot be changed.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Table,
    Text,
    UniqueConstraint,
    and_,
    cast,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)

from roadmap.delivery.outbox import DeliveryState
from roadmap.ids import PersonId, UnitId
from roadmap.language.name_forms import taken_out
from roadmap.people.merges import MergeKind
from roadmap.people.place import Place
from storage.all_tables import METADATA
from storage.belonging import of_department
from storage.connection import Connection
from storage.control.tables import (
    CardRow,
    EntrustedRow,
    EvidenceRow,
    ExecutionReportRow,
    IncomingFileRow,
    ReportDraftRow,
    TypedWordsRow,
)
from storage.delivery.tables import DeliveryRow
from storage.imports.tables import IncomingDocumentRow
from storage.inserting import insert_new, slices
from storage.lists import one_of
from storage.mapping import restore
from storage.people.tables import (
    AbsenceRow,
    AccountRow,
    AliasRow,
    ErasureRow,
    InviteRow,
    MembershipRow,
    MergeRow,
    NameWordRow,
    PersonRow,
    StartAttemptRow,
)
from storage.process.tables import ConversationRow, InboxUpdateRow
from storage.reminding.tables import CalendarLinkRow, ReminderSettingsRow, SnoozeRow

Take = Callable[[str], str]
Key = tuple[Any, ...]
_NOT_SEARCHED = frozenset({"persons", "name_words", "erasures", "units", "audit_entries", "audit_links"})
_SEARCHED = tuple(table for table in METADATA.sorted_tables if table.name not in _NOT_SEARCHED)
OF_DOCUMENTS = frozenset(
    {
        *("road_maps", "sections", "measures", "measure_changes", "plan_tables", "plan_table_returns"),
        *("imports", "editions", "remembered_deadlines"),
    }
)
"""Tables with words of documents: there a surname alone may be no person («чтения памяти …»)."""
_OF_CHATS = (CardRow, ConversationRow, InboxUpdateRow, TypedWordsRow, StartAttemptRow)
OF_PERSON = (
    *(AccountRow, AliasRow, AbsenceRow, MembershipRow, NameWordRow, ReminderSettingsRow, SnoozeRow),
    *(CalendarLinkRow, IncomingDocumentRow),
)
"""Rows that are the person's own: they go."""
_WORKED_OFF = ("done", "dead")
_WAITING = tuple(
    state.value
    for state in (DeliveryState.PENDING, DeliveryState.UNSURE, DeliveryState.BLOCKED, DeliveryState.DEAD)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """Whose data are to be erased; `name` is None once it stands nowhere any more."""

    person_id: PersonId
    department_id: UnitId
    name: str | None
    file_keys: Sequence[str]
    with_evidence: bool
    at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftBehind:
    """What of a person stays without a name, or goes on request: reports, their files, decisions."""

    reports: int
    files: int
    decisions: int


class ErasureRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # Whose

    async def unfinished(self) -> Sequence[Erasure]:
        query = select(ErasureRow).where(ErasureRow.done_at.is_(None)).order_by(ErasureRow.person_id)
        return [restore(Erasure, row) for row in await self._connection.execute(query)]

    async def forget_name(self, person_id: PersonId) -> None:
        """It stands nowhere else any more, and the files are gone."""
        begun = update(ErasureRow).where(ErasureRow.person_id == person_id)
        await self._connection.execute(begun.values(name=None, file_keys=[]))

    async def finish(self, person_ids: Collection[PersonId], now: datetime) -> None:
        """Nothing is left to be done."""
        begun = update(ErasureRow).where(one_of(ErasureRow.person_id, person_ids))
        await self._connection.execute(begun.values(done_at=now))

    async def mark_of(self, person_id: PersonId | None = None) -> str:
        """What tells this database (or this person in it) from any other: the hash of its first link.

        Random, never given anew, in every copy ever made; "" where there never was a link.
        """
        query = select(InviteRow.secret_hash).order_by(InviteRow.id).limit(1)
        if person_id is not None:
            query = query.where(InviteRow.person_id == person_id)
        return str((await self._connection.execute(query)).scalar() or "")[:32]

    async def others_names(self, department_id: UnitId, person_id: PersonId) -> Sequence[str]:
        """The names of everybody else of the department, also of those who left.

        Not of cards that were merged into another, or entered for a document that was cancelled.
        """
        query = select(PersonRow.name).where(
            PersonRow.department_id == department_id,
            PersonRow.id != person_id,
            PersonRow.erased_at.is_(None),
            or_(PersonRow.is_active, PersonRow.left_at.is_not(None)),
        )
        return [str(name) for name in (await self._connection.execute(query)).scalars()]

    async def left_behind(self, person_id: PersonId) -> LeftBehind:
        by_them = select(ExecutionReportRow.id).where(ExecutionReportRow.author_id == person_id)
        files = select(func.count()).select_from(EvidenceRow).where(EvidenceRow.report_id.in_(by_them))
        decisions = METADATA.tables["decisions"]
        decided = select(func.count()).select_from(decisions).where(decisions.c.by == person_id)
        return LeftBehind(
            reports=await self._count(select(func.count()).select_from(by_them.subquery())),
            files=await self._count(files),
            decisions=await self._count(decided),
        )

    async def _count(self, query: Any) -> int:
        return int((await self._connection.execute(query)).scalar_one())

    # Their own rows

    async def erase(self, erasure: Erasure, instead: str) -> bool:
        """Everything that is the person's own goes; what they did for others stays under another name.

        False where somebody is erasing them already.
        """
        begun = await insert_new(
            self._connection, ErasureRow, asdict(erasure), returning=(ErasureRow.person_id,)
        )
        if not begun.all():
            return False
        person_id = erasure.person_id
        keys = await self._drop_draft(person_id)
        if erasure.with_evidence:
            keys += await self._drop_evidence(person_id)
        for place in await self._places(person_id):
            await self._forget_account(place)
            for table in _OF_CHATS:
                here = and_(table.channel == place.channel, table.chat_id == place.chat_id)
                await self._connection.execute(delete(table).where(here))
        for owned in OF_PERSON:
            await self._connection.execute(delete(owned).where(owned.person_id == person_id))
        await self._blank(person_id, instead, erasure.at)
        theirs = update(ErasureRow).where(ErasureRow.person_id == person_id)
        await self._connection.execute(theirs.values(file_keys=keys))
        return True

    async def _places(self, person_id: PersonId) -> set[Place]:
        """Every chat that is or was theirs."""
        bound = select(AccountRow.channel, AccountRow.chat_id).where(AccountRow.person_id == person_id)
        taken = select(InviteRow.used_by_channel, InviteRow.used_by_chat_id).where(
            InviteRow.person_id == person_id, InviteRow.used_by_chat_id.is_not(None)
        )
        of_others = select(AccountRow.channel, AccountRow.chat_id).where(AccountRow.person_id != person_id)
        held = {Place(*row) for query in (bound, taken) for row in await self._connection.execute(query)}
        return held - {Place(*row) for row in await self._connection.execute(of_others)} if held else held

    async def _forget_account(self, place: Place) -> None:
        """Others may have forwarded their words or sent their contact: number, user name, phone."""
        update_id, said = InboxUpdateRow.id, cast(InboxUpdateRow.payload, Text)
        worked_off = and_(InboxUpdateRow.channel == place.channel, InboxUpdateRow.state.in_(_WORKED_OFF))
        query = select(update_id, said).where(worked_off, said.contains(str(place.chat_id)))
        whole = re.compile(rf"(?<!\d){place.chat_id}(?!\d)")
        about = [id_ for id_, words in await self._connection.execute(query) if whole.search(words)]
        for some in slices(about):
            emptied = update(InboxUpdateRow).where(worked_off, update_id.in_(some)).values(payload={})
            await self._connection.execute(emptied)

    async def _drop_draft(self, person_id: PersonId) -> list[str]:
        drafts = select(ReportDraftRow.id).where(ReportDraftRow.person_id == person_id)
        keys = select(EvidenceRow.file_key).where(EvidenceRow.draft_id.in_(drafts))
        found = [str(key) for key in (await self._connection.execute(keys)).scalars()]
        for part in (EvidenceRow, IncomingFileRow, TypedWordsRow):
            await self._connection.execute(delete(part).where(part.draft_id.in_(drafts)))
        await self._connection.execute(delete(ReportDraftRow).where(ReportDraftRow.person_id == person_id))
        return found

    async def _drop_evidence(self, person_id: PersonId) -> list[str]:
        by_them = select(ExecutionReportRow.id).where(ExecutionReportRow.author_id == person_id)
        answers = select(EntrustedRow.id).where(EntrustedRow.person_id == person_id)
        theirs = or_(EvidenceRow.report_id.in_(by_them), EvidenceRow.entrusted_id.in_(answers))
        keys = select(EvidenceRow.file_key).where(theirs)
        found = [str(key) for key in (await self._connection.execute(keys)).scalars()]
        await self._connection.execute(delete(EvidenceRow).where(theirs))
        return found

    async def _blank(self, person_id: PersonId, instead: str, now: datetime) -> None:
        """The person's row, links and messages stay as numbers others refer to.

        A card of the same name that was merged into another, or never used, is the person's too.
        """
        nobody = {"name": instead, "post": "", "time_zone": None, "is_active": False, "erased_at": now}
        this = select(PersonRow.department_id, PersonRow.name).where(PersonRow.id == person_id)
        department_id, name = (await self._connection.execute(this)).one()
        absorbed = select(MergeRow.gone_id).where(
            MergeRow.kind == MergeKind.PERSON.value,
            MergeRow.kept_id == person_id,
            MergeRow.undone_at.is_(None),
        )
        merged = select(PersonRow.id).where(
            PersonRow.department_id == department_id,
            or_(PersonRow.name == name, PersonRow.id.in_(absorbed)),
            PersonRow.is_active.is_(False),
            PersonRow.left_at.is_(None),
        )
        whose = [person_id, *(await self._connection.execute(merged)).scalars()]
        await self._connection.execute(delete(NameWordRow).where(NameWordRow.person_id.in_(whose)))
        await self._connection.execute(update(PersonRow).where(PersonRow.id.in_(whose)).values(**nobody))
        links = update(InviteRow).where(InviteRow.person_id == person_id)
        await self._connection.execute(
            links.values(
                account_name=None,
                used_by_channel=None,
                used_by_chat_id=None,
                shown_channel=None,
                shown_chat_id=None,
                shown_message_id=None,
                revoked_at=func.coalesce(InviteRow.revoked_at, literal(now, InviteRow.revoked_at.type)),
            )
        )
        to_them = update(DeliveryRow).where(DeliveryRow.recipient_id == person_id)
        gone = {"state": DeliveryState.CANCELLED.value, "reason": "the person was erased", "settled_at": now}
        await self._connection.execute(to_them.where(DeliveryRow.state.in_(_WAITING)).values(**gone))
        nowhere = {"channel": None, "chat_id": None, "message_id": None}
        settled = DeliveryRow.state.not_in((DeliveryState.CLAIMED.value, DeliveryState.DISPATCHING.value))
        await self._connection.execute(to_them.where(settled).values(**nowhere))

    # Their name in words

    async def naming(
        self, department_id: UnitId, traces: Collection[str]
    ) -> Sequence[tuple[str, Sequence[Key]]]:
        """Tables and keys of their rows in which one of these pieces of a name stands."""
        if not traces:
            return []
        found = [(table.name, await self._naming(table, department_id, traces)) for table in _SEARCHED]
        return [(name, keys) for name, keys in found if keys]

    async def _naming(self, table: Table, department_id: UnitId, traces: Collection[str]) -> Sequence[Key]:
        worded = list(_worded(table))
        if not worded:
            return []
        has = or_(*(_has(column, trace) for column in worded for trace in traces))
        query = select(*table.primary_key.columns).where(has)
        if (belongs := of_department(table)) is not None:
            query = query.where(or_(belongs, *_of_nobody(table)))
        rows = await self._connection.execute(query, {"department": department_id})
        return [tuple(row) for row in rows]

    async def take_out(self, table_name: str, keys: Sequence[Key], take: Take) -> None:
        """Change the words of these rows; a row whose very key is a name goes."""
        table = METADATA.tables[table_name]
        primary = list(table.primary_key.columns)
        for some in slices(keys):
            query = select(*primary, *_worded(table)).where(_is_one_of(primary, some))
            for row in (await self._connection.execute(query)).all():
                await self._take_out(table, row._mapping, take)

    async def _take_out(self, table: Table, row: Mapping[Any, Any], take: Take) -> None:
        here = and_(*(column == row[column.name] for column in table.primary_key.columns))
        changed: dict[str, Any] = {}
        for column in _worded(table):
            before = row[column.name]
            after = taken_out(before, take)
            if after == before:
                continue
            if column.primary_key:
                await self._connection.execute(delete(table).where(here))
                return
            changed[column.name] = f"{after} · {row['id']}" if _is_unique(column) else after
        if changed:
            await self._connection.execute(update(table).where(here).values(**changed))


def _of_nobody(table: Table) -> Iterator[ColumnElement[bool]]:
    """What was said in a chat without an account is of no department: the name in it may be anybody's."""
    if {"channel", "chat_id"} <= set(table.c.keys()) and table is not AccountRow.__table__:
        here = and_(AccountRow.channel == table.c.channel, AccountRow.chat_id == table.c.chat_id)
        yield ~exists().where(here).correlate(table)


def _is_one_of(primary: Sequence[Column[Any]], keys: Sequence[Key]) -> ColumnElement[bool]:
    if len(primary) == 1:
        return primary[0].in_([key for (key,) in keys])
    return tuple_(*primary).in_(keys)


def _worded(table: Table) -> Iterator[Column[Any]]:
    return (column for column in table.columns if isinstance(column.type, Text | JSON))


def _has(column: Column[Any], trace: str) -> ColumnElement[bool]:
    """JSON is kept with its letters escaped: «\\u041b» for «Л»."""
    if isinstance(column.type, JSON):
        escaped = trace.encode("ascii", "backslashreplace").decode()
        return or_(*(cast(column, Text).contains(each, autoescape=True) for each in (trace, escaped)))
    return column.contains(trace, autoescape=True)


def _is_unique(column: Column[Any]) -> bool:
    return bool(column.unique) or any(
        column.name in constraint.columns
        for constraint in column.table.constraints
        if isinstance(constraint, UniqueConstraint)
    )
