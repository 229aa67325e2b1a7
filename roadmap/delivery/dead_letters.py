"""Whose undelivered messages somebody decides about."""

from collections.abc import Collection
from dataclasses import dataclass

from roadmap.ids import UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadScope:
    """Whose messages somebody decides about: the department's, or only those to units under `roots`."""

    department_id: UnitId
    roots: Collection[UnitId] | None = None
