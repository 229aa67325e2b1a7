"""How long the event loop is held: what a turn of it costs the processor, whatever else the machine does."""

import asyncio
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import thread_time
from unittest.mock import patch


@dataclass
class Turns:
    seconds: list[float] = field(default_factory=list)

    @property
    def longest(self) -> float:
        return max(self.seconds)


@contextmanager
def watching_turns() -> Iterator[Turns]:
    """Every step of every task of the block, in seconds of the loop's own thread.

    What the tests before have left in memory is kept out of sight of the garbage collector.
    """
    turns, run = Turns(), asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        began = thread_time()
        run(handle)
        turns.seconds.append(thread_time() - began)

    gc.collect()
    gc.freeze()
    try:
        with patch.object(asyncio.Handle, "_run", timed):
            yield turns
    finally:
        gc.unfreeze()
