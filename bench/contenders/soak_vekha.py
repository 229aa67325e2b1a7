"""`vekha run` as it is, which says of itself what it holds when asked by a signal."""

import asyncio
import gc
import json
import os
import signal
import sys
import threading
import tracemalloc
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bench.contenders.gate import resident_megabytes
from bot.process.logging import set_up_logging
from bot.process.runtime import serve
from bot.settings import Settings

SHOWN = 8
ROOT = f"{Path(__file__).parents[2]}{os.sep}"


def sample() -> dict[str, Any]:
    """What is held now."""
    return {
        "memory": int(resident_megabytes() * 2**20),
        "descriptors": len(list(Path("/proc/self/fd").iterdir())),
        "tasks": len(asyncio.all_tasks()),
    }


def made() -> dict[str, int]:
    """Bytes by file of what was made and is still there; what tracing itself holds left out."""
    gc.collect()
    own = (tracemalloc.Filter(inclusive=False, filename_pattern=tracemalloc.__file__),)
    found = tracemalloc.take_snapshot().filter_traces(own).statistics("filename")
    return {_short(each.traceback[0].filename): each.size for each in found}


def _short(file: str) -> str:
    return file.rpartition("site-packages/")[2].removeprefix(ROOT)


def grown(warm: dict[str, int]) -> dict[str, int]:
    """By how much the files that grew most have grown."""
    more = {file: size - warm.get(file, 0) for file, size in made().items()}
    return {file: more[file] for file in sorted(more, key=lambda file: -more[file])[:SHOWN]}


async def main(task: dict[str, Any]) -> int:
    """SIGUSR1 adds a sample to the task's file; SIGUSR2 remembers what was made, the next tells what grew."""
    settings = Settings(
        _env_file=None,
        bot_token=SecretStr(task["token"]),
        bot_api_url=task["url"],
        sandbox_clock_url=f"{task['url']}/sandbox/clock",
        database_url=task["database"],
        files_dir=task["files"],
        webhook=task["webhook"],
    )
    set_up_logging("WARNING", as_json=False, secrets=(task["token"],))

    warm = Path(f"{task['samples']}.warm")
    tracemalloc.start()

    def say(found: dict[str, int] | None = None, held: dict[str, Any] | None = None) -> None:
        with Path(task["samples"]).open("a", encoding="utf-8") as target:
            target.write(f"{json.dumps({**(held or sample()), 'grown': found or {}})}\n")

    def remember() -> None:
        """By a copy of the process: to look takes seconds and much memory, and neither is to be the bot's."""
        held = sample()
        if copy := os.fork():
            threading.Thread(target=os.waitpid, args=(copy, 0), daemon=True).start()
            return
        try:
            if warm.exists():
                say(grown(json.loads(warm.read_text("utf-8"))), held)
            else:
                warm.write_text(json.dumps(made()), "utf-8")
        finally:
            os._exit(0)

    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, say)
    loop.add_signal_handler(signal.SIGUSR2, remember)
    return await serve(settings)


if __name__ == "__main__":
    sys.exit(asyncio.run(main(json.loads(sys.argv[1]))))
