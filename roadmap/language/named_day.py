"""The one day, or the one stretch of days, that typed words name."""

import re
from datetime import date, timedelta

from roadmap.deadlines.deadline import Dated
from roadmap.deadlines.period import PlanPeriod, Window
from roadmap.deadlines.windows import windows
from roadmap.errors import BadInput
from roadmap.language.counted_day import counted_day, length_in
from roadmap.language.reader import CLEAR_ENOUGH, read_deadline

_FROM = re.compile(r"^(?:с|со)\s+(.+)$", re.IGNORECASE)
_LENGTH_FIRST = re.compile(r"^(.+\S)\s+((?:с|со)\s+.+)$", re.IGNORECASE)
_UNTIL = re.compile(r"^(?:(.*\S)\s+)?(?:до|по)\s+(.+)$", re.IGNORECASE)
_LAST_WORDS = re.compile(r"\s+(?=(?:на\s+)?(?:\S+\s+)?(?:календарн\w+\s+)?(?:день|дн\w+|недел\w+|месяц\w*)$)")
_WEEK = re.compile(r"^(?:на\s+|вс[юе]й?\s+)*(эт|следующ|будущ)\w+\s+недел[юяеи]$", re.IGNORECASE)


def named_day(words: str, today: date, within: timedelta) -> date:
    """The day the words name, from today on; BadInput unless it is exactly one.

    A day or a month without a year is the nearest one.
    """
    said = counted_day(words, today)
    if said is not None and said <= today + within:
        return said
    reading = read_deadline(words)
    if reading.confidence < CLEAR_ENOUGH:
        raise BadInput("date-unread")
    found = windows(reading.deadline, PlanPeriod(start=today, end=today + within)).windows
    is_one = isinstance(reading.deadline, Dated) and len(reading.deadline.times) == 1
    if not found or (len(found) > 1 and not is_one):
        raise BadInput("date-unread")
    return found[0].last


def named_days(words: str, today: date, within: timedelta) -> Window:
    """The first days from today on that the words name; BadInput where they name none.

    «две недели» begin today, «до пятницы» lasts from today, «с понедельника две недели» from that day.
    """
    said = " ".join(words.split()).strip(" .,;!")
    return _week(said, today) or _stretch(said, today, within) or _as_read(said, today, within)


def _week(said: str, today: date) -> Window | None:
    """«всю следующую неделю», from Monday to Sunday; this one from today."""
    found = _WEEK.match(said)
    if found is None:
        return None
    monday = today - timedelta(days=today.weekday())
    if found[1].casefold() == "эт":
        return Window(first=today, last=monday + timedelta(days=6))
    return Window(first=monday + timedelta(days=7), last=monday + timedelta(days=13))


def _stretch(said: str, today: date, within: timedelta) -> Window | None:
    """A stretch with at least one edge said from today; None for what the reader of deadlines is to read."""
    if (turned := _LENGTH_FIRST.match(said)) and length_in(turned[1]):
        said = f"{turned[2]} {turned[1]}"
    begins = _FROM.match(said)
    if begins is None:
        return _lasting(said, today, today, within)
    rest = begins[1]
    if until := _UNTIL.match(rest):
        first = counted_day(until[1] or "", today)
        if first is None and counted_day(until[2], today) is not None:
            first = _day(until[1] or "", today, within)
        return None if first is None else _lasting(f"до {until[2]}", first, today, within)
    for gap in _LAST_WORDS.finditer(rest):
        first = _day(rest[: gap.start()], today, within)
        length = length_in(rest[gap.end() :])
        if first is not None and length is not None:
            return Window(first=first, last=length.after(first) - timedelta(days=1))
    return None


def _lasting(said: str, first: date, today: date, within: timedelta) -> Window | None:
    if length := length_in(said):
        return Window(first=first, last=length.after(first) - timedelta(days=1))
    day = counted_day(said, first)
    if day is None:
        day = _day(said, first, within) if first > today else None
    if day is None:
        return None
    return Window(first=first if _UNTIL.match(said) else day, last=day)


def _day(said: str, today: date, within: timedelta) -> date | None:
    try:
        return named_day(said, today, within)
    except BadInput:
        return None


def _as_read(said: str, today: date, within: timedelta) -> Window:
    reading = read_deadline(said)
    found = windows(reading.deadline, PlanPeriod(start=today, end=today + within)).windows
    if reading.confidence < CLEAR_ENOUGH or not isinstance(reading.deadline, Dated) or not found:
        raise BadInput("days-unread")
    return Window(first=found[0].first, last=found[0].last)
