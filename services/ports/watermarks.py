"""Where the newest mark of the database is kept outside of it."""

from typing import Protocol

from roadmap.process.watermark import Watermark


class WatermarkPlace(Protocol):
    async def read(self) -> Watermark | None:
        """The newest mark known; None where nothing is known yet."""
        ...

    async def write(self, mark: Watermark) -> None:
        """Keep it, unless a newer one is kept already."""
        ...
