"""Running one contender that writes to many chats, and reading off what became of it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from bench.processes import BenchFailed, contender
from bench.telegram import Telegram


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """`seconds` from the start to the last message; `refused` counts 429s."""

    seconds: float
    messages: int
    refused: int
    cpu: float


async def send(
    folder: Path, line: Telegram, module: str, task: Mapping[str, Any], wanted: int, *, is_endless: bool
) -> Sent:
    """Until the contender says it is through; an endless one is stopped when every message is there."""
    async with contender(module, {"url": line.url, "token": line.token, **task}, folder) as runner:
        await runner.go()
        if is_endless:
            await arrived(line, wanted)
            await runner.stop()
        return await read_off(line, await runner.result())


async def arrived(line: Telegram, wanted: int, patience: float = 180.0, look_every: float = 0.05) -> None:
    """Until this many messages are in the chats."""
    deadline = monotonic() + patience
    while (there := await line.accepted("sendMessage")) < wanted:
        if monotonic() > deadline:
            raise BenchFailed(f"only {there} of {wanted} messages have arrived")
        await asyncio.sleep(look_every)


async def read_off(line: Telegram, result: Mapping[str, Any]) -> Sent:
    """What the local Telegram saw of a contender that is through."""
    calls = await line.client.calls(method="sendMessage", accepted=True)
    last = max(call.tick + float(call.raw["seconds"]) for call in calls)
    return Sent(
        seconds=last - result["went_at"],
        messages=len(calls),
        refused=await line.refused("sendMessage", 429),
        cpu=result["cpu"],
    )
