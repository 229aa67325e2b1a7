"""What is typed or sent right after a card was opened is offered as its report."""

import pytest

from storage.unit_of_work import Store
from tests.control_story import Stage, photo, set_stage
from tests.world import World


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


async def test_words_after_a_card_are_its_report(stage: Stage) -> None:
    await stage.opens(stage.anna, "2.1")
    await stage.anna.says("Провели 12 сентября, было 30 человек")
    await stage.anna.sees("Отчёт. .*Провести семинар.*Итог: выполнено.*Провели 12 сентября")
    await stage.anna.says("Протокол в папке")
    assert "30 человек\nПротокол в папке" in (await stage.anna.news())[-1].text


async def test_a_photo_after_a_card_is_its_report(stage: Stage) -> None:
    await stage.opens(stage.anna, "2.2")
    await stage.anna.sends_photo(photo())
    assert "Утвердить план" in (await stage.anna.news())[-1].text


async def test_words_after_another_card_do_not_join_the_open_report(stage: Stage) -> None:
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Отчитаться")
    await stage.anna.says("Провели")
    await stage.opens(stage.anna, "2.2")
    await stage.anna.says("План подписан")
    asked = (await stage.anna.news())[-1]
    assert "Есть неотправленный отчёт" in asked.text and "2.1" in asked.text
    await stage.anna.presses("Продолжить его")
    assert "План подписан" not in (await stage.anna.news())[-1].text


async def test_after_anything_else_is_pressed_words_are_nobodys(stage: Stage) -> None:
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("‹ Мои мероприятия")
    await stage.anna.news()
    await stage.anna.says("Спасибо за напоминание")
    await stage.anna.sees("никуда не записано")


async def test_a_number_after_a_card_still_finds(stage: Stage) -> None:
    await stage.opens(stage.anna, "2.1")
    await stage.anna.says("2.2")
    await stage.anna.sees("нашлось одно.*Утвердить план")


async def test_the_key_of_a_measure_begins_its_report(stage: Stage) -> None:
    await stage.anna.says("семинар")
    await stage.anna.news()
    await stage.anna.presses("^Отчитаться$")
    await stage.anna.sees("Отчёт. .*Провести семинар.*Итог: выполнено")
