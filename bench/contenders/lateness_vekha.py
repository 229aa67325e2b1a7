"""The outbox at the minute of the digests: claimed and rendered as in life; the messenger notes when."""

import asyncio
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from bench.contenders.gate import Gate, compete
from bench.contenders.messenger import Counting
from bench.contenders.product import UNLIMITED, open_machine
from bench.contenders.stalls import watching_stalls
from bot.process.sandbox_clock import SandboxClock
from roadmap.deadlines.calendar import WEEKENDS_ONLY
from services.delivery.engine import DeliveryEngine
from services.delivery.pacing import Pacer
from services.delivery.preparing import Preparer
from services.notice import Attachment, Notice
from services.ports.messenger import SendOutcome
from texts.outgoing import say, say_many


class Noting(Counting):
    """Notes when each chat got its message."""

    def __init__(self, clock: SandboxClock) -> None:
        super().__init__()
        self._clock = clock
        self.at: dict[int, datetime] = {}

    async def send(
        self, chat_id: int, notice: Notice, attachments: tuple[Attachment, ...] = ()
    ) -> SendOutcome:
        self.at[chat_id] = self._clock.now()
        return await super().send(chat_id, notice, attachments)


async def main(task: dict[str, Any], gate: Gate) -> dict[str, Any]:
    due = {int(chat): datetime.fromisoformat(at) for chat, at in task["due"].items()}
    async with open_machine(task, UNLIMITED) as machine:
        clock = machine.app.clock
        assert isinstance(clock, SandboxClock)
        messenger = Noting(clock)
        preparer = Preparer(machine.store, say, WEEKENDS_ONLY, say_many)
        engine = DeliveryEngine(machine.store, clock, messenger, preparer, Pacer(UNLIMITED))
        await gate.go()
        clock.set(datetime.fromisoformat(task["now"]))
        running = asyncio.create_task(engine.run(10.0))
        patience = monotonic() + (max(due.values()) - clock.now() + timedelta(seconds=30)).total_seconds()
        async with watching_stalls() as stalls:
            while len(messenger.at) < len(due) and monotonic() < patience:
                await asyncio.sleep(0.1)
        cost = gate.cost()
        engine.stop()
        await running
    late = [(at - due[chat]).total_seconds() for chat, at in messenger.at.items()]
    return {"late": late, "stall": stalls.longest, **cost}


if __name__ == "__main__":
    compete(main)
