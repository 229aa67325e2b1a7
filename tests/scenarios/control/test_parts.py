"""A part that is done leaves the rest owed, and work without a date takes reports all year."""

from datetime import date

import pytest

from storage.unit_of_work import Store
from tests.control_deeds import start
from tests.control_story import PHOTO, SCHOOL, Stage, set_stage
from tests.quarter_district import Row, lay
from tests.scenarios.control.test_outcomes import hush, sheet
from tests.world import World

SOON = date(2026, 9, 10)
ROWS = (
    Row(number="1", title="Обновить стенд", units=(SCHOOL,), due_on=SOON),
    Row(number="2", title="Вести дневник", units=(SCHOOL,)),
)


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    stage = await set_stage(world, store)
    async with store.write() as uow:
        await lay(stage.district, uow, ROWS, title="План школ")
        await uow.commit()
    await start(stage.district)
    return stage


async def test_an_accepted_part_leaves_the_rest_owed_with_how_much_and_what_is_left(
    stage: Stage, world: World
) -> None:
    anna, olga = stage.anna, stage.olga
    await stage.opens(anna, "1")
    await anna.presses("Отчитаться")
    await anna.presses("Частично")
    await anna.news()
    await anna.presses("50 %")
    await anna.sees("Выполнено: 50 %.*Что осталось сделать")
    await anna.says("Заказать рамки")
    await anna.sees("Осталось: Заказать рамки")
    await anna.says("Тексты готовы")
    await anna.presses("Отправить")
    await anna.sees("Состояние: выполнено частично, 50 % .осталось: Заказать рамки.")
    await olga.sees("Новый отчёт: выполнено частично на 50 % .осталось: Заказать рамки.*Тексты готовы")
    await olga.forges("sq:0")
    await olga.sees("Ждут вашего решения: 1")
    await olga.presses("Школа № 3")
    await olga.news()

    await olga.presses("Принять часть")

    assert await olga.last_toast() == "Часть принята."
    await olga.sees("выполнено частично, 50 % .осталось: Заказать рамки.*Часть принята 1 сентября")
    edited, _ = await anna.sees(
        "Часть принята", "✅ Часть принята.*Осталось: Заказать рамки. Срок: до 10 сент"
    )
    assert "Отчитаться" in edited.buttons, "the rest is still owed"
    await olga.forges("sq:0")
    await olga.sees("Сейчас ничего не ждёт")

    await world.at("2026-09-11 09:00")
    (digest,) = await olga.sees(
        "Выполнено частично: 1.*Обновить стенд.*, .*: Школа № 3, 50 % .осталось: Зака"
    )
    assert "Не отчитались" not in digest.text
    (own,) = await anna.sees("Срок прошёл, выполнено частично, 50 % .осталось: Заказать рамки")
    assert "отчёта ещё нет" not in own.text
    await olga.forges("db")
    await olga.sees("Просрочено: 1 .выполнено частично: 1.")
    table = str(await sheet(stage, "Мероприятия"))
    assert "Просрочено, выполнено частично, 50 % (осталось: Заказать рамки)" in table

    await anna.presses("Отчитаться")
    await anna.says("Стенд висит")
    await anna.presses("Отправить")
    await olga.presses("Снять с контроля")
    await olga.sees("Состояние: снято с контроля")
    await hush(world)


async def test_work_without_a_date_takes_words_and_files_in_any_month(stage: Stage, world: World) -> None:
    anna, olga = stage.anna, stage.olga
    for local, words in (("2026-09-14 12:00", "Начали вести"), ("2026-11-16 12:00", "Заполнено до ноября")):
        world.clock.set(local)
        await stage.opens(anna, "2")
        await anna.presses("Отчитаться")
        (draft,) = await anna.sees("Итог: идёт по плану.*Напишите, что сделано")
        assert "Отправить" not in draft.buttons
        await anna.says(words)
        await anna.sends_photo(PHOTO + words.encode())
        await anna.presses("Отправить")
        card = (await anna.news())[-1]
        assert "Ход работы записан" in card.text and words in card.text and "Отчитаться" in card.buttons
        await olga.sees_nothing()  # how it goes is read, not decided on
    await stage.opens(olga, "2")
    await olga.presses("Показать вложения")
    await hush(world)


async def test_a_finished_stage_of_work_without_a_date_is_accepted_and_the_work_goes_on(
    stage: Stage, world: World
) -> None:
    anna, olga = stage.anna, stage.olga
    await stage.opens(anna, "2")
    await anna.presses("Отчитаться")
    await anna.presses("Выполнено")
    await anna.says("Первая четверть закрыта")
    await anna.presses("Отправить")
    await hush(world)

    await olga.presses("Принять отчёт")

    assert await olga.last_toast() == "Отчёт принят."
    assert "Снято с контроля" not in (await olga.news())[-1].text
    edited, _ = await anna.sees("Отчёт принят", "✅ Отчёт принят")
    assert "Отчитаться" in edited.buttons, "until its last day"

    world.clock.set("2027-05-31 12:00")  # its last day is this one
    await stage.opens(anna, "2")
    await anna.presses("Отчитаться")
    await anna.presses("Выполнено")
    await anna.says("Год закрыт")
    await anna.presses("Отправить")
    await hush(world)
    world.clock.set("2027-06-01 12:00")
    await olga.presses("Снять с контроля|Принять отчёт")
    assert "снято с контроля" in (await olga.news())[-1].text
    await hush(world)
