"""The update being handled, and what its commit settles."""

from dataclasses import dataclass, field
from typing import Any

from roadmap.ids import UpdateId


@dataclass(slots=True)
class HandledUpdate:
    id: UpdateId
    fence: int
    states: dict[int, str | None] = field(default_factory=dict)
    """The conversations as they are stored: nobody else changes them while this chat is being handled."""
    is_settled: bool = False
    conversations: dict[int, dict[str, Any]] = field(default_factory=dict)
    """What the handler wants remembered of its chats: written by the same commit, dropped if it fails."""


class AlreadyHandled(Exception):
    """Another worker has finished this update: nothing of this transaction may stay."""
