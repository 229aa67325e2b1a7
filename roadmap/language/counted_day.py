"""A day counted from one that is known, and the stretches of days said so: «в течение двух недель»."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from roadmap.deadlines.deadline import Missing, Unscheduled
from roadmap.deadlines.of_plan import of_plan
from roadmap.deadlines.period import PlanPeriod
from roadmap.language.reader import read_deadline
from roadmap.language.relative_day import COUNTS, days_on, relative_day

_COUNT = rf"(?:(\d{{1,3}}|{'|'.join(filter(None, COUNTS))})\s+)?(?:календарн\w+\s+)?"
_LONG = re.compile(rf"{_COUNT}(день|дня|дней|недел[юия]|недель|месяц\w{{0,2}})")
_WITHIN = re.compile(r"(?:в\s+течени[еи]|на|ещ[её](?:\s+на)?|срок(?:ом)?(?:\s+на)?)\s+")
_WORKING = re.compile(rf"(?:в\s+течени[еи]|через)\s+{_COUNT}рабоч\w+\s+дн\w+")
_END = re.compile(
    r"(?:до|к|ко|в|не позднее|не позже)\s+конц[ауе]\s+(?:(эт|текущ|следующ|будущ)\w+\s+)?"
    r"(рабочего дня|дня|месяца|квартала|полугодия|года)"
)
_WITHIN_OF = {
    **dict.fromkeys(("недельный",), 7),
    **dict.fromkeys(("двухнедельный",), 14),
    **dict.fromkeys(("десятидневный", "10-дневный"), 10),
    **dict.fromkeys(("трехдневный", "трёхдневный", "3-дневный"), 3),
    **dict.fromkeys(("пятидневный", "5-дневный"), 5),
    **dict.fromkeys(("месячный",), 30),
}
_TERM = re.compile(rf"в\s+({'|'.join(_WITHIN_OF)})\s+срок")
_MONTHS_OF = {"месяца": 1, "квартала": 3, "полугодия": 6, "года": 12}
_NEXT = ("следующ", "будущ")


class Length(NamedTuple):
    """So many of a unit: «дн», «недел» or «месяц»."""

    number: int
    unit: str

    def after(self, day: date) -> date:
        """The day this long after another."""
        return days_on(day, self.number, self.unit)


def counted_day(words: str, start: date) -> date | None:
    """The day these words mean when they are said on `start`; None for words that do not count from it."""
    said = _plain(words)
    if (day := relative_day(said, start)) is not None:
        return day
    if term := _TERM.fullmatch(said):
        return start + timedelta(days=_WITHIN_OF[term[1]])
    if end := _END.fullmatch(said):
        return _end(end, start)
    length = length_in(said) if said.startswith("в") else None
    return None if length is None else length.after(start)


def with_day(words: str, today: date, period: PlanPeriod | None = None) -> str:
    """«до 18.12.2026» instead of a day said from today; words a plan has dates for stay as they are.

    «до конца месяца» is this month's end, except in a plan for a month, where it is the plan's.
    """
    day = relative_day(words, today)
    if day is None and isinstance(of_plan(read_deadline(words).deadline, period), Missing | Unscheduled):
        day = counted_day(words, today)
    return words if day is None else f"до {day:%d.%m.%Y}"


def working_days(words: str) -> int | None:
    """How many working days the words leave: «в течение 5 рабочих дней»; None for any others."""
    found = _WORKING.fullmatch(_plain(words))
    return _number(found[1]) if found else None


def length_in(words: str) -> Length | None:
    """«две недели», «на неделю», «в течение трёх дней»; None where the words are anything else."""
    said = _plain(words)
    within = _WITHIN.match(said)
    found = _LONG.fullmatch(said[within.end() :] if within else said)
    return Length(_number(found[1]), found[2]) if found else None


def _plain(words: str) -> str:
    return " ".join(words.casefold().split()).strip(" .,;!()")


def _number(said: str | None) -> int:
    return int(said) if said and said.isdecimal() else COUNTS[said or ""]


def _end(found: re.Match[str], start: date) -> date:
    ahead = 1 if (found[1] or "").startswith(_NEXT) else 0
    months = _MONTHS_OF.get(found[2])
    if months is None:
        return start + timedelta(days=ahead)
    year, month = divmod((start.month - 1) // months * months + months * (ahead + 1) - 1, 12)
    return date(start.year + year, month + 1, monthrange(start.year + year, month + 1)[1])
