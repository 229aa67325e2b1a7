"""Runs SQLAlchemy's statements on an aiosqlite connection, without its engine (docs/decisions/0014).

SQLAlchemy builds, compiles and caches a statement and knows the types of its parameters and columns. What its
engine adds for every execution (a greenlet, an adapted cursor, an execution context) costs several times what
SQLite needs to answer.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

from storage.inline_sqlite import InlineConnection

DIALECT = SQLiteDialect_aiosqlite()
Process = Callable[[Any], Any]


class StatementResult(IteratorResult[Any]):
    """The rows of a statement, and how many rows it has changed."""

    rowcount: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is the same for every execution of a compiled statement."""

    compiled: SQLCompiler
    processors: Mapping[str, Process]
    columns: SimpleResultMetaData | None
    converters: tuple[tuple[int, Process], ...]


_COMPILED: dict[Any, Any] = {}
_PLANS: dict[SQLCompiler, _Plan] = {}


class SqliteConnection:
    """A connection in a transaction; repositories see of it what they see of SQLAlchemy's AsyncConnection."""

    dialect = DIALECT

    def __init__(self, connection: InlineConnection) -> None:
        self._connection = connection

    async def begin(self, *, is_write: bool) -> None:
        """Start the transaction; one that is going to write takes the write lock at once."""
        with _sqlalchemy_errors("BEGIN"):
            await self._connection.begin(is_write=is_write)

    async def commit(self) -> None:
        """Make the transaction last."""
        with _sqlalchemy_errors("COMMIT"):
            await self._connection.commit()

    async def execute(self, statement: Any, parameters: Any = None) -> StatementResult:
        """Run it with these named parameters, once or (a list) for each of them."""
        cursor = self._connection.cursor()
        try:
            with _sqlalchemy_errors(statement):
                if isinstance(parameters, Sequence):
                    return await _each(cursor, statement, parameters)
                return await _once(cursor, statement, parameters or {})
        finally:
            await cursor.close()


@contextmanager
def _sqlalchemy_errors(statement: object) -> Iterator[None]:
    """What the driver raises is told apart as SQLAlchemy's errors are, whichever the database."""
    try:
        yield
    except sqlite3.Error as error:
        raise DBAPIError.instance(str(statement), None, error, sqlite3.Error, dialect=DIALECT) from error


async def _once(cursor: Any, statement: Any, parameters: Mapping[str, Any]) -> StatementResult:
    plan, extracted = _plan(statement, parameters)
    words, values = _bound(plan, extracted, parameters)
    await cursor.execute(words, values)
    columns = plan.columns
    if columns is None and cursor.description:  # plain text: only SQLite knows what it gives
        columns = SimpleResultMetaData([column[0] for column in cursor.description])
    return _result(plan, columns, await cursor.fetchall(), cursor.rowcount)


async def _each(cursor: Any, statement: Any, rows: Sequence[Mapping[str, Any]]) -> StatementResult:
    """Rows that give something back are inserted one by one, in their order."""
    plan, extracted = _plan(statement, rows[0])
    if plan.columns is None:
        words, _ = _bound(plan, extracted, rows[0])
        await cursor.executemany(words, [_bound(plan, extracted, row)[1] for row in rows])
        return _result(plan, None, (), cursor.rowcount)
    found: list[Any] = []
    for row in rows:
        await cursor.execute(*_bound(plan, extracted, row))
        found += await cursor.fetchall()
    return _result(plan, plan.columns, found, len(found))


def _plan(statement: Any, parameters: Mapping[str, Any]) -> tuple[_Plan, Any]:
    compiled, extracted, *_ = statement._compile_w_cache(
        DIALECT, compiled_cache=_COMPILED, column_keys=sorted(parameters)
    )
    plan = _PLANS.get(compiled)
    if plan is None:
        plan = _PLANS[compiled] = _planned(compiled)
    return plan, extracted


def _planned(compiled: SQLCompiler) -> _Plan:
    entries = compiled._result_columns
    converters = (
        (place, entry.type._cached_result_processor(DIALECT, None)) for place, entry in enumerate(entries)
    )
    return _Plan(
        compiled=compiled,
        processors=cast(dict[str, Process], dict(compiled._bind_processors)),
        columns=SimpleResultMetaData([entry.keyname for entry in entries]) if entries else None,
        converters=tuple((place, convert) for place, convert in converters if convert is not None),
    )


def _bound(plan: _Plan, extracted: Any, parameters: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
    """The text to run and its values in order; a list for «in» is spelled out to its length."""
    compiled = plan.compiled
    named = compiled.construct_params(parameters, extracted_parameters=extracted)
    words, processors = compiled.string, plan.processors
    places: Sequence[str] | None = compiled.positiontup
    if compiled._render_postcompile or compiled.post_compile_params:
        expanded = compiled._process_parameters_for_postcompile(named)
        words, places = expanded.statement, expanded.positiontup
        named = {**named, **expanded.additional_parameters}
        processors = {**processors, **expanded.processors}
    return words, tuple(
        processors[name](named[name]) if name in processors else named[name] for name in places or ()
    )


def _result(
    plan: _Plan, columns: SimpleResultMetaData | None, rows: Sequence[Any], changed: int
) -> StatementResult:
    if plan.converters:
        rows = [_converted(row, plan.converters) for row in rows]
    result = StatementResult(columns or SimpleResultMetaData([]), iter(rows))
    result.rowcount = changed
    return result


def _converted(row: Sequence[Any], converters: tuple[tuple[int, Process], ...]) -> tuple[Any, ...]:
    values = list(row)
    for place, convert in converters:
        values[place] = convert(values[place])
    return tuple(values)
