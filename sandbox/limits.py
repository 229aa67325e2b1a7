"""Telegram's limits on sending, in two readings of how the overall one is counted."""

import math
from collections import deque
from dataclasses import dataclass
from typing import Literal

LimitModel = Literal["off", "bucket", "window"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitSettings:
    """`bucket` refills evenly and allows a burst; `window` counts strictly in every sliding second."""

    model: LimitModel = "off"
    per_second: int = 30
    burst: int = 30
    chat_per_second: int = 1
    chat_burst: int = 3
    group_per_minute: int = 20


class TokenBucket:
    __slots__ = ("burst", "rate", "seen", "tokens")

    def __init__(self, rate: float, burst: int) -> None:
        self.rate = rate
        self.burst = burst
        self.tokens = float(burst)
        self.seen = 0.0

    def wait_for(self, now: float, cost: int) -> float:
        """Seconds until `cost` tokens are there; 0 means now."""
        self.tokens = min(float(self.burst), self.tokens + max(now - self.seen, 0.0) * self.rate)
        self.seen = now
        needed = min(cost, self.burst)
        return 0.0 if self.tokens >= needed else (needed - self.tokens) / self.rate

    def take(self, cost: int) -> None:
        self.tokens -= cost


class SlidingWindow:
    __slots__ = ("count", "seconds", "taken")

    def __init__(self, count: int, seconds: float) -> None:
        self.count = count
        self.seconds = seconds
        self.taken: deque[float] = deque()

    def wait_for(self, now: float, cost: int) -> float:
        while self.taken and now - self.taken[0] >= self.seconds:
            self.taken.popleft()
        needed = min(cost, self.count)
        spare = self.count - len(self.taken)
        if spare >= needed:
            return 0.0
        return self.taken[min(needed - spare, len(self.taken)) - 1] + self.seconds - now

    def take_at(self, now: float, cost: int) -> None:
        self.taken.extend([now] * cost)


Meter = TokenBucket | SlidingWindow


class Limiter:
    """Asks the overall meter and the one of the chat; a refused call costs nothing."""

    def __init__(self, settings: LimitSettings) -> None:
        self.settings = settings
        self._overall = self._meter(settings.per_second, settings.burst)
        self._chats: dict[int, Meter] = {}

    def _meter(self, per_second: int, burst: int) -> Meter:
        if self.settings.model == "window":
            return SlidingWindow(per_second, 1.0)
        return TokenBucket(per_second, burst)

    def _chat_meter(self, chat_id: int) -> Meter:
        meter = self._chats.get(chat_id)
        if meter is None:
            limits = self.settings
            if chat_id < 0:
                meter = SlidingWindow(limits.group_per_minute, 60.0)
            else:
                meter = self._meter(limits.chat_per_second, limits.chat_burst)
            self._chats[chat_id] = meter
        return meter

    def refuse_for(self, now: float, chat_id: int, cost: int, *, counts_for_chat: bool = True) -> int:
        """0 when the call may go on, else the whole seconds of `retry_after`."""
        if self.settings.model == "off":
            return 0
        meters = [self._overall, self._chat_meter(chat_id)] if counts_for_chat else [self._overall]
        wait = max(meter.wait_for(now, cost) for meter in meters)
        if wait > 0:
            return max(1, math.ceil(wait))
        for meter in meters:
            if isinstance(meter, TokenBucket):
                meter.take(cost)
            else:
                meter.take_at(now, cost)
        return 0
