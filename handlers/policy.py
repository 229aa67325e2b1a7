"""Who may reach a handler. Every handler carries a policy; one without it fails the architecture test.

The policy is the front door only: services check the same rights again, with the object at hand.
"""

from dataclasses import dataclass

from roadmap.people.persons import Role

FLAG = "policy"


@dataclass(frozen=True, slots=True)
class Policy:
    """`roles` None means anybody, bound or not."""

    roles: frozenset[Role] | None


def allow(*roles: Role) -> dict[str, Policy]:
    """Flags of a handler for bound persons who hold any of these roles."""
    return {FLAG: Policy(frozenset(roles))}


def allow_bound() -> dict[str, Policy]:
    """Flags of a handler for any bound person."""
    return {FLAG: Policy(frozenset(Role))}


def allow_anybody() -> dict[str, Policy]:
    """Flags of a handler that strangers may reach: `/start`, `/help` and the like."""
    return {FLAG: Policy(None)}
