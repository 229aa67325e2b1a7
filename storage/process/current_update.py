"""The update being handled: its «done» mark is written by the handler's own transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from roadmap.process.handled_update import HandledUpdate

_current: ContextVar[HandledUpdate | None] = ContextVar("handled_update", default=None)


def handled_update() -> HandledUpdate | None:
    """The update whose handler is running in this task, if any."""
    return _current.get()


@contextmanager
def aside() -> Iterator[None]:
    """What is written meanwhile settles nothing: the handler's own work is still ahead."""
    token = _current.set(None)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def handling(update: HandledUpdate) -> Iterator[HandledUpdate]:
    """While it lasts, the first commit also settles this update in the inbox."""
    token = _current.set(update)
    try:
        yield update
    finally:
        _current.reset(token)
