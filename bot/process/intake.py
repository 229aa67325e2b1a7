"""How updates come in: asked for (bot/telegram/polling.py) or brought (bot/telegram/webhook.py)."""

from collections.abc import Callable, Mapping
from typing import Protocol


class Intake(Protocol):
    @property
    def troubles(self) -> Mapping[str, Callable[[], bool]]:
        """Named checks for the health endpoints; yes means updates may not be coming."""
        ...

    async def run(self) -> None:
        """Until `stop`."""
        ...

    def stop(self) -> None:
        """Take no more; what is being stored is stored before `run` ends."""
        ...

    async def confirm(self) -> None:
        """Tell Telegram what is stored."""
        ...
