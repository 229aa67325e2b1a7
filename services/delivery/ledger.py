"""One commit for many rows: marks and settlements that come at about the same time are written together."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from roadmap.delivery.outbox import Dispatching, Settlement
from storage.unit_of_work import Store


@dataclass(slots=True)
class _Entry:
    change: Dispatching | Settlement
    written: "asyncio.Future[bool]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Ledger:
    """While one commit is under way the next changes gather; each caller returns when its own is on disk."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._gathered: list[_Entry] = []
        self._writing: asyncio.Task[None] | None = None

    async def mark(self, mark: Dispatching) -> bool:
        """Whether the row is still ours and is now on record as leaving."""
        return await self._write(mark)

    async def settle(self, settlement: Settlement) -> None:
        """Put on record what became of it."""
        await self._write(settlement)

    async def settle_all(self, settlements: Sequence[Settlement]) -> None:
        if settlements:
            await asyncio.gather(*(self._write(each) for each in settlements))

    async def _write(self, change: Dispatching | Settlement) -> bool:
        entry = _Entry(change)
        self._gathered.append(entry)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_gathered())
        return await entry.written

    async def _write_gathered(self) -> None:
        while self._gathered:
            entries, self._gathered = self._gathered, []
            try:
                ours = await self._commit(entries)
            except Exception as error:
                for entry in entries:
                    if not entry.written.done():
                        entry.written.set_exception(error)
                continue
            for entry in entries:
                if not entry.written.done():
                    entry.written.set_result(entry.change.id in ours or isinstance(entry.change, Settlement))

    async def _commit(self, entries: Sequence[_Entry]) -> set[int]:
        marks = [entry.change for entry in entries if isinstance(entry.change, Dispatching)]
        settlements = [entry.change for entry in entries if isinstance(entry.change, Settlement)]
        async with self._store.write() as uow:
            ours = await uow.deliveries.mark_dispatching(marks)
            await uow.deliveries.settle(settlements)
            await uow.commit()
        return set(ours)
