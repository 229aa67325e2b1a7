"""Grammar of «… месяца, следующего за отчётным (месяцем, кварталом)», after a day's number."""

from typing import NamedTuple

from roadmap.deadlines.deadline import TimeUnit
from roadmap.language.cursor import NUMBERS, Cursor
from roadmap.language.rhythms import UNITS
from roadmap.language.token import Kind

REPORTED = "отчетн"


class FollowingMonth(NamedTuple):
    """The `month`-th month after the unit that is reported; the unit is None where it is not named."""

    month: int
    unit: TimeUnit | None
    is_of_month: bool
    """The words say that each month is reported even if no rhythm does."""


def read_following_month(c: Cursor) -> FollowingMonth | None:
    """Passes «(первого) месяца, следующего за отчётным кварталом», «следующего месяца», «месяца после …»."""
    start = c.at
    month = int(c.take().value) if c.kind() in NUMBERS and c.ahead(1) is Kind.MONTH_WORD else 1
    has_month = c.skip(Kind.MONTH_WORD)
    c.skip(Kind.SEPARATOR, Kind.OPEN)
    if not 1 <= month <= 12 or not c.skip(Kind.FOLLOWING, Kind.AFTER):
        c.at = start
        return None
    if not has_month and c.skip(Kind.MONTH_WORD):  # «5 числа следующего месяца»
        has_month = True
        c.skip(Kind.SEPARATOR, Kind.AFTER)
    if not has_month and c.kind() is not Kind.CURRENT:
        c.at = start
        return None
    if c.kind() is Kind.ORDINAL and c.ahead(1) is Kind.MONTH_WORD:
        c.at += 2  # «за последним месяцем квартала»
    c.skip(Kind.BEGINNING)
    names_report = c.skip(Kind.CURRENT)
    c.skip(Kind.BEGINNING)
    unit = UNITS.get(c.kind())
    if unit is not None or c.kind() is Kind.PERIOD:
        c.at += 1
    elif month == 1 and names_report:
        return FollowingMonth(month, None, True)
    return FollowingMonth(
        month, unit, has_month and unit is None and c.tokens[c.at - 1].kind is not Kind.PERIOD
    )
