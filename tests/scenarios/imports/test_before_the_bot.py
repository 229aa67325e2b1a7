"""A road map that is in the middle of its year when it comes to the bot."""

import io

import pytest
from openpyxl import load_workbook

from roadmap.control.duty_filter import DutyFilter
from tests.documents_text import road_map_text
from tests.world import Hero, World

TITLE = "План о чтении на 2026 год"
ROWS = [
    ("1.", "Неделя книги", "Март", "Школа № 3"),
    ("2.", "Смотр библиотек", "до 15 мая", "Школа № 3"),
    ("3.", "Летнее чтение", "Июнь", "Школа № 3"),
    ("4.", "Диктант", "Ноябрь", "Школа № 3"),
]
MARKED = (
    f"{TITLE}\n"
    "№\tМероприятие\tСрок\tОтветственный\tОтметка об исполнении\n"
    "1\tНеделя книги\tМарт\tШкола № 3\tпроведена 20.03.2026\n"
    "2\tСмотр библиотек\tдо 15 мая\tШкола № 3\tвыполнено на 60 %, нет двух отчётов\n"
    "3\tЛетнее чтение\tИюнь\tШкола № 3\t\n"
    "4\tДиктант\tНоябрь\tШкола № 3\t\n"
).encode()


@pytest.fixture
async def vera(world: World) -> Hero:
    """The coordinator, with the map approved in September."""
    coordinator = await world.department()
    await world.executor("Анна Лугова", "Школа № 3")
    await coordinator.sends_document(road_map_text(*ROWS, title=TITLE), "План.txt")
    await coordinator.news()
    await coordinator.presses("^Утвердить$")
    return coordinator


async def settled(world: World) -> None:
    for hero in world.heroes:
        await hero.news()


async def states(world: World, vera: Hero) -> dict[str, tuple[str, str]]:
    """What the year's report says of each measure: its state and the day of its last report."""
    await settled(world)
    await vera.says("/report")
    await vera.news()
    await vera.presses("За весь период")
    await vera.news()
    await vera.presses("Excel")
    file = next(message for message in await vera.news() if message.filename.endswith(".xlsx"))
    book = load_workbook(io.BytesIO(await world.sandbox.client.file(file.file_id)))
    rows = list(book["Мероприятия"].iter_rows(values_only=True))
    head = next(row for row in rows if "Мероприятие" in row)
    at = {name: head.index(name) for name in ("№", "Состояние", "Последний отчёт")}
    return {
        str(row[at["№"]]): (str(row[at["Состояние"]]), str(row[at["Последний отчёт"]])[:10])
        for row in rows[rows.index(head) + 1 :]
        if row[at["№"]] is not None
    }


async def test_what_passed_is_told_row_by_row_and_at_once(world: World, vera: Hero) -> None:
    await vera.sees("Дорожная карта утверждена.*У 3 поручений срок прошёл до начала работы")

    await vera.presses("Что было до начала работы \\(3\\)")
    await vera.sees("Что было до начала работы в боте.*1 Неделя книги.*срок был 31 марта.*3 Летнее чтение")
    await vera.presses("2 Смотр библиотек")
    await vera.sees("2 Смотр библиотек.*Срок был 15 мая.*Что с этим стало")
    await vera.presses("Не выполнено")
    await vera.sees("1 Неделя книги.*3 Летнее чтение")
    assert "Записано: 1 поручение" in await vera.last_toast()
    await vera.presses("Все: выполнено")
    await vera.sees("Выполнено: всё, что осталось.*по 2 мероприятиям, всего 2 поручения")
    await vera.presses("Да, выполнено всё")
    await vera.sees("Сказать нечего")

    told = await states(world, vera)
    assert told["1"][0] == told["3"][0] == "Снято с контроля"
    assert told["2"][0] == "Закрыто как невыполненное"
    assert "прошёл" not in " ".join(state for state, _ in told.values())
    await settled(world)


