"""Runs SQLAlchemy's statements on an aiosqlite connection, without its engine (docs/decisions/0014).

SQLAlchemy builds, compiles and caches a statement and knows the types of its parameters and columns. What its
engine adds for every execution (a greenlet, an adapted cursor, an execution context) costs several times what
SQLite needs to answer.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast
from weakref import WeakKeyDictionary

from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData
from sqlalchemy.exc import DBAPIError, InvalidRequestError
from sqlalchemy.sql.compiler import ExpandedState, SQLCompiler

from storage.inline_sqlite import InlineConnection

DIALECT = SQLiteDialect_aiosqlite()
Process = Callable[[Any], Any]
Values = tuple[Any, ...]
NO_COLUMNS = SimpleResultMetaData([])
REQUIRED = object()


class StatementResult(IteratorResult[Any]):
    """The rows of a statement, and how many rows it has changed."""

    rowcount: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is the same for every execution of a compiled statement."""

    columns: SimpleResultMetaData | None
    converters: tuple[tuple[int, Process], ...]


class _Slot(NamedTuple):
    """One «?» of a statement: under which name its value is given, what it is otherwise."""

    name: str
    default: Any
    process: Process | None


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement made ready for parameters of certain names."""

    plan: _Plan
    words: str
    slots: tuple[_Slot, ...]


_COMPILED: dict[Any, Any] = {}
_PLANS: dict[SQLCompiler, _Plan] = {}
_PREPARED: WeakKeyDictionary[Any, dict[tuple[str, ...], _Prepared]] = WeakKeyDictionary()
"""Of statements that live: those built for one execution are forgotten with it."""


class SqliteConnection:
    """A connection in a transaction; repositories see of it what they see of SQLAlchemy's AsyncConnection."""

    dialect = DIALECT

    def __init__(self, connection: InlineConnection) -> None:
        self._connection = connection

    async def begin(self, *, is_write: bool, is_long: bool = False) -> None:
        """Start the transaction; one that is going to write takes the write lock at once."""
        try:
            await self._connection.begin(is_write=is_write, is_long=is_long)
        except sqlite3.Error as error:
            raise _as_sqlalchemy(error, "BEGIN") from error

    async def commit(self) -> None:
        """Make the transaction last."""
        try:
            await self._connection.commit()
        except sqlite3.Error as error:
            raise _as_sqlalchemy(error, "COMMIT") from error

    async def execute(self, statement: Any, parameters: Any = None) -> StatementResult:
        """Run it with these named parameters, once or (a list) for each of them."""
        cursor = self._connection.cursor()
        try:
            if isinstance(parameters, Sequence):
                return await _each(cursor, statement, parameters)
            return await _once(cursor, statement, parameters or {})
        except sqlite3.Error as error:
            raise _as_sqlalchemy(error, statement) from error
        finally:
            await cursor.close()


def _as_sqlalchemy(error: sqlite3.Error, statement: object) -> BaseException:
    """What the driver raises is told apart as SQLAlchemy's errors are, whichever the database."""
    return DBAPIError.instance(str(statement), None, error, sqlite3.Error, dialect=DIALECT)


async def _once(cursor: Any, statement: Any, parameters: Mapping[str, Any]) -> StatementResult:
    prepared = _prepared(statement, parameters)
    await cursor.execute(*_bound(prepared, parameters))
    columns = prepared.plan.columns
    if columns is None and cursor.description:  # plain text: only SQLite knows what it gives
        columns = SimpleResultMetaData([column[0] for column in cursor.description])
    return _result(prepared.plan, columns, await cursor.fetchall(), cursor.rowcount)


