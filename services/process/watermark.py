"""A database restored from a copy does not know what was sent after the copy was made; it must not repeat it.

1. A beat numbers the database, and writes the number and the moment into a file outside it.
2. A start that finds the file ahead of the database knows that the database is older than it has been.
3. What was due until the file's moment may have been sent: it is planned as of that moment and held as given
   up, with a reason of its own. A coordinator sends it again, marked as a repeat, or takes it off.
4. The number is raised to the file's in the same transaction: the next start is an ordinary one.

An ordinary stop, a crash or a long outage leaves both at the same number, or the database ahead.
"""

from datetime import datetime, timedelta

from roadmap.clock import Clock
from roadmap.process.watermark import Watermark
from services.ports.watermarks import WatermarkPlace
from storage.unit_of_work import Store

MARK_EVERY = timedelta(minutes=1)


class WatermarkService:
    def __init__(self, store: Store, clock: Clock, place: WatermarkPlace) -> None:
        self._store = store
        self._clock = clock
        self._place = place

    async def keep(self) -> None:
        """Number the database, then write it down outside."""
        now = self._clock.now()
        async with self._store.write() as uow:
            number = await uow.upkeep.raise_watermark(0, now)
            await uow.commit()
        await self._place.write(Watermark(number=number, at=now))

    async def lived_until(self) -> datetime | None:
        """Until when a newer state of this database was at work; None when this is the newest there was."""
        mark = await self._place.read()
        if mark is None:
            return None
        async with self._store.read() as uow:
            number = await uow.upkeep.watermark()
        # It went on working for a while after the last mark.
        return min(mark.at + MARK_EVERY, self._clock.now()) if mark.number > number else None

    async def hold(self, until: datetime) -> int:
        """Hold what was due by then for a coordinator's decision; how many messages."""
        mark = await self._place.read()
        now = self._clock.now()
        async with self._store.write() as uow:
            held = await uow.dead_letters.hold(until, now)
            await uow.upkeep.raise_watermark(mark.number if mark else 0, now)
            await uow.commit()
        return held


class StillClock:
    """Always the same moment: for planning what was due by then."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment
