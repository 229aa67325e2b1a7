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
