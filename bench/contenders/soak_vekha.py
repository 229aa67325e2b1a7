"""`vekha run` as it is, which says of itself what it holds when asked by a signal."""

import asyncio
import gc
import json
import os
import signal
import sys
import tracemalloc
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bench.contenders.gate import resident_megabytes
from bot.process.logging import set_up_logging
from bot.process.runtime import serve
from bot.settings import Settings

ROOT = f"{Path(__file__).parents[2]}{os.sep}"


def sample() -> dict[str, Any]:
    """What is held now."""
    return {
        "memory": int(resident_megabytes() * 2**20),
        "descriptors": len(list(Path("/proc/self/fd").iterdir())),
        "tasks": len(asyncio.all_tasks()),
    }


def grown() -> dict[str, int]:
    """Bytes by file, the largest, of what was made since tracing began and is still there."""
    gc.collect()
    own = (tracemalloc.Filter(inclusive=False, filename_pattern=tracemalloc.__file__),)
    found = tracemalloc.take_snapshot().filter_traces(own).statistics("filename")
    return {each.traceback[0].filename.removeprefix(ROOT): each.size for each in found[:12]}


async def main(task: dict[str, Any]) -> int:
    """SIGUSR1 appends a sample to the task's file; SIGUSR2 begins to trace, the second tells what grew."""
    settings = Settings(
        _env_file=None,
        bot_token=SecretStr(task["token"]),
        bot_api_url=task["url"],
        sandbox_clock_url=f"{task['url']}/sandbox/clock",
        database_url=task["database"],
        files_dir=task["files"],
    )
    set_up_logging("WARNING", as_json=False, secrets=(task["token"],))

    def say(found: dict[str, int] | None = None) -> None:
        with Path(task["samples"]).open("a", encoding="utf-8") as target:
            target.write(f"{json.dumps({**sample(), 'grown': found or {}})}\n")

    def trace() -> None:
        if tracemalloc.is_tracing():
            say(grown())
        else:
            tracemalloc.start()

    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, say)
    loop.add_signal_handler(signal.SIGUSR2, trace)
    return await serve(settings)


if __name__ == "__main__":
    sys.exit(asyncio.run(main(json.loads(sys.argv[1]))))
