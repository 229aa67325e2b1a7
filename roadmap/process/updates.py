"""Updates of the messenger as the inbox keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple

from roadmap.ids import UpdateId
from roadmap.people.persons import Actor
from roadmap.people.place import Place
from roadmap.process.conversation import Conversation


class UpdateKey(NamedTuple):
    """Each messenger numbers its own updates."""

    channel: str
    id: UpdateId


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUpdate:
    """As the messenger gave it; the chat is 0 where none is concerned."""

    id: UpdateId
    place: Place
    payload: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxUpdate:
    """A stored update taken for handling; `attempts` counts this one.

    With it comes what its handling always asks first of the chat: who is acting, the conversation, and
    whether something sent there waits for a press as its proof. Nobody else handles the chat meanwhile.
    """

    id: UpdateId
    place: Place
    payload: Mapping[str, object]
    attempts: int
    fence: int
    conversation: Conversation = field(default_factory=Conversation)
    has_unsure: bool = False
    actor: Actor | None = None
    """The person behind the chat; None for a stranger."""
    is_owed: bool = False
    """The deed was done and the answer is not known to have been seen: only the screen is to be drawn."""

    @property
    def key(self) -> UpdateKey:
        return UpdateKey(self.place.channel, self.id)


INBOX_LEASE = timedelta(seconds=20)
"""Renewed while a handler runs, where there are several processes: a person waits this long for a crash."""
