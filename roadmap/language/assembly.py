"""Items → parts: which year belongs to which month, and what narrows what."""

from dataclasses import dataclass, field

from roadmap.deadlines.deadline import (
    EachYear,
    Month,
    Quarter,
    Rhythm,
    SchoolYear,
    Since,
    Span,
    Time,
    WholePeriod,
    Year,
)
from roadmap.language.item import (
    AnyYear,
    Closing,
    During,
    Excluded,
    Impossible,
    Item,
    Lasting,
    Link,
    Named,
    OnDays,
    Opening,
    Rhythmic,
    Then,
    Waiting,
    Years,
)
from roadmap.language.years import contains, crosses_new_year, in_school_year, in_year, lacks_year, same_month

MOST_YEARS = 30
"""A range of years longer than a person's work is a misprint; its first years are taken."""

SomeYear = Year | SchoolYear | Span


@dataclass(slots=True, eq=False)
class Entry:
    """A time and how it stands in the text."""

    time: Time
    lasting: bool = False
    """Said with words of ongoing work."""
    soft: bool = False
    """«постоянно», which any other span of work makes precise."""
    awaits_year: bool = False
    bare_year: bool = False
    """A year by itself, which months after it may claim."""
    narrowed: bool = False
    """Days or months in brackets that say when in a span of work."""


@dataclass(slots=True)
class Part:
    """The text up to «далее», or after it."""

    entries: list[Entry] = field(default_factory=list)
    rhythms: list[Rhythm] = field(default_factory=list)
    on_days: list[OnDays] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    excluded: list[Time] = field(default_factory=list)
    is_impossible: bool = False
    """It names a date that no calendar has."""


@dataclass(slots=True)
class _State:
    part: Part
    before: Item | None = None
    """The item just taken."""
    heading: Year | SchoolYear | None = None
    """«2022 год: март, июнь»"""
    heading_used: bool = True
    outer: Entry | None = None
    """What an open bracket stands after."""
    narrowing: bool = False
    assumed_years: list[int] = field(default_factory=list)


def assemble(items: list[Item]) -> tuple[list[Part], list[int]]:
    """The parts, with every year in its place, and the years that had to be assumed."""
    state = _State(part=Part())
    parts = [state.part]
    for place, item in enumerate(items):
        if isinstance(item, Then):
            _close(state)
            state.part, state.heading, state.outer, state.narrowing = Part(), None, None, False
            parts.append(state.part)
        else:
            following = items[place + 1] if place + 1 < len(items) else None
            _take(state, item, following)
        state.before = item
    _close(state)
    for part in parts:
        _claim_bare_years(state, part)
    return parts, state.assumed_years


def _take(state: _State, item: Item, following: Item | None) -> None:
    part = state.part
    match item:
        case Named(times=times):
            for time in times:
                _name(state, time)
        case Years(years=years):
            _give_years(state, years, following)
        case Lasting(time=time):
            soft = isinstance(time, WholePeriod)
            part.entries.append(Entry(time, lasting=True, soft=soft, awaits_year=not soft))
        case Rhythmic(rhythm=rhythm):
            part.rhythms.append(rhythm)
        case OnDays():
            part.on_days.append(item)
        case Waiting():
            part.waiting.append(item)
        case Impossible():
            part.is_impossible = True
        case Excluded(times=times):
            part.excluded.extend(times)
        case _:
            _take_sign(state, item)


def _take_sign(state: _State, item: Item) -> None:
    """What only arranges the other items."""
    match item:
        case AnyYear():
            for entry in state.part.entries:
                entry.awaits_year = False
        case Opening():
            after_time = isinstance(state.before, Named | Years | Lasting) and state.part.entries
            state.outer = state.part.entries[-1] if after_time else None
        case Closing():
            state.outer, state.narrowing = None, False
        case _:
            pass  # During, Link: looked at by their neighbours


def _close(state: _State) -> None:
    _flush_heading(state)
    for entry in state.part.entries:
        if not entry.bare_year and isinstance(entry.time, EachYear):
            entry.awaits_year = False


def _flush_heading(state: _State) -> None:
    if state.heading is not None and not state.heading_used:
        state.part.entries.append(Entry(state.heading, lasting=True))
    state.heading_used = True


def _name(state: _State, time: Time) -> None:
    outer = state.outer
    if outer is not None and contains(time, outer.time) and not outer.lasting:
        return  # «30 сентября (III квартал)»
    if outer is not None and isinstance(time, Since) and not (outer.lasting or contains(outer.time, time)):
        return  # «июль (перенос с мая)»
    if state.heading is not None and lacks_year(time):
        time, state.heading_used = _in(time, state.heading), True
    elif outer is not None and lacks_year(time):
        time = _in_year_of(time, outer.time)
    if outer is not None and (outer.lasting or contains(outer.time, time)):
        state.part.entries.remove(outer)
        state.outer, state.narrowing = None, outer.lasting
    narrowed = state.narrowing
    lasting = narrowed or (isinstance(time, Since) and isinstance(time.start, Year | SchoolYear))
    state.part.entries.append(Entry(time, lasting=lasting, narrowed=narrowed, awaits_year=lacks_year(time)))


