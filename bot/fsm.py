"""aiogram's conversation state kept in our database, so that a restart interrupts nobody."""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from services.ports.unit_of_work import Store


class StoredConversations(BaseStorage):
    """One conversation per chat; the bot works in private chats only."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = state.state if isinstance(state, State) else state
        async with self._store.write() as uow:
            await uow.conversations.set_state(key.chat_id, name)
            await uow.commit()

    async def get_state(self, key: StorageKey) -> str | None:
        async with self._store.read() as uow:
            return await uow.conversations.state(key.chat_id)

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        async with self._store.write() as uow:
            await uow.conversations.set_data(key.chat_id, data)
            await uow.commit()

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        async with self._store.read() as uow:
            return dict(await uow.conversations.data(key.chat_id))

    async def close(self) -> None:
        """The store is closed by whoever opened it."""
