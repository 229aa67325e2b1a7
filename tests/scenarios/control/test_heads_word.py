"""What a curator leaves to the head comes in Monday's letter, and one press decides it."""

import pytest

from roadmap.people.persons import Role
from storage.unit_of_work import Store
from tests.control_deeds import ELENA, start
from tests.control_story import SCHOOL, Stage, bound, set_stage
from tests.world import Hero, World


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    stage = await set_stage(world, store)
    await start(stage.district)
    return stage


@pytest.fixture
async def elena(stage: Stage, world: World, store: Store) -> Hero:
    async with store.write() as uow:
        elena = await bound(world, stage.district, uow, ELENA, Role.HEAD, stage.district.department)
        await uow.commit()
    olga = await stage.district.actor("Ольга Ветрова")
    duty_id = stage.district.duties["2.1", SCHOOL]
    await stage.district.app.curators_deeds.pass_up(olga, duty_id, "Школа на ремонте")
    await world.at("2026-09-07 09:00")
    for hero in (stage.anna, stage.olga):
        await hero.news()
    return elena


async def test_the_letter_begins_with_the_verdict_and_offers_the_decision(stage: Stage, elena: Hero) -> None:
    (letter,) = await elena.sees(
        r"^Всё идёт, просрочки нет\nНеделя с 7 сентября.*выполнено 0 из \d+, 0 % \(неделю назад столько же\)"
        r".*Ждёт вашего решения\n1\. .*Школа № 3\. Ольга Ветрова: «Школа на ремонте»"
    )
    assert letter.buttons[0].startswith("Решить 1 · п. 2.1") and "Школа № 3" in letter.buttons[0]


async def test_what_is_given_back_is_the_curators_again(stage: Stage, elena: Hero) -> None:
    await elena.news()
    await elena.presses("Решить 1")
    await elena.sees("Передано начальнику")
    await elena.presses("Поручить куратору")
    (card,) = await elena.sees("Провести семинар")
    assert "Передано начальнику" not in card.text and "Закрыть" not in card.buttons
    assert "Поручено куратору" in await elena.last_toast()
    await stage.olga.sees("Начальник поручает решить вам.*Провести семинар.*Решение: Елена Холмова")
    await stage.anna.sees_nothing()


async def test_what_is_closed_is_owed_no_more_and_all_who_had_to_do_with_it_are_told(
    stage: Stage, elena: Hero
) -> None:
    await elena.news()
    await elena.presses("Решить 1")
    (card,) = await elena.sees("Передано начальнику.*Школа на ремонте")
    assert card.buttons[:2] == ["Поручить куратору", "Закрыть"]

    await elena.presses("Закрыть")
    await elena.sees("исключено из плана")
    await stage.anna.sees("снято с плана.*Елена Холмова")
    await stage.olga.sees("Начальник закрыл поручение.*Провести семинар")
