"""Conversations as rows, one per chat."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.delivery import ConversationRow
from storage.upsert import upsert

_STATE = select(ConversationRow.state).where(ConversationRow.chat_id == bindparam("chat"))


class SqlConversations:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def state(self, chat_id: int) -> str | None:
        return (await self._connection.execute(_STATE, {"chat": chat_id})).scalar_one_or_none()

    async def data(self, chat_id: int) -> Mapping[str, object]:
        query = select(ConversationRow.data).where(ConversationRow.chat_id == chat_id)
        return (await self._connection.execute(query)).scalar_one_or_none() or {}

    async def change(self, chat_id: int, change: Mapping[str, Any]) -> None:
        values = {"chat_id": chat_id, "state": None, "data": {}, **change}
        statement = upsert(self._connection, ConversationRow, values, keys=("chat_id",), update=change)
        await self._connection.execute(statement)