async def test_a_table_with_marks_sent_after_approval_tells_what_passed(world: World, vera: Hero) -> None:
    await settled(world)
    await vera.sends_document(MARKED, "План с отметками.txt")
    await vera.sees("уже есть дорожная карта")
    await vera.presses("Сравнить")
    await vera.sees("Отметок об исполнении: 2")

    await vera.presses("Взять отметки об исполнении \\(2\\)")
    await vera.sees("1 Неделя книги.*выполнено, 20 марта.*2 Смотр.*выполнено частично.*2 поручения")
    await vera.presses("Записать отчёты")
    await vera.sees("Записывать нечего")
    await vera.presses("К документу")
    await vera.sees("Новая редакция")
    await vera.presses("Отменить")
    await vera.presses("Убрать документ")

    told = await states(world, vera)
    assert told["1"] == ("Снято с контроля", "20.03.2026")
    assert "частично" in told["2"][0].lower() and "60 %" in told["2"][0]
    assert "прошёл" in told["3"][0].lower()


async def test_what_is_told_by_mistake_is_taken_back_on_the_card(world: World, vera: Hero) -> None:
    await settled(world)
    await vera.says("/plan")
    await vera.news()
    await vera.presses("До начала работы")
    await vera.presses("1 Неделя книги")
    await vera.presses("Выполнено")
    await settled(world)
    async with world.machine.store.read() as uow:
        (first,) = [line for line in await uow.duties.lines(DutyFilter()) if line.number == "1"]
    await vera.forges(f"d:{first.id}")
    await vera.sees("Неделя книги.*До начала работы в боте")
    await vera.presses("Отменить решение")
    await vera.sees("Состояние: отчёт на проверке у куратора")


async def test_what_nobody_knows_is_asked_no_more_and_may_be_told_later(world: World, vera: Hero) -> None:
    await settled(world)
    await vera.presses("Что было до начала работы")
    await vera.presses("2 Смотр библиотек")
    await vera.presses("Не знаю")
    assert "больше не спрошу: 1 поручение" in await vera.last_toast()
    (page,) = await vera.sees("1 Неделя книги.*3 Летнее чтение")
    assert "Смотр" not in page.text and "О чём не знаете (1)" in page.buttons
    await vera.presses("Все: не знаю")
    await vera.sees("Сказать нечего")
    await vera.presses("О чём не знаете \\(3\\)")
    await vera.sees("О чём не знаете.*просрочкой они не считаются")

    await world.at("2026-09-28 09:00")  # the monitoring of the third quarter
    for hero in world.heroes:
        assert not any("Мониторинг" in one.text for one in await hero.news())
    told = await states(world, vera)
    assert "прошёл" in told["2"][0].lower()

    await vera.says("/plan")
    await vera.presses("О чтении")
    await vera.presses("^До начала работы")
    await vera.presses("О чём не знаете")
    await vera.presses("2 Смотр библиотек")
    await vera.presses("^Выполнено")
    await settled(world)
    assert (await states(world, vera))["2"][0] == "Снято с контроля"


async def test_a_day_or_words_are_typed_and_read_back(world: World, vera: Hero) -> None:
    await settled(world)
    await vera.presses("Что было до начала работы")
    await vera.presses("1 Неделя книги")
    await vera.news()
    await vera.says("спасибо")
    await vera.sees("непонятно, что с этим стало.*«12 марта»")
    await vera.says("12 марта")
    await vera.sees(r"1 Неделя книги.*Понято так: выполнено, 12\.03\.2026")
    await vera.presses("Записать")
    await vera.sees("2 Смотр библиотек.*3 Летнее чтение")
    await vera.presses("2 Смотр библиотек")
    await vera.news()
    await vera.says("сделано, приказ № 5")
    await vera.sees("Понято так: выполнено\\..*«сделано, приказ № 5»")
    await vera.presses("Записать")
    await vera.presses("3 Летнее чтение")
    await vera.says("не проводили")
    await vera.presses("Записать")
    await settled(world)
    told = await states(world, vera)
    assert told["1"] == ("Снято с контроля", "12.03.2026")
    assert told["2"][0] == "Снято с контроля"
    assert told["3"][0] == "Закрыто как невыполненное"
    async with world.machine.store.read() as uow:
        (second,) = [line for line in await uow.duties.lines(DutyFilter()) if line.number == "2"]
    await settled(world)
    await vera.forges(f"d:{second.id}")
    await vera.sees("До начала работы в боте\\. Со слов координатора: сделано, приказ № 5")
