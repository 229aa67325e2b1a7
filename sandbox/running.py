"""Starting and stopping a sandbox: in the process of a test, or as a process of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aiohttp import web

from sandbox.api.server import MAX_BODY, WORLD, add_bot_api, not_found
from sandbox.client import SandboxClient
from sandbox.control.machine import add_machine
from sandbox.control.observing import add_observing
from sandbox.control.persons import add_persons
from sandbox.control.reading import explain_refusals
from sandbox.page_files import add_page
from sandbox.webhook import start_webhook
from sandbox.world import Settings, World

DEFAULT_TOKEN = "4200000042:SANDBOX-token-of-no-value-anywhere"  # noqa: S105
DEFAULT_USERNAME = "vekha_sandbox_bot"
STOP_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningSandbox:
    """A live sandbox: its address for the bot, its world, and a client for the people's side."""

    url: str
    token: str
    world: World
    client: SandboxClient


def build_app(world: World) -> web.Application:
    app = web.Application(client_max_size=MAX_BODY, middlewares=[explain_refusals])
    app[WORLD] = world
    add_bot_api(app)
    add_persons(app)
    add_observing(app)
    add_machine(app)
    add_page(app)
    app.router.add_route("*", "/{rest:.*}", not_found)
    return app


@asynccontextmanager
async def serve(world: World, host: str, port: int) -> AsyncIterator[str]:
    """Listen and yield the address; on leaving, held calls end and the port is free."""
    runner = web.AppRunner(
        build_app(world), access_log=None, handler_cancellation=True, shutdown_timeout=STOP_SECONDS
    )
    await runner.setup()
    site = web.TCPSite(runner, host, port, reuse_address=True)
    await site.start()
    for bot in world.bots.values():
        start_webhook(world, bot)
    try:
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        world.stopping.set()
        for bot in world.bots.values():
            if bot.poll is not None:
                bot.poll.end("")
                bot.updates.arrived.beat()
        for task in list(world.background):
            task.cancel()
        await asyncio.gather(*world.background, return_exceptions=True)
        for neighbour in world.neighbours:
            await neighbour.close()
        await runner.cleanup()


@asynccontextmanager
async def run_sandbox(
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    token: str = DEFAULT_TOKEN,
    username: str = DEFAULT_USERNAME,
    name: str = "Vekha",
    start: datetime | None = None,
    settings: Settings | None = None,
) -> AsyncIterator[RunningSandbox]:
    """A sandbox with one bot, inside this process: `async with run_sandbox() as sandbox: …`."""
    world = World(start=start, settings=settings)
    world.add_bot(token, username, name)
    async with serve(world, host, port) as url, SandboxClient(url) as client:
        yield RunningSandbox(url=url, token=token, world=world, client=client)


def announce(url: str, ready_file: Path | None) -> None:
    """Tell whoever started the process where it listens: in a file, or as one line."""
    if ready_file is None:
        print(url, flush=True)  # noqa: T201
        return
    draft = ready_file.with_name(f"{ready_file.name}.part")
    draft.write_text(url, encoding="utf-8")
    draft.replace(ready_file)
