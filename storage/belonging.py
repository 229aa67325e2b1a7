"""Which rows of a table are of one department, whatever the table: by its column or by what it refers to."""

from collections.abc import Iterator
from functools import cache

from sqlalchemy import ColumnElement, Table, bindparam, exists, or_, select

from storage.all_tables import METADATA
from storage.people.tables import AccountRow, PersonRow

DEPARTMENT = "department_id"


@cache
def of_department(table: Table) -> ColumnElement[bool] | None:
    """The condition over `department`; None for a table of the process, which is nobody's."""
    return _condition(table, frozenset())


def _condition(table: Table, passed: frozenset[Table]) -> ColumnElement[bool] | None:
    if DEPARTMENT in table.c:
        return table.c[DEPARTMENT] == bindparam("department")
    ways = [*_references(table, passed | {table}), *_chats(table)]
    return or_(*ways) if ways else None


def _references(table: Table, passed: frozenset[Table]) -> Iterator[ColumnElement[bool]]:
    """A row is of the department of what it refers to."""
    for key in table.foreign_keys:
        parent = key.column.table
        if parent in passed or parent is METADATA.tables["units"]:
            continue
        condition = _condition(parent, passed)
        if condition is not None:
            yield key.parent.in_(select(key.column).where(condition))


def _chats(table: Table) -> Iterator[ColumnElement[bool]]:
    """What is known of a chat only is of the department of its person."""
    if not {"channel", "chat_id"} <= set(table.c.keys()) or table is AccountRow.__table__:
        return
    yield (
        exists()
        .where(
            AccountRow.channel == table.c.channel,
            AccountRow.chat_id == table.c.chat_id,
            AccountRow.person_id == PersonRow.id,
            PersonRow.department_id == bindparam("department"),
        )
        .correlate(table)
    )
