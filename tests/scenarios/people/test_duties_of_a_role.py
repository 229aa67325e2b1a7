"""Whoever becomes an executor later hears at once what waits for the organisation."""

from datetime import date

from roadmap.people.persons import Role
from storage.unit_of_work import Store
from tests.people_story import hush, lay_rows
from tests.quarter_district import Row
from tests.world import World

SCHOOL, OTHER = "Школа № 3", "Школа № 8"
ROWS = (Row(number="2.1", title="Провести семинар", units=(SCHOOL,), due_on=date(2026, 9, 15)),)


async def test_the_first_letter_comes_with_the_role(world: World, store: Store) -> None:
    coordinator = await world.department()
    await world.executor("Лугова Анна", SCHOOL)
    boris = await world.executor("Речной Борис", OTHER)
    district = await lay_rows(world, store, *ROWS)
    await hush(world)
    district.chats["Вера Ильина"] = coordinator.phone.id
    vera = await district.actor("Вера Ильина")
    person, unit = district.persons["Речной Борис"], district.units[SCHOOL]

    await world.app.persons.grant(vera, person, unit, Role.EXECUTOR)
    await world.settle()

    await boris.sees("исполнитель|Школа № 3", "Провести семинар")
    await hush(world)
