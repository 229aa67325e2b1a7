"""Files in a folder: a fresh uuid for a name, whole on disk or not there at all."""

import asyncio
import os
import re
import uuid
from pathlib import Path

from roadmap.errors import NotFound

_KEY = re.compile(r"[0-9a-f]{32}\Z")


class FolderFiles:
    """Two letters of the uuid make a subfolder, so that no folder grows large. Readable by its owner only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, data: bytes) -> str:
        key = uuid.uuid4().hex
        await asyncio.to_thread(self._write, self._path(key), data)
        return key

    async def get(self, key: str) -> bytes:
        if not _KEY.match(key):
            raise NotFound
        try:
            return await asyncio.to_thread(self._path(key).read_bytes)
        except FileNotFoundError:
            raise NotFound from None

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key

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
