"""Why a database cannot be worked with: trouble a person can put right, told apart from defects."""

import errno
import socket
import sqlite3

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class SchemaUnknown(Exception):
    """The database was brought to a schema this program does not know: a newer one has been at work."""


_SAID = {
    "attempt to write a readonly database": "readonly",
    "read-only transaction": "readonly",
    "database or disk is full": "full",
    "no space left on device": "full",
    "database is locked": "locked",
    "canceling statement due to": "busy",
    "deadlock detected": "busy",
    "file is not a database": "broken",
    "database disk image is malformed": "broken",
    "disk i/o error": "io",
    "unable to open database file": "cannot-open",
    "password authentication failed": "refused",
    "no pg_hba.conf entry": "refused",
    "is starting up": "no-server",
    "is shutting down": "no-server",
    "connection was closed": "no-server",
    "connection is closed": "no-server",
    "terminating connection": "no-server",
    "another operation (2) is in progress": "no-server",  # asyncpg, of a line the server has just given up
    "is not permitted to log in": "refused",
    "permission denied": "not-owner",
    "must be owner": "not-owner",
    "too many clients": "too-many",
    "remaining connection slots": "too-many",
}
_NUMBERED = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "readonly",
    errno.EACCES: "readonly",
    errno.EPERM: "readonly",
    errno.EIO: "io",
}


def trouble_of(error: BaseException) -> str | None:
    """A code of `texts.errors`; None when it is not the database's fault."""
    match error:
        case SchemaUnknown():
            return "newer-schema"
        case PoolTimeout():
            return "pool"
        case DBAPIError():
            return _said(str(error.orig))
        case sqlite3.Error():
            return _said(str(error))
        case ConnectionError() | TimeoutError() | socket.gaierror():
            return "no-server"
        case OSError():
            return _NUMBERED.get(error.errno or 0, "cannot-open")
        case _:
            return None


def _said(words: str) -> str | None:
    said = words.lower()
    if said.startswith("database ") and said.endswith("does not exist"):
        return "no-database"
    return next((code for words, code in _SAID.items() if words in said), None)
