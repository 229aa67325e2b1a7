"""Two real processes on loopback: the local Telegram, and the bot on a SQLite file, whose clock it drives."""

import asyncio
import os
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sandbox.client import SandboxClient
from sandbox.running import DEFAULT_TOKEN

ROOT = Path(__file__).parents[1]
START_SECONDS = 90.0
STOP_SECONDS = 30.0


class DemoFailed(Exception):
    """The story did not go as written; the message says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The running pair: where people live, and the environment the bot and its command line share.

    `open_url` is where other programs reach what the bot shows outwards.
    """

    url: str
    open_url: str
    people: SandboxClient
    folder: Path
    environment: Mapping[str, str]

    async def vekha(self, *args: str) -> str:
        """Run `vekha …` as an administrator would; its standard output."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *args,
            cwd=ROOT, env={**os.environ, **self.environment},
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        out, err = await process.communicate()
        if process.returncode != 0:
            raise DemoFailed(f"vekha {' '.join(args)}: status {process.returncode}\n{err.decode()}")
        return out.decode()


@asynccontextmanager
async def staged(start: datetime, port: int, *, zone: str) -> AsyncIterator[Stage]:
    """Start the sandbox, hand over a stage without the bot; the folder is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="vekha-demo-") as name:
        folder = Path(name)
        ready = folder / "sandbox.url"
        arguments: tuple[str, ...] = (
            "-m",
            "sandbox",
            "--port",
            str(port),
            "--now",
            start.isoformat(),
            "--name",
            "Веха",
        )
        arguments += ("--zone", zone, "--ready-file", str(ready))
        async with _process(arguments, {}, folder / "sandbox.log"):
            url = await _written(ready)
            open_port = _free_port()
            environment = _environment(url, folder, open_port)
            async with SandboxClient(url) as people:
                yield Stage(
                    url=url,
                    open_url=f"http://127.0.0.1:{open_port}",
                    people=people,
                    folder=folder,
                    environment=environment,
                )


@asynccontextmanager
async def bot_running(stage: Stage) -> AsyncIterator[None]:
    """The bot as `make run` starts it; stopped gracefully on leaving."""
    async with _process(("-m", "bot", "run"), stage.environment, stage.folder / "bot.log"):
        if not (await stage.people.wait_idle(timeout=START_SECONDS)).is_idle:
            raise DemoFailed(
                "the bot did not come up:\n" + (stage.folder / "bot.log").read_text("utf-8")[-3000:]
            )
        yield


def _free_port() -> int:
    """One nobody listens at now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(url: str, folder: Path, open_port: int) -> dict[str, str]:
    """What `.env` would hold; empty values keep a developer's own .env out of the demo."""
    return {
        "BOT_TOKEN": DEFAULT_TOKEN,
        "BOT_API_URL": url,
        "SANDBOX_CLOCK_URL": f"{url}/sandbox/clock",
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/vekha.db",
        "FILES_DIR": str(folder / "files"),
        "OPEN_PART__URL": "https://vekha.example",
        "OPEN_PART__PORT": str(open_port),
        # A day here takes a second: Telegram's limits, kept in real seconds, would stretch it.
        "SENDING__PER_SECOND": "0",
        "SENDING__PER_CHAT_PER_SECOND": "0",
        "LOG__LEVEL": "INFO",
    }


@asynccontextmanager
async def _process(
    arguments: tuple[str, ...], environment: Mapping[str, str], log: Path
) -> AsyncIterator[None]:
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments,
            cwd=ROOT, env={**os.environ, **environment}, stdout=output, stderr=output,
        )  # fmt: skip
        try:
            yield
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
                try:
                    await asyncio.wait_for(process.wait(), STOP_SECONDS)
                except TimeoutError:
                    process.kill()
                    await process.wait()


async def _written(path: Path) -> str:
    for _ in range(int(START_SECONDS / 0.05)):
        if path.exists():
            return path.read_text("utf-8").strip()
        await asyncio.sleep(0.05)
    raise DemoFailed("the sandbox did not come up")
