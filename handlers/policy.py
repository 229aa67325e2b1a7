"""Who may reach a handler: each stands in its area's table together with the roles it is for.

The policy is the front door only: services check the same rights again, with the object at hand.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from roadmap.people.persons import Actor, Role

Handler = Callable[..., Awaitable[Any]]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Entry:
    """`roles` None means anybody, bound or not; all of them, any bound person, with a role or without.

    What may be done `before_consent` stays open to whoever has not agreed to words that have changed.
    """

    handler: Handler
    roles: frozenset[Role] | None
    before_consent: bool = False

    def lets_in(self, visitor: Actor | None) -> bool:
        """Whether this person may reach the handler."""
        if self.roles is None:
            return True
        return visitor is not None and (self.roles == frozenset(Role) or visitor.has(*self.roles))


def allow(handlers: Mapping[Key, Handler], *roles: Role) -> dict[Key, Entry]:
    """For bound persons who hold any of these roles."""
    return {key: Entry(handler, frozenset(roles)) for key, handler in handlers.items()}


def allow_bound(handlers: Mapping[Key, Handler]) -> dict[Key, Entry]:
    """For any bound person."""
    return allow(handlers, *Role)


def allow_anybody(handlers: Mapping[Key, Handler]) -> dict[Key, Entry]:
    """For strangers too: `/start`, `/help` and the like."""
    return {key: Entry(handler, None) for key, handler in handlers.items()}


def allow_before_consent(handlers: Mapping[Key, Handler]) -> dict[Key, Entry]:
    """For any bound person, also one who has not agreed to the present words of the consent."""
    return {key: Entry(handler, frozenset(Role), before_consent=True) for key, handler in handlers.items()}
