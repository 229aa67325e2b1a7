"""A coordinator wants messages short: what comes unasked says initials and numbers, an opened card all."""

import pytest

from roadmap.people.persons import Role
from storage.unit_of_work import Store
from tests.control_story import Stage, bound, set_stage
from tests.databases import both_databases
from tests.world import Hero, World

pytestmark = both_databases
SWITCH = "Только инициалы и номер пункта"


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


@pytest.fixture
async def inna(stage: Stage, store: Store) -> Hero:
    async with store.write() as uow:
        district = stage.district
        inna = await bound(stage.world, district, uow, "Инна Полевая", Role.COORDINATOR, district.department)
        await uow.commit()
    return inna


async def switch(coordinator: Hero) -> str:
    await coordinator.says("/menu")
    await coordinator.presses("Настройки")
    await coordinator.presses(SWITCH)
    return (await coordinator.news())[-1].text


async def test_a_report_a_decision_and_a_digest_come_short_and_the_card_is_whole(
    stage: Stage, inna: Hero
) -> None:
    assert "Сообщения: коротко" in await switch(inna)

    await stage.reports()
    (told,) = await stage.olga.sees(r"Новый отчёт: выполнено\n\nп\. 2\.1\n.*Лугова А\.")
    assert "Провести семинар" not in told.text and "Анна" not in told.text

    await stage.olga.presses("Открыть карточку")
    await stage.olga.sees("п. 2.1 Провести семинар.*Отчёт от .*, Анна Лугова")

    await stage.olga.presses("Снять с контроля")
    await stage.olga.news()
    (*_, decided) = await stage.anna.news()
    assert "Провести семинар" not in decided.text and "Ольга" not in decided.text

    await stage.opens(stage.olga, "2.2")
    await stage.olga.presses("Напомнить")
    await stage.anna.sees(r"Куратор просит отчитаться: Ветрова О\.\n\nп\. 2\.2\n")
    await stage.anna.presses("Показать полностью")
    await stage.anna.sees("п. 2.2 Утвердить план")
    for hero in stage.world.heroes:
        await hero.news()


async def test_a_copy_redrawn_by_somebody_elses_press_is_short_too(stage: Stage, inna: Hero) -> None:
    await stage.opens(stage.olga, "2.1")
    await switch(inna)

    await stage.reports()
    redrawn, told = await stage.olga.news()

    assert "Показать полностью" in redrawn.buttons
    assert "Провести семинар" not in redrawn.text + told.text


async def test_turned_off_again_it_is_as_before(stage: Stage, inna: Hero) -> None:
    await switch(inna)
    assert "Сообщения: полностью" in await switch(inna)

    await stage.reports()
    await stage.olga.sees("п. 2.1 Провести семинар.*Анна Лугова")
