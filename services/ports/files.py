"""Where bytes are kept: evidence and source documents."""

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
