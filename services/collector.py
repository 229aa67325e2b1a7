"""The garbage collector, where a hundred thousand rows are made that are no garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

NEVER, OLD = 1_000_000_000, gc.get_threshold()[2]
_resting = [0]


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """What has lived for a while is not looked through for garbage while such a block runs anywhere.

    Else all that is held is looked through each time it has grown by a quarter, and nobody's press is heard
    meanwhile. What the block makes is let go before it ends: the next look would take as long.
    """
    young, middle, _ = gc.get_threshold()
    _resting[0] += 1
    gc.set_threshold(young, middle, NEVER)
    try:
        yield
    finally:
        _resting[0] -= 1
        if not _resting[0]:
            gc.set_threshold(young, middle, OLD)
