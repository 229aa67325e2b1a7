"""The dispatcher of the outbox: claim, re-check, render, mark, send, settle.

1. A claim takes due rows under a lease; its commit says «surely not sent».
2. Each row is re-checked and rendered from the state as it is now.
3. When its turn comes, a second commit says «leaving»: a crash from here on is unsure.
4. The send itself happens outside any transaction; its outcome is a value.
5. A last commit settles the row, fenced: a process that slept through its lease changes nothing.
"""

import asyncio
from asyncio import current_task
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing, suppress
from datetime import datetime, timedelta
from itertools import chain, repeat
from typing import Any

import structlog

from roadmap.clock import Clock
from roadmap.delivery.outbox import LATE, LEASE, Delivery, Dispatching, Settlement
from roadmap.ids import DeliveryId, PersonId
from services.delivery.ledger import Ledger
from services.delivery.pacing import Pacer
from services.delivery.preparing import Preparer, Ready
from services.delivery.settling import settle, wait
from services.delivery.views import close_account
from services.ports.messenger import (
    Blocked,
    Messenger,
    Migrated,
    NotSent,
    SendOutcome,
    Sent,
    Unauthorized,
    Unsure,
)
from storage.unit_of_work import Store

BATCH = 100
IN_FLIGHT = 30
LOOK_EVERY_SECONDS = 1.0
REST_AFTER_ERROR_SECONDS = 5.0
SETTLE_AGAIN_SECONDS = (0.1, 0.5, 2.0, 5.0)
HALT = timedelta(minutes=5)
"""After «unauthorized» nothing is sent for this long; then one batch tries again."""

log = structlog.get_logger(__name__)


