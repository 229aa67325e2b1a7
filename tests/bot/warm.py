"""`vekha run` in a process of its own, forked from one that has imported everything already.

Importing aiogram takes seconds a process. What is forked has its own environment, folder and journal, runs
the command as the shell would, and gets real signals.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import Any

_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(["bot.commands.run", "bot.process.runtime"])


def _live(environment: dict[str, str], folder: str, journal: Any) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    os.dup2(journal.detach(), sys.stderr.fileno())
    from bot.cli import run_command

    sys.exit(run_command(["run"]))


class WarmProcess:
    """What the tests use of `asyncio.subprocess.Process`."""

    def __init__(self, environment: dict[str, str], folder: Path, journal: int) -> None:
        """`journal` is an open file descriptor that standard error goes to."""
        self._process = _FORKING.Process(
            target=_live, args=(environment, str(folder), DupFd(journal)), daemon=True
        )
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self._process.kill()

    async def wait(self) -> int:
        """Its exit status; negative for the signal that killed it."""
        await asyncio.to_thread(self._process.join)
        assert self._process.exitcode is not None
        return self._process.exitcode


@asynccontextmanager
async def journal_of(reading: int) -> AsyncIterator[asyncio.StreamReader]:
    """What is written at the other end of the pipe."""
    journal = asyncio.StreamReader()
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(journal), os.fdopen(reading, "rb")
    )
    try:
        yield journal
    finally:
        transport.close()
