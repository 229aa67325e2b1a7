"""Sending at the speed the messenger allows: evenly overall, slowly into each chat, never in bursts."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic

REMEMBERED_CHATS = 10_000
FLOOD_CHATS = 3
FLOOD_SECONDS = 1.0
"""So many chats refused within so short a time: the messenger means the bot, not the chats."""
COUNTED_SECONDS = 1.07
"""So long a message counts from its leaving: thirty of them at 28 a second, as Telegram takes in a second."""
COUNTED_AFTER_ANSWER_SECONDS = 1.0
"""And so long from its answer at least. The messenger has counted it somewhere between the two, however long
a pause of this machine, of the line or of the messenger lies there.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Zero lifts a limit. Telegram allows about 30 a second, 1 a second to a chat, 20 a minute to a group."""

    per_second: float = 28.0
    per_chat_per_second: float = 0.95
    per_group_per_minute: float = 18.0


class _Chat:
    """When a chat may get its next message; whoever wants to send one queues at its gate."""

    __slots__ = ("free_at", "gate")

    def __init__(self) -> None:
        self.free_at = float("-inf")
        self.gate = asyncio.Lock()


class Pacer:
    """A turnstile and a gate behind it.

    Whoever wants to send waits for a `turn`; chats wait for themselves first, so that a slow chat never
    stands in the common line. Between the turn and the sending lies a commit, which may gather what went
    through evenly: `leaving` lets no more out in any second, as the messenger counts it, than went in.
    """

    def __init__(
        self,
        rates: Rates,
        *,
        now: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._interval = 1 / rates.per_second if rates.per_second else 0.0
        self._chat_interval = 1 / rates.per_chat_per_second if rates.per_chat_per_second else 0.0
        self._group_interval = 60 / rates.per_group_per_minute if rates.per_group_per_minute else 0.0
        self._now = now
        self._sleep = sleep
        self._line = asyncio.Lock()
        self._last = float("-inf")
        self._gate = asyncio.Lock()
        self._room = max(1, round(rates.per_second * COUNTED_SECONDS))
        self._out = 0
        self._counted_until: list[float] = []
        self._answered = asyncio.Event()
        self._chats: dict[int, _Chat] = {}
        self._held: dict[int, float] = {}
        self._refused: dict[int, tuple[float, float]] = {}
        self._closed_until = float("-inf")

    async def turn(self, chat_id: int) -> float:
        """Wait until a message may go into this chat; gives the seconds left when the chat is held."""
        interval = self._interval_of(chat_id)
        if not interval:
            return self.held_for(chat_id) or await self._stand_in_line(chat_id)
        chat = self._chat(chat_id)
        async with chat.gate:  # kept until it has left: the pause is counted from there, not from the asking
            if (left := chat.free_at - self._now()) > 0:
                await self._sleep(left)
            held = self.held_for(chat_id) or await self._stand_in_line(chat_id)
            if not held:
                chat.free_at = self._now() + interval
        return held

    @asynccontextmanager
    async def leaving(self) -> AsyncIterator[None]:
        """Around the sending, after `turn`: begins when one more may leave, ends when it is answered."""
        if not self._interval:
            yield
            return
        async with self._gate:
            await self._wait_for_room()
            left_at = self._now()
            self._out += 1
        try:
            yield
        finally:
            self._out -= 1
            counted_until = max(left_at + COUNTED_SECONDS, self._now() + COUNTED_AFTER_ANSWER_SECONDS)
            self._counted_until.append(counted_until)
            self._answered.set()

    def hold(self, chat_id: int, seconds: float) -> None:
        """The messenger asked for patience in this chat: the others go on, unless many were asked at once."""
        now = self._now()
        self._held[chat_id] = now + seconds
        self._refused = {
            chat: refusal for chat, refusal in self._refused.items() if now - refusal[0] < FLOOD_SECONDS
        }
        self._refused[chat_id] = (now, now + seconds)
        if len(self._refused) >= FLOOD_CHATS:
            # The shortest pause: a flood of all asks the same of each, a longer hold is a chat's own.
            until = min(until for _, until in self._refused.values())
            self._closed_until = max(self._closed_until, until)

    def held_for(self, chat_id: int) -> float:
        """Seconds until this chat may be written to again."""
        until = self._held.get(chat_id)
        if until is None:
            return self.closed_for()
        left = until - self._now()
        if left <= 0:
            del self._held[chat_id]
        return max(left, self.closed_for())

    def closed_for(self) -> float:
        """Seconds until anybody may be written to again: the messenger has refused many chats at once."""
        return max(self._closed_until - self._now(), 0.0)

    def note(self, chat_id: int) -> None:
        """Something was sent past the turnstile (an answer to a press): the next in line waits for it too."""
        now = self._now()
        self._last = max(self._last, now)
        self._counted_until.append(now + COUNTED_SECONDS)
        if interval := self._interval_of(chat_id):
            chat = self._chat(chat_id)
            chat.free_at = max(chat.free_at, now + interval)

    async def _stand_in_line(self, chat_id: int) -> float:
        if self._interval:
            async with self._line:
                # The grid is kept through small jitter; after a stall it starts anew: catching up is a burst.
                slot = max(self._last + self._interval, self._now() - self._interval / 2)
                if (left := slot - self._now()) > 0 and not self.held_for(chat_id):
                    await self._sleep(left)
                if held := self.held_for(chat_id):  # asked for while standing here
                    return held
                self._last = max(self._last, slot)
        return 0.0

    async def _wait_for_room(self) -> None:
        while True:
            now = self._now()
            self._counted_until = [until for until in self._counted_until if until > now]
            if self._out + len(self._counted_until) < self._room:
                return
            if self._counted_until:
                await self._sleep(min(self._counted_until) - now)
            else:  # all of them are on their way
                self._answered.clear()
                await self._answered.wait()

    def _chat(self, chat_id: int) -> _Chat:
        if len(self._chats) > REMEMBERED_CHATS:
            now = self._now()
            self._chats = {
                known: chat for known, chat in self._chats.items() if chat.free_at > now or chat.gate.locked()
            }
        return self._chats.setdefault(chat_id, _Chat())

    def _interval_of(self, chat_id: int) -> float:
        return self._group_interval if chat_id < 0 else self._chat_interval
