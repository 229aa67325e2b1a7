"""Addresses of databases as people write them: with a driver or without."""

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


class BadAddress(ValueError):
    """`args[0]` says what is wrong with it: a code of `texts.errors`."""


def read_address(given: str) -> URL:
    """The address with our own driver; BadAddress for other databases and for what cannot be read."""
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        raise BadAddress("database-address") from None
    kind = url.drivername.partition("+")[0]
    if kind not in DRIVERS:
        raise BadAddress("database-kind")
    if not url.database:
        raise BadAddress("database-name")
    if "sslmode" in url.query:
        raise BadAddress("database-sslmode")
    return url.set(drivername=DRIVERS[kind])
