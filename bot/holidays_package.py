"""A year of the production calendar as the `holidays` package knows it."""

from roadmap.deadlines.calendar import SATURDAY, YearDays
from roadmap.errors import BadInput


def year_of_package(year: int) -> YearDays:
    """The year with its transfers; BadInput where the package does not know them."""
    from importlib.metadata import version

    import holidays
    from holidays.countries.russia import RussiaStaticHolidays

    if year not in RussiaStaticHolidays.special_public_holidays:
        raise BadInput("calendar-year-unknown", str(year))
    known = holidays.country_holidays("RU", years=year)
    return YearDays(
        year=year,
        days_off=frozenset(day for day in known if day.year == year and day.isoweekday() < SATURDAY),
        working_weekends=frozenset(day for day in known.weekend_workdays if day.year == year),
        source=f"holidays {version('holidays')}",
    )
