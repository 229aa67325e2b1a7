"""Duties given to people of the organisation that owes them, as rows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from roadmap.control.duty import Evidence, ReportOutcome
from roadmap.control.entrusting import Entrusted, Entrustment, NewEntrustment
from roadmap.ids import DraftId, DutyId, EntrustedId, EntrustmentId, PersonId
from storage.connection import Connection
from storage.control.tables import EntrustedRow, EntrustmentRow, EvidenceRow
from storage.inserting import insert_one
from storage.lists import one_of
from storage.mapping import restore
from storage.people.tables import PersonRow

_GIVER = PersonRow.__table__.alias("giver")
_FILES = (
    select(func.count()).where(EvidenceRow.entrusted_id == EntrustedRow.id).correlate(EntrustedRow)
).scalar_subquery()
_PRESENT = (
    select(
        EntrustmentRow.id,
        EntrustmentRow.duty_id,
        EntrustmentRow.given_by,
        EntrustmentRow.is_each,
        EntrustmentRow.given_at,
        _GIVER.c.name.label("giver"),
        EntrustedRow.id.label("entrusted_id"),
        EntrustedRow.person_id,
        EntrustedRow.outcome,
        EntrustedRow.text,
        EntrustedRow.answered_at,
        PersonRow.name,
        _FILES.label("files"),
    )
    .join(EntrustedRow, EntrustedRow.entrustment_id == EntrustmentRow.id)
    .join(PersonRow, PersonRow.id == EntrustedRow.person_id)
    .join(_GIVER, _GIVER.c.id == EntrustmentRow.given_by)
    .order_by(EntrustmentRow.id, PersonRow.name, EntrustedRow.id)
)
_OF_DUTIES = _PRESENT.where(one_of(EntrustmentRow.duty_id, "duties"), EntrustmentRow.ended_at.is_(None))
_BY_ID = _PRESENT.where(EntrustmentRow.id == bindparam("entrustment"))
_END = (
    update(EntrustmentRow)
    .where(EntrustmentRow.duty_id == bindparam("duty"), EntrustmentRow.ended_at.is_(None))
    .values(ended_at=bindparam("at"))
)
_EVIDENCE = (
    select(EvidenceRow).where(EvidenceRow.entrusted_id == bindparam("entrusted")).order_by(EvidenceRow.id)
)


class EntrustingRepository:
    """Of each duty asked once in a unit of work, and again after what this has changed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[DutyId, Entrustment | None] = {}

    async def give(self, new: NewEntrustment) -> EntrustmentId:
        """Give the duty to these people; what it was given to before has to be ended first."""
        values = {
            "duty_id": new.duty_id,
            "given_by": new.given_by,
            "is_each": new.is_each,
            "given_at": new.given_at,
        }
        self._known.clear()
        id_ = EntrustmentId(await insert_one(self._connection, EntrustmentRow, values))
        rows = [{"entrustment_id": id_, "person_id": person, "text": ""} for person in new.person_ids]
        await self._connection.execute(insert(EntrustedRow), rows)
        return id_

    async def end(self, duty_id: DutyId, at: datetime) -> bool:
        """It is given to nobody any more; what was answered stays. False where it was not given."""
        self._known.clear()
        return (await self._connection.execute(_END, {"duty": duty_id, "at": at})).rowcount > 0

    async def of_duty(self, duty_id: DutyId) -> Entrustment | None:
        """To whom the duty is given now."""
        return (await self.of_duties([duty_id])).get(duty_id)

    async def of_duties(self, duty_ids: Collection[DutyId]) -> Mapping[DutyId, Entrustment]:
        """The same of many; those given to nobody are left out."""
        if unknown := [each for each in duty_ids if each not in self._known]:
            rows = await self._connection.execute(_OF_DUTIES, {"duties": unknown})
            self._known.update(dict.fromkeys(unknown))
            self._known.update({each.duty_id: each for each in _entrustments(rows)})
        return {each: given for each in duty_ids if (given := self._known[each]) is not None}

    async def get(self, entrustment_id: EntrustmentId) -> Entrustment | None:
        """Given still or not."""
        rows = await self._connection.execute(_BY_ID, {"entrustment": entrustment_id})
        return next(iter(_entrustments(rows)), None)

    async def is_given(self, entrustment_id: EntrustmentId) -> bool:
        """Whether it has not been ended."""
        query = select(EntrustmentRow.id).where(
            EntrustmentRow.id == entrustment_id, EntrustmentRow.ended_at.is_(None)
        )
        return (await self._connection.execute(query)).first() is not None

    async def answer(
        self, entrusted_id: EntrustedId, outcome: ReportOutcome, text: str, at: datetime
    ) -> None:
        """What one of them says, in place of what they have said before."""
        self._known.clear()
        statement = update(EntrustedRow).where(EntrustedRow.id == entrusted_id)
        values = {"outcome": outcome.value, "text": text, "answered_at": at}
        await self._connection.execute(statement.values(**values))

    # Files

    async def keep_files(self, draft_id: DraftId, entrusted_id: EntrustedId, at: datetime) -> None:
        """The files of a draft are those of this answer too, instead of the earlier ones if there are any."""
        query = select(EvidenceRow).where(EvidenceRow.draft_id == draft_id).order_by(EvidenceRow.id)
        rows = (await self._connection.execute(query)).all()
        if not rows:
            return
        self._known.clear()
        earlier = delete(EvidenceRow).where(EvidenceRow.entrusted_id == entrusted_id)
        await self._connection.execute(earlier)
        copies = [_copy(row, entrusted_id=entrusted_id, received_at=at) for row in rows]
        await self._connection.execute(insert(EvidenceRow), copies)

    async def files(self, entrusted_id: EntrustedId) -> Sequence[Evidence]:
        """What came with an answer."""
        rows = await self._connection.execute(_EVIDENCE, {"entrusted": entrusted_id})
        return [restore(Evidence, row) for row in rows]

    async def into_draft(
        self, entrusted_ids: Collection[EntrustedId], draft_id: DraftId, limit: int, at: datetime
    ) -> None:
        """Put so many of the files of these answers into a draft, the same bytes once."""
        query = (
            select(EvidenceRow)
            .where(one_of(EvidenceRow.entrusted_id, list(entrusted_ids)))
            .order_by(EvidenceRow.id)
        )
        once = {row.sha256: row for row in await self._connection.execute(query)}
        copies = [_copy(row, draft_id=draft_id, received_at=at) for row in list(once.values())[:limit]]
        if copies:
            await self._connection.execute(insert(EvidenceRow), copies)


def _copy(row: Any, **change: Any) -> dict[str, Any]:
    names = ("kind", "file_key", "sha256", "name", "size", "mime")
    return {**{name: getattr(row, name) for name in names}, **change}


def _entrustments(rows: Any) -> list[Entrustment]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.id, []).append(row)
    return [_entrustment(same) for same in found.values()]


def _entrustment(rows: Sequence[Any]) -> Entrustment:
    first = rows[0]
    return Entrustment(
        id=EntrustmentId(first.id),
        duty_id=DutyId(first.duty_id),
        given_by=PersonId(first.given_by),
        giver=first.giver,
        is_each=first.is_each,
        given_at=first.given_at,
        people=tuple(
            Entrusted(
                id=EntrustedId(row.entrusted_id),
                person_id=PersonId(row.person_id),
                name=row.name,
                outcome=ReportOutcome(row.outcome) if row.outcome else None,
                text=row.text,
                answered_at=row.answered_at,
                files=row.files,
            )
            for row in rows
        ),
    )
