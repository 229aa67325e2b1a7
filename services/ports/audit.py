"""The append-only record of who did what."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from roadmap.people import Actor, SystemActor


class AuditTrail(Protocol):
    async def add(
        self,
        actor: Actor | SystemActor,
        at: datetime,
        action: str,
        subject: tuple[str, int],
        facts: Mapping[str, object] | None = None,
    ) -> None:
        """Record one change; `subject` is a kind and an id, e.g. `("execution", 17)`."""
        ...
