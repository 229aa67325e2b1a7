"""Conversations as rows, one per chat."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from roadmap.process.conversation import Conversation
from storage.inserting import upsert
from storage.process.tables import ConversationRow

_OF_CHATS = select(ConversationRow.chat_id, ConversationRow.state, ConversationRow.data).where(
    ConversationRow.chat_id.in_(bindparam("chats", expanding=True))
)


class Conversations:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_chats(self, chat_ids: Collection[int]) -> Mapping[int, Conversation]:
        """By chat; a chat that was never talked to is not in it."""
        found = await self._connection.execute(_OF_CHATS, {"chats": list(chat_ids)})
        return {row.chat_id: Conversation(state=row.state, data=row.data) for row in found}

    async def change(self, chat_id: int, change: Mapping[str, Any]) -> None:
        """Remember a new `state`, new `data`, or both."""
        values = {"chat_id": chat_id, "state": None, "data": {}, **change}
        await upsert(self._connection, ConversationRow, values, keys=("chat_id",), update=tuple(change))
