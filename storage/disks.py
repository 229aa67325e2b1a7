"""Room on the disks, and whether they can be written to."""

import asyncio
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

MEGABYTE = 1024 * 1024
_PROBE = ".probe"


class FolderDisks:
    """`files` is written to; `others` only have to have room (a database proves itself by its commits)."""

    def __init__(self, files: Path, others: Sequence[Path] = ()) -> None:
        self._files = files
        self._folders = (files, *others)

    async def try_write(self) -> None:
        await asyncio.to_thread(self._write)

    async def free_bytes(self) -> int:
        return await asyncio.to_thread(lambda: min(free_bytes(folder) for folder in self._folders))

    def _write(self) -> None:
        self._files.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = self._files / f"{_PROBE}.{os.getpid()}"
        try:
            with probe.open("wb") as file:
                file.write(b"written by the bot to see that it can\n")
                file.flush()
                os.fsync(file.fileno())
        finally:
            probe.unlink(missing_ok=True)


def free_bytes(folder: Path) -> int:
    """What this process may still write there; of a folder that is not made yet, where it will be."""
    existing = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    return shutil.disk_usage(existing).free
