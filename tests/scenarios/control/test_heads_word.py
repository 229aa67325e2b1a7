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
        r"^Всё идёт, просрочки нет\nНеделя с 7 сентября.*выполнено 0 из \d+, 0 %\n"
        r".*Ждёт вашего решения\n1\. .*Школа № 3\. Ольга Ветрова: «Школа на ремонте»"
    )
    assert letter.buttons[0].startswith("Решить 1 · п. 2.1") and "Школа № 3" in letter.buttons[0]


async def test_a_week_later_the_letter_compares_with_the_first(
    stage: Stage, elena: Hero, world: World
) -> None:
    await elena.news()
    await world.at("2026-09-14 09:00")
    await elena.sees(r"выполнено 0 из \d+, 0 % \(неделю назад столько же\)")
    for hero in (stage.anna, stage.olga):
        await hero.news()


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
    assert card.buttons[:3] == ["Поручить куратору", "Решение словами", "Закрыть"]

    await elena.presses("Закрыть")
    (closed,) = await elena.sees("исключено из плана")
    assert "Отменить закрытие" in closed.buttons
    await stage.anna.sees("снято с плана.*Елена Холмова")
    await stage.olga.sees("Начальник закрыл поручение.*Провести семинар")


async def test_what_was_closed_is_reopened_for_ten_minutes(stage: Stage, elena: Hero, world: World) -> None:
    await elena.news()
    await elena.presses("Решить 1")
    await elena.presses("Закрыть")
    for hero in (elena, stage.anna, stage.olga):
        await hero.news()

    await elena.presses("Отменить закрытие")

    (card,) = await elena.sees("Передано начальнику.*Школа на ремонте")
    assert {"Поручить куратору", "Решение словами", "Закрыть"} <= set(card.buttons)
    await stage.anna.sees("Снова в плане.*Провести семинар")
    await stage.olga.sees("Начальник отменил закрытие")

    await elena.presses("Закрыть")
    await world.at("2026-09-07 09:20")
    for hero in (elena, stage.anna, stage.olga):
        await hero.news()
    await elena.presses("Отменить закрытие")
    (late,) = await elena.news()
    assert "исключено из плана" in late.text and "Отменить закрытие" not in late.buttons


async def test_a_decision_in_words_goes_to_the_curator_and_stays_in_the_history(
    stage: Stage, elena: Hero
) -> None:
    await elena.news()
    await elena.presses("Решить 1")
    await elena.news()
    await elena.presses("Решение словами")
    await elena.sees("Решение словами.*Слова придут куратору и останутся в истории.*Получит: Ольга Ветрова")
    await elena.says("Провести в соседней школе до октября")
    (card,) = [message for message in await elena.news() if "Провести семинар" in message.text][-1:]
    assert "Решение словами" not in card.buttons
    await stage.olga.sees("Решение начальника.*Провести семинар.*Провести в соседней школе до октября")
    await stage.olga.says("2.1")
    await stage.olga.presses("История")
    (history,) = (await stage.olga.news())[-1:]
    assert "решение начальника" in history.text and "Провести в соседней школе" in history.text
    await stage.anna.sees_nothing()


async def test_between_letters_it_is_found_in_the_list_and_in_the_overview(stage: Stage, elena: Hero) -> None:
    await elena.news()
    await elena.says("/start")
    await elena.presses("Переданное вам")
    (listed,) = (await elena.news())[-1:]
    assert "Переданное вам: 1" in listed.text and "Школа на ремонте" in listed.text
    await elena.presses("Решить 1$")
    await elena.sees("Передано начальнику")
    await elena.says("/board")
    (board,) = await elena.news()
    assert "Переданное вам: 1" in board.buttons


async def test_the_curator_is_told_to_whom_it_goes(stage: Stage, elena: Hero) -> None:
    await elena.news()
    await stage.opens(stage.olga, "2.2")
    await stage.olga.presses("Ещё")
    await stage.olga.presses("Передать начальнику")
    (asked,) = (await stage.olga.news())[-1:]
    assert "Решать будет: Елена Холмова" in asked.text and "вам придёт сообщение" in asked.text
