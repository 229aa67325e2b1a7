"""Times in Russian, years said once where several times share them."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from roadmap.deadlines.deadline import (
    Day,
    EachYear,
    HalfYear,
    Month,
    Point,
    Quarter,
    SchoolYear,
    SeasonOf,
    Since,
    Span,
    Thereafter,
    Time,
    Until,
    WholePeriod,
    Year,
)
from roadmap.language.phrase_words import MONTHS, Case, point_words, year_suffix
from roadmap.language.years import crosses_new_year, lacks_year, without_year

CONSTANTLY = "постоянно"
NO_YEAR = " любого года"
"""After times without a year, where a later year could be taken for theirs."""


def times_words(times: Sequence[Time]) -> str:
    """All the times, in order; parses back to the same ones."""
    groups = [_Group(shared, list(group)) for shared, group in groupby(times, key=_shared_year)]
    merged = _merge_same_shapes(groups)
    said: list[str] = []
    for place, group in enumerate(merged):
        later_year = any(later.has_year() for later in merged[place + 1 :])
        said.append(group.words() + (NO_YEAR if later_year and group.awaits_year() else ""))
    return "; ".join(said)


class _Group:
    """Neighbouring times with one year in common (or none), and further years of the same times."""

    __slots__ = ("shared", "times", "years")

    def __init__(self, shared: int | str | None, times: list[Time]) -> None:
        self.shared = shared
        self.times = times
        self.years = [shared] if isinstance(shared, int) else []

    def shapes(self) -> list[Time]:
        return [without_year(time) for time in self.times]

    def has_year(self) -> bool:
        return not all(lacks_year(time) or isinstance(time, EachYear | WholePeriod) for time in self.times)

    def awaits_year(self) -> bool:
        return any(lacks_year(time) or isinstance(time, EachYear) for time in self.times)

    def words(self) -> str:
        if self.shared == LASTING:
            return "; ".join(_lasting_words(self.times))
        listed = _listed(self.times, with_years=self.shared == OWN)
        if not self.years:
            return listed
        return f"{listed} {', '.join(map(str, self.years))} {'года' if len(self.years) == 1 else 'годов'}"


LASTING, OWN = "lasting", "own"
"""Kinds of a group beside «this year» and «no year»: spans of work; times that say their years inside."""


def _shared_year(time: Time) -> int | str | None:
    match time:
        case (
            Year()
            | SchoolYear()
            | EachYear()
            | WholePeriod()
            | Thereafter()
            | Span(first=Year() | SchoolYear())
        ):
            return LASTING
        case Until(end=point) | Since(start=point):
            return _shared_year_of_point(point)
        case Span(first=first, last=last):
            years = _shared_year_of_point(first), _shared_year_of_point(last)
            return years[0] if years[0] == years[1] and not (years[0] and crosses_new_year(time)) else OWN
        case _:
            return _shared_year_of_point(time)


def _shared_year_of_point(point: Point) -> int | str | None:
    match point:
        case HalfYear(of_school_year=True, year=int()):
            return OWN
        case EachYear():
            return None
        case Year() | SchoolYear():
            return OWN
        case _:
            return point.year


def _merge_same_shapes(groups: list[_Group]) -> list[_Group]:
    """«август 2021; август 2022» is «август 2021, 2022 годов»."""
    merged: list[_Group] = []
    for group in groups:
        before = merged[-1] if merged else None
        if before and before.years and group.years and before.shapes() == group.shapes():
            before.years.extend(group.years)
        else:
            merged.append(group)
    return merged


def _listed(times: list[Time], *, with_years: bool) -> str:
    said = ""
    for time, before in zip(times, [None, *times], strict=False):
        if before is not None:
            said += ", а также " if isinstance(before, Until) and isinstance(time, Day) else ", "
        said += time_words(time, with_years=with_years)
    return said


def _lasting_words(times: list[Time]) -> Iterator[str]:
    for is_year, group in groupby(times, key=lambda time: isinstance(time, Year)):
        if is_year:
            numbers = [str(time.year) for time in group if isinstance(time, Year)]
            yield f"в течение {', '.join(numbers)} {'года' if len(numbers) == 1 else 'годов'}"
        else:
            yield from (time_words(time) for time in group)


def time_words(time: Time, *, with_years: bool = True) -> str:
    """One time; `with_years` unless the year is said after the whole list."""
    match time:
        case WholePeriod():
            return CONSTANTLY
        case Thereafter():
            return f"далее {CONSTANTLY}"
        case EachYear() | Year() | SchoolYear():
            return f"в течение {point_words(time, Case.GENITIVE)}"
        case Until(
            end=Month() | Quarter() | HalfYear() | SeasonOf() | Year() | SchoolYear() | EachYear() as point
        ):
            return f"до конца {_with_year(point, Case.GENITIVE, with_years)}"
        case Until(end=point):
            return f"до {_with_year(point, Case.GENITIVE, with_years)}"
        case Since(start=point):
            return f"не ранее {_with_year(point, Case.GENITIVE, with_years)}"
        case Span():
            return _span_words(time, with_years=with_years)
        case _:
            return _with_year(time, Case.NOMINATIVE, with_years)


def _span_words(span: Span, *, with_years: bool) -> str:
    match span:
        case Span(first=Year(year=first), last=Year(year=last)):
            return f"в течение {first}–{last} годов"
        case Span(first=SchoolYear(year=first), last=SchoolYear(year=last)):
            return f"в течение {first}–{last + 1} учебных годов"
        case Span(first=Day(month=month, day=first), last=Day(month=same, day=last)) if month == same and (
            not with_years or lacks_year(span)
        ):
            return f"{_since(str(first))} по {last} {MONTHS[month][Case.GENITIVE]}"
        case _:
            opens = _since(_with_year(span.first, Case.GENITIVE, with_years))
            return f"{opens} по {_with_year(span.last, Case.ACCUSATIVE, with_years)}"


def _since(words: str) -> str:
    """«с 5», «со 2», «со второй декады»."""
    return f"{'со' if words.startswith('втор') or words.split()[0] == '2' else 'с'} {words}"


def _with_year(point: Point, case: Case, with_years: bool) -> str:
    return point_words(point, case) + (year_suffix(point) if with_years else "")
