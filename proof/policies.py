"""How a due message may be sent: the product's way, and the two ways most bots do it."""

import asyncio
import dataclasses
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.process.machine import Machine
from bot.telegram.messenger import TelegramMessenger
from roadmap.delivery.outbox import LEASE, Delivery, DeliveryState, Settlement
from services.composing import Cancelled
from services.delivery.preparing import Preparer, Ready
from services.delivery.settling import wait
from services.notice import Notice
from services.ports.messenger import NotSent, SendOutcome, Sent
from storage.calendars import russian_calendar
from storage.unit_of_work import UnitOfWork
from texts.outgoing import MESSAGES, say

BATCH = 100
TRY_AGAIN = timedelta(seconds=5)


class SimpleLoop:
    """Claims due rows of the same outbox, sends one after another; what is written when is the policy."""

    def __init__(self, machine: Machine) -> None:
        self._store = machine.store
        self._clock = machine.app.clock
        self._messenger = TelegramMessenger(machine.bot)
        self._preparer = Preparer(self._store, say, russian_calendar())
        self._working = asyncio.Lock()
        self._woken = asyncio.Event()
        self._is_stopping = False
        self.is_halted = False

    def wake(self) -> None:
        self._woken.set()

    def stop(self) -> None:
        self._is_stopping = True
        self.wake()

    async def run(self, patience: float) -> None:
        while not self._is_stopping:
            await self.drain()
            self._woken.clear()
            try:
                async with asyncio.timeout(1.0):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def drain(self) -> int:
        async with self._working:
            now = self._clock.now()
            async with self._store.write() as uow:
                claimed = await uow.deliveries.claim(now, now + LEASE, BATCH)
                if claimed:
                    await uow.commit()
            async for prepared in self._preparer.prepare(claimed, now):
                if isinstance(prepared, Settlement):
                    await self.record(prepared)
                else:
                    with structlog.contextvars.bound_contextvars(delivery_id=prepared.delivery.id):
                        await self.carry(prepared)
            return len(claimed)

    async def carry(self, ready: Ready) -> None:
        raise NotImplementedError

    async def record(self, settlement: Settlement) -> None:
        async with self._store.write() as uow:
            await uow.deliveries.settle([settlement])
            await uow.commit()

    async def send(self, ready: Ready) -> SendOutcome:
        return await self._messenger.send(ready.place.chat_id, ready.notice)

    def sent(self, delivery: Delivery, message_id: int | None = None) -> Settlement:
        return Settlement(
            id=delivery.id,
            fence=delivery.fence,
            state=DeliveryState.SENT,
            at=self._clock.now(),
            attempts=delivery.attempts + 1,
            message_id=message_id,
        )


class MarkFirst(SimpleLoop):
    """«Sent» is written before sending: nothing comes twice, and what did not arrive is not known."""

    async def carry(self, ready: Ready) -> None:
        await self.record(self.sent(ready.delivery))
        await self.send(ready)


class RetryEverything(SimpleLoop):
    """«Sent» is written after the answer, everything else is tried again as if it had never left."""

    async def carry(self, ready: Ready) -> None:
        match await self.send(ready):
            case Sent(message_id=message_id):
                await self.record(self.sent(ready.delivery, message_id))
            case outcome:
                now = self._clock.now()
                pause = outcome.retry_after if isinstance(outcome, NotSent) else None
                await self.record(wait(ready.delivery, now, now + (pause or TRY_AGAIN), "not answered"))


def _instead(loop: Callable[[Machine], Any]) -> Callable[[Machine], Machine]:
    def replaced(machine: Machine) -> Machine:
        engine = loop(machine)
        machine.store.on_outbox_growth(engine.wake)
        return dataclasses.replace(machine, engine=engine)

    return replaced


def _product(machine: Machine) -> Machine:
    return machine


def _forgets_to_mark(machine: Machine) -> Machine:
    """The product broken on purpose: its repeats do not say that they are. The harness has to see it."""

    async def say_unmarked(uow: UnitOfWork, delivery: Delivery, now: datetime) -> Notice | Cancelled:
        message = MESSAGES[delivery.kind]
        view = await message.compose(uow, delivery, now)
        return view if isinstance(view, Cancelled) else message.render(view)

    machine.engine._preparer._say = say_unmarked
    return machine


PRODUCT = "product"
POLICIES: Mapping[str, Callable[[Machine], Machine]] = {
    PRODUCT: _product,
    "mark-first": _instead(MarkFirst),
    "retry-everything": _instead(RetryEverything),
    "forgets-to-mark": _forgets_to_mark,
}
"""What a life is run with, by name."""
