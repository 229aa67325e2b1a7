"""What a «Срок» cell says, as written and independent of any calendar.

Points name a stretch of the calendar, with a year or without; times are built of points; a deadline is built
of times and rhythms. `roadmap.control_point` lays them on a plan period.
"""

from dataclasses import dataclass
from enum import Enum, IntEnum

LAST = -1
"""The last one of its kind: last Friday, last week, last month of the quarter, last day."""


class MonthSlice(Enum):
    """A named part of a month; `first` and `last` are days counted from 1, or back from LAST."""

    FIRST_DECADE = "first-decade"
    SECOND_DECADE = "second-decade"
    THIRD_DECADE = "third-decade"
    FIRST_HALF = "first-half"
    SECOND_HALF = "second-half"
    FIRST_WEEK = "first-week"
    SECOND_WEEK = "second-week"
    THIRD_WEEK = "third-week"
    FOURTH_WEEK = "fourth-week"
    LAST_WEEK = "last-week"

    @property
    def first(self) -> int:
        return _SLICE_DAYS[self][0]

    @property
    def last(self) -> int:
        return _SLICE_DAYS[self][1]


_SLICE_DAYS = {
    MonthSlice.FIRST_DECADE: (1, 10),
    MonthSlice.SECOND_DECADE: (11, 20),
    MonthSlice.THIRD_DECADE: (21, LAST),
    MonthSlice.FIRST_HALF: (1, 15),
    MonthSlice.SECOND_HALF: (16, LAST),
    MonthSlice.FIRST_WEEK: (1, 7),
    MonthSlice.SECOND_WEEK: (8, 14),
    MonthSlice.THIRD_WEEK: (15, 21),
    MonthSlice.FOURTH_WEEK: (22, 28),
    MonthSlice.LAST_WEEK: (-7, LAST),
}


class Season(Enum):
    WINTER = "winter"
    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"


class Weekday(IntEnum):
    """As `date.isoweekday` counts."""

    MONDAY = 1
    TUESDAY = 2
    WEDNESDAY = 3
    THURSDAY = 4
    FRIDAY = 5
    SATURDAY = 6
    SUNDAY = 7


# Points. `year=None` means the text names no year.


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    month: int
    day: int
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    month: int
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPart:
    """Третья декада, начало, последняя неделя of a month."""

    month: int
    part: MonthSlice
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthWeekday:
    """The n-th (or LAST) weekday of a month."""

    month: int
    nth: int
    weekday: Weekday
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    quarter: int
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfYear:
    """A half of the plan's year; `of_school_year`: of the school year, which begins in `year`."""

    half: int
    year: int | None = None
    of_school_year: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonOf:
    """A season; winter of a year begins in December of the year before."""

    season: Season
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolYear:
    """1 September of `year` – 31 August of the next."""

    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EachYear:
    """«в течение года»: the plan's calendar years, or its school years.

    `of_school_year`: «в течение учебного года», which in a plan of calendar years has no summer in it.
    """

    of_school_year: bool = False


Point = Day | Month | MonthPart | MonthWeekday | Quarter | HalfYear | SeasonOf | Year | SchoolYear | EachYear

# Times.


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From the first point's first day to the last point's last."""

    first: Point
    last: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """«до …»: the point's last day closes the window."""

    end: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """«не ранее …»: the point's first day opens the window."""

    start: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePeriod:
    """«постоянно», «весь период»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thereafter:
    """«…, далее постоянно»: from the end of the other times to the period's end."""


Time = Point | Span | Until | Since | WholePeriod | Thereafter

# Rhythms.


class TimeUnit(Enum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDays:
    """Days of the unit's month, counted from 1, or back from LAST."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UntilDay:
    """«до 5 числа»: from the unit's start, LAST for its month's last day.

    `month` counts the unit's months (LAST: its last month).
    """

    day: int
    month: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekdays:
    """«по понедельникам», each such day."""

    days: tuple[Weekday, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NthWeekday:
    """«последняя пятница месяца»."""

    nth: int
    weekday: Weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAfter:
    """«до 11 числа месяца, следующего за отчётным»: from the unit's start to a day after its end.

    `month` counts the months after the unit; `day` may be LAST.
    """

    day: int
    month: int = 1


DaysOfUnit = MonthDays | UntilDay | Weekdays | NthWeekday | DayAfter


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """`count` times in each `every` units, on the days `on`, inside the times `within` and outside `without`.

    `thereafter`: only what begins after the deadline's named times («далее»). `counted_from`: the units
    begin on that day; otherwise they are the calendar's own.
    """

    unit: TimeUnit
    every: int = 1
    count: int = 1
    on: DaysOfUnit | None = None
    within: tuple[Time, ...] = ()
    without: tuple[Time, ...] = ()
    thereafter: bool = False
    counted_from: Day | None = None


# Deadlines.


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One or several named times, in the order written; none where the words name no day of any calendar."""

    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """A rhythm, or several, and the times named beside it."""

    rhythms: tuple[Rhythm, ...]
    times: tuple[Time, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ongoing:
    """Spans during which the work goes on; no hard date."""

    times: tuple[Time, ...]


class Basis(Enum):
    """What an unscheduled deadline waits for."""

    PLAN = "plan"
    REQUEST = "request"
    ARRIVAL = "arrival"
    NEED = "need"
    AGREEMENT = "agreement"
    EVENT = "event"
    HOLIDAYS = "holidays"
    SCHOOL_TERM = "school-term"
    URGENT = "urgent"
    PROMPT = "prompt"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unscheduled:
    """No dates in the words: somebody has to name them.

    `stretch`: «в течение месяца» (quarter, half-year); a plan no longer than that is meant as a whole.
    `until_end`: «до конца месяца»; such a plan's last day is the hard one. `holidays`: «в осенние каникулы»,
    which have dates where the calendar knows them.
    """

    basis: Basis
    stretch: TimeUnit | None = None
    until_end: bool = False
    holidays: tuple[Season, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """The cell is empty."""


Deadline = Dated | Recurring | Ongoing | Unscheduled | Missing


def kind(deadline: Deadline) -> str:
    """The documented name of the deadline's kind: dated, recurring, ongoing, unscheduled, missing."""
    return type(deadline).__name__.lower()
