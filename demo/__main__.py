"""`python -m demo`: plays the story to its end, prints the chats, leaves the files in `out/`."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from demo import papers, story
from demo.scene import Scene
from demo.stage import DemoFailed, bot_running, staged

START = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
ZONE = "Europe/Moscow"
PAGE_PORT = 8081
OUT = Path("out")
TRANSCRIPT = "Переписка.txt"


async def play() -> None:
    """The whole quarter; DemoFailed at the first thing that is not as written."""
    OUT.mkdir(exist_ok=True)
    async with staged(START, 0, zone=ZONE) as stage:
        links = await story.office(stage)
        async with bot_running(stage):
            try:
                scene = Scene(stage)
                cast = await story.people_join(scene, links)
                for act in story.ACTS:
                    await act(scene, cast)
                    _say(f"  ✓ {act.__doc__}")
                for taking in papers.ACTS:
                    await taking(scene, cast)
                    _say(f"  ✓ {taking.__doc__}")
                _leave(scene.files)
            finally:
                transcript = await stage.people.transcript()
                (OUT / TRANSCRIPT).write_text(transcript, "utf-8")
    print(transcript)  # noqa: T201  what the demo is for


def _leave(files: Mapping[str, bytes]) -> None:
    if set(files) != set(papers.LEFT):
        raise DemoFailed(f"других файлов ждали: {sorted(set(files) ^ set(papers.LEFT))}")
    for name, data in files.items():
        (OUT / name).write_bytes(data)


async def stay(port: int) -> None:
    """The district with its plan approved, in the browser, until Ctrl-C: you are everybody."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with staged(START, port, zone=ZONE) as stage:
        links = await story.office(stage)
        async with bot_running(stage):
            scene = Scene(stage)
            cast = await story.people_join(scene, links)
            await story.the_document_comes(scene, cast)
            _say(f"Откройте {stage.url} — вы за всех шестерых и двигаете время. Ctrl-C закончит.")
            await stop.wait()


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def main() -> None:
    parser = argparse.ArgumentParser(prog="demo")
    parser.add_argument(
        "--stay", action="store_true", help="no story: keep it running, with the page in a browser"
    )
    parser.add_argument("--port", type=int, default=PAGE_PORT, help="of the page")
    args = parser.parse_args()
    began = monotonic()
    try:
        with suppress(KeyboardInterrupt):
            asyncio.run(stay(args.port) if args.stay else play())
    except DemoFailed as failure:
        _say(f"ДЕМО НЕ ПРОШЛО: {failure}")
        sys.exit(1)
    if not args.stay:
        _say(f"Демо прошло за {monotonic() - began:.0f} с. Переписка и файлы лежат в {OUT}/.")


if __name__ == "__main__":
    main()
