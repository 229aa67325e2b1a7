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
    """Where the outbox sends. A second messenger is a sibling, not a change elsewhere."""

    async def send(
        self, chat_id: int, notice: Notice, attachments: tuple[Attachment, ...] = ()
    ) -> SendOutcome:
        """Send a message; a single attachment carries the notice as its caption where it fits."""
        ...


class Screens(Protocol):
    """What people see in answer to what they do.

    Answering a press, showing busy, deleting and `try_…` are best effort; the others try again and raise
    in the end.
    """

    async def answer_press(self, press_id: str, words: str, *, alert: bool) -> bool:
        """Stop the spinner of a pressed button, with words over the chat if any; whether it was seen."""
        ...

    async def say(self, chat_id: int, words: str) -> None:
        """Plain words as a message."""
        ...

    async def try_say(self, chat_id: int, words: str) -> None:
        """Plain words as a message, best effort: never raises."""
        ...

    async def post(self, chat_id: int, notice: Notice) -> int:
        """A new message; its id."""
        ...

    async def redraw(self, chat_id: int, message_id: int, notice: Notice) -> bool:
        """Redraw a message in place; False when it can no longer be edited."""
        ...

    async def try_redraw(self, chat_id: int, message_id: int, notice: Notice) -> None:
        """Redraw a message in place, best effort: never raises."""
        ...

    async def try_react(self, chat_id: int, message_id: int, sign: str) -> None:
        """Put a sign on a person's message, best effort: never raises."""
        ...

    async def delete(self, chat_id: int, message_id: int) -> None:
        """Take a message away; one that is already gone is fine."""
        ...

    async def send_files(
        self, chat_id: int, attachments: tuple[Attachment, ...], caption: Notice | None
    ) -> None:
        """One to ten documents as one message; the last of them carries the caption."""
        ...

    async def show_busy(self, chat_id: int, action: str) -> None:
        """Show that something longer is being done: `typing`, `upload_document`."""
        ...

    async def fetch(self, file_ref: str, size: int) -> bytes:
        """The bytes of a file a person sent, waited for by its size; BadInput when it is not to be had."""
        ...

    async def invite_link(self, payload: str) -> str:
        """The deep link that starts the bot with this payload."""
        ...

    async def offer_commands(self, chat_id: int, commands: tuple[tuple[str, str], ...]) -> bool:
        """List these commands, each with what it does, in this chat; none: the list of every chat again.

        Best effort: False where it failed.
        """
        ...
