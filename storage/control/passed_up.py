"""What curators have left to the head to decide."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select

from roadmap.control.duty import UNSETTLED
from roadmap.control.passed_up import PassedUp
from roadmap.ids import DutyId, PersonId
from roadmap.people.persons import Actor
from storage.connection import Connection
from storage.control.tables import DutyPassedUpRow, DutyRow, HeadsWordRow
from storage.inserting import insert_new, insert_one
from storage.mapping import restore
from storage.people.subtrees import stands_under
from storage.people.tables import PersonRow

_IS_UNSETTLED = DutyRow.state.in_([state.value for state in UNSETTLED])


class PassedUpRepository:
    """Few rows: one for each thing that waits for the head, gone when it is decided."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, duty_id: DutyId, by: PersonId, words: str, at: datetime) -> bool:
        """False when it has been passed up already."""
        values = {"duty_id": duty_id, "by": by, "words": words, "created_at": at}
        return (await insert_new(self._connection, DutyPassedUpRow, values, keys=("duty_id",))).rowcount == 1

    async def remove(self, duty_id: DutyId) -> bool:
        """It is decided, or taken back; False when it was not there."""
        gone = delete(DutyPassedUpRow).where(DutyPassedUpRow.duty_id == duty_id)
        return (await self._connection.execute(gone)).rowcount == 1

    async def say(self, duty_id: DutyId, by: PersonId, words: str, at: datetime) -> None:
        """What the head has decided in words, for the history."""
        values = {"duty_id": duty_id, "by": by, "words": words, "created_at": at}
        await insert_one(self._connection, HeadsWordRow, values)

    async def by(self, duty_id: DutyId) -> PersonId | None:
        """The curator who has left it to the head."""
        query = select(DutyPassedUpRow.by).where(DutyPassedUpRow.duty_id == duty_id)
        found = (await self._connection.execute(query)).scalar_one_or_none()
        return PersonId(found) if found is not None else None

    async def watched(self, who: Actor, limit: int, offset: int = 0) -> Sequence[PassedUp]:
        """What of it waits in the units this person watches, longest first; settled duties are left out."""
        query = (
            select(
                DutyPassedUpRow.duty_id,
                DutyPassedUpRow.words,
                DutyPassedUpRow.created_at,
                PersonRow.name.label("by"),
            )
            .join(PersonRow, PersonRow.id == DutyPassedUpRow.by)
            .where(_waits_in(who))
            .order_by(DutyPassedUpRow.created_at, DutyPassedUpRow.duty_id)
            .limit(limit)
            .offset(offset)
        )
        return [restore(PassedUp, row) for row in await self._connection.execute(query)]

    async def count(self, who: Actor) -> int:
        """How much of it waits there."""
        query = select(func.count()).select_from(DutyPassedUpRow).where(_waits_in(who))
        return int((await self._connection.execute(query)).scalar_one())


def _waits_in(who: Actor) -> ColumnElement[bool]:
    """Its duty is unsettled, in a unit this person watches. Asked row by row: of these there are few."""
    return (
        select(DutyRow.id)
        .where(
            DutyRow.id == DutyPassedUpRow.duty_id,
            _IS_UNSETTLED,
            stands_under(DutyRow.home_unit_id, who.roots),
        )
        .exists()
    )
