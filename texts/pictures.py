"""Pictures before they are drawn: what stands in them, in words and numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Bars of several parts, one under another; `said` is the same in words."""

    title: str
    note: str
    labels: tuple[str, ...]
    parts: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The same standing, one for each month; `now` is the place of the present one."""

    title: str
    note: str
    labels: tuple[str, ...]
    parts: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    now: int | None
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """Who has how much when: a line for each name, a column for each month."""

    title: str
    note: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    said: str


Picture = Bars | Columns | Heat
