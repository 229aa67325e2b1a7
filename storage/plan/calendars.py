"""Calendars that were loaded as rows: years, school holidays, and by which days plans are laid."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from roadmap.deadlines.calendar import SchoolHolidays, YearDays
from roadmap.deadlines.calendar_sheet import CalendarSheet
from roadmap.deadlines.deadline import Season
from roadmap.deadlines.unit_days import OwnDays, UnitDays
from roadmap.ids import UnitDaysId, UnitId
from roadmap.plan.calendar_rows import CalendarState
from storage.connection import Connection
from storage.inserting import insert_new, upsert
from storage.plan.tables import CalendarStateRow, CalendarYearRow, SchoolHolidaysRow, UnitDaysRow

THE_ONE = 1
_TRANSFERS = ("has_transfers", "days_off", "working_weekends", "is_provisional", "source", "loaded_at")
OF_UNITS = (
    select(UnitDaysRow).where(UnitDaysRow.department_id == bindparam("department")).order_by(UnitDaysRow.id)
)
_STATE = select(CalendarStateRow).where(CalendarStateRow.id == THE_ONE)


class CalendarRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def state(self) -> CalendarState:
        """Version 0 before anything was loaded."""
        row = (await self._connection.execute(_STATE)).first()
        if row is None:
            return CalendarState(version=0, layings=0, laid_by="")
        return CalendarState(version=row.version, layings=row.layings, laid_by=row.laid_by)

    async def set_state(self, state: CalendarState) -> None:
        values = {"version": state.version, "layings": state.layings, "laid_by": state.laid_by}
        row = {"id": THE_ONE, **values}
        await upsert(self._connection, CalendarStateRow, row, keys=("id",), update=tuple(values))

    async def loaded(self) -> CalendarSheet:
        """Everything that was loaded, as one sheet."""
        rows = list(await self._connection.execute(select(CalendarYearRow).order_by(CalendarYearRow.year)))
        holidays = await self._connection.execute(select(SchoolHolidaysRow))
        return CalendarSheet(
            years=tuple(
                YearDays(
                    year=row.year,
                    days_off=_days(row.days_off),
                    working_weekends=_days(row.working_weekends),
                    is_provisional=row.is_provisional,
                    source=row.source,
                )
                for row in rows
                if row.has_transfers
            ),
            regional={row.year: _days(row.regional) for row in rows if row.regional},
            holidays=tuple(
                sorted(
                    SchoolHolidays(season=Season(row.season), first_on=row.first_on, last_on=row.last_on)
                    for row in holidays
                )
            ),
        )

    async def put(self, sheet: CalendarSheet, at: datetime) -> None:
        """Keep what the sheet says instead of what was known of the same years and holidays."""
        years = {known.year for known in sheet.years} | sheet.regional.keys()
        if years:
            await insert_new(self._connection, CalendarYearRow, [_empty(year, at) for year in years])
        rows = [_transfers(known, at) for known in sheet.years]
        if rows:
            await upsert(self._connection, CalendarYearRow, rows, keys=("year",), update=_TRANSFERS)
        for year, days in sheet.regional.items():
            row = {**_empty(year, at), "regional": _written(days)}
            await upsert(self._connection, CalendarYearRow, row, keys=("year",), update=("regional",))
        await self._put_holidays(sheet.holidays)

    async def _put_holidays(self, holidays: Collection[SchoolHolidays]) -> None:
        row = SchoolHolidaysRow
        for season, year in {one.key for one in holidays}:
            of_year = row.last_on.between(date(year, 1, 1), date(year, 12, 31))
            await self._connection.execute(delete(row).where(row.season == season.value, of_year))
        values = [
            {"first_on": one.first_on, "last_on": one.last_on, "season": one.season.value} for one in holidays
        ]
        if values:
            update = ("last_on", "season")
            await upsert(self._connection, row, values, keys=("first_on",), update=update)

    async def of_units(self, department_id: UnitId) -> Sequence[UnitDays]:
        """What units of the department have of their own, in the order it was said."""
        rows = await self._connection.execute(OF_UNITS, {"department": department_id})
        return [_unit_days(row) for row in rows]

    async def add_of_unit(self, department_id: UnitId, unit_id: UnitId, days: OwnDays) -> None:
        season = days.season.value if days.season else None
        values = {"department_id": department_id, "unit_id": unit_id, "season": season}
        dates = {"first_on": days.first_on, "last_on": days.last_on}
        await self._connection.execute(insert(UnitDaysRow).values(**values, **dates))

    async def drop_of_units(self, ids: Collection[UnitDaysId]) -> None:
        await self._connection.execute(delete(UnitDaysRow).where(UnitDaysRow.id.in_(ids)))


def _unit_days(row: Any) -> UnitDays:
    season = Season(row.season) if row.season else None
    days = OwnDays(season=season, first_on=row.first_on, last_on=row.last_on)
    return UnitDays(id=UnitDaysId(row.id), unit_id=UnitId(row.unit_id), days=days)


def _empty(year: int, at: datetime) -> dict[str, object]:
    return {
        "year": year,
        "has_transfers": False,
        "days_off": [],
        "working_weekends": [],
        "regional": [],
        "is_provisional": False,
        "source": "",
        "loaded_at": at,
    }


def _transfers(known: YearDays, at: datetime) -> dict[str, object]:
    return {
        **_empty(known.year, at),
        "has_transfers": True,
        "days_off": _written(known.days_off),
        "working_weekends": _written(known.working_weekends),
        "is_provisional": known.is_provisional,
        "source": known.source,
    }


def _written(days: Collection[date]) -> list[str]:
    return sorted(day.isoformat() for day in days)


def _days(written: Collection[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in written)