def _in_year_of(time: Time, outer: Time) -> Time:
    match outer:
        case Year() | SchoolYear():
            return _in(time, outer)
        case Month(year=int(year)) | Quarter(year=int(year)):
            return in_year(time, year)
        case _:
            return time


def _give_years(state: _State, years: tuple[SomeYear, ...], following: Item | None) -> None:
    """Years after times belong to them; years alone are spans of work, or a heading."""
    if isinstance(state.before, Excluded) and len(years) == 1 and isinstance(years[0], Year):
        excluded = state.part.excluded
        state.part.excluded = [_in(time, years[0]) if lacks_year(time) else time for time in excluded]
        return
    waiting = [entry for entry in state.part.entries if entry.awaits_year]
    during = isinstance(state.before, During)
    if waiting and not during and state.heading is None:
        _assign(state, state.part, waiting, years)
        return
    if isinstance(following, Link) and len(years) == 1 and not isinstance(years[0], Span):
        _flush_heading(state)
        state.heading, state.heading_used = years[0], False
        return
    state.part.entries.extend(Entry(year, lasting=True, bare_year=not during) for year in years)


def _assign(state: _State, part: Part, waiting: list[Entry], years: tuple[SomeYear, ...]) -> None:
    """Each of the times in each of the years, year by year, where the first of them stood."""
    place = part.entries.index(waiting[0])
    part.entries = [entry for entry in part.entries if entry not in waiting]
    given = [
        Entry(_dated(state, entry.time, year), lasting=entry.lasting, narrowed=entry.narrowed)
        for year in _expanded(years, [entry.time for entry in waiting])
        for entry in waiting
    ]
    part.entries[place:place] = given
    if state.outer in waiting:
        state.outer = given[0] if len(given) == 1 else None


def _expanded(years: tuple[SomeYear, ...], times: list[Time]) -> list[SomeYear]:
    """A range of years as single years, except where the range itself is meant."""
    if all(isinstance(time, EachYear) for time in times):
        return list(years)
    found: list[SomeYear] = []
    for year in years:
        match year:
            case Span(first=Year(year=first), last=Year(year=last)):
                over_new_year = all(isinstance(time, Span) and crosses_new_year(time) for time in times)
                if last == first + 1 and over_new_year:
                    found.append(SchoolYear(year=first))
                else:
                    found.extend(Year(year=one) for one in range(first, min(last, first + MOST_YEARS) + 1))
            case Span(first=SchoolYear(year=first), last=SchoolYear(year=last)):
                found.extend(SchoolYear(year=one) for one in range(first, min(last, first + MOST_YEARS) + 1))
            case _:
                found.append(year)
    return found


def _dated(state: _State, time: Time, year: SomeYear) -> Time:
    if isinstance(time, EachYear):
        return year
    if (
        isinstance(time, Span)
        and isinstance(year, Year)
        and lacks_year(time.first)
        and crosses_new_year(time)
    ):
        if same_month(time):  # «с 20 по 10 марта 2022» is a contradiction, not a year
            return Span(first=_in_point(time, year.year).first, last=_in_point(time, year.year).last)
        state.assumed_years.append(year.year - 1)
    return _in(time, year)


def _in_point(span: Span, year: int) -> Span:
    forward = in_year(Span(first=span.first, last=span.first), year)
    backward = in_year(Span(first=span.last, last=span.last), year)
    assert isinstance(forward, Span) and isinstance(backward, Span)
    return Span(first=forward.first, last=backward.last)


def _in(time: Time, year: SomeYear) -> Time:
    match year:
        case Year(year=number):
            return in_year(time, number)
        case SchoolYear(year=number):
            return in_school_year(time, number)
        case Span():
            return time


def _claim_bare_years(state: _State, part: Part) -> None:
    """«2022 год, март»: years that open the part belong to the times after them, if those have none."""
    bare: list[Entry] = []
    for entry in part.entries:
        if not entry.bare_year:
            break
        bare.append(entry)
    rest = part.entries[len(bare) :]
    if bare and rest and all(entry.awaits_year and not entry.lasting for entry in rest):
        part.entries = rest
        years = tuple(entry.time for entry in bare if isinstance(entry.time, Year | SchoolYear | Span))
        _assign(state, part, rest, years)
