"""An organisation moves to another time zone between planning and sending."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from roadmap.people.place import in_telegram
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.documents_text import road_map_text
from tests.world import Hero, World, open_world

EAST, WEST = "Asia/Kamchatka", "Europe/Kaliningrad"
SCHOOL = "Школа № 3"
PLAN = road_map_text(("1.", "Неделя книги", "до 12 мая 2027 года", SCHOOL))


@dataclass
class Cast:
    world: World
    vera: Hero
    anna: Hero

    async def move(self, zone: str) -> None:
        """Vera says where the school is."""
        actor = await self.world.app.people.actor(in_telegram(self.vera.phone.id))
        assert actor is not None
        (unit,) = [one for one in await self.world.app.people.units(actor) if one.unit.name == SCHOOL]
        await self.world.app.units.set_zone(actor, unit.unit.id, zone)


@pytest.fixture
async def cast(store: Store, clock: FrozenClock, tmp_path: Path):  # type: ignore[no-untyped-def]
    async with open_world(store, clock, tmp_path) as world:
        await world.at("2027-04-20 10:00")
        vera = await world.department()
        anna = await world.executor("Анна Лугова", SCHOOL)
        await vera.sends_document(PLAN, "План.txt")
        await vera.presses("Утвердить")
        await world.at("2027-05-06 12:00")
        await vera.news()
        await anna.news()
        yield Cast(world, vera, anna)
        await vera.news()


async def test_a_school_that_moves_west_is_not_written_to_by_night_and_once_in_its_own_morning(
    cast: Cast,
) -> None:
    await cast.move(EAST)
    await cast.world.at("2027-05-06 20:00")  # early in the morning of the seventh, over there
    await cast.anna.news()
    await cast.move(WEST)

    await cast.world.at("2027-05-07 00:30")  # nine o'clock in the east has passed; here it is night
    await cast.anna.sees_nothing()

    await cast.world.at("2027-05-07 10:30")
    await cast.anna.sees("Неделя книги")
    await cast.world.at("2027-05-07 19:00")
    await cast.anna.sees_nothing()


async def test_a_school_that_moves_east_after_its_reminder_is_not_reminded_twice(cast: Cast) -> None:
    await cast.move(WEST)
    await cast.world.at("2027-05-07 10:30")
    await cast.anna.sees("Неделя книги")
    await cast.move(EAST)

    for moment in ("2027-05-07 12:00", "2027-05-08 00:30", "2027-05-08 10:30"):
        await cast.world.at(moment)
        await cast.anna.sees_nothing()
