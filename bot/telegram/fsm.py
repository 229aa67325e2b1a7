"""aiogram's conversation state kept in our database, so that a restart interrupts nobody.

Inside a handler nothing is written at once: the change travels with the commit that settles the update.
Were it a commit of its own, a crash after it would leave the update settled and the work undone.
"""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from storage.process.current_update import handled_update
from storage.unit_of_work import Store


class StoredConversations(BaseStorage):
    """One conversation per chat; the bot works in private chats only."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        await self._change(key.chat_id, "state", state.state if isinstance(state, State) else state)

    async def get_state(self, key: StorageKey) -> str | None:
        if "state" in (changed := _changed(key.chat_id)):
            state: str | None = changed["state"]
            return state
        update = handled_update()
        if update is not None and key.chat_id in update.states:
            return update.states[key.chat_id]
        async with self._store.read() as uow:
            return (await uow.conversations.states([key.chat_id])).get(key.chat_id)

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        await self._change(key.chat_id, "data", dict(data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        if "data" in (changed := _changed(key.chat_id)):
            return dict(changed["data"])
        async with self._store.read() as uow:
            return dict(await uow.conversations.data(key.chat_id))

    async def _change(self, chat_id: int, field: str, value: object) -> None:
        if (update := handled_update()) is not None:
            update.conversations.setdefault(chat_id, {})[field] = value
            return
        async with self._store.write() as uow:
            await uow.conversations.change(chat_id, {field: value})
            await uow.commit()

    async def close(self) -> None:
        """The store is closed by whoever opened it."""


def _changed(chat_id: int) -> Mapping[str, Any]:
    update = handled_update()
    return update.conversations.get(chat_id, {}) if update is not None else {}
