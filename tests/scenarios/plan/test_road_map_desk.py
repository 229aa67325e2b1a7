"""A coordinator keeps whole road maps: their names, editions and documents, their end and the next year."""

import pytest

from roadmap.people.persons import Role, UnitKind
from tests.documents_text import road_map_text
from tests.world import Hero, World

ROWS = (
    ("1.", "Неделя книги", "до 10 февраля", "Методслужба"),
    ("2.", "Обзор библиотек", "Май", "Методслужба"),
    ("3.", "Диктант", "20 декабря", "Методслужба"),
)
PLAN = road_map_text(*ROWS)
AGAIN = road_map_text(*ROWS[:2], ("3.", "Диктант", "15 декабря", "Методслужба"))


@pytest.fixture
async def vera(world: World) -> Hero:
    vera = await world.department()
    await world.executor("Анна Лугова", "Методслужба", UnitKind.CENTRE)
    await vera.sends_document(PLAN, "Карта чтения.txt")
    await vera.presses("Утвердить")
    for hero in world.heroes:
        await hero.news()
    return vera


async def opens_desk(vera: Hero) -> None:
    await vera.says("/plan")
    await vera.presses("чтения")
    await vera.presses("Карта и редакции")


async def test_every_edition_is_listed_with_the_document_as_it_was_sent(world: World, vera: Hero) -> None:
    await vera.sends_document(AGAIN, "Карта с правками.txt")
    await vera.presses("Сравнить")
    await vera.presses("Утвердить редакцию")
    for hero in world.heroes:
        await hero.news()
    await opens_desk(vera)
    (*_, shown) = await vera.news()
    assert "2. от 1 сентября 2026 года, Вера Ильина: «Карта с правками.txt»" in shown.text
    assert "1. от 1 сентября 2026 года, Вера Ильина: «Карта чтения.txt»" in shown.text
    await vera.presses("Документ 1")
    (*_, sent) = await vera.news()
    assert sent.filename == "Карта чтения.txt"
    assert await world.sandbox.client.file(sent.file_id) == PLAN


async def test_a_road_map_gets_another_short_name_unlike_the_others(world: World, vera: Hero) -> None:
    await opens_desk(vera)
    await vera.presses("Переименовать")
    await vera.news()
    await vera.says("Чтение-2027")
    await vera.sees("Коротко: Чтение-2027")
    await vera.presses("‹ К карте")
    await vera.sees("Коротко: Чтение-2027")


async def test_closing_says_what_it_ends_and_then_nothing_more_is_sent(world: World, vera: Hero) -> None:
    _, anna = world.heroes
    await world.at("2027-02-15 10:00")
    for hero in world.heroes:
        await hero.news()
    await opens_desk(vera)
    await vera.news()
    await vera.presses("Закрыть карту")
    await vera.sees(
        "Закрыть карту «.*Её срок ещё не вышел.*Просрочено: 1 поручение. Будет закрыто как невыполненное"
        ".*Срок ещё не наступил или даты нет: 2 поручения. Будет снято с плана"
    )
    await vera.presses("Закрыть карту")
    await vera.sees("Закрыта: по ней больше ничего не отправляется")
    for week in ("2027-02-22", "2027-03-01", "2027-05-31", "2027-06-01", "2027-12-20", "2027-12-21"):
        await world.at(f"{week} 10:00")
    await world.expect_silence()
    await anna.says("/my")
    (mine,) = await anna.sees("Мои мероприятия: завершено")
    assert "Неделя книги — закрыто как невыполненное" in mine.text
    await vera.says("/import")
    await vera.news()
    await vera.presses("Закрытые карты \\(1\\)")
    await vera.sees("Закрытые карты.*чтения")
    await vera.presses("Чтени")
    await vera.sees("Закрыта")
    await vera.presses("Отчёт за весь срок")
    await vera.presses("XLSX|Excel|отчёт")
    (*_, sent) = await vera.news()
    assert sent.filename.endswith(".xlsx")


async def test_next_years_plan_is_put_on_the_desk_once(world: World, vera: Hero) -> None:
    await opens_desk(vera)
    await vera.presses("План на 2028 год")
    (*_, preview) = await vera.news()
    assert "с 1 января по 31 декабря 2028 года" in preview.text
    await opens_desk(vera)
    await vera.presses("План на 2028 год")
    await vera.news()
    await vera.says("/import")
    (*_, desk) = await vera.news()
    assert len([label for label in desk.buttons if "Ждёт решения" in label]) == 1


async def test_a_head_looks_at_editions_and_changes_nothing(world: World, vera: Hero) -> None:
    elena = await world.curator("Елена Холмова", Role.HEAD)
    await elena.says("/plan")
    await elena.presses("чтения")
    (*_, shown) = await elena.news()
    assert "Добавить мероприятие" not in shown.buttons
    await elena.presses("Карта и редакции")
    (shown,) = await elena.sees("Редакции")
    assert shown.buttons == ["Документ 1", "‹ К карте"]


async def test_a_closing_is_undone_within_ten_minutes_and_everything_is_as_it_was(
    world: World, vera: Hero
) -> None:
    _, anna = world.heroes
    await anna.says("/my")
    (before,) = await anna.sees("Мои мероприятия")
    await opens_desk(vera)
    await vera.presses("Закрыть карту")
    await vera.presses("Закрыть карту")
    await vera.news()
    await vera.presses("Отменить закрытие")
    assert "снова в работе" in await vera.last_toast()
    (desk,) = await vera.sees("Редакции")
    assert "Закрыть карту" in desk.buttons
    await anna.says("/my")
    (after,) = await anna.sees("Мои мероприятия")
    assert after.text == before.text


async def test_after_ten_minutes_a_map_stays_closed(world: World, vera: Hero) -> None:
    await opens_desk(vera)
    await vera.presses("Закрыть карту")
    await vera.presses("Закрыть карту")
    await vera.news()
    await world.at("2026-09-01 09:11")
    await vera.presses("Отменить закрытие")
    assert "карта закрыта" in await vera.last_toast()
    await vera.news()
