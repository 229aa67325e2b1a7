"""`python -m sandbox`: the local Telegram as a process of its own."""

import argparse
import asyncio
import signal
from datetime import UTC, datetime
from pathlib import Path

from sandbox.limits import LimitSettings
from sandbox.running import DEFAULT_TOKEN, DEFAULT_USERNAME, announce, serve
from sandbox.world import Settings, World


def parse_args() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="sandbox", description="A local Telegram: Bot API, people, a page.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0 takes a free one")
    parser.add_argument("--ready-file", type=Path, help="write the address here instead of printing it")
    parser.add_argument("--token", action="append", metavar="TOKEN[=USERNAME]", help="a bot; may be repeated")
    parser.add_argument("--name", default="Vekha", help="the name people see")
    parser.add_argument(
        "--now", type=datetime.fromisoformat, help="start the clock here (UTC unless it says)"
    )
    parser.add_argument("--zone", default="Europe/Moscow", help="the time zone of page and transcript")
    parser.add_argument("--latency-ms", type=float, default=0.0)
    parser.add_argument("--limits", choices=["off", "bucket", "window"], default="off")
    return parser.parse_args()


async def run(args: argparse.Namespace) -> None:
    start = args.now
    if start is not None and start.tzinfo is None:
        start = start.replace(tzinfo=UTC)
    settings = Settings(zone=args.zone, latency_ms=args.latency_ms, limits=LimitSettings(model=args.limits))
    world = World(start=start, settings=settings)
    for number, given in enumerate(args.token or [DEFAULT_TOKEN]):
        token, _, username = given.partition("=")
        world.add_bot(
            token, username or (DEFAULT_USERNAME if number == 0 else f"sandbox{number}_bot"), args.name
        )
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with serve(world, args.host, args.port) as url:
        announce(url, args.ready_file)
        await stop.wait()


if __name__ == "__main__":
    asyncio.run(run(parse_args()))
