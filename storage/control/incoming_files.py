"""Files on their way into drafts, as rows."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from roadmap.control.incoming_files import IncomingFile, SentFile
from roadmap.control.typed_words import SaidIn
from roadmap.ids import DraftId, IncomingFileId, PersonId
from roadmap.people.place import Place
from storage.connection import Connection
from storage.control.tables import IncomingFileRow
from storage.lists import none_of
from storage.people.tables import PersonRow

_WAITING = IncomingFileRow.state == "waiting"
_HEADS = select(func.min(IncomingFileRow.id)).where(_WAITING).group_by(IncomingFileRow.draft_id)
"""One of each draft: its files stay in the order they were sent in."""
_SENT = select(PersonRow.files_since, PersonRow.files_bytes).where(PersonRow.id == bindparam("person"))
_COUNT = (
    update(PersonRow)
    .where(PersonRow.id == bindparam("person"))
    .values(files_since=bindparam("since"), files_bytes=bindparam("bytes"))
)

DAY = timedelta(days=1)


class IncomingFileRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def expect(
        self, draft_id: DraftId, said_in: SaidIn, file: SentFile, album: str | None, at: datetime
    ) -> None:
        """Put this file of this message on its way."""
        values = {
            "draft_id": draft_id,
            **said_in.place._asdict(),
            "message_id": said_in.message_id,
            "ref": file.ref,
            "name": file.name,
            "size": file.size,
            "album": album,
            "state": "waiting",
            "reason": "",
            "attempts": 0,
            "not_before": at,
        }
        await self._connection.execute(insert(IncomingFileRow).values(**values))

    async def fits(self, person_id: PersonId, size: int, quota: int, now: datetime) -> bool:
        """Count these bytes into the person's day, which begins with its first file; False past the quota.

        What is thrown away later stays counted: its bytes have been fetched and stored.
        """
        row = (await self._connection.execute(_SENT, {"person": person_id})).one()
        is_over = row.files_since is None or now - row.files_since >= DAY
        since, sent = (now, size) if is_over else (row.files_since, row.files_bytes + size)
        if sent > quota:
            return False
        await self._connection.execute(_COUNT, {"person": person_id, "since": since, "bytes": sent})
        return True

    async def due(self, now: datetime, limit: int, besides: Collection[int]) -> Sequence[IncomingFile]:
        """What may be fetched now, the oldest of each draft."""
        query = (
            select(IncomingFileRow)
            .where(
                IncomingFileRow.id.in_(_HEADS),
                IncomingFileRow.not_before <= now,
                none_of(IncomingFileRow.id, besides),
            )
            .order_by(IncomingFileRow.id)
            .limit(limit)
        )
        return [_file(row) for row in await self._connection.execute(query)]

    async def take(self, file: IncomingFile, until: datetime) -> bool:
        """Begin to fetch it; False when somebody else has."""
        return await self._change(file, attempts=file.attempts + 1, not_before=until)

    async def put_off(self, file: IncomingFile, until: datetime) -> bool:
        """Fetch it again from this moment on."""
        return await self._change(file, not_before=until)

    async def refuse(self, file: IncomingFile, reason: str) -> bool:
        """It will not be taken; remembered until the draft goes, so that an album is refused once."""
        return await self._change(file, state="refused", reason=reason)

    async def _change(self, file: IncomingFile, **values: Any) -> bool:
        held = update(IncomingFileRow).where(
            IncomingFileRow.id == file.id, _WAITING, IncomingFileRow.attempts == file.attempts
        )
        return (await self._connection.execute(held.values(**values))).rowcount == 1

    async def arrived(self, file: IncomingFile) -> bool:
        """It is on its way no more; False when the draft has gone or somebody else has brought it."""
        gone = delete(IncomingFileRow).where(IncomingFileRow.id == file.id, _WAITING)
        return (await self._connection.execute(gone)).rowcount == 1

    async def is_refused(self, file: IncomingFile, reason: str) -> bool:
        """Whether another file of its album was refused for the same."""
        if file.album is None:
            return False
        same = select(IncomingFileRow.id).where(
            IncomingFileRow.draft_id == file.draft_id,
            IncomingFileRow.album == file.album,
            IncomingFileRow.reason == reason,
            IncomingFileRow.id != file.id,
        )
        return (await self._connection.execute(same.limit(1))).first() is not None

    async def release(self, now: datetime) -> None:
        """Fetch anew whatever a process that has ended was fetching."""
        await self._connection.execute(update(IncomingFileRow).where(_WAITING).values(not_before=now))


def _file(row: Any) -> IncomingFile:
    return IncomingFile(
        id=IncomingFileId(row.id),
        draft_id=DraftId(row.draft_id),
        place=Place(row.channel, row.chat_id),
        message_id=row.message_id,
        ref=row.ref,
        name=row.name,
        size=row.size,
        album=row.album,
        attempts=row.attempts,
    )
