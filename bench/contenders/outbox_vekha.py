"""Works an outbox off: digests read and rendered as in life, or (`words` given) texts that are ready.

With `is_idle` nothing is sent: the messenger takes every text at once, as a job that does nothing.
"""

import asyncio
from typing import Any

from bench.contenders.gate import Gate, compete
from bench.contenders.messenger import Counting
from bench.contenders.product import UNLIMITED, open_machine
from bot.process.machine import Machine
from bot.telegram.messenger import TelegramMessenger
from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.delivery.outbox import Delivery
from services.buttons.packing import unpack
from services.delivery.engine import DeliveryEngine
from services.delivery.pacing import Pacer, Rates
from services.delivery.preparing import Preparer
from services.notice import Button, Html, Notice
from services.ports.messenger import Messenger
from storage.unit_of_work import UnitOfWork


async def main(task: dict[str, Any], gate: Gate) -> dict[str, Any]:
    async with open_machine(task, Rates() if task["is_paced"] else UNLIMITED) as machine:
        idle = Counting() if task.get("is_idle") else None
        messenger = idle or TelegramMessenger(machine.bot)
        words = task.get("words")
        engine = _engine_of_ready_texts(machine, words, messenger) if words else machine.engine
        await gate.go()
        running = asyncio.create_task(engine.run(10.0))
        if idle is not None:
            await _until_taken(idle, task["wanted"])
        else:
            await gate.stop()
        cost = gate.cost()
        engine.stop()
        await running
        return {"went_at": gate.went_at, **cost}


async def _until_taken(idle: Counting, wanted: int) -> None:
    while idle.sent < wanted:
        await asyncio.sleep(0.05)


def _engine_of_ready_texts(machine: Machine, words: dict[str, Any], messenger: Messenger) -> DeliveryEngine:
    """The same engine over the same rows; only what there is to say needs no reading."""
    rows = (words["keyboard"] or {}).get("inline_keyboard", [])
    keys = tuple(tuple(Button(key["text"], unpack(key["callback_data"])) for key in row) for row in rows)
    notice = Notice(body=Html(words["text"]), buttons=keys)

    async def say(_uow: UnitOfWork, _delivery: Delivery, _now: object) -> Notice:
        return notice

    preparer = Preparer(machine.store, say, WEEKENDS_ONLY)
    return DeliveryEngine(machine.store, machine.app.clock, messenger, preparer, Pacer(UNLIMITED))


if __name__ == "__main__":
    compete(main)
