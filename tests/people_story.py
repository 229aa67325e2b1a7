"""What stories about people stand on: a department whose plan names units and persons."""

from storage.unit_of_work import Store
from tests.quarter_district import District, Row, lay
from tests.world import Hero, World


async def lay_rows(world: World, store: Store, *rows: Row) -> District:
    """A plan in force with these rows over everybody who is there."""
    district = District(store=store, app=world.app, clock=world.clock)
    async with store.write() as uow:
        (department,) = await uow.people.departments()
        district.department = department.id
        district.units = {unit.name: unit.id for unit in await uow.people.units(department.id)}
        district.persons = {person.name: person.id for person in await uow.people.persons(department.id)}
        await lay(district, uow, rows)
        await uow.commit()
    return district


async def open_card(coordinator: Hero, name: str) -> None:
    """The card of the one person whose name begins so."""
    await coordinator.says(f"/people {name}")
    if not (await coordinator.news())[-1].text.startswith(name):
        await coordinator.presses(f"^{name}")  # several bear it
        await coordinator.news()


async def hush(world: World) -> None:
    """Everybody has seen what there was to see."""
    for hero in world.heroes:
        await hero.news()