class DeliveryEngine:
    """Works the outbox off, stepwise (`drain`) or until stopped (`run`); many may run on one database."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        messenger: Messenger,
        preparer: Preparer,
        pacer: Pacer,
        *,
        under_way: set[DeliveryId] | None = None,
        may_send: Callable[[], bool] = lambda: True,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        on_settled: Callable[[Settlement], None] = lambda _: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._messenger = messenger
        self._preparer = preparer
        self._pacer = pacer
        self._ledger = Ledger(store)
        self._sleep = sleep
        self._on_settled = on_settled
        self._slots = asyncio.Semaphore(IN_FLIGHT)
        self._launching = asyncio.Lock()
        self._under_way = under_way if under_way is not None else set()
        self._may_send = may_send
        self._flights: dict[asyncio.Task[None], Ready] = {}
        self._waiting: dict[asyncio.Task[Any] | None, Ready] = {}
        self._held: dict[PersonId, datetime] = {}
        self._halted_until: datetime | None = None
        self._woken = asyncio.Event()
        self._is_full = False
        self._is_stopping = False

    @property
    def is_halted(self) -> bool:
        """Whether the messenger has refused the bot itself; a person has to look at the token."""
        return self._halted_until is not None and self._clock.now() < self._halted_until

    def wake(self) -> None:
        """Something may be due: look now rather than at the next second."""
        self._woken.set()

    # Stepwise

    async def dispatch_due(self, limit: int = BATCH) -> int:
        """Carry one batch of due rows to its end; how many were claimed."""
        tasks, claimed = await self._launch(limit)
        await asyncio.gather(*tasks)
        return claimed

    async def drain(self) -> int:
        """Until nothing is due and nothing is under way; how many were claimed."""
        total = 0
        while True:
            claimed = await self.dispatch_due()
            if self._flights:
                await asyncio.wait(self._flights)
            elif claimed == 0:
                return total
            total += claimed

    # Continuous

    async def run(self, patience: float) -> None:
        """Until `stop`, then until what is leaving has left, for at most `patience` seconds.

        An error of the database is waited out, never fatal.
        """
        while not self._is_stopping:
            try:
                room, looked_at = BATCH - len(self._flights), self._clock.now()
                claimed = (await self._launch(room))[1] if room > BATCH // 2 else 0
                pause = 0.0 if claimed else await self._until_due(looked_at)
            except Exception:
                log.exception("claiming failed")
                pause = REST_AFTER_ERROR_SECONDS
            if pause:
                await self._rest(pause)
        await self._land(patience)

    def stop(self) -> None:
        """Claim nothing more."""
        self._is_stopping = True
        self.wake()

    async def _land(self, patience: float) -> None:
        """Give back what only waits for its turn, wait for what is leaving."""
        waiting = dict(self._waiting)
        for task in waiting:
            if task is not None:
                task.cancel()
        now = self._clock.now()
        await self._ledger.settle_all(
            [wait(ready.delivery, now, ready.delivery.not_before) for ready in waiting.values()]
        )
        if self._flights:
            await asyncio.wait(self._flights, timeout=patience)

    async def _until_due(self, looked_at: datetime) -> float:
        """Seconds until the next row is due, or until the next look: others add rows as well."""
        async with self._store.read() as uow:
            next_due = await uow.deliveries.next_due()
        if next_due is None or next_due <= looked_at:  # nothing, or what could not be claimed
            return LOOK_EVERY_SECONDS
        return min(max((next_due - self._clock.now()).total_seconds(), 0.0), LOOK_EVERY_SECONDS)

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        self._woken.clear()

    # One batch

    async def _launch(self, limit: int) -> tuple[list[asyncio.Task[None]], int]:
        """Claim and prepare; what is ready flies on its own. The tasks, and how many rows were claimed."""
        async with self._launching:  # a row claimed by another look is in `_flights` before this one ends
            return await self._launch_alone(limit)

    async def _launch_alone(self, limit: int) -> tuple[list[asyncio.Task[None]], int]:
        if self.is_halted or not self._may_send() or self._pacer.closed_for():
            return [], 0
        now = self._clock.now()
        claimed, left = await self._claim(now, limit)
        ids = {each.id for each in left}
        self._under_way |= ids
        tasks: list[asyncio.Task[None]] = []
        settled: list[Settlement] = []
        try:
            async with aclosing(self._preparer.prepare(left, now)) as prepared:
                async for each in prepared:
                    if isinstance(each, Ready):
                        tasks.append(self._fly(each))
                    else:
                        settled.append(each)
            await self._ledger.settle_all(settled)
            for settlement in settled:
                self._on_settled(settlement)
        finally:
            self._under_way -= ids - {ready.delivery.id for ready in self._flights.values()}
        self._is_full = claimed == limit
        return tasks, claimed

    async def _claim(self, now: datetime, limit: int) -> tuple[int, Sequence[Delivery]]:
        self._held = {person: until for person, until in self._held.items() if until > now}
        async with self._store.write() as uow:
            claimed = await uow.deliveries.claim(now, now + LEASE, limit, held=tuple(self._held))
            if not claimed:
                return 0, ()
            folded = await uow.deliveries.fold_crowds(now, _crowded(claimed, now))
            await uow.commit()
        return len(claimed), [each for each in claimed if each.id not in folded]

    def _fly(self, ready: Ready) -> asyncio.Task[None]:
        task = asyncio.create_task(self._deliver(ready), name=f"delivery {ready.delivery.id}")
        self._flights[task] = self._waiting[task] = ready
        task.add_done_callback(self._landed)
        return task

    def _landed(self, task: asyncio.Task[None]) -> None:
        delivery_id = self._flights.pop(task).delivery.id
        self._under_way.discard(delivery_id)
        self._waiting.pop(task, None)
        if self._is_full and len(self._flights) <= BATCH // 2:
            self.wake()
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("delivery left to its lease", delivery_id=delivery_id, exc_info=error)

    # One delivery

    async def _deliver(self, ready: Ready) -> None:
        delivery = ready.delivery
        with structlog.contextvars.bound_contextvars(delivery_id=delivery.id):
            closed_for = await self._pacer.turn(ready.place.chat_id)
            self._waiting.pop(current_task(), None)
            now = self._clock.now()
            if closed_for:
                later = now + timedelta(seconds=closed_for)
                await self._ledger.settle(wait(delivery, now, later, "the chat is held"))
                return
            if not self._may_send() or ready.is_stale(now):  # another process keeps the pace, or we slept
                await self._ledger.settle(wait(delivery, now, delivery.not_before))
                return
            mark = Dispatching(
                id=delivery.id,
                fence=delivery.fence,
                place=ready.place,
                at=now,
                fingerprint=ready.fingerprint,
            )
            if await self._ledger.mark(mark):
                # Only the line is held: marks and outcomes gather in one commit.
                async with self._slots, self._pacer.leaving():
                    outcome = await self._send(ready)
                await self._record_surely(ready, outcome)

    async def _send(self, ready: Ready) -> SendOutcome:
        try:
            return await self._messenger.send(ready.place.chat_id, ready.notice)
        except Exception:
            log.exception("the messenger failed in an unknown way")
            return Unsure("failed in an unknown way")

    async def _record_surely(self, ready: Ready, outcome: SendOutcome) -> None:
        """What has left must be on record: an error of the database is waited out."""
        for delay in chain(SETTLE_AGAIN_SECONDS, repeat(SETTLE_AGAIN_SECONDS[-1])):
            try:
                await self._record(ready, outcome)
            except Exception:
                log.exception("an outcome could not be written yet", outcome=type(outcome).__name__)
                await self._sleep(delay)
            else:
                return

    async def _record(self, ready: Ready, outcome: SendOutcome) -> None:
        now = self._clock.now()
        settlement = settle(ready.delivery, outcome, now)
        match outcome:
            case Blocked(reason=reason):
                await self._close_account(ready, settlement, reason)
            case Migrated(chat_id=chat_id):
                await self._move_account(ready, settlement, chat_id)
            case NotSent(retry_after=timedelta() as pause):
                self._pacer.hold(ready.place.chat_id, pause.total_seconds())
                self._held[ready.delivery.recipient_id] = now + pause
                await self._ledger.settle(settlement)
            case Unauthorized(reason=reason):
                self._halted_until = now + HALT
                log.critical(
                    "the messenger refuses the bot; nothing is sent until it is put right", reason=reason
                )
                await self._ledger.settle(settlement)
            case _:
                await self._ledger.settle(settlement)
        self._on_settled(settlement)
        tell = log.debug if isinstance(outcome, Sent) else log.info
        tell("delivery settled", state=settlement.state.value, reason=settlement.reason)

    async def _close_account(self, ready: Ready, settlement: Settlement, reason: str) -> None:
        recipient_id = ready.delivery.recipient_id
        async with self._store.write() as uow:
            await uow.deliveries.settle([settlement])
            await close_account(uow, recipient_id, ready.place, settlement.at, reason)
            await uow.commit()

    async def _move_account(self, ready: Ready, settlement: Settlement, chat_id: int) -> None:
        async with self._store.write() as uow:
            await uow.accounts.move(ready.place, chat_id)
            await uow.deliveries.settle([settlement])
            await uow.commit()


def _crowded(claimed: Sequence[Delivery], now: datetime) -> set[PersonId]:
    """Recipients for whom folding is worth a look: several rows at once, or one that is long overdue."""
    counts = Counter(each.recipient_id for each in claimed)
    late = {each.recipient_id for each in claimed if now - min(each.not_before, each.created_at) > LATE}
    return late | {person for person, count in counts.items() if count > 1}
