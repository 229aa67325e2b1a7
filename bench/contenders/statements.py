"""Every statement a process sends to its database: how often, how long in all, and the longest."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

WAITS = ("BEGIN",)
"""Waiting for the write lock is no query."""


@dataclass(slots=True)
class Statement:
    text: str
    times: int = 0
    seconds: float = 0.0
    longest: float = 0.0


class Statements:
    def __init__(self) -> None:
        self._by_text: dict[str, Statement] = {}

    def slowest(self, count: int) -> list[dict[str, Any]]:
        """Those with the longest single run first."""
        return self._first(count, lambda each: each.longest)

    def heaviest(self, count: int) -> list[dict[str, Any]]:
        """Those that took most time in all first."""
        return self._first(count, lambda each: each.seconds)

    def _first(self, count: int, by: Any) -> list[dict[str, Any]]:
        return [asdict(each) for each in sorted(self._by_text.values(), key=by, reverse=True)[:count]]

    def _before(
        self, _connection: Any, _cursor: Any, _text: str, _values: Any, context: Any, _m: Any
    ) -> None:
        context.began_at = perf_counter()

    def _after(self, _connection: Any, _cursor: Any, text: str, _values: Any, context: Any, _m: Any) -> None:
        if text.startswith(WAITS):
            return
        taken = perf_counter() - context.began_at
        found = self._by_text.setdefault(text, Statement(text))
        found.times += 1
        found.seconds += taken
        found.longest = max(found.longest, taken)


@contextmanager
def watching_statements(engine: AsyncEngine) -> Iterator[Statements]:
    statements = Statements()
    listeners = {"before_cursor_execute": statements._before, "after_cursor_execute": statements._after}
    for name, listener in listeners.items():
        event.listen(engine.sync_engine, name, listener)
    try:
        yield statements
    finally:
        for name, listener in listeners.items():
            event.remove(engine.sync_engine, name, listener)
