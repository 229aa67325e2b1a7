"""A list of any length as one parameter: a statement keeps one text, however many values it is given.

`IN ($1, $2, …)` is another text for each length: PostgreSQL prepares each, and forgets others over it.
"""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Dialect, Text, bindparam, literal
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

List = str | Collection[Any]
"""A name stands for a list that is given when the statement is run."""


def one_of(column: Any, values: List) -> ColumnElement[bool]:
    """The column holds one of these values: ids or words."""
    return _OneOf(column, _parameter(column, values))


def none_of(column: Any, values: List) -> ColumnElement[bool]:
    """The column holds none of these values."""
    return _NoneOf(column, _parameter(column, values))


class ListOf(TypeDecorator[Collection[Any]]):
    """An array of PostgreSQL; SQLite, which has none, reads it as JSON."""

    impl = Text
    cache_ok = True

    def __init__(self, item: TypeEngine[Any]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else ARRAY(self.item))

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> Any:
        values = [*(value or ())]
        return json.dumps(values) if dialect.name == "sqlite" else values


def _parameter(column: Any, values: List) -> ColumnElement[Any]:
    of_list = ListOf(column.type)
    return bindparam(values, type_=of_list) if isinstance(values, str) else literal(values, of_list)


class _OneOf(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:
        """It is a comparison: nothing is compared with it."""
        return self


class _NoneOf(_OneOf):
    inherit_cache = True


@compiles(_OneOf)
def _one_of(element: _OneOf, compiler: SQLCompiler, **options: Any) -> str:
    return _compare(element, compiler, "= ANY", "IN", options)


@compiles(_NoneOf)
def _none_of(element: _NoneOf, compiler: SQLCompiler, **options: Any) -> str:
    return _compare(element, compiler, "<> ALL", "NOT IN", options)


def _compare(element: _OneOf, compiler: SQLCompiler, array: str, rows: str, options: dict[str, Any]) -> str:
    column, values = (compiler.process(each, **options) for each in element.clauses)
    if compiler.dialect.name == "sqlite":
        return f"{column} {rows} (SELECT value FROM json_each({values}))"  # noqa: S608  all of it is compiled
    return f"{column} {array} ({values})"
