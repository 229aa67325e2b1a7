"""What the bot is waiting to hear in a chat: it survives a restart."""

from collections.abc import Collection, Mapping
from typing import Any, Protocol


class Conversations(Protocol):
    async def states(self, chat_ids: Collection[int]) -> Mapping[int, str | None]:
        """By chat; a chat that was never talked to is not in it."""
        ...

    async def data(self, chat_id: int) -> Mapping[str, object]: ...

    async def change(self, chat_id: int, change: Mapping[str, Any]) -> None:
        """Remember a new `state`, new `data`, or both."""
        ...
