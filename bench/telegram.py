"""The local Telegram as a process of its own, with people in it, and what its log says."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.processes import child
from sandbox.client import Person, SandboxClient
from sandbox.running import DEFAULT_TOKEN

AT_ONCE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Telegram:
    url: str
    token: str
    pid: int
    client: SandboxClient

    async def settle_people(self, chats: Sequence[int]) -> None:
        """People with these ids who have pressed START already."""
        await in_parallel([self._one(chat) for chat in chats])

    async def _one(self, chat: int) -> None:
        await self.client.person(f"Сотрудник {chat}", person_id=chat, started=True)

    def person(self, chat: int) -> Person:
        return Person(self.client, chat, str(chat))

    async def call(self, method: str, **body: Any) -> Any:
        """As the bot itself."""
        return (await self.client.post(f"/bot{self.token}/{method}", body))["result"]

    async def accepted(self, method: str) -> int:
        """How many calls of a method have been carried out."""
        return int((await self.client.call_counts())["accepted"].get(method, 0))

    async def refused(self, method: str, status: int) -> int:
        counts = await self.client.call_counts()
        return int(counts["statuses"].get(method, {}).get(str(status), 0))


async def in_parallel(work: Sequence[Any], at_once: int = AT_ONCE) -> None:
    """All of these awaitables, a few at a time."""
    slots = asyncio.Semaphore(at_once)

    async def one(each: Any) -> None:
        async with slots:
            await each

    await asyncio.gather(*(one(each) for each in work))


@asynccontextmanager
async def telegram(
    folder: Path, *, limits: str = "off", latency_ms: float = 0.0, now: datetime | None = None
) -> AsyncIterator[Telegram]:
    """A fresh one on a free port."""
    place = Path(tempfile.mkdtemp(prefix="telegram-", dir=folder))
    ready = place / "url"
    arguments = ["-m", "sandbox", "--port", "0", "--ready-file", str(ready), "--limits", limits]
    arguments += ["--latency-ms", str(latency_ms), *(["--now", now.isoformat()] if now else [])]
    async with child("sandbox", arguments, place / "log") as process:
        while not ready.exists():
            await asyncio.sleep(0.02)
            if process.process.returncode is not None:
                raise RuntimeError((place / "log").read_text("utf-8"))
        url = ready.read_text("utf-8").strip()
        async with SandboxClient(url) as client:
            yield Telegram(url=url, token=DEFAULT_TOKEN, pid=process.pid, client=client)
