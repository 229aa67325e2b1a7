"""The audit trail as rows."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert

from roadmap.people.persons import Actor, SystemActor
from storage.connection import Connection
from storage.process.tables import AuditRow

_ADD = insert(AuditRow)


class AuditTrail:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(
        self,
        actor: Actor | SystemActor,
        at: datetime,
        action: str,
        subject: tuple[str, int],
        facts: Mapping[str, object] | None = None,
    ) -> None:
        """Record one change; `subject` is a kind and an id, e.g. `("duty", 17)`."""
        kind, subject_id = subject
        entry = {
            "department_id": actor.department_id,
            "at": at,
            "actor_id": actor.person_id if isinstance(actor, Actor) else None,
            "through": actor.through.value,
            "action": action,
            "subject_kind": kind,
            "subject_id": subject_id,
            "facts": dict(facts or {}),
        }
        await self._connection.execute(_ADD, entry)
