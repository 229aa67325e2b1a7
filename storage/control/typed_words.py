"""Which message brought which words, as rows."""

from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from roadmap.control.typed_words import Became, SaidIn, TypedWords
from roadmap.ids import DraftId, ReportId
from roadmap.people.place import Place
from storage.connection import Connection
from storage.control.tables import TypedWordsRow
from storage.mapping import restore

_LATEST = (
    select(TypedWordsRow)
    .where(
        TypedWordsRow.channel == bindparam("channel"),
        TypedWordsRow.chat_id == bindparam("chat_id"),
        TypedWordsRow.message_id == bindparam("message"),
    )
    .order_by(TypedWordsRow.id.desc())
    .limit(1)
)


_OF_REPORT = select(func.max(TypedWordsRow.message_id)).where(
    TypedWordsRow.report_id == bindparam("report"),
    TypedWordsRow.channel == bindparam("channel"),
    TypedWordsRow.chat_id == bindparam("chat_id"),
)


class TypedWordsRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, draft_id: DraftId, said_in: SaidIn, words: str, file_mark: str = "") -> None:
        values: dict[str, Any] = {
            "draft_id": draft_id,
            **said_in.place._asdict(),
            "message_id": said_in.message_id,
            "words": words,
            "file_mark": file_mark or None,
        }
        await self._connection.execute(insert(TypedWordsRow).values(**values))

    async def add_answer(self, became: Became, subject_id: int, said_in: SaidIn, words: str) -> None:
        """These words are no report: a remark or a reason."""
        values: dict[str, Any] = {
            "became": became.value,
            "became_id": subject_id,
            **said_in.place._asdict(),
            "message_id": said_in.message_id,
            "words": words,
        }
        await self._connection.execute(insert(TypedWordsRow).values(**values))

    async def of_message(self, said_in: SaidIn) -> TypedWords | None:
        """Where the words of this message are now; a draft made of a report comes before the report."""
        which = {**said_in.place._asdict(), "message": said_in.message_id}
        row = (await self._connection.execute(_LATEST, which)).first()
        return restore(TypedWords, row) if row else None

    async def of_report(self, report_id: ReportId, place: Place) -> int | None:
        """The last message of this chat that brought words or files of the report."""
        which = {"report": report_id, "channel": place.channel, "chat_id": place.chat_id}
        message_id: int | None = (await self._connection.execute(_OF_REPORT, which)).scalar_one_or_none()
        return message_id

    async def change(self, typed: TypedWords, words: str, file_mark: str | None = None) -> None:
        """The words of this message are others now, and its file, where one is named."""
        values = {"words": words} | ({"file_mark": file_mark} if file_mark else {})
        changed = update(TypedWordsRow).where(TypedWordsRow.id == typed.id).values(**values)
        await self._connection.execute(changed)
