"""Named points at which a process kills itself, and the decorators that put them around the product."""

import functools
import os
import signal
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from enum import StrEnum
from typing import Any

from aiogram import Dispatcher
from structlog.contextvars import get_contextvars

import bot.process.wiring
import documents.isolation
from bot.telegram.messenger import TelegramMessenger
from services.imports.importing import ImportService
from services.imports.receiving import DocumentService
from services.imports.rolling import RollingService
from services.plan.plan_tables import PlanTableService
from services.summary.exporting import ExportService
from storage.delivery.delivery_queue import DeliveryQueue
from storage.process.inbox import Inbox
from storage.unit_of_work import UnitOfWork


class Point(StrEnum):
    """Where a life ends. The first three are struck from outside, the others by the process itself."""

    ANY_MOMENT = "any moment"
    REQUESTED = "requested"
    ACCEPTED = "accepted"
    CLAIM_BEFORE = "claim-"
    CLAIM_AFTER = "claim+"
    MARK_BEFORE = "mark-"
    MARK_AFTER = "mark+"
    ANSWERED = "answered"
    RECORD_BEFORE = "record-"
    RECORD_AFTER = "record+"
    RECOVER_BEFORE = "recover-"
    RECOVER_AFTER = "recover+"
    PLAN_BEFORE = "plan-"
    PLAN_AFTER = "plan+"
    STORE_BEFORE = "store-"
    STORE_AFTER = "store+"
    TAKE_BEFORE = "take-"
    TAKE_AFTER = "take+"
    HANDLE_BEFORE = "handle-"
    WORK_BEFORE = "work-"
    WORK_AFTER = "work+"
    MORE_BEFORE = "more-"
    MORE_AFTER = "more+"
    HANDLE_AFTER = "handle+"
    READING = "reading"
    DESK_BEFORE = "desk-"
    DESK_AFTER = "desk+"
    APPROVE_BEFORE = "approve-"
    APPROVE_AFTER = "approve+"
    ROLL_BEFORE = "roll-"
    ROLL_AFTER = "roll+"
    TABLE_BEFORE = "table-"
    TABLE_AFTER = "table+"
    MAKING = "making"
    EXPORT_BEFORE = "export-"
    EXPORT_AFTER = "export+"


EPITAPH = "--- SIGKILL at "
"""How the last line of a life's journal begins."""
OUTSIDE = frozenset({Point.ANY_MOMENT, Point.REQUESTED, Point.ACCEPTED})

OF_FILES = tuple(Point)[tuple(Point).index(Point.READING) :]
"""Passed only by documents, tables, plans that are rolled over, and reports."""
OF_MESSAGES = tuple(point for point in Point if point not in (*OF_FILES, Point.ANY_MOMENT))

_AROUND = {
    "claim": (Point.CLAIM_BEFORE, Point.CLAIM_AFTER),
    "mark": (Point.MARK_BEFORE, Point.MARK_AFTER),
    "record": (Point.RECORD_BEFORE, Point.RECORD_AFTER),
    "recover": (Point.RECOVER_BEFORE, Point.RECOVER_AFTER),
    "plan": (Point.PLAN_BEFORE, Point.PLAN_AFTER),
    "store": (Point.STORE_BEFORE, Point.STORE_AFTER),
    "take": (Point.TAKE_BEFORE, Point.TAKE_AFTER),
    "work": (Point.WORK_BEFORE, Point.WORK_AFTER),
    "more": (Point.MORE_BEFORE, Point.MORE_AFTER),
    "desk": (Point.DESK_BEFORE, Point.DESK_AFTER),
    "approve": (Point.APPROVE_BEFORE, Point.APPROVE_AFTER),
    "roll": (Point.ROLL_BEFORE, Point.ROLL_AFTER),
    "table": (Point.TABLE_BEFORE, Point.TABLE_AFTER),
    "export": (Point.EXPORT_BEFORE, Point.EXPORT_AFTER),
}
"""The points before and after the commit of a transaction of each kind."""
_METHODS: tuple[tuple[type, str, str], ...] = (
    (DeliveryQueue, "claim", "claim"),
    (DeliveryQueue, "mark_dispatching", "mark"),
    (DeliveryQueue, "settle", "record"),
    (DeliveryQueue, "recover", "recover"),
    (Inbox, "add", "store"),
    (Inbox, "claim", "take"),
    (Inbox, "recover", "recover"),
)
"""What a transaction has called tells its kind."""
_DEEDS: tuple[tuple[type, str, str], ...] = (
    (DocumentService, "arrived", "desk"),
    (PlanTableService, "receive", "desk"),
    (ImportService, "approve", "approve"),
    (RollingService, "roll", "roll"),
    (PlanTableService, "apply", "table"),
    (PlanTableService, "make", "export"),
    (ExportService, "report", "export"),
)
"""What a commit is made by, where that says more than the tables do."""
_deed: ContextVar[str] = ContextVar("_deed", default="")
_CALLED = "_proof_called"

