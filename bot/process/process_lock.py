"""One process per SQLite file: two would take each other's claims for lost."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from roadmap.errors import AlreadyRunning, DatabaseUnusable
from storage.database_errors import trouble_of


@contextmanager
def sole_process(database: Path | None) -> Iterator[None]:
    """Hold the lock beside the database file; the system lets it go however the process ends."""
    if database is None:
        yield
        return
    with _open_beside(database) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(str(database)) from None
        yield


def _open_beside(database: Path) -> IO[str]:
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        return database.with_name(database.name + ".lock").open("a")
    except OSError as error:
        raise DatabaseUnusable(str(database), trouble_of(error) or "cannot-open") from error
