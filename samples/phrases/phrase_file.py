"""Reads the phrase files: expectations that a person can check, expanded to days."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from roadmap.deadlines.period import PlanPeriod, Window

WEEKDAYS = ("mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Expected:
    line: int
    phrase: str
    period: PlanPeriod
    kind: str
    windows: tuple[Window, ...]


PHRASES = Path(__file__).with_name("phrases.txt")
STRANGERS = Path(__file__).with_name("strangers.txt")
NEWCOMERS = Path(__file__).with_name("newcomers.txt")
"""Phrases whose expectations were written before the reader had seen them."""


def expectations(file: Path = PHRASES) -> Iterator[Expected]:
    """Every line of the file, in order."""
    period: PlanPeriod | None = None
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        if line.startswith("@"):
            start, end = line[1:].strip().split("..")
            period = PlanPeriod(start=date.fromisoformat(start), end=date.fromisoformat(end))
        elif line and not line.startswith("#"):
            assert period is not None
            phrase, kind, windows = (part.strip() for part in line.rsplit("|", 2))
            yield Expected(number, phrase.replace("\\n", "\n"), period, kind, windows_of(windows))


def windows_of(text: str) -> tuple[Window, ...]:
    """The windows that the notation of phrases.txt names."""
    found = [window for part in text.split(";") if part.strip() for window in _part(part.strip())]
    return tuple(sorted(found))


def _part(text: str) -> Iterator[Window]:
    if " " not in text:
        yield Window(first=_edges(text)[0], last=_edges(text)[1])
        return
    word, span = text.split()
    first, last = _edges(span)
    day = first
    while day <= last:
        end = min(_end(word, day), last)
        if word not in WEEKDAYS or day.weekday() == WEEKDAYS.index(word):
            yield Window(first=day, last=end)
        day = end + ONE_DAY


def _end(word: str, day: date) -> date:
    """The last day of the unit that the day begins."""
    match word:
        case "months":
            return _month_end(day.year, day.month)
        case "quarters":
            return _month_end(day.year, (day.month + 2) // 3 * 3)
        case "weeks":
            return day + timedelta(days=6 - day.weekday())
        case _:
            return day


def _edges(text: str) -> tuple[date, date]:
    first, _, last = text.partition("..")
    return _days(first)[0], _days(last or first)[1]


def _days(text: str) -> tuple[date, date]:
    if re.fullmatch(r"\d{4}", text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", text):
        year, quarter = int(match[1]), int(match[2])
        return date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter)
    if match := re.fullmatch(r"(\d{4})-(\d\d)", text):
        year, month = int(match[1]), int(match[2])
        return date(year, month, 1), _month_end(year, month)
    return date.fromisoformat(text), date.fromisoformat(text)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
