"""The lease under which a task acts: its commits stand or fall with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from roadmap.process.leases import Lease

_in_charge: ContextVar[Lease | None] = ContextVar("lease_in_charge", default=None)


def lease_in_charge() -> Lease | None:
    """The lease under which this task acts, if any: its commits stand or fall with it."""
    return _in_charge.get()


@contextmanager
def acting_under(lease: Lease) -> Iterator[None]:
    """While it lasts, every commit of this task checks that nobody has taken the lease over."""
    token = _in_charge.set(lease)
    try:
        yield
    finally:
        _in_charge.reset(token)
