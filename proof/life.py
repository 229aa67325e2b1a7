"""One life of the bot: `runtime.serve` as it is, over real HTTP and a real database, with a fuse."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from aiohttp import ClientSession, TraceConfig, TraceRequestStartParams
from pydantic import SecretStr
from structlog.contextvars import get_contextvars

import bot.process.machine
import bot.process.replica
import bot.process.runtime
import bot.telegram.polling
import bot.telegram.session
from bot.process.logging import set_up_logging
from bot.process.machine import Machine
from bot.process.sandbox_clock import ClockFollower
from bot.settings import Sending, Settings
from proof.points import Fuse, Point, arm
from proof.policies import POLICIES
from services.delivery.pacing import Pacer

UNLIMITED = Sending(per_second=0, per_chat_per_second=0, per_group_per_minute=0)
SOON = 0.05
"""Waits that the product counts by the wall's clock: the clock of the proof is not the wall's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What a process is born with; `fuses` says where it is to die, whichever comes first."""

    worker: int
    url: str
    token: str
    database: str
    folder: str
    policy: str
    fuses: Mapping[Point, int]

    @property
    def idle_file(self) -> Path:
        """Where it says which version of the clock it has done all for."""
        return Path(self.folder, f"idle-{self.worker}")

    def settings(self) -> Settings:
        return Settings(
            _env_file=None,
            bot_token=SecretStr(self.token),
            bot_api_url=self.url,
            sandbox_clock_url=f"{self.url}/sandbox/clock",
            database_url=self.database,
            files_dir=f"{self.folder}/files",
            sending=UNLIMITED,
        )


def live(life: Life) -> int:
    """Run until killed or stopped; the exit status."""
    settings = life.settings()
    set_up_logging("INFO", as_json=False, secrets=(life.token,))
    arm(Fuse(life.fuses))
    with (
        patch.object(
            bot.telegram.session, "_trace", partial(_noted, bot.telegram.session._trace, life.worker)
        ),
        patch.object(bot.process.runtime, "build_machine", partial(_machine, life.policy)),
        _hurried(life.idle_file),
    ):
        return asyncio.run(bot.process.runtime.serve(settings))


class _Follower(ClockFollower):
    """Leaves word of its own: the sandbox does not tell several processes apart."""

    def __init__(self, url: str, session: ClientSession, idle_file: Path) -> None:
        super().__init__(url, session)
        self._idle_file = idle_file

    async def _report(self, version: int, next_at: datetime | None, quarter_end: datetime | None) -> None:
        await super()._report(version, next_at, quarter_end)
        self._idle_file.write_text(str(version))


@contextmanager
def _hurried(idle_file: Path) -> Iterator[None]:
    """All of the product's time is the sandbox's: leases and flood control pass when it is moved."""
    followers: list[ClockFollower] = []

    def followed(url: str, session: ClientSession) -> ClockFollower:
        followers.append(_Follower(url, session, idle_file))
        return followers[-1]

    with (
        patch.object(bot.process.runtime, "ClockFollower", followed),
        patch.object(bot.process.replica, "steady_seconds", lambda: followers[-1].clock.now().timestamp()),
        patch.object(bot.process.replica, "LOOK_EVERY_SECONDS", SOON),
        patch.object(bot.telegram.polling, "REST_SECONDS", (SOON,)),
        patch.object(bot.telegram.polling, "REST_AFTER_CONFLICT_SECONDS", SOON),
        patch.object(bot.telegram.polling, "STAND_BY_SECONDS", SOON),
    ):
        yield


def _noted(trace_of_product: Any, worker: int) -> TraceConfig:
    """Each request says in a header which delivery it carries and from whom: the sandbox writes it down."""
    trace: TraceConfig = trace_of_product()

    async def note(_: ClientSession, __: object, params: TraceRequestStartParams) -> None:
        if (delivery_id := get_contextvars().get("delivery_id")) is not None:
            params.headers["X-Note"] = f"{delivery_id} {worker}"

    trace.on_request_start.append(note)
    return trace


def _machine(policy: str, **parts: Any) -> Machine:
    """The product's machine; flood control is waited out by the clock of the sandbox, not by the wall's."""
    clock = parts["app"].clock
    paced = partial(Pacer, now=lambda: clock.now().timestamp())
    with patch.object(bot.process.machine, "Pacer", paced):
        machine = bot.process.machine.build_machine(**parts)
    return POLICIES[policy](machine)
