"""A column of a table: its heading, its width and what stands in its cells, said in one place."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from reports.xlsx.cells import Look, Sheet, Value

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Column(Generic[Line]):
    """`value` gives the cell of one line of the table."""

    heading: str
    width: float
    value: Callable[[Line], Value]
    look: Look = Look.HEAD
    """Of the heading."""


def widths(columns: Sequence[Column[Line]]) -> list[float]:
    return [column.width for column in columns]


def heads(columns: Sequence[Column[Line]]) -> list[Value]:
    return [Value(column.heading, column.look) for column in columns]


def cells(columns: Sequence[Column[Line]], line: Line) -> list[Value]:
    return [column.value(line) for column in columns]


def add_lines(sheet: Sheet, columns: Sequence[Column[Line]], found: Iterable[Line]) -> None:
    """One row for each."""
    for line in found:
        sheet.add(*cells(columns, line))