Method = Callable[..., Awaitable[Any]]


class Fuse:
    """Kills this process, for real, at the n-th passing of a point; the first of several that is reached."""

    def __init__(self, left: Mapping[Point, int]) -> None:
        self._left = dict(left)

    def pass_by(self, point: Point) -> None:
        if point in self._left:
            self._left[point] -= 1
            if self._left[point] == 0:
                os.write(2, f"{EPITAPH}{point}\n".encode())
                os.kill(os.getpid(), signal.SIGKILL)


def arm(fuse: Fuse) -> None:
    """Put the points around the product's own classes, in this process only."""
    for owner, name, kind in _METHODS:
        _replace(owner, name, functools.partial(_noting, kind=kind))
    for owner, name, kind in _DEEDS:
        _replace(owner, name, functools.partial(_named, kind=kind))
    _replace(documents.isolation, "_asked", functools.partial(_passing, fuse=fuse, point=Point.READING))
    for name in ("export_summary", "export_plan_table"):
        _replace(bot.process.wiring, name, functools.partial(_making, fuse=fuse))
    _replace(UnitOfWork, "commit", functools.partial(_committing, fuse=fuse))
    _replace(TelegramMessenger, "send", functools.partial(_sending, fuse=fuse))
    _replace(Dispatcher, "feed_raw_update", functools.partial(_handling, fuse=fuse))


def _replace(owner: Any, name: str, decorate: Callable[[Any], Any]) -> None:
    setattr(owner, name, decorate(getattr(owner, name)))


def _noting(method: Method, *, kind: str) -> Method:
    @functools.wraps(method)
    async def noted(repository: Any, *args: Any, **kwargs: Any) -> Any:
        result = await method(repository, *args, **kwargs)
        asked = args[0] if kind in ("mark", "record") else result
        if asked and asked != (0, 0):  # nothing claimed, nothing recovered: no such transaction
            repository.__dict__.setdefault(_CALLED, []).append(kind)
        return result

    return noted


def _named(method: Method, *, kind: str) -> Method:
    @functools.wraps(method)
    async def named(*args: Any, **kwargs: Any) -> Any:
        token = _deed.set(kind)
        try:
            return await method(*args, **kwargs)
        finally:
            _deed.reset(token)

    return named


def _passing(method: Method, *, fuse: Fuse, point: Point) -> Method:
    @functools.wraps(method)
    async def passed(*args: Any, **kwargs: Any) -> Any:
        fuse.pass_by(point)
        return await method(*args, **kwargs)

    return passed


def _making(make: Callable[..., bytes], *, fuse: Fuse) -> Callable[..., bytes]:
    @functools.wraps(make)
    def made(*args: Any, **kwargs: Any) -> bytes:
        data = make(*args, **kwargs)
        fuse.pass_by(Point.MAKING)
        return data

    return made


def _committing(commit: Method, *, fuse: Fuse) -> Method:
    @functools.wraps(commit)
    async def committed(uow: UnitOfWork) -> None:
        points = [_AROUND[kind] for kind in _kinds(uow)]
        for before, _ in points:
            fuse.pass_by(before)
        await commit(uow)
        for _, after in points:
            fuse.pass_by(after)

    return committed


def _kinds(uow: UnitOfWork) -> list[str]:
    """What the transaction under way is: of a handler, of the engine, of the inbox, or of a beat."""
    deed = [_deed.get()] if _deed.get() else []
    if uow.update is not None:
        return ["more" if uow.update.is_settled else "work", *deed]
    if deed:
        return deed
    made = uow.__dict__
    called = [kind for name in ("deliveries", "inbox") for kind in getattr(made.get(name), _CALLED, ())]
    return called or (["plan"] if "outbox" in made or "reminders" in made else [])


def _sending(send: Method, *, fuse: Fuse) -> Method:
    @functools.wraps(send)
    async def sent(*args: Any, **kwargs: Any) -> Any:
        outcome = await send(*args, **kwargs)
        if "delivery_id" in get_contextvars():
            fuse.pass_by(Point.ANSWERED)
        return outcome

    return sent


def _handling(feed: Method, *, fuse: Fuse) -> Method:
    @functools.wraps(feed)
    async def fed(*args: Any, **kwargs: Any) -> Any:
        fuse.pass_by(Point.HANDLE_BEFORE)
        result = await feed(*args, **kwargs)
        fuse.pass_by(Point.HANDLE_AFTER)
        return result

    return fed
