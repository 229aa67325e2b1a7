"""The update being handled, and what the commits of its handler settle."""

from dataclasses import dataclass, field
from typing import Any

from roadmap.ids import DutyId, UpdateId
from roadmap.people.persons import Actor
from roadmap.people.place import Place
from roadmap.process.conversation import Conversation


class AlreadyHandled(Exception):
    """Another worker has finished this update: nothing of this transaction may stay."""


@dataclass(slots=True)
class HandledUpdate:
    """A claimed update while its handler runs. Nobody else handles the chat meanwhile."""

    id: UpdateId
    fence: int
    place: Place
    conversation: Conversation = field(default_factory=Conversation)
    visitor: Actor | None = None
    """Who is acting, as it was when the update was claimed; looked at again by the first write."""
    pressed_message_id: int | None = None
    """The message whose button was pressed: where the answer will be drawn."""
    said_message_id: int | None = None
    """The message with the words or the file."""
    cards: dict[int, DutyId | None] = field(default_factory=dict)
    """Messages of the chat drawn anew, not yet on record: the duty each is the card of, or none."""
    is_settled: bool = False
    """The deed is done: the row says `owed` until the person has seen the answer."""
    is_answered: bool = False
    """The answer has been shown: the next commit says `done`."""
    is_done: bool = False
    """The row says `done`."""
    expects_file: bool = False
    """A file was put on its way into a draft: whoever fetches looks for it now."""
    has_rights: bool = False
    """Whether the visitor's rights were found unchanged by a write."""
    _stored: tuple[str | None, dict[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        self._stored = self._said()

    def _said(self) -> tuple[str | None, dict[str, Any]]:
        return self.conversation.state, self.conversation.data

    @property
    def conversation_change(self) -> dict[str, Any]:
        """The fields of the conversation that differ from what is stored."""
        state, data = self._stored
        change: dict[str, Any] = {}
        if self.conversation.state != state:
            change["state"] = self.conversation.state
        if self.conversation.data != data:
            change["data"] = self.conversation.data
        return change

    @property
    def mark_is_due(self) -> bool:
        """Whether the next commit has to say something of the update itself."""
        return not self.is_done and (self.is_answered or not self.is_settled)

    @property
    def owes_commit(self) -> bool:
        """Whether something of this update is not stored yet."""
        return not self.is_settled or bool(self.cards) or bool(self.conversation_change)

    def committed(self) -> None:
        """The update is settled and its conversation stored."""
        self.is_settled = True
        self.is_done = self.is_answered
        self._stored = self._said()
