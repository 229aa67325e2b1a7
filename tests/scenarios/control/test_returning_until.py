"""A report goes back with a new date: one decision, the first date stays beside it."""

from storage.unit_of_work import Store
from tests.control_story import set_stage
from tests.world import World


async def test_a_report_is_returned_until_a_new_day_with_one_of_the_usual_reasons(
    world: World, store: Store
) -> None:
    stage = await set_stage(world, store)
    await stage.reports()
    await stage.olga.presses("Вернуть на доработку")
    await stage.olga.presses("Вернуть с новым сроком")
    await stage.olga.sees("Вернуть с новым сроком.*Сейчас: до 15 сентября")
    await stage.olga.presses("22 сентября")
    await stage.olga.sees("Вернуть на доработку.*Новый срок: до 22 сентября")
    await stage.olga.presses("Нет подтверждающих документов")

    (card,) = await stage.olga.sees("Возвращено на доработку 1 сентября")
    assert "до 22 сентября" in card.text and "Первоначальный срок: 15 сентября" in card.text
    assert "Отменить решение" not in card.buttons
    await stage.anna.sees(
        "Возвращено на доработку",
        "Отчёт возвращён.*Нет подтверждающих документов.*Исправить нужно до 22 сентября",
    )


async def test_the_reason_may_be_typed(world: World, store: Store) -> None:
    stage = await set_stage(world, store)
    await stage.reports()
    await stage.olga.presses("Вернуть на доработку")
    await stage.olga.presses("Вернуть с новым сроком")
    await stage.olga.presses("29 сентября")
    await stage.olga.news()
    await stage.olga.says("Добавьте список участников")

    (card,) = await stage.olga.sees("Возвращено на доработку")
    assert "до 29 сентября" in card.text
    await stage.anna.sees(
        "Возвращено на доработку",
        "Отчёт возвращён.*Добавьте список участников.*Исправить нужно до 29 сентября",
    )


async def test_without_a_new_day_the_date_stays_and_the_decision_can_be_undone(
    world: World, store: Store
) -> None:
    stage = await set_stage(world, store)
    await stage.reports()
    await stage.olga.presses("Вернуть на доработку")
    await stage.olga.presses("Нет подтверждающих документов")

    (card,) = await stage.olga.sees("Возвращено на доработку")
    assert "до 15 сентября" in card.text and "Отменить решение" in card.buttons
    await stage.anna.sees("Возвращено на доработку", "Отчёт возвращён.*Исправить нужно до 15 сентября")
