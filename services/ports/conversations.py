"""What the bot is waiting to hear in a chat: it survives a restart."""

from collections.abc import Mapping
from typing import Protocol


class Conversations(Protocol):
    async def state(self, chat_id: int) -> str | None: ...

    async def data(self, chat_id: int) -> Mapping[str, object]: ...

    async def set_state(self, chat_id: int, state: str | None) -> None: ...

    async def set_data(self, chat_id: int, data: Mapping[str, object]) -> None: ...
