"""A day typed as it is said from today: «завтра», «через неделю», «до конца недели»."""

import re
from calendar import monthrange
from datetime import date, timedelta

from roadmap.language.lexicon import WEEKDAYS

_TO = r"(?:до|к|ко|не позднее|не позже)?\s*"
_NEAR = {
    **dict.fromkeys(("сегодня", "сегодняшнего дня"), 0),
    **dict.fromkeys(("завтра", "завтрашнего дня", "завтрашнему дню"), 1),
    "послезавтра": 2,
}
_NEAR_DAY = re.compile(rf"{_TO}({'|'.join(_NEAR)})")
COUNTS = {
    **dict.fromkeys(("", "один", "одну", "одного", "одной"), 1),
    **dict.fromkeys(("два", "две", "двух"), 2),
    **dict.fromkeys(("три", "трех", "трёх"), 3),
    **dict.fromkeys(("четыре", "четырех", "четырёх"), 4),
    **dict.fromkeys(("пять", "пяти"), 5),
    **dict.fromkeys(("шесть", "шести"), 6),
    **dict.fromkeys(("семь", "семи"), 7),
    **dict.fromkeys(("десять", "десяти"), 10),
}
_AFTER = re.compile(
    rf"через\s+(?:(\d{{1,3}}|{'|'.join(filter(None, COUNTS))})\s+)?"
    r"(день|дня|дней|недел[юия]|недель|месяц\w{0,2})"
)
_DAY_OF_NAME = {name: day.value for day, names in WEEKDAYS.items() for name in names.split()}
_WEEKDAY = re.compile(
    r"(?:в|во|до|к|ко|не позднее|не позже)?\s*(?:(эт|ближайш|следующ|будущ)\w+\s+)?"
    rf"({'|'.join(_DAY_OF_NAME)})"
    r"(?:\s+(этой|следующей|будущей)\s+недели)?"
)
_WEEK_END = re.compile(
    r"(?:(?:до|к|ко|в|не позднее|не позже)\s+конц[ауе]|на|в\s+течени[еи])\s+"
    r"(?:(эт|текущ|следующ|будущ)\w+\s+)?недел[ие]"
)
_NEXT = ("следующ", "будущ")
_FRIDAY = 4


def relative_day(words: str, today: date) -> date | None:
    """The day; None where the words are anything else. A weekday alone is the nearest one after today."""
    said = " ".join(words.casefold().split()).strip(" .,;!")
    if near := _NEAR_DAY.fullmatch(said):
        return today + timedelta(days=_NEAR[near[1]])
    if after := _AFTER.fullmatch(said):
        return _after(after, today)
    week = _WEEK_END.fullmatch(said)
    if week and (week[1] or "конц" in said):
        return _friday(today, is_next=(week[1] or "").startswith(_NEXT))
    weekday = _WEEKDAY.fullmatch(said)
    return _on_weekday(weekday, today) if weekday else None


def days_on(start: date, count: int, unit: str) -> date:
    """The day so many days, weeks or months after another; 31 January and a month is the end of February."""
    if not unit.startswith("месяц"):
        return start + timedelta(days=count * (7 if unit.startswith("недел") else 1))
    years, month = divmod(start.month - 1 + count, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _after(found: re.Match[str], today: date) -> date:
    said = found[1] or ""
    return days_on(today, int(said) if said.isdecimal() else COUNTS[said], found[2])


def _friday(today: date, *, is_next: bool) -> date:
    """The last working day of this week or of the next; said on a weekend, this week is the one to come."""
    monday = today - timedelta(days=today.weekday())
    is_over = today.weekday() > _FRIDAY
    return monday + timedelta(days=_FRIDAY + 7 * (is_next or is_over))


def _on_weekday(found: re.Match[str], today: date) -> date:
    weekday = _DAY_OF_NAME[found[2]] - min(_DAY_OF_NAME.values())
    monday = today - timedelta(days=today.weekday())
    if (found[1] or found[3] or "").startswith(_NEXT):
        return monday + timedelta(days=7 + weekday)
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead)
