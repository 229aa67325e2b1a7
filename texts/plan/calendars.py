"""What the command line says of a working calendar: what is known, and what a newer one changes."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from roadmap.deadlines.calendar import CalendarDays, SchoolHolidays
from roadmap.deadlines.deadline import Season
from roadmap.deadlines.unit_days import OwnDays
from services.plan.calendars import CalendarChange, KnownYear, YearChange
from texts.plural import plural, weekday

ONE_DAY = timedelta(days=1)
SEASONS = {
    Season.AUTUMN: "осенние каникулы",
    Season.WINTER: "зимние каникулы",
    Season.SPRING: "весенние каникулы",
    Season.SUMMER: "летние каникулы",
}
NOTHING_LOADED = "Ничего не сохранено. Загрузить: повторите с ключом --yes."
LOADED = "Загружено. Работающий бот узнает об этом в течение минуты."
UNKNOWN = "переносы неизвестны, действуют выходные и праздники из Трудового кодекса"


def change_lines(change: CalendarChange) -> Iterator[str]:
    """To the command line: what loading a file changes, day by day and deadline by deadline."""
    for year in change.years:
        yield _year_changed(year, change.known)
        for day in year.days:
            yield f"  {dated(day)}: {'рабочий' if change.known.is_working(day) else 'выходной'}"
    yield from (f"{holidays(one)}" for one in change.holidays)
    yield from (f"{name}: {own_days(days)}" for name, days in change.of_units)
    earlier = sum(one.is_earlier for one in change.moved)
    moved = plural(len(change.moved), "срок", "срока", "сроков")
    yield (
        f"В планах сдвинется {moved}, из них раньше: {earlier}."
        if change.moved
        else "Сроки планов не сдвинутся."
    )
    for one in change.moved:
        where = f" [{one.line.map_name}]" if one.line.map_name else ""
        mark = " (раньше)" if one.is_earlier else ""
        yield f"  п. {one.line.number}{where}: было {dated(one.was_on)}, стало {dated(one.due_on)}{mark}"
    if change.fresh:
        yield f"Появятся даты у поручений: {change.fresh}."


def _year_changed(year: YearChange, known: CalendarDays) -> str:
    sort = ", предварительно: переносы ещё не опубликованы" if year.is_provisional else ""
    days = plural(len(year.days), "день изменится", "дня изменятся", "дней изменятся")
    return f"{year.year}: {_working(year.year, known)}{sort}; {days}"


def year_lines(year: KnownYear) -> Iterator[str]:
    """To the command line: what is known of a year."""
    known = year.known
    is_guess = year.year in known.provisional
    sort = "" if not is_guess else ", предварительно"
    if not known.covers(year.year):
        sort = f", {UNKNOWN}"
    where = "" if year.source is None else f"; загружено{': ' + year.source if year.source else ''}"
    yield f"{year.year}: {_working(year.year, known)}{sort}{where}"
    yield from (
        f"  {dated(day)}: выходной вместо рабочего" for day in _days(year.year) if _is_transfer(day, known)
    )
    yield from (f"  {dated(day)}: рабочий" for day in sorted(known.working_weekends) if day.year == year.year)
    yield from (
        f"  {dated(day)}: выходной региона" for day in sorted(known.regional) if day.year == year.year
    )
    yield from (f"  {holidays(one)}" for one in year.holidays)


def _is_transfer(day: date, known: CalendarDays) -> bool:
    """A weekday off that is no public holiday."""
    return day in known.days_off and (day.month, day.day) not in known.yearly


def _working(year: int, known: CalendarDays) -> str:
    return plural(sum(map(known.is_working, _days(year))), "рабочий день", "рабочих дня", "рабочих дней")


def _days(year: int) -> Iterable[date]:
    first = date(year, 1, 1)
    return (first + passed * ONE_DAY for passed in range((date(year + 1, 1, 1) - first).days))


def holidays(one: SchoolHolidays) -> str:
    """«осенние каникулы: 26.10.2026 – 03.11.2026»"""
    return f"{SEASONS[one.season]}: {one.first_on:%d.%m.%Y} – {one.last_on:%d.%m.%Y}"


def own_days(days: OwnDays) -> str:
    """«осенние каникулы 26.10.2026 – 03.11.2026», «выходной 30.08.2027 (пн)»"""
    if days.first_on == days.last_on:
        what = SEASONS[days.season] if days.season else "выходной"
        return f"{what} {dated(days.first_on)}"
    what = SEASONS[days.season] if days.season else "выходные"
    return f"{what} {days.first_on:%d.%m.%Y} – {days.last_on:%d.%m.%Y}"


def dated(value: date) -> str:
    """«20.02.2027 (сб)»"""
    return f"{value:%d.%m.%Y} ({weekday(value)})"
