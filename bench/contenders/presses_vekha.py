"""Answers presses as `vekha run` does: inbox, rights, one transaction, the card redrawn."""

import asyncio
import os
import signal
from typing import Any

from bench.contenders.gate import Gate, compete
from bench.contenders.product import open_machine
from bot.process.observability import Observability
from bot.process.runtime import Process
from bot.settings import Settings
from services.delivery.pacing import Rates


async def main(task: dict[str, Any], gate: Gate) -> dict[str, Any]:
    async with open_machine(task, Rates()) as machine:
        own = Settings(_env_file=None, database_url=task["database"], files_dir=f"{task['folder']}/files")
        process = Process(machine, None, Observability(own, machine.store, machine.app.clock))
        await gate.go()
        running = asyncio.create_task(process.run())
        await gate.stop()
        cost = gate.cost()
        os.kill(os.getpid(), signal.SIGTERM)
        return {"status": await running, **cost}


if __name__ == "__main__":
    compete(main)
