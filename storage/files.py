"""Files in a folder: a fresh uuid for a name, whole on disk or not there at all."""

import asyncio
import errno
import os
import re
import time
import uuid
from datetime import timedelta
from pathlib import Path

from roadmap.errors import BadInput, NotFound
from storage.disks import free_bytes

_KEY = re.compile(r"[0-9a-f]{32}\Z")


class FolderFiles:
    """Two letters of the uuid make a subfolder, so that no folder grows large. Readable by its owner only.

    Files are not taken when fewer bytes than `spared` would stay free: the database needs them more.
    """

    def __init__(self, folder: Path, *, spared: int = 0) -> None:
        self._folder = folder
        self._spared = spared

    async def put(self, data: bytes) -> str:
        key = uuid.uuid4().hex
        await asyncio.to_thread(self._put, self._path(key), data)
        return key

    async def get(self, key: str) -> bytes:
        if not _KEY.match(key):
            raise NotFound
        try:
            return await asyncio.to_thread(self._path(key).read_bytes)
        except FileNotFoundError:
            raise NotFound from None

    async def older_than(self, age: timedelta) -> list[str]:
        return await asyncio.to_thread(self._older_than, age.total_seconds())

    async def remove(self, key: str) -> None:
        await asyncio.to_thread(self._path(key).unlink, missing_ok=True)

    def _older_than(self, seconds: float) -> list[str]:
        before = time.time() - seconds  # noqa: TID251  the clock that has dated the files
        return [
            path.name
            for path in self._folder.glob("??/*")
            if _KEY.match(path.name) and path.stat().st_mtime < before
        ]

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key

    def _put(self, path: Path, data: bytes) -> None:
        if self._spared and free_bytes(self._folder) - len(data) < self._spared:
            raise BadInput("no-room")
        try:
            self._write(path, data)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise BadInput("no-room") from error
            raise

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(".part")
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
