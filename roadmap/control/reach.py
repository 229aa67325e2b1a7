"""Whom the plan cannot reach, and why: each with somebody to act on it."""

from dataclasses import dataclass
from enum import StrEnum


class Gap(StrEnum):
    """Why a message would reach nobody; in the order they are shown."""

    UNBOUND = "unbound"
    EXPIRED = "expired"
    BLOCKED = "blocked"
    LEFT = "left"
    AWAY = "away"
    EMPTY_UNIT = "empty-unit"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """One person or unit of a gap; `detail` is the unit of a person, or how much waits."""

    id: int
    name: str
    detail: str
