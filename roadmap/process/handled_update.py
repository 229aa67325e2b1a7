"""The update being handled, and what the commits of its handler settle."""

from dataclasses import dataclass, field
from typing import Any

from roadmap.ids import DutyId, UpdateId
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
    cards: dict[int, DutyId | None] = field(default_factory=dict)
    """Messages of the chat drawn anew, not yet on record: the duty each is the card of, or none."""
    is_settled: bool = False
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
    def owes_commit(self) -> bool:
        """Whether something of this update is not stored yet."""
        return not self.is_settled or bool(self.cards) or bool(self.conversation_change)

    def committed(self) -> None:
        """The update is settled and its conversation stored."""
        self.is_settled = True
        self._stored = self._said()
