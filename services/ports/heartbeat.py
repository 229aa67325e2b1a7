"""Somebody outside who raises the alarm when the heartbeat stops."""

from typing import Protocol


class Heartbeat(Protocol):
    async def ping(self) -> None:
        """Say that all is well. Never raises: a watcher that cannot be reached is no trouble of ours."""
        ...
