"""Days under a month, hours under a day: the cell's words are read with what stands over them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from documents.understanding.dates import MONTH_GENITIVES, MONTHS, month_of
from documents.understanding.numbers import heading_words
from documents.understanding.times import is_bare_days, is_bare_hours
from documents.understanding.words import flat, fold
from roadmap.deadlines.period import PlanPeriod

_NAME = "|".join(rf"{stem}[а-яё]{{0,2}}" for stem in MONTHS)
_YEAR = r"(?:,? ?(20\d\d))?(?: ?г\w*\.?)?"
_MONTH = re.compile(rf"^({_NAME})(?: месяц)?{_YEAR}$")
_DAY = re.compile(
    rf"^\d{{1,2}}\s+(?:{_NAME}){_YEAR}(?:,? ?\(?[а-я]+\)?)?$|^\d{{1,2}}\.\d{{1,2}}\.(?:20)?\d\d(?: ?г\.?)?$"
)
_OF_MONTH = re.compile(r"\bмесяца\b", re.IGNORECASE)
_ALL_MONTH = re.compile(r"^(?:весь|каждый день|целый) месяц$|^месяц$", re.IGNORECASE)
_WITHIN = re.compile(r"недел|декад|\bчисл", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Over:
    """The month («января 2020 года») and the day («23 марта») that stand over a row; "" where none does."""

    month: str = ""
    day: str = ""

    def said(self, text: str) -> str | None:
        """The cell's words with what stands over them; None where they need nothing."""
        if self.day and is_bare_hours(text):
            return self.day
        if not self.month:
            return None
        if is_bare_days(text):
            return f"{text.rstrip(' .')} {self.month}"
        if _OF_MONTH.search(text):
            return _OF_MONTH.sub(self.month, text)
        if _ALL_MONTH.match(text):
            return f"в течение {self.month}"
        if _WITHIN.search(text) and not any(stem in fold(text) for stem in MONTHS):
            return f"{text} {self.month}"
        return None


def names_month(title: str) -> bool:
    """Whether a heading is a month or a day and nothing else."""
    return over([title], "", None) != Over()


def over(titles: Iterable[str], column: str, period: PlanPeriod | None) -> Over:
    """What stands over a row: its month's column, the nearest headings, a plan of one month."""
    month = day = ""
    for title in (column, *titles):
        words = fold(heading_words(flat(title))).strip(" .:")
        if not day and not month and _DAY.match(words):
            day = words
        if not month and (match := _MONTH.match(words)):
            month = _named(match)
    return Over(month or _of_period(period), day)


def _named(match: re.Match[str]) -> str:
    name = MONTH_GENITIVES[month_of(match.group(1).replace("маи", "май")) - 1]
    return f"{name} {match.group(2)} года" if match.group(2) else name


def _of_period(period: PlanPeriod | None) -> str:
    if period is None or (period.start.year, period.start.month) != (period.end.year, period.end.month):
        return ""
    return f"{MONTH_GENITIVES[period.start.month - 1]} {period.start.year} года"
