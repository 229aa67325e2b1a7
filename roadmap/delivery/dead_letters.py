"""Whose undelivered messages somebody decides about."""

from collections.abc import Collection
from dataclasses import dataclass

from roadmap.ids import UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadScope:
    """Whose messages somebody decides about: a whole department's, or only those to the `watched` units."""

    department_id: UnitId
    watched: Collection[UnitId] | None = None
