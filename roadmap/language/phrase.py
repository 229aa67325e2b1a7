"""Deadline → Russian: «как я понял срок». The phrase parses back to the same deadline."""

from dataclasses import replace
from typing import assert_never

from roadmap.deadlines.deadline import (
    LAST,
    Basis,
    Dated,
    Day,
    DayAfter,
    DaysOfUnit,
    Deadline,
    EachYear,
    Missing,
    Month,
    MonthDays,
    MonthSlice,
    NthWeekday,
    Ongoing,
    Recurring,
    Rhythm,
    SchoolYear,
    Season,
    SeasonOf,
    Span,
    Thereafter,
    Time,
    TimeUnit,
    Unscheduled,
    UntilDay,
    Weekdays,
    WholePeriod,
    Year,
)
from roadmap.language.phrase_times import CONSTANTLY, time_words, times_words
from roadmap.language.phrase_words import (
    MASCULINE,
    WEEKDAYS,
    Case,
    nth_weekday_words,
    point_words,
    slice_words,
    year_suffix,
)
from roadmap.language.years import lacks_year, without_year

MISSING = "срок не указан"
IMPOSSIBLE = "невозможная дата"
BASES = {
    Basis.PLAN: "по отдельному плану",
    Basis.REQUEST: "по запросам",
    Basis.ARRIVAL: "по мере поступления",
    Basis.NEED: "по мере необходимости",
    Basis.AGREEMENT: "по согласованию",
    Basis.EVENT: "по событию",
    Basis.HOLIDAYS: "в каникулы",
    Basis.SCHOOL_TERM: "по учебным четвертям",
    Basis.URGENT: "срочно",
    Basis.PROMPT: "оперативно",
    Basis.UNREAD: "не прочитано",
}
SEASONAL = {
    Season.WINTER: "зимние",
    Season.SPRING: "весенние",
    Season.SUMMER: "летние",
    Season.AUTUMN: "осенние",
}
EVERY = {
    TimeUnit.DAY: "ежедневно",
    TimeUnit.WEEK: "еженедельно",
    TimeUnit.MONTH: "ежемесячно",
    TimeUnit.QUARTER: "ежеквартально",
    TimeUnit.HALF_YEAR: "1 раз в полугодие",
    TimeUnit.YEAR: "ежегодно",
}
UNITS: dict[TimeUnit, tuple[str, str, str, str]] = {
    TimeUnit.DAY: ("день", "день", "дня", "дней"),
    TimeUnit.WEEK: ("неделю", "неделю", "недели", "недель"),
    TimeUnit.MONTH: ("месяц", "месяц", "месяца", "месяцев"),
    TimeUnit.QUARTER: ("квартал", "квартал", "квартала", "кварталов"),
    TimeUnit.HALF_YEAR: ("полугодие", "полугодие", "полугодия", "полугодий"),
    TimeUnit.YEAR: ("год", "год", "года", "лет"),
}
"""One (after «в»), then the plural forms for 1, 2, 5."""
LAST_SLICES = {(part.first, part.last): part for part in MonthSlice if part.last == LAST}
THEN = ", далее "


def phrase(deadline: Deadline) -> str:
    """What was understood, in plain words."""
    match deadline:
        case Missing():
            return MISSING
        case Unscheduled(basis=Basis.EVENT, stretch=TimeUnit() as unit, until_end=until_end):
            return f"{'до конца' if until_end else 'в течение'} {UNITS[unit][2]}"
        case Unscheduled(holidays=(_, *_) as seasons):
            return f"в {' и '.join(SEASONAL[season] for season in seasons)} каникулы"
        case Unscheduled(basis=basis):
            return BASES[basis]
        case Dated(times=()):
            return IMPOSSIBLE
        case Dated(times=times):
            return times_words(times)
        case Ongoing(times=times):
            return _ongoing(times)
        case Recurring():
            return _recurring(deadline)
        case _ as never:
            assert_never(never)


def _ongoing(times: tuple[Time, ...]) -> str:
    if not any(map(_is_lasting, times)):
        return f"{CONSTANTLY} ({times_words(times)})"
    if isinstance(times[-1], Thereafter) and len(times) > 1:
        return f"{times_words(times[:-1])}{THEN}{CONSTANTLY}"
    return times_words(times)


