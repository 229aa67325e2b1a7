"""What repositories run their statements on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

WRITE = {"vekha_write": True}
"""Execution options of a connection that is going to write."""


class Rows(Protocol):
    """What a statement gives: SQLAlchemy's result, as far as repositories use it."""

    @property
    def rowcount(self) -> int: ...

    def __iter__(self) -> Iterator[Any]: ...

    def all(self) -> Sequence[Any]: ...

    def first(self) -> Any: ...

    def one(self) -> Any: ...

    def scalar(self) -> Any: ...

    def scalar_one(self) -> Any: ...

    def scalar_one_or_none(self) -> Any: ...

    def scalars(self) -> Iterable[Any]: ...

    def mappings(self) -> Iterable[Mapping[Any, Any]]: ...


class Connection(Protocol):
    """A connection in a transaction: SQLAlchemy's own to PostgreSQL, `SqliteConnection` to SQLite."""

    @property
    def dialect(self) -> Dialect: ...

    async def execute(self, statement: Any, parameters: Any = None, /) -> Rows:
        """Run it with these named parameters, once or (a list) for each of them."""
        ...

    async def commit(self) -> None:
        """Make the transaction last."""
        ...


def is_writing(connection: Connection) -> bool:
    """Whether rows read now are to be locked until the transaction ends; SQLite locks them all."""
    sync = connection.sync_connection if isinstance(connection, AsyncConnection) else None
    return sync is not None and WRITE.items() <= sync.get_execution_options().items()
