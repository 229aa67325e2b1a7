"""One process per SQLite file: two would take each other's claims for lost."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from roadmap.errors import AlreadyRunning


@contextmanager
def sole_process(database: Path | None) -> Iterator[None]:
    """Hold the lock beside the database file; the system lets it go however the process ends."""
    if database is None:
        yield
        return
    database.parent.mkdir(parents=True, exist_ok=True)
    with database.with_name(database.name + ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(str(database)) from None
        yield
