"""Where the newest mark of the database is kept outside of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Watermark:
    """The database had this number at this moment, with a process working on it."""

    number: int
    at: datetime


class WatermarkPlace(Protocol):
    async def read(self) -> Watermark | None:
        """The newest mark known; None where nothing is known yet."""
        ...

    async def write(self, mark: Watermark) -> None:
        """Keep it, unless a newer one is kept already."""
        ...
