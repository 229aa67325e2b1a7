"""A request in several curators' chats: what one decides, the others' messages show; no button stays live."""

import pytest

from roadmap.people.persons import Role
from storage.unit_of_work import Store
from tests.control_story import Stage, bound, set_stage
from tests.world import Hero, World


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


@pytest.fixture
async def irina(stage: Stage, world: World, store: Store) -> Hero:
    """A second curator of the department."""
    async with store.write() as uow:
        irina = await bound(
            world, stage.district, uow, "Ирина Лесная", Role.CURATOR, stage.district.department
        )
        await uow.commit()
    return irina


async def ask_for_time(stage: Stage) -> None:
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Ещё…")
    await stage.anna.presses("Перенести срок")
    await stage.anna.says("30 сентября")
    await stage.anna.says("Не хватает педагогов")
    await stage.anna.news()


async def say_not_mine(stage: Stage) -> None:
    await stage.opens(stage.anna, "2.2")
    await stage.anna.presses("Ещё…")
    await stage.anna.presses("Не моё")
    await stage.anna.presses("Нас указали по ошибке")
    await stage.anna.news()


async def test_what_one_curator_decides_about_time_the_other_sees_in_place(stage: Stage, irina: Hero) -> None:
    await ask_for_time(stage)
    (asked,) = await irina.news()
    assert any("Согласовать" in label or "30 сентября" in label for label in asked.buttons), asked.buttons
    await stage.olga.news()

    await stage.olga.presses(asked.buttons[0])
    await stage.olga.news()

    (now,) = await irina.news()
    assert now.id == asked.id and "Провести семинар" in now.text
    assert not set(asked.buttons[:2]) & set(now.buttons), now.buttons
    await stage.anna.news()


async def test_a_report_that_makes_the_request_senseless_takes_its_buttons_away(
    stage: Stage, irina: Hero
) -> None:
    await ask_for_time(stage)
    (asked,) = await irina.news()
    await stage.olga.news()
    await stage.reports(number="2.1")
    redrawn = [message for message in await irina.news() if message.id == asked.id]
    assert redrawn and not set(asked.buttons[:2]) & set(redrawn[0].buttons)
    await stage.olga.news()


async def test_once_it_is_named_whose_it_is_the_curators_message_says_so(stage: Stage, irina: Hero) -> None:
    await say_not_mine(stage)
    (asked,) = await irina.news()
    assert "Передать: Школа № 8" not in asked.buttons
    await stage.olga.news()

    await stage.anna.presses("^Школа № 8$")
    await stage.anna.news()

    (now,) = await irina.news()
    assert now.id == asked.id and "Школа № 8" in now.text
    assert now.buttons[0] == "Передать: Школа № 8"
    (same,) = await stage.olga.news()
    assert same.buttons[0] == "Передать: Школа № 8"

    await stage.olga.presses("Передать: Школа № 8")
    await stage.olga.presses("^Передать$")
    (passed,) = await irina.news()
    assert passed.id == asked.id and "Передать: Школа № 8" not in passed.buttons
    for hero in stage.world.heroes:
        await hero.news()


async def test_what_is_taken_back_waits_for_nobody(stage: Stage, irina: Hero) -> None:
    await say_not_mine(stage)
    (asked,) = await irina.news()
    await stage.olga.news()
    await stage.opens(stage.anna, "2.2")
    await stage.anna.presses("Ещё")
    await stage.anna.presses("Отозвать «не моё»")
    await stage.anna.news()
    (now,) = await irina.news()
    assert now.id == asked.id and not set(asked.buttons[:2]) & set(now.buttons)
    await stage.olga.news()
