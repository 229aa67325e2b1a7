"""Every statement a process sends to its database: how often, how long in all, and the longest."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any
from unittest.mock import patch

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.inline_sqlite import InlineCursor

WAITS = ("BEGIN", "PRAGMA")
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

    @property
    def texts(self) -> int:
        """How many a database has to prepare."""
        return len(self._by_text)

    @property
    def runs(self) -> int:
        """How many were sent; one given many rows is one."""
        return sum(each.times for each in self._by_text.values())

    @property
    def shapes(self) -> int:
        """How many there would be if a list of any length were one text."""
        return len({shape(text) for text in self._by_text})

    def slowest(self, count: int) -> list[dict[str, Any]]:
        """Those with the longest single run first."""
        return self._first(count, lambda each: each.longest)

    def heaviest(self, count: int) -> list[dict[str, Any]]:
        """Those that took most time in all first."""
        return self._first(count, lambda each: each.seconds)

    def _first(self, count: int, by: Any) -> list[dict[str, Any]]:
        return [asdict(each) for each in sorted(self._by_text.values(), key=by, reverse=True)[:count]]

    @contextmanager
    def timing(self, text: str) -> Iterator[None]:
        started = perf_counter()
        yield
        self.note(text, perf_counter() - started)

    def note(self, text: str, taken: float) -> None:
        if text.startswith(WAITS):
            return
        found = self._by_text.setdefault(text, Statement(text))
        found.times += 1
        found.seconds += taken
        found.longest = max(found.longest, taken)


_PARAMETER = re.compile(r"\$\d+(?:::\w+(?: \w+)*)?")
_LIST = re.compile(r"\((?:\?|\d+)(?:, ?(?:\?|\d+))*\)")
_ROWS = re.compile(r"\(\?\)(?:, ?\(\?\))+")


def shape(text: str) -> str:
    """The text with every list of parameters, and every list of rows, as short as can be."""
    return _ROWS.sub("(?)", _LIST.sub("(?)", _PARAMETER.sub("?", text)))


@contextmanager
def watching_statements(engine: AsyncEngine) -> Iterator[Statements]:
    statements = Statements()
    watch = _of_sqlite if engine.dialect.name == "sqlite" else _of_engine
    with watch(engine, statements):
        yield statements


@contextmanager
def _of_sqlite(_engine: AsyncEngine, statements: Statements) -> Iterator[None]:
    """Where the driver is called: the engine has no part in it (docs/decisions/0014)."""
    once, often = InlineCursor._execute, InlineCursor._execute_each

    def execute(cursor: InlineCursor, text: str, parameters: Any) -> None:
        with statements.timing(text):
            once(cursor, text, parameters)

    def execute_each(cursor: InlineCursor, text: str, parameters: Any) -> None:
        with statements.timing(text):
            often(cursor, text, parameters)

    with patch.multiple(InlineCursor, _execute=execute, _execute_each=execute_each):
        yield


@contextmanager
def _of_engine(engine: AsyncEngine, statements: Statements) -> Iterator[None]:
    def before(_connection: Any, _cursor: Any, _text: str, _values: Any, context: Any, _m: Any) -> None:
        context.began_at = perf_counter()

    def after(_connection: Any, _cursor: Any, text: str, _values: Any, context: Any, _m: Any) -> None:
        statements.note(text, perf_counter() - context.began_at)

    listeners = {"before_cursor_execute": before, "after_cursor_execute": after}
    for name, listener in listeners.items():
        event.listen(engine.sync_engine, name, listener)
    try:
        yield
    finally:
        for name, listener in listeners.items():
            event.remove(engine.sync_engine, name, listener)
