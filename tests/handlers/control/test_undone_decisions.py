"""A decision pressed by mistake is undone, and nobody goes on reading what is not so any more."""

import pytest

from services.buttons.deciding import UndoDecisionButton
from services.buttons.packing import pack
from storage.unit_of_work import Store
from tests.control_story import Stage, set_stage
from tests.world import World


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


async def test_an_acceptance_is_undone_and_the_notice_that_left_says_so(stage: Stage) -> None:
    anna, olga = stage.anna, stage.olga
    await stage.reports()
    await olga.news()
    await olga.presses("Снять с контроля")
    await olga.news()
    _, told = await anna.sees("снято с контроля", "Снято с контроля")

    await olga.presses("Отменить решение")

    assert "снова ждёт" in await olga.last_toast()
    (card,) = await olga.sees("на проверке|ждёт решения")
    assert "Снять с контроля" in card.buttons
    _, edited = await anna.sees("отчёт на проверке", "Отменено: решение по отчёту отозвано.*Провести семинар")
    assert edited.id == told.id


async def test_after_it_the_report_is_decided_on_anew_and_its_author_is_told_anew(stage: Stage) -> None:
    anna, olga = stage.anna, stage.olga
    await stage.reports()
    await olga.news()
    await olga.presses("Вернуть на доработку")
    await olga.presses("Вложение не читается")
    await anna.sees("Вложение не читается", "Отчёт возвращён.*Вложение не читается")
    await olga.presses("Отменить решение")
    await anna.sees("отчёт на проверке", "Отменено")
    await olga.presses("Вернуть на доработку")
    await olga.says("Нет протокола")

    await anna.sees("Нет протокола", "Отчёт возвращён.*Нет протокола")
    await olga.news()


async def test_after_ten_minutes_or_a_new_report_a_decision_stands(stage: Stage, world: World) -> None:
    anna, olga = stage.anna, stage.olga
    await stage.reports()
    await olga.news()
    await olga.presses("Вернуть на доработку")
    await olga.presses("Вложение не читается")
    await anna.news()
    await olga.news()
    await stage.reports("Исправили")
    await olga.news()
    await olga.forges(pack(UndoDecisionButton(1)))
    assert "уже всё изменилось" in await olga.last_toast()
    await olga.presses("Снять с контроля")
    await world.at("2026-09-01 09:10")

    await olga.presses("Отменить решение")

    assert "можно было 10 минут" in await olga.last_toast()
    await olga.news()
    await anna.news()


async def passed_on(stage: Stage) -> None:
    """Anna says «не моё», and Olga hands it to the other school; everybody has read of it."""
    await stage.opens(stage.anna, "2.2")
    await stage.anna.presses("Ещё…")
    await stage.anna.presses("Не моё")
    await stage.anna.says("Это делает школа 8")
    await stage.olga.presses("Передать организации")
    await stage.olga.presses("Школа № 8")
    await stage.olga.presses("^Передать$")
    await stage.olga.sees("Передано")
    (*_, stage_told) = await stage.anna.news()
    assert "Пункт больше не ваш" in stage_told.text
    await stage.boris.sees("Вам передан пункт")


async def test_a_duty_handed_over_by_mistake_comes_back_and_both_sides_read_so(stage: Stage) -> None:
    anna, boris, olga = stage.anna, stage.boris, stage.olga
    await passed_on(stage)

    await olga.presses("Отменить передачу")

    (card,) = await olga.sees("Утвердить план.*Это делает школа 8")
    assert "Решить, кому передать" in card.buttons
    await boris.sees("Отменено: пункт не передан.*Утвердить план")
    assert "Отменено: пункт не передан" in (await anna.news())[-1].text
    await stage.opens(anna, "2.2")
    await anna.presses("Отчитаться")
    await anna.sees("Отчёт. п. 2.2 Утвердить план")


async def test_after_ten_minutes_a_duty_handed_over_stays_there(stage: Stage, world: World) -> None:
    await passed_on(stage)
    await world.at("2026-09-01 09:10")
    await stage.olga.presses("Отменить передачу")
    assert "можно было 10 минут" in await stage.olga.last_toast()

    await stage.olga.sees_nothing()
    await stage.boris.sees_nothing()


async def test_a_duty_its_new_assignee_has_taken_up_does_not_come_back(stage: Stage) -> None:
    await passed_on(stage)
    await stage.boris.presses("Открыть карточку")
    await stage.boris.presses("Взять в работу")
    await stage.boris.news()

    await stage.olga.presses("Отменить передачу")

    assert "уже всё изменилось" in await stage.olga.last_toast()
    await stage.olga.sees("Утвердить план")
    await stage.boris.sees_nothing()
