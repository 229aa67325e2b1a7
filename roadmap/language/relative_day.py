"""A day typed as it is said from today: «завтра», «через неделю», «в следующую пятницу»."""

import re
from calendar import monthrange
from datetime import date, timedelta

from roadmap.language.lexicon import WEEKDAYS

_TO = r"(?:до|к|ко|не позднее|не позже)?\s*"
_NEAR = {"сегодня": 0, "завтра": 1, "послезавтра": 2, "завтрашнего дня": 1, "завтрашнему дню": 1}
_NEAR_DAY = re.compile(rf"{_TO}({'|'.join(_NEAR)})")
_COUNTS = {"": 1, "две": 2, "два": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "десять": 10}
_AFTER = re.compile(
    rf"через\s+(?:(\d{{1,3}}|{'|'.join(filter(None, _COUNTS))})\s+)?"
    r"(день|дня|дней|недел[юия]|недель|месяц\w{0,2})"
)
_DAY_OF_NAME = {name: day.value for day, names in WEEKDAYS.items() for name in names.split()}
_WEEKDAY = re.compile(
    r"(?:в|во|до|к|ко|не позднее|не позже)?\s*(?:(эт|ближайш|следующ|будущ)\w+\s+)?"
    rf"({'|'.join(_DAY_OF_NAME)})"
    r"(?:\s+(этой|следующей|будущей)\s+недели)?"
)
_NEXT = ("следующ", "будущ")


def relative_day(words: str, today: date) -> date | None:
    """The day; None where the words are anything else. A weekday alone is the nearest one after today."""
    said = " ".join(words.casefold().split()).strip(" .,;!")
    if near := _NEAR_DAY.fullmatch(said):
        return today + timedelta(days=_NEAR[near[1]])
    if after := _AFTER.fullmatch(said):
        return _after(after, today)
    weekday = _WEEKDAY.fullmatch(said)
    return _on_weekday(weekday, today) if weekday else None


def with_day(words: str, today: date) -> str:
    """«до 18.12.2026» instead of a day said from today; other words as they are."""
    day = relative_day(words, today)
    return words if day is None else f"до {day:%d.%m.%Y}"


def _after(found: re.Match[str], today: date) -> date:
    said = found[1] or ""
    count = int(said) if said.isdecimal() else _COUNTS[said]
    if found[2].startswith("месяц"):
        years, month = divmod(today.month - 1 + count, 12)
        year = today.year + years
        return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
    return today + timedelta(days=count * (7 if found[2].startswith("недел") else 1))


def _on_weekday(found: re.Match[str], today: date) -> date:
    weekday = _DAY_OF_NAME[found[2]] - min(_DAY_OF_NAME.values())
    monday = today - timedelta(days=today.weekday())
    if (found[1] or found[3] or "").startswith(_NEXT):
        return monday + timedelta(days=7 + weekday)
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead)
