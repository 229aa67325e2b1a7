"""A fault that lasts is one Russian line a minute; a defect keeps its traceback."""

import errno
import io
import sqlite3
import sys

import pytest
import structlog
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import GetMe
from sqlalchemy.exc import OperationalError

from bot.process.lasting_faults import EVERY_SECONDS, LastingFaults, code_of
from texts.journal import fault


class Seconds:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def said(faults: LastingFaults, error: BaseException) -> list[str]:
    """What the line of this error becomes."""
    try:
        return [
            str(
                faults(None, "error", {"event": "a beat failed", "exc_info": error, "beat": "audit"})["event"]
            )
        ]
    except structlog.DropEvent:
        return []


LOCKED = OperationalError("BEGIN", {}, sqlite3.OperationalError("database is locked"))
FULL = OSError(errno.ENOSPC, "No space left on device")
AWAY = TelegramNetworkError(GetMe(), "Cannot connect to host")


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (LOCKED, "locked", "её занял другой процесс"),
        (FULL, "full", "на диске нет места"),
        (AWAY, "no-telegram", "Проверьте сеть и настройку PROXY"),
        (ConnectionRefusedError(), "no-server", "сервер не отвечает"),
    ],
    ids=["locked", "full", "no Telegram", "no server"],
)
def test_a_lasting_fault_is_said_once_a_minute_with_what_to_do(
    error: BaseException, code: str, words: str
) -> None:
    seconds = Seconds()
    faults = LastingFaults(seconds)
    assert code_of(error) == code
    assert [words in line for line in said(faults, error)] == [True]
    for _ in range(20):
        assert said(faults, error) == []
    seconds.now += EVERY_SECONDS
    again = faults(None, "error", {"event": "a beat failed", "cause": error, "beat": "audit"})
    assert again == {"event": fault(code), "beat": "audit", "not_said_since": 20}


def test_two_faults_at_once_are_both_said() -> None:
    faults = LastingFaults(Seconds())
    assert said(faults, LOCKED) and said(faults, AWAY)


def test_an_error_that_came_of_a_fault_is_that_fault() -> None:
    faults = LastingFaults(Seconds())
    try:
        raise RuntimeError("no update was stored") from FULL
    except RuntimeError as error:
        assert said(faults, error) == [fault("full")]


@pytest.mark.parametrize(
    "error", [KeyError("x"), OSError(errno.ENOENT, "no such file"), ValueError()], ids=repr
)
def test_a_defect_keeps_its_words_and_its_traceback(error: Exception) -> None:
    line = {"event": "a beat failed", "exc_info": error}
    assert LastingFaults(Seconds())(None, "error", dict(line)) == line


def test_in_the_journal_it_is_one_line_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    sink = io.StringIO()
    logger = structlog.wrap_logger(
        structlog.PrintLogger(sink),
        processors=[
            LastingFaults(Seconds()),
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(0),
    )
    for _ in range(5):
        try:
            raise LOCKED
        except OperationalError:
            logger.exception("claiming failed")
    assert sink.getvalue().count("\n") == 1 and "Traceback" not in sink.getvalue()
    assert "её занял другой процесс" in sink.getvalue()
    assert sys.exc_info() == (None, None, None)