async def _each(cursor: Any, statement: Any, rows: Sequence[Mapping[str, Any]]) -> StatementResult:
    """Rows that give something back are inserted one by one, in their order."""
    prepared = _prepared(statement, rows[0])
    plan = prepared.plan
    if plan.columns is None:
        words, _ = _bound(prepared, rows[0])
        await cursor.executemany(words, [_bound(prepared, row)[1] for row in rows])
        return _result(plan, None, (), cursor.rowcount)
    found: list[Any] = []
    for row in rows:
        await cursor.execute(*_bound(prepared, row))
        found += await cursor.fetchall()
    return _result(plan, plan.columns, found, len(found))


def _prepared(statement: Any, parameters: Mapping[str, Any]) -> _Prepared:
    of_statement = _PREPARED.get(statement)
    if of_statement is None:
        of_statement = _PREPARED[statement] = {}
    names = tuple(parameters)
    found = of_statement.get(names)
    if found is None:
        found = of_statement[names] = _prepare(statement, names)
    return found


def _prepare(statement: Any, names: tuple[str, ...]) -> _Prepared:
    compiled, extracted, *_ = statement._compile_w_cache(
        DIALECT, compiled_cache=_COMPILED, column_keys=sorted(names)
    )
    plan = _PLANS.get(compiled)
    if plan is None:
        plan = _PLANS[compiled] = _planned(compiled)
    if any(bind.key in names for bind in compiled.post_compile_params):
        raise InvalidRequestError("a list is given by `storage.lists`, not spelled out")
    return _Prepared(plan, *_slots(compiled, extracted))


def _slots(compiled: SQLCompiler, extracted: Any) -> tuple[str, tuple[_Slot, ...]]:
    """The text to run, and where its values come from."""
    defaults = compiled.construct_params({}, extracted_parameters=extracted, _check=False)
    words, processors = compiled.string, _processors(compiled)
    places: Sequence[str] = compiled.positiontup or ()
    if compiled.post_compile_params or compiled.literal_execute_params:
        expanded = compiled._process_parameters_for_postcompile(defaults)
        words, places = expanded.statement, expanded.positiontup or ()
        defaults = {**defaults, **expanded.additional_parameters}
        processors = {**processors, **_processors(expanded)}
    for bind, name in compiled.bind_names.items():
        if bind.required:
            defaults[name] = REQUIRED
    names = {name: bind.key for bind, name in compiled.bind_names.items()}
    return words, tuple(
        _Slot(names.get(place, place), defaults[place], processors.get(place)) for place in places
    )


def _processors(source: SQLCompiler | ExpandedState) -> dict[str, Process]:
    """What turns values into those the driver takes, by the names of the parameters."""
    found = source._bind_processors if isinstance(source, SQLCompiler) else source.processors
    return cast(dict[str, Process], dict(found))


def _planned(compiled: SQLCompiler) -> _Plan:
    entries = compiled._result_columns
    converters = (
        (place, entry.type._cached_result_processor(DIALECT, None)) for place, entry in enumerate(entries)
    )
    return _Plan(
        columns=SimpleResultMetaData([entry.keyname for entry in entries]) if entries else None,
        converters=tuple((place, convert) for place, convert in converters if convert is not None),
    )


def _bound(prepared: _Prepared, parameters: Mapping[str, Any]) -> tuple[str, Values]:
    """The text to run and its values in order."""
    values = []
    for name, default, process in prepared.slots:
        value = parameters.get(name, default)
        if value is REQUIRED:
            raise InvalidRequestError(f"a value is required for bind parameter {name!r}")
        values.append(process(value) if process is not None else value)
    return prepared.words, tuple(values)


def _result(
    plan: _Plan, columns: SimpleResultMetaData | None, rows: Sequence[Any], changed: int
) -> StatementResult:
    found = (_converted(row, plan.converters) for row in rows) if plan.converters else iter(rows)
    result = StatementResult(columns or NO_COLUMNS, found)
    result.rowcount = changed
    return result


def _converted(row: Sequence[Any], converters: tuple[tuple[int, Process], ...]) -> Values:
    values = list(row)
    for place, convert in converters:
        values[place] = convert(values[place])
    return tuple(values)
