"""Where backups lie: outside the database, so that it cannot tell of them itself."""

from typing import Protocol

from roadmap.process.backups import LastBackup


class BackupShelf(Protocol):
    async def __call__(self) -> LastBackup:
        """The newest whole backup of this server."""
        ...


async def no_shelf() -> LastBackup:
    """The bot makes none."""
    return LastBackup()
