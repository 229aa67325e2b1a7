"""One deputy with three road maps: at most one unasked message a working day, for a month of work."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from roadmap.reminding.reminders import ReminderSettings
from storage.connection import WRITE
from storage.control.tables import DutyRow
from storage.unit_of_work import Store
from tests.people_story import hush, lay_rows
from tests.quarter_district import Row
from tests.world import Hero, World

SCHOOL = "Школа № 3"
MAPS = (
    (date(2026, 9, 11), date(2026, 9, 18), date(2026, 9, 25)),
    (date(2026, 9, 14), date(2026, 9, 18), date(2026, 9, 29)),
    (date(2026, 9, 10), date(2026, 9, 22), date(2026, 9, 30)),
)
"""When the dated measures of each road map fall due; each has ongoing work besides."""
WORKING_DAYS = 20
MORNING, LATER = ("09:05", "10:05"), ("12:05", "16:05", "18:30")
OPENING = date(2026, 9, 24)
"""The monitoring opens at ten: whoever has chosen to read in the afternoon gets the digest besides."""


async def _told(world: World, hero: Hero, day: date, hours: tuple[str, ...]) -> list[str]:
    """What comes at these hours, the curators having looked at theirs."""
    said: list[str] = []
    for moment in hours:
        await world.at(f"{day} {moment}")
        said += [message.text for message in await hero.news()]
    await hush(world)
    return said


def _rows(number: int, days: tuple[date, ...]) -> list[Row]:
    dated = [
        Row(number=f"{number}.{place}", title=f"Дело {number}.{place}", units=(SCHOOL,), due_on=day)
        for place, day in enumerate(days, start=1)
    ]
    return [*dated, Row(number=f"{number}.9", title=f"Работа {number}", units=(SCHOOL,))]


@pytest.fixture
async def anna(world: World, store: Store) -> Hero:
    await world.department()
    anna = await world.executor("Лугова Анна", SCHOOL)
    await world.curator()
    for number, days in enumerate(MAPS, start=1):
        await lay_rows(world, store, *_rows(number, days))
    async with store.engine.begin() as connection:
        await connection.execution_options(**WRITE)
        await connection.execute(
            update(DutyRow).where(DutyRow.due_on.is_not(None)).values(next_stage_at=world.clock.now())
        )
    await hush(world)
    return anna


@pytest.mark.parametrize(
    ("database", "hour"),
    [("sqlite", 8), ("sqlite", 9), ("sqlite", 16), ("postgres", 9)],
    indirect=["database"],
)
async def test_a_deputy_with_three_maps_gets_one_message_a_day_at_most(
    world: World, store: Store, anna: Hero, hour: int
) -> None:
    async with store.write() as uow:
        (department,) = await uow.people.departments()
        persons = {person.name: person.id for person in await uow.people.persons(department.id)}
        await uow.reminders.keep_settings(persons["Лугова Анна"], ReminderSettings(digest_hour=hour))
        await uow.commit()
    day, lived, told = date(2026, 9, 3), 0, 0
    while lived < WORKING_DAYS:
        morning, later = [await _told(world, anna, day, hours) for hours in (MORNING, LATER)]
        assert len(morning) <= 1 and len(later) <= 1, (day, morning, later)
        assert len(morning) + len(later) <= 1 or (hour == 16 and day == OPENING), (day, morning, later)
        told += len(morning) + len(later)
        lived += day.weekday() < 5
        day += timedelta(days=1)
    assert told >= 8
    await hush(world)
