"""What a word can be in a «Срок» cell."""

from enum import StrEnum
from typing import Any, NamedTuple


class Kind(StrEnum):
    """The part a token plays; the comment says what its value is."""

    # numbers and dates
    NUMBER = "number"  # int
    ROMAN = "roman"  # int: a Roman numeral names an ordinal, never a day
    ORDINAL = "ordinal"  # int, LAST for «последний»
    YEAR = "year"  # int, four digits
    DATE = "date"  # Day, with a year or without
    MONTH_YEAR = "month-year"  # Month: 09.2021
    CLOCK = "clock"  # a time of day, ignored
    IMPOSSIBLE = "impossible"  # looks like a date and is none: 15.13.2027
    MISPRINTED_YEAR = "misprinted-year"  # «20226», «206»
    # the calendar
    MONTH = "month"  # 1–12
    SEASON = "season"  # Season
    DECADE = "decade"
    WEEK = "week"
    HALF = "half"  # половина
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR_WORD = "year-word"  # год, г.
    SCHOOL = "school"  # учебный
    MONTH_WORD = "month-word"
    DAY_WORD = "day-word"
    NUMBER_WORD = "number-word"  # число, числа
    WEEKDAY = "weekday"  # Weekday
    WEEKDAYS = "weekdays"  # tuple of Weekday: понедельникам, выходным
    EDGE = "edge"  # 0 начало, 1 середина, 2 конец
    # relations
    DASH = "dash"
    SLASH = "slash"
    SEPARATOR = "separator"
    COLON = "colon"
    OPEN = "open"
    CLOSE = "close"
    ALSO = "also"  # также: what follows stands apart
    UNTIL = "until"  # до, к, не позднее
    FROM = "from"  # с
    SINCE = "since"  # не ранее, начиная
    AFTER = "after"  # после
    TO = "to"  # по
    THEN = "then"  # далее
    EXCEPT = "except"
    COUNTED = "counted"  # считая: from which day a rhythm is counted
    FOLLOWING = "following"  # следующий, очередной
    CURRENT = "current"  # текущий, данный
    ANY = "any"  # любой: a word of the canonical phrase
    # rhythm
    EVERY = "every"  # Unit: ежемесячно
    TIMES = "times"  # раз, раза
    MANY_TIMES = "many-times"  # int: дважды
    EACH = "each"  # каждый
    # going on
    CONSTANTLY = "constantly"
    DURING = "during"  # в течение
    WHOLE = "whole"  # весь
    PERIOD = "period"  # период
    OF_PLAN = "of-plan"  # реализации, действия: what makes a period the whole one
    # without dates
    BASIS = "basis"  # Basis
    BEGINNING = "beginning"  # окончание of an event
    TERM = "term"  # четверть
    HOLIDAYS = "holidays"
    NOTHING = "nothing"  # не указан
    # the rest
    QUIET = "quiet"  # understood and not needed: a place, «месяц», «включительно»
    UNKNOWN = "unknown"
    END = "end"  # after the last token


class Token(NamedTuple):
    kind: Kind
    value: Any
    text: str
