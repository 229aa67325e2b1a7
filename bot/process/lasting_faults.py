"""The journal says a lasting fault once a minute in Russian, instead of a traceback at every try."""

import errno
import sqlite3
import sys
from collections.abc import Callable
from time import monotonic
from typing import Any

import structlog
from aiogram.exceptions import TelegramNetworkError
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from structlog.typing import EventDict

from storage.database_errors import trouble_of
from texts.journal import fault

EVERY_SECONDS = 60.0
TO_TELEGRAM = (
    TelegramNetworkError,
    ProxyConnectionError,
    ProxyError,
    ProxyTimeoutError,
)
DATABASE = (DBAPIError, PoolTimeout, sqlite3.Error, ConnectionError, TimeoutError)
DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)


class LastingFaults:
    """A structlog processor: knows a fault by its error (`exc_info`, `cause`) or its code (`fault`)."""

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._said_at: dict[str, float] = {}
        self._unsaid: dict[str, int] = {}

    def __call__(self, _logger: Any, _method: str, line: EventDict) -> EventDict:
        cause = line.pop("cause", None)
        code = line.pop("fault", None) or code_of(cause or _error_of(line.get("exc_info")))
        if code is None:
            return line if cause is None else {**line, "error": type(cause).__name__}
        now = self._seconds()
        if now - self._said_at.get(code, float("-inf")) < EVERY_SECONDS:
            self._unsaid[code] = self._unsaid.get(code, 0) + 1
            raise structlog.DropEvent
        self._said_at[code] = now
        facts = {name: value for name, value in line.items() if name not in ("event", "exc_info")}
        if many := self._unsaid.pop(code, 0):
            facts["not_said_since"] = many
        return {**facts, "event": fault(code)}


def code_of(error: BaseException | None) -> str | None:
    """What is at fault, if it is nothing in the program itself."""
    while error is not None:
        if isinstance(error, TO_TELEGRAM):
            return "no-telegram"
        if isinstance(error, DATABASE) or (isinstance(error, OSError) and error.errno in DISK):
            return trouble_of(error)
        error = error.__cause__
    return None


def _error_of(exc_info: Any) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        error: BaseException | None = exc_info[1]
        return error
    return sys.exc_info()[1] if exc_info else None
