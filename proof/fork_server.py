"""A fork server: everything is imported once, each life is a process of its own.

Importing the product takes seconds and a proof needs thousands of processes. The server has no event loop
and no threads, so what it forks is as good as freshly started; a life opens its own database and sockets.
"""

import asyncio
import json
import os
import selectors
import signal
import socket
import traceback
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

import reports.xlsx.plan_table
import reports.xlsx.workbook  # noqa: F401 - what lives load when a file is first asked for, loaded once
from proof.life import Life, live
from proof.points import Point

MESSAGE_BYTES = 65536


class Nursery:
    """The orchestrator's end: asks for lives, hears of deaths."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._line.setblocking(False)
        self._born: asyncio.Queue[int] = asyncio.Queue()
        self._deaths: dict[int, asyncio.Future[int]] = {}

    def open(self) -> None:
        asyncio.get_running_loop().add_reader(self._line, self._hear)

    def close(self) -> None:
        asyncio.get_running_loop().remove_reader(self._line)
        self._line.close()

    async def bear(self, life: Life, log: Path) -> tuple[int, "asyncio.Future[int]"]:
        """A new process; its id, and a future of the wait status it ends with."""
        self._line.send(json.dumps({"log": str(log), **asdict(life)}).encode())
        pid = await self._born.get()
        return pid, self._death(pid)

    def _death(self, pid: int) -> "asyncio.Future[int]":
        return self._deaths.setdefault(pid, asyncio.get_running_loop().create_future())

    def _hear(self) -> None:
        raw = self._line.recv(MESSAGE_BYTES)
        if not raw:
            raise SystemExit("the fork server has gone")
        message = json.loads(raw)
        if "born" in message:
            self._born.put_nowait(message["born"])
        else:
            self._death(message["died"]).set_result(message["status"])
            del self._deaths[message["died"]]


def forked(run: Callable[[], int]) -> int:
    """The id of a child that runs this and ends."""
    if (pid := os.fork()) == 0:
        end_with(run)
    return pid


def end_with(run: Callable[[], int]) -> NoReturn:
    """Leave the process with what it returns, without the clean-up of the process it was forked from."""
    status = 1
    try:
        status = run()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def nurse(line: socket.socket) -> None:
    """Bear lives until the orchestrator hangs up; what still lives then is killed."""
    lives: dict[int, int] = {}
    with selectors.DefaultSelector() as watched:
        watched.register(line, selectors.EVENT_READ)
        while True:
            for key, _ in watched.select():
                if key.fileobj is not line:
                    pid = key.data
                    watched.unregister(key.fileobj)
                    os.close(lives.pop(pid))
                    line.send(json.dumps({"died": pid, "status": os.waitpid(pid, 0)[1]}).encode())
                elif wanted := line.recv(MESSAGE_BYTES):
                    pid = _bear(json.loads(wanted), line)
                    lives[pid] = os.pidfd_open(pid)
                    watched.register(lives[pid], selectors.EVENT_READ, pid)
                    line.send(json.dumps({"born": pid}).encode())
                else:
                    for pid in lives:
                        os.kill(pid, signal.SIGKILL)
                        os.waitpid(pid, 0)
                    return


def _bear(wanted: dict[str, Any], line: socket.socket) -> int:
    log = wanted.pop("log")

    def run() -> int:
        line.close()
        journal = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(journal, 1)
        os.dup2(journal, 2)
        wanted["fuses"] = {Point(point): nth for point, nth in wanted["fuses"].items()}
        return live(Life(**wanted))

    return forked(run)
