"""The messenger as services see it: outcomes are values, not exceptions."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from services.notice import Attachment, Notice


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: int


@dataclass(frozen=True, slots=True)
class NotSent:
    """Surely not delivered: try again. `retry_after` is the messenger's own wait and costs no attempt."""

    reason: str
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Unsure:
    """The request left, the answer did not come: it may have been delivered."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The messenger will never take this message as it is (not about the account)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person cannot be written to: blocked the bot, deactivated, chat not found."""

    reason: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """The chat lives under a new id now."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Unauthorized:
    """The bot's token is no longer valid: stop sending, keep everything."""

    reason: str


SendOutcome = Sent | NotSent | Unsure | Refused | Blocked | Migrated | Unauthorized


class Messenger(Protocol):
    """One messenger. A second one is a sibling implementation, not a change elsewhere."""

    async def send(
        self, chat_id: int, notice: Notice, attachments: tuple[Attachment, ...] = ()
    ) -> SendOutcome:
        """Send a message; a single attachment carries the notice as its caption where it fits."""
        ...

    async def edit(self, chat_id: int, message_id: int, notice: Notice) -> bool:
        """Redraw a message in place; False when it can no longer be edited."""
        ...

    async def download(self, file_ref: str) -> bytes:
        """The bytes of a file a person sent."""
        ...

    async def invite_link(self, payload: str) -> str:
        """The deep link that starts the bot with this payload."""
        ...
