"""Why a database cannot be worked with: trouble a person can put right, told apart from defects."""

from sqlalchemy.exc import DBAPIError

_SAID = {
    "attempt to write a readonly database": "readonly",
    "database or disk is full": "full",
    "database is locked": "locked",
    "file is not a database": "broken",
    "database disk image is malformed": "broken",
    "unable to open database file": "cannot-open",
    "password authentication failed": "refused",
    "is starting up": "no-server",
    "is not permitted to log in": "refused",
}


def trouble_of(error: Exception) -> str | None:
    """A code of `texts.errors`; None when it is not the database's fault."""
    if isinstance(error, DBAPIError):
        said = str(error.orig).lower()
        if said.startswith("database ") and said.endswith("does not exist"):
            return "no-database"
        return next((code for words, code in _SAID.items() if words in said), None)
    if isinstance(error, ConnectionError | TimeoutError):
        return "no-server"
    if isinstance(error, PermissionError):
        return "readonly"
    return "cannot-open" if isinstance(error, OSError) else None
