"""Conversations as rows, one per chat."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import bindparam, select

from roadmap.people.place import Place
from roadmap.process.conversation import Conversation
from storage.by_channel import by_channel
from storage.connection import Connection
from storage.inserting import upsert
from storage.lists import one_of
from storage.process.tables import ConversationRow

_OF_CHATS = select(ConversationRow.chat_id, ConversationRow.state, ConversationRow.data).where(
    ConversationRow.channel == bindparam("channel"),
    one_of(ConversationRow.chat_id, "chats"),
)


class Conversations:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of_chats(self, places: Collection[Place]) -> Mapping[Place, Conversation]:
        """By chat; a chat that was never talked to is not in it."""
        talks: dict[Place, Conversation] = {}
        for channel, chats in by_channel(places).items():
            for row in await self._connection.execute(_OF_CHATS, {"channel": channel, "chats": chats}):
                talks[Place(channel, row.chat_id)] = Conversation(state=row.state, data=row.data)
        return talks

    async def change(self, place: Place, change: Mapping[str, Any]) -> None:
        """Remember a new `state`, new `data`, or both."""
        values = {**place._asdict(), "state": None, "data": {}, **change}
        await upsert(self._connection, ConversationRow, values, keys=Place._fields, update=tuple(change))
