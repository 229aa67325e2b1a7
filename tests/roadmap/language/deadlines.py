"""Any deadline the language can say, for property tests."""

from dataclasses import replace

from hypothesis import strategies as st

from roadmap.deadlines.deadline import (
    LAST,
    Basis,
    Dated,
    Day,
    DayAfter,
    Deadline,
    EachYear,
    HalfYear,
    Missing,
    Month,
    MonthDays,
    MonthPart,
    MonthSlice,
    MonthWeekday,
    NthWeekday,
    Ongoing,
    Point,
    Quarter,
    Recurring,
    Rhythm,
    SchoolYear,
    Season,
    SeasonOf,
    Since,
    Span,
    Time,
    TimeUnit,
    Unscheduled,
    Until,
    UntilDay,
    Weekday,
    Weekdays,
    WholePeriod,
    Year,
)
from roadmap.language.rhythms import SAME_RHYTHM
from roadmap.language.years import lacks_year, without_year

YEARS = st.one_of(st.none(), st.integers(2019, 2027))
MONTHS = st.integers(1, 12)
STRETCHES = (TimeUnit.WEEK, TimeUnit.MONTH, TimeUnit.QUARTER, TimeUnit.HALF_YEAR)
NTH = st.sampled_from((1, 2, 3, 4, LAST))

days = st.builds(Day, month=MONTHS, day=st.integers(1, 28), year=YEARS)
points: st.SearchStrategy[Point] = st.one_of(
    days,
    st.builds(Month, month=MONTHS, year=YEARS),
    st.builds(MonthPart, month=MONTHS, part=st.sampled_from(MonthSlice), year=YEARS),
    st.builds(MonthWeekday, month=MONTHS, nth=NTH, weekday=st.sampled_from(Weekday), year=YEARS),
    st.builds(Quarter, quarter=st.integers(1, 4), year=YEARS),
    st.builds(HalfYear, half=st.integers(1, 2), year=YEARS),
    st.builds(HalfYear, half=st.integers(1, 2), year=YEARS, of_school_year=st.just(True)),
    st.builds(SeasonOf, season=st.sampled_from(Season), year=YEARS),
)


def _alike(first: Point, last: Point) -> bool:
    """Both ends of a range have a year or neither, and the halves are of the same kind of year."""
    if lacks_year(first) != lacks_year(last):
        return False
    school = [isinstance(point, HalfYear) and point.of_school_year for point in (first, last)]
    return not any(school)


spans = (
    st.tuples(points, points)
    .filter(lambda ends: _alike(*ends) and ends[0] != ends[1])
    .map(lambda ends: Span(first=ends[0], last=ends[1]))
)
bounds = st.one_of(
    st.builds(
        Until, end=st.one_of(points, st.just(EachYear()), st.builds(Year, year=st.integers(2019, 2027)))
    ),
    st.builds(Since, start=points),
)
dates: st.SearchStrategy[Time] = st.one_of(points, spans, bounds)
long_times: st.SearchStrategy[Time] = st.one_of(
    st.builds(Year, year=st.integers(2019, 2027)),
    st.builds(SchoolYear, year=st.integers(2019, 2027)),
    st.builds(Span, first=st.just(Year(year=2019)), last=st.builds(Year, year=st.integers(2020, 2027))),
)


def lists(times: st.SearchStrategy[Time], most: int = 4) -> st.SearchStrategy[tuple[Time, ...]]:
    return st.lists(times, min_size=1, max_size=most, unique=True).map(tuple)


dated = lists(dates).map(lambda times: Dated(times=times))
ongoing = st.one_of(
    st.sampled_from((Ongoing(times=(WholePeriod(),)), Ongoing(times=(EachYear(),)))),
    lists(long_times).map(lambda times: Ongoing(times=times)),
    lists(st.one_of(points, spans)).map(lambda times: Ongoing(times=times)),
    st.tuples(lists(points, 2), lists(long_times, 2)).map(lambda two: Ongoing(times=two[0] + two[1])),
    lists(points, 2).map(lambda times: Ongoing(times=(*times, WholePeriod()))),
)

