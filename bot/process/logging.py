"""The journal: structured lines on standard error, ids of update and delivery on each, the token on none."""

import logging
import re
import sys
from collections.abc import Sequence
from time import monotonic
from types import TracebackType
from typing import Any

import structlog
from aiohttp.http_exceptions import HttpProcessingError

from bot.process.lasting_faults import EVERY_SECONDS, LastingFaults

TOKEN = re.compile(r"(?<!\d)\d{5,}:[A-Za-z0-9_-]{20,}")
"""What a bot token looks like, wherever it comes from: aiogram's own errors carry the address with it."""
HIDDEN = "<token>"
QUIET = ("aiogram", "apscheduler", "aiohttp", "alembic", "asyncio")


class _Redacting(structlog.stdlib.ProcessorFormatter):
    """The last step before a line is written, so that messages and tracebacks are covered alike."""

    def __init__(self, secrets: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record), self._secrets)


class _StrangeCalls(logging.Filter):
    """One line a minute for bytes that are no HTTP: anybody may send them, as fast as they like.

    A traceback would repeat the address they name.
    """

    def __init__(self) -> None:
        super().__init__()
        self._said_at = float("-inf")

    def filter(self, record: logging.LogRecord) -> bool:
        """Every other record passes."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, HttpProcessingError):
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.msg, record.args = "a call that is no HTTP was turned away", ()
            record.exc_info = record.exc_text = None
            if monotonic() - self._said_at < EVERY_SECONDS:
                return False
            self._said_at = monotonic()
        return True

    def forget(self) -> None:
        """The next one is said, whenever the last was."""
        self._said_at = float("-inf")


_STRANGE_CALLS = _StrangeCalls()


def redact(line: str, secrets: Sequence[str] = ()) -> str:
    """The line without anything that is or looks like a bot token."""
    for secret in secrets:
        line = line.replace(secret, HIDDEN)
    return TOKEN.sub(HIDDEN, line)


def set_up_logging(level: str, *, as_json: bool, secrets: Sequence[str] = ()) -> None:
    """Everything the process says, ours and the libraries', goes through one handler."""
    known = [secret for secret in secrets if secret]
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            LastingFaults(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacting(known, foreign_pre_chain=shared, processors=_rendering(as_json=as_json)))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    _STRANGE_CALLS.forget()
    logging.getLogger("aiohttp.server").addFilter(_STRANGE_CALLS)
    sys.excepthook = _last_words


def _rendering(*, as_json: bool) -> list[Any]:
    without_meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if as_json:
        as_text = structlog.processors.JSONRenderer(ensure_ascii=False)
        return [without_meta, structlog.processors.format_exc_info, as_text]
    return [
        without_meta,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]


def _last_words(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A crash is written like everything else: the interpreter's own traceback would show the token."""
    logging.getLogger("crash").critical("the process crashed", exc_info=(kind, error, trace))
