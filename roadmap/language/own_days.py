"""Days a unit has of its own, as typed: «осенние каникулы 26.10–03.11», «выходной 30 августа»."""

import re
from datetime import date, timedelta

from roadmap.deadlines.deadline import Dated, Season
from roadmap.deadlines.period import PlanPeriod, Window
from roadmap.deadlines.unit_days import LONGEST_DAYS_OFF, LONGEST_HOLIDAYS, OwnDays
from roadmap.deadlines.windows import windows
from roadmap.language.reader import read_deadline

_HOLIDAYS = re.compile(r"(?:(?P<season>осенн|зимн|весенн|летн)\w*\s+)?каникул\w*", re.IGNORECASE)
_DAYS_OFF = re.compile(
    r"(?:региональн\w*\s+)?(?:выходн\w*|нерабоч\w*|праздн\w*)(?:\s+д(?:ень|ни|ня|ней))?", re.IGNORECASE
)
_STEMS = {
    "осенн": Season.AUTUMN,
    "зимн": Season.WINTER,
    "весенн": Season.SPRING,
    "летн": Season.SUMMER,
}
_LAST_MONTHS = ((2, Season.WINTER), (5, Season.SPRING), (9, Season.SUMMER), (11, Season.AUTUMN))
"""Up to which month holidays that end in it are of a season."""
BEHIND, AHEAD = timedelta(days=60), timedelta(days=300)
"""Days without a year are looked for around today."""


def read_own_days(words: str, today: date) -> OwnDays | None:
    """None where it says neither holidays nor days off, or not one stretch of days of a possible length."""
    holidays, off = _HOLIDAYS.search(words), _DAYS_OFF.search(words)
    said = holidays or off
    if said is None:
        return None
    rest = f"{words[: said.start()]} {words[said.end() :]}".strip(" :;,.-–—")
    window = _stretch(rest, today)
    if window is None:
        return None
    season = _season(holidays, window) if holidays else None
    longest = LONGEST_DAYS_OFF if season is None else LONGEST_HOLIDAYS
    if window.last - window.first > longest:
        return None
    return OwnDays(season=season, first_on=window.first, last_on=window.last)


def _stretch(words: str, today: date) -> Window | None:
    """The one stretch of days they name: with a year anywhere near, without one nearest to today."""
    deadline = read_deadline(words).deadline
    if not isinstance(deadline, Dated):
        return None
    around = PlanPeriod(start=today - BEHIND, end=today + AHEAD)
    near = PlanPeriod(start=date(today.year - 1, 1, 1), end=date(today.year + 3, 12, 31))
    for period in (around, near):
        found = windows(deadline, period).windows
        if len(found) == 1 and found[0].first != period.start:
            return found[0]
    return None


def _season(said: re.Match[str], window: Window) -> Season:
    if stem := said["season"]:
        return _STEMS[stem.lower()]
    month = window.last.month
    return next((season for last, season in _LAST_MONTHS if month <= last), Season.WINTER)