def _is_lasting(time: Time) -> bool:
    return isinstance(time, Year | SchoolYear | EachYear | WholePeriod | Thereafter) or (
        isinstance(time, Span) and isinstance(time.first, Year | SchoolYear)
    )


def _recurring(deadline: Recurring) -> str:
    """Named times come first; before them only rhythms that do not wait for them."""
    said = [rhythm_words(rhythm, deadline.times) for rhythm in deadline.rhythms]
    if not deadline.times:
        return THEN.join(said)
    before = [place for place, rhythm in enumerate(deadline.rhythms, start=1) if _stands_before(rhythm)]
    turn = max(before, default=0)
    return THEN.join([*said[:turn], times_words(deadline.times), *said[turn:]])


def _stands_before(rhythm: Rhythm) -> bool:
    return not rhythm.thereafter and all(map(lacks_year, rhythm.within))


def rhythm_words(rhythm: Rhythm, named: tuple[Time, ...] = ()) -> str:
    """The rhythm; after the named times it repeats, «ежегодно» needs no repetition of them."""
    words = _head(rhythm)
    if rhythm.on is not None:
        words += " " + days_words(rhythm.on, rhythm.unit)
    if rhythm.counted_from is not None:
        words += f", считая с {time_words(rhythm.counted_from)}"
    dates = (without_year(time) for time in named if not isinstance(time, WholePeriod))
    repeated = Rhythm(unit=TimeUnit.YEAR, within=tuple(dict.fromkeys(dates)), thereafter=True)
    repeats = replace(rhythm, without=()) == repeated
    if rhythm.within and not repeats:
        words += f" ({times_words(rhythm.within)})"
    if rhythm.without:
        words += "".join(f", кроме {_excepted(time)}" for time in rhythm.without)
    return words


def _head(rhythm: Rhythm) -> str:
    if rhythm.count == 1 and rhythm.every == 1:
        return EVERY[rhythm.unit]
    one, *plural = UNITS[rhythm.unit]
    every = one if rhythm.every == 1 else f"{rhythm.every} {plural[_plural(rhythm.every)]}"
    return f"{rhythm.count} {('раз', 'раза', 'раз')[_plural(rhythm.count)]} в {every}"


def _plural(number: int) -> int:
    if number % 10 == 1 and number % 100 != 11:
        return 0
    return 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2


def days_words(days: DaysOfUnit, unit: TimeUnit = TimeUnit.MONTH) -> str:
    """«до 5 числа», «последняя пятница месяца», «по вторникам»."""
    match days:
        case DayAfter(day=day, month=month) if unit is TimeUnit.YEAR and day > 0:
            day_of_month = point_words(Day(month=month, day=day), Case.GENITIVE)
            return f"до {day_of_month} года, следующего за отчётным"
        case DayAfter(day=day, month=month):
            which = "" if month == 1 else f"{month} "
            return f"до {_number(day)} числа {which}месяца, следующего за отчётным"
        case UntilDay(day=day, month=1) if day > 0:
            return f"до {_number(day)} числа"
        case UntilDay(day=-1, month=-1):
            return "до последнего числа"
        case UntilDay(day=day, month=month):
            return f"до {_number(day)} числа {MASCULINE[month][Case.GENITIVE]} месяца"
        case Weekdays(days=weekdays):
            return "по " + " и ".join(WEEKDAYS[day][2] for day in weekdays)
        case NthWeekday(nth=nth, weekday=weekday):
            return f"{nth_weekday_words(nth, weekday, Case.NOMINATIVE)} месяца"
        case MonthDays():
            return _month_days(days)


def _number(day: int) -> str:
    return "последнего" if day == LAST else str(day)


def _month_days(days: MonthDays) -> str:
    if days.last > 0:
        return f"{days.first} числа" if days.first == days.last else f"с {days.first} по {days.last} число"
    if days.first == LAST:
        return "последний день месяца"
    part = LAST_SLICES.get((days.first, days.last))
    return f"{slice_words(part, Case.NOMINATIVE)} месяца" if part else f"после {days.first} числа"


def _excepted(time: Time) -> str:
    match time:
        case Span(first=first, last=last):
            ends = (point_words(point, Case.GENITIVE) + year_suffix(point) for point in (first, last))
            return " – ".join(ends)
        case Month() | SeasonOf():
            return point_words(time, Case.GENITIVE) + year_suffix(time)
        case _:
            return times_words((time,))
