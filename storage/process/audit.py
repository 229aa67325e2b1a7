"""The audit trail as rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert

from roadmap.people.persons import Actor, SystemActor
from roadmap.process.audit import without_words
from storage.connection import Connection
from storage.process.tables import AuditRow

_ADD = insert(AuditRow)
Subject = tuple[str, int]
Facts = Mapping[str, object]


class AuditTrail:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(
        self,
        actor: Actor | SystemActor,
        at: datetime,
        action: str,
        subject: Subject,
        facts: Facts | None = None,
    ) -> None:
        """Record one change; `subject` is a kind and an id, e.g. `("duty", 17)`.

        Words of people among the facts are kept as hashes (roadmap/process/audit.py).
        """
        await self._connection.execute(_ADD, _entry(actor, at, action, subject, facts or {}))

    async def add_all(
        self, actor: Actor | SystemActor, at: datetime, changes: Sequence[tuple[str, Subject, Facts]]
    ) -> None:
        """Record many changes of one moment, each an action, its subject and facts."""
        if changes:
            await self._connection.execute(_ADD, [_entry(actor, at, *change) for change in changes])


def _entry(
    actor: Actor | SystemActor, at: datetime, action: str, subject: Subject, facts: Facts
) -> dict[str, object]:
    kind, subject_id = subject
    return {
        "department_id": actor.department_id,
        "at": at,
        "actor_id": actor.person_id if isinstance(actor, Actor) else None,
        "through": actor.through.value,
        "action": action,
        "subject_kind": kind,
        "subject_id": subject_id,
        "facts": without_words({**facts, **_behalf(actor)}),
    }


def _behalf(actor: Actor | SystemActor) -> Mapping[str, object]:
    """For whom a deputy has acted."""
    absent = actor.on_behalf_of if isinstance(actor, Actor) else None
    return {} if absent is None else {"for": absent}
