"""«Не моё» goes to nobody who has the measure already."""

from datetime import date

from storage.unit_of_work import Store
from tests.control_story import OTHER_SCHOOL, SCHOOL, Stage, set_stage
from tests.quarter_district import Row, lay
from tests.world import World

BOTH = Row(number="8", title="Собрать анкеты", units=(SCHOOL, OTHER_SCHOOL), due_on=date(2026, 12, 15))


async def says_not_mine(world: World, store: Store) -> Stage:
    """A measure of both schools; the first says that it is not theirs."""
    stage = await set_stage(world, store)
    async with store.write() as uow:
        await lay(stage.district, uow, (BOTH,), title="Общая карта")
        await uow.commit()
    await stage.opens(stage.anna, "8")
    await stage.anna.presses("Ещё…")
    await stage.anna.presses("Не моё")
    await stage.anna.presses("Это делает другая организация")
    return stage


async def test_a_school_that_has_the_measure_is_not_offered(world: World, store: Store) -> None:
    stage = await says_not_mine(world, store)
    offered = (await stage.anna.news())[-1].buttons
    assert not any(OTHER_SCHOOL in label for label in offered), offered
    await stage.anna.says(OTHER_SCHOOL)
    said = (await stage.anna.news())[-1]
    assert f"Этот пункт уже есть: {OTHER_SCHOOL}" in said.text
    assert not any(OTHER_SCHOOL in label for label in said.buttons)
    await stage.olga.news()
    await stage.olga.presses("Передать организации")
    assert not any(OTHER_SCHOOL in label for label in (await stage.olga.news())[-1].buttons)
    for hero in world.heroes:
        await hero.news()
