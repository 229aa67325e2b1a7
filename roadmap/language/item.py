"""What the grammar finds in a cell, in order: the parts that meaning.py puts together."""

from dataclasses import dataclass

from roadmap.deadlines.deadline import (
    Basis,
    DaysOfUnit,
    EachYear,
    Rhythm,
    SchoolYear,
    Season,
    Span,
    Time,
    TimeUnit,
    WholePeriod,
    Year,
)


@dataclass(frozen=True, slots=True)
class Named:
    """Times of the calendar, with years or still without."""

    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True)
class Years:
    """Years in a row: they belong to the months before them, or stand for themselves."""

    years: tuple[Year | SchoolYear | Span, ...]


@dataclass(frozen=True, slots=True)
class Lasting:
    """Words of ongoing work."""

    time: EachYear | WholePeriod


@dataclass(frozen=True, slots=True)
class Rhythmic:
    rhythm: Rhythm


@dataclass(frozen=True, slots=True)
class OnDays:
    """Days of a unit that a rhythm beside it (or «месяц») completes: «до 5 числа»."""

    days: DaysOfUnit
    firm: bool = True
    """Not firm: a weekday beside a date only comments on it."""
    of_month: bool = False
    """The words say «месяца»: every month is meant even if no rhythm is named."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Words that name no date of their own; `stretch`, `until_end`, `holidays` as in `Unscheduled`."""

    basis: Basis
    stretch: TimeUnit | None = None
    until_end: bool = False
    holidays: tuple[Season, ...] = ()


@dataclass(frozen=True, slots=True)
class Impossible:
    """What looks like a date and is none: «15.13.2027», «32 марта»."""


@dataclass(frozen=True, slots=True)
class Excluded:
    """«кроме …»"""

    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True)
class During:
    """«в течение» before a year: the year is a span of work, not part of a date."""


@dataclass(frozen=True, slots=True)
class Then:
    """«далее»"""


@dataclass(frozen=True, slots=True)
class Link:
    """A colon or a dash between parts."""


@dataclass(frozen=True, slots=True)
class AnyYear:
    """«любого года»: the times before it have no year, whatever follows."""


@dataclass(frozen=True, slots=True)
class Opening:
    pass


@dataclass(frozen=True, slots=True)
class Closing:
    pass


Item = (
    Named
    | Years
    | Lasting
    | Rhythmic
    | OnDays
    | Waiting
    | Impossible
    | Excluded
    | During
    | Then
    | Link
    | AnyYear
    | Opening
    | Closing
)
