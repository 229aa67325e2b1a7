"""Whether the pages of a SQLite file hold together. A server looks after its own."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path


async def is_damaged(file: Path, *, thoroughly: bool = False) -> bool:
    """Look through every page; `thoroughly` compares each index with its table too, which takes longer.

    A file that is not made yet is not damaged.
    """
    return await asyncio.to_thread(_is_damaged, file, thoroughly)


def _is_damaged(file: Path, thoroughly: bool) -> bool:
    if not file.exists():
        return False
    check = "integrity_check" if thoroughly else "quick_check"
    with closing(sqlite3.connect(file)) as connection:
        try:
            said = connection.execute(f"PRAGMA {check}(1)").fetchone()
            return said != ("ok",) or connection.execute("PRAGMA foreign_key_check").fetchone() is not None
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                return True
            raise
