"""What the bot is waiting to hear in a chat: it survives a restart."""

from collections.abc import Mapping
from typing import Any, Protocol


class Conversations(Protocol):
    async def state(self, chat_id: int) -> str | None: ...

    async def data(self, chat_id: int) -> Mapping[str, object]: ...

    async def change(self, chat_id: int, change: Mapping[str, Any]) -> None:
        """Remember a new `state`, new `data`, or both."""
        ...
