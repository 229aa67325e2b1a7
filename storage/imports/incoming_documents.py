"""Documents on their way to the desk, as rows; there are a few of them at any time."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from roadmap.control.incoming_files import SentFile
from roadmap.ids import ImportId, IncomingDocumentId, PersonId
from roadmap.imports.incoming_documents import IncomingDocument
from roadmap.people.place import Place
from storage.connection import Connection
from storage.imports.tables import IncomingDocumentRow
from storage.lists import none_of

_DUE = (
    select(IncomingDocumentRow)
    .where(IncomingDocumentRow.not_before <= bindparam("now"), none_of(IncomingDocumentRow.id, "besides"))
    .order_by(IncomingDocumentRow.id)
    .limit(bindparam("limit"))
)


class IncomingDocumentRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def expect(
        self,
        person_id: PersonId,
        place: Place,
        message_id: int,
        file: SentFile,
        at: datetime,
        minutes_caption: str | None = None,
    ) -> None:
        values = {
            "person_id": person_id,
            **place._asdict(),
            "message_id": message_id,
            "ref": file.ref,
            "name": file.name,
            "size": file.size,
            "minutes_caption": minutes_caption,
            "attempts": 0,
            "not_before": at,
        }
        await self._connection.execute(insert(IncomingDocumentRow).values(**values))

    async def due(self, now: datetime, limit: int, besides: Collection[int]) -> Sequence[IncomingDocument]:
        """What may be fetched now, in the order it was sent."""
        which = {"now": now, "besides": [*besides], "limit": limit}
        return [_document(found) for found in await self._connection.execute(_DUE, which)]

    async def take(self, document: IncomingDocument, until: datetime) -> bool:
        """Begin to fetch it; False when somebody else has."""
        return await self._change(document, attempts=document.attempts + 1, not_before=until)

    async def is_held(self, document: IncomingDocument) -> bool:
        """Whether nobody else has begun to fetch it since, and it is not gone."""
        row = IncomingDocumentRow
        held = select(row.id).where(row.id == document.id, row.attempts == document.attempts)
        return (await self._connection.execute(held)).first() is not None

    async def put_off(self, document: IncomingDocument, until: datetime) -> bool:
        """Fetch it again from this moment on."""
        return await self._change(document, not_before=until)

    async def put_on_desk(self, document: IncomingDocument, import_id: ImportId) -> bool:
        """It is read; False when somebody else has begun to fetch it or it is gone."""
        return await self._change(document, import_id=import_id)

    async def _change(self, document: IncomingDocument, **values: Any) -> bool:
        held = update(IncomingDocumentRow).where(
            IncomingDocumentRow.id == document.id, IncomingDocumentRow.attempts == document.attempts
        )
        return (await self._connection.execute(held.values(**values))).rowcount == 1

    async def remove(self, document: IncomingDocument) -> None:
        """It was shown, or it will not come."""
        gone = delete(IncomingDocumentRow).where(IncomingDocumentRow.id == document.id)
        await self._connection.execute(gone)

    async def release(self, now: datetime) -> None:
        """Fetch anew whatever a process that has ended was fetching."""
        await self._connection.execute(update(IncomingDocumentRow).values(not_before=now))


def _document(row: Any) -> IncomingDocument:
    return IncomingDocument(
        id=IncomingDocumentId(row.id),
        person_id=PersonId(row.person_id),
        place=Place(row.channel, row.chat_id),
        message_id=row.message_id,
        ref=row.ref,
        name=row.name,
        size=row.size,
        import_id=ImportId(row.import_id) if row.import_id is not None else None,
        minutes_caption=row.minutes_caption,
        attempts=row.attempts,
    )
