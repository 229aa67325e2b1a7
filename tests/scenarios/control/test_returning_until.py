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


async def test_the_day_may_be_typed_too_and_is_read_back(world: World, store: Store) -> None:
    stage = await set_stage(world, store)
    await stage.reports()
    await stage.olga.presses("Вернуть на доработку")
    await stage.olga.presses("Вернуть с новым сроком")
    await stage.olga.news()
    await stage.olga.says("как получится")
    await stage.olga.sees("Не вижу даты|даты|дату")
    await stage.olga.says("до 25 сентября")
    await stage.olga.sees("Вернуть на доработку.*Новый срок: до 25 сентября")
    await stage.olga.presses("Нет подтверждающих документов")
    (card,) = await stage.olga.sees("Возвращено на доработку 1 сентября")
    assert "до 25 сентября" in card.text
    await stage.anna.sees("Возвращено на доработку", "Исправить нужно до 25 сентября")


async def test_a_curator_types_till_when_and_nothing_moves_before_it_is_confirmed(
    world: World, store: Store
) -> None:
    stage = await set_stage(world, store)
    await stage.opens(stage.olga, "2.1")
    await stage.olga.presses("Продлить")
    await stage.olga.news()
    await stage.olga.says("15 декабря")
    await stage.olga.sees("Продлить.*Станет: до 15 декабря")
    await stage.anna.sees_nothing()
    await stage.olga.says("до 20 декабря")  # not that day
    await stage.olga.sees("Станет: до 20 декабря")
    await stage.olga.presses("Продлить до 20 декабря")
    (card,) = (await stage.olga.news())[-1:]
    assert "до 20 декабря" in card.text
    assert any("20 декабря" in one.text for one in await stage.anna.news())


async def test_a_decision_left_without_a_reason_is_still_counted_the_next_morning(
    world: World, store: Store
) -> None:
    stage = await set_stage(world, store)
    await stage.reports()
    await stage.olga.presses("Вернуть на доработку")
    await stage.olga.presses("Вернуть с новым сроком")
    await stage.olga.presses("22 сентября")
    await stage.olga.news()
    await world.at("2026-09-02 09:00")
    (said,) = await stage.olga.sees("Ждут вас: 1.*Провести семинар")
    assert said.buttons
    for hero in world.heroes:
        await hero.news()
