"""Which message brought which words, as rows."""

from typing import Any

from sqlalchemy import bindparam, insert, select, update

from roadmap.control.typed_words import Became, SaidIn, TypedWords
from roadmap.ids import DraftId
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


class TypedWordsRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, draft_id: DraftId, said_in: SaidIn, words: str) -> None:
        values: dict[str, Any] = {
            "draft_id": draft_id,
            **said_in.place._asdict(),
            "message_id": said_in.message_id,
            "words": words,
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

    async def change(self, typed: TypedWords, words: str) -> None:
        changed = update(TypedWordsRow).where(TypedWordsRow.id == typed.id).values(words=words)
        await self._connection.execute(changed)
