"""The disks the bot's files and database lie on."""

from typing import Protocol


class Disks(Protocol):
    async def try_write(self) -> None:
        """Write a few bytes where files are kept, down to the disk; OSError when it cannot be done."""
        ...

    async def free_bytes(self) -> int:
        """How much may still be written where there is least room."""
        ...
