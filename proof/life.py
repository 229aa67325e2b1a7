"""One life of the bot: `bot.runtime.serve` as it is, over real HTTP and a real database, with a fuse."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from unittest.mock import patch

from aiohttp import ClientSession, TraceConfig, TraceRequestStartParams
from pydantic import SecretStr
from structlog.contextvars import get_contextvars

import bot.machine
import bot.polling
import bot.runtime
import bot.session
from bot.logging import set_up_logging
from bot.machine import Machine
from bot.settings import Sending, Settings
from proof.points import Fuse, Point, arm
from proof.policies import POLICIES
from services.delivery.pacing import Pacer

UNLIMITED = Sending(per_second=0, per_chat_per_second=0, per_group_per_minute=0)
REST_SECONDS = (0.05,)
"""A failed getUpdates is repeated after this long: the clock of the proof is not the wall's."""


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
        patch.object(bot.session, "_trace", partial(_noted, bot.session._trace, life.worker)),
        patch.object(bot.polling, "REST_SECONDS", REST_SECONDS),
        patch.object(bot.runtime, "build_machine", partial(_machine, life.policy)),
    ):
        return asyncio.run(bot.runtime.serve(settings))


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
    with patch.object(bot.machine, "Pacer", paced):
        machine = bot.machine.build_machine(**parts)
    return POLICIES[policy](machine)
