"""Where bytes are kept: evidence and source documents."""

from datetime import timedelta
from typing import Protocol


class FileStore(Protocol):
    async def put(self, data: bytes) -> str:
        """Keep the bytes; the key is a fresh uuid and says nothing of the content.

        BadInput("no-room") while the disk is nearly full.
        """
        ...

    async def get(self, key: str) -> bytes:
        """The bytes kept under this key; NotFound where there are none."""
        ...


class KeptFiles(Protocol):
    """The same files, for whoever tidies up."""

    async def older_than(self, age: timedelta) -> list[str]:
        """Keys of files kept for longer than this."""
        ...

    async def remove(self, key: str) -> None:
        """Delete it; one that is not there is no trouble."""
        ...