month_days = st.one_of(
    st.integers(1, 31).map(lambda day: MonthDays(first=day, last=day)),
    st.tuples(st.integers(1, 15), st.integers(16, 31)).map(
        lambda ends: MonthDays(first=ends[0], last=ends[1])
    ),
    st.sampled_from(
        [MonthDays(first=part.first, last=part.last) for part in MonthSlice if part.last == LAST]
    ),
    st.just(MonthDays(first=LAST, last=LAST)),
)
days_of_month = st.one_of(
    month_days,
    st.builds(UntilDay, day=st.integers(1, 31)),
    st.just(UntilDay(day=LAST, month=LAST)),
    st.builds(DayAfter, day=st.sampled_from((1, 5, 28, LAST)), month=st.sampled_from((1, 2, 3))),
    st.builds(NthWeekday, nth=NTH, weekday=st.sampled_from(Weekday)),
)
days_of_quarter = st.builds(UntilDay, day=st.integers(1, 31), month=st.sampled_from((1, 2, 3, LAST)))
days_of_week = st.lists(st.sampled_from(Weekday), min_size=1, max_size=3, unique=True).map(
    lambda days: Weekdays(days=tuple(sorted(days)))
)
withins = st.one_of(st.just(()), lists(st.one_of(dates, long_times), 3))
withouts = st.one_of(st.just(()), lists(st.builds(Month, month=MONTHS), 2))
longer_units = st.sampled_from((TimeUnit.MONTH, TimeUnit.QUARTER, TimeUnit.HALF_YEAR, TimeUnit.YEAR))


def _usual(rhythm: Rhythm) -> bool:
    return rhythm.count > 1 or (rhythm.unit, rhythm.every) not in SAME_RHYTHM


rhythms = st.one_of(
    st.builds(
        Rhythm,
        unit=st.sampled_from(TimeUnit),
        every=st.integers(1, 12),
        count=st.integers(1, 12),
        within=withins,
        without=withouts,
    ).filter(_usual),
    st.builds(Rhythm, unit=longer_units, on=days_of_month, within=withins),
    st.builds(Rhythm, unit=st.just(TimeUnit.QUARTER), on=days_of_quarter, within=withins),
    st.builds(Rhythm, unit=longer_units, counted_from=days, within=withins),
    st.builds(Rhythm, unit=longer_units, on=days_of_month, counted_from=days),
    st.builds(Rhythm, unit=st.just(TimeUnit.WEEK), every=st.integers(1, 6), on=days_of_week, within=withins),
)


def _following(times: tuple[Time, ...], rhythm: Rhythm) -> Recurring:
    """As «…, далее …» builds it."""
    within = rhythm.within
    plain = replace(rhythm, without=()) == Rhythm(unit=TimeUnit.YEAR)
    if plain:
        within = tuple(dict.fromkeys(without_year(time) for time in times))
    thereafter = plain or all(lacks_year(time) for time in within)
    return Recurring(times=times, rhythms=(replace(rhythm, within=within, thereafter=thereafter),))


recurring = st.one_of(
    rhythms.map(lambda rhythm: Recurring(rhythms=(rhythm,))),
    st.tuples(lists(dates, 2), rhythms).map(lambda two: _following(*two)),
)
deadlines: st.SearchStrategy[Deadline] = st.one_of(
    dated,
    ongoing,
    recurring,
    st.sampled_from([Unscheduled(basis=basis) for basis in Basis]),
    st.builds(
        Unscheduled,
        basis=st.just(Basis.EVENT),
        stretch=st.sampled_from(STRETCHES),
        until_end=st.booleans(),
    ),
    st.just(Dated(times=())),
    st.just(Missing()),
)
