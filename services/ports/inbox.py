"""Updates of the messenger, stored before they are confirmed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from roadmap.ids import UpdateId


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUpdate:
    """As the messenger gave it; `chat_id` 0 where no chat is concerned."""

    id: UpdateId
    chat_id: int
    payload: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxUpdate:
    """A stored update taken for handling; `attempts` counts this one.

    With it comes what its handling always asks first of the chat: the state of the conversation, and whether
    something sent there waits for a press as its proof. Nobody else handles the chat meanwhile.
    """

    id: UpdateId
    chat_id: int
    payload: Mapping[str, object]
    attempts: int
    fence: int
    conversation: str | None = None
    has_unsure: bool = False


class Inbox(Protocol):
    async def add(self, updates: Sequence[NewUpdate], now: datetime) -> int:
        """Store them; those already stored are left as they are. How many were new."""
        ...

    async def claim(self, now: datetime, lease_until: datetime, limit: int) -> Sequence[InboxUpdate]:
        """The oldest waiting update of each chat that has none under way."""
        ...

    async def done(self, updates: Sequence[InboxUpdate], now: datetime) -> None:
        """Settle updates whose handlers changed nothing."""
        ...

    async def put_back(self, update: InboxUpdate, not_before: datetime, reason: str) -> None:
        """Try again from this moment on; later updates of the chat wait."""
        ...

    async def release(self, update: InboxUpdate) -> None:
        """Give it back untouched: handling never began."""
        ...

    async def bury(self, update: InboxUpdate, now: datetime, reason: str) -> None:
        """Give it up: kept as dead with the reason, unless it was settled already."""
        ...

    async def renew(self, updates: Collection[UpdateId], lease_until: datetime) -> None:
        """Those that are still being handled are not lost."""
        ...

    async def recover(self, now: datetime, *, is_alone: bool, spared: Collection[UpdateId] = ()) -> int:
        """Take back updates whose handler is lost, but not the spared; with `is_alone` all that are held.

        That attempt is not counted: the process failed, not the handling.
        """
        ...

    async def forget(self, before: datetime) -> int:
        """Delete settled updates received before that moment."""
        ...

    async def waiting(self) -> tuple[int, datetime | None]:
        """How many wait or are under way, and since when the oldest does."""
        ...
