"""A coordinator chooses in the chat how hard each plan asks, and what holds for the whole department."""

import pytest

from roadmap.people.persons import UnitKind
from tests.documents_text import road_map_text
from tests.world import Hero, World

PLAN = road_map_text(("1.", "Неделя книги", "до 10 февраля", "Методслужба"))


@pytest.fixture
async def vera(world: World) -> Hero:
    vera = await world.department()
    await world.executor("Анна Лугова", "Методслужба", UnitKind.CENTRE)
    await vera.sends_document(PLAN, "Карта чтения.txt")
    await vera.presses("Утвердить")
    for hero in world.heroes:
        await hero.news()
    return vera


async def test_a_map_follows_the_department_until_it_has_a_ladder_of_its_own(vera: Hero) -> None:
    await vera.says("/plan")
    await vera.presses("чтения")
    await vera.presses("Карта и редакции")
    await vera.presses("Напоминания")
    (*_, shown) = await vera.news()
    assert "Напоминания карты" in shown.text and "обзор двух недель вперёд" in shown.text
    assert "☑ Как во всём управлении: обычный" in shown.buttons

    await vera.presses("Настойчивый")
    (*_, shown) = await vera.news()
    assert "☑ Настойчивый" in shown.buttons and "☐ Как во всём управлении: обычный" in shown.buttons

    await vera.presses("‹ К карте")
    await vera.sees("Коротко: ")


async def test_a_measure_follows_its_map_until_it_has_a_ladder_of_its_own(vera: Hero) -> None:
    await vera.says("/plan")
    await vera.presses("чтения")
    await vera.presses("п. 1")
    await vera.presses("Изменить")
    await vera.presses("Напоминания")
    (*_, shown) = await vera.news()
    assert "Напоминания мероприятия" in shown.text and "☑ Как во всей карте: обычный" in shown.buttons

    await vera.presses("Заблаговременный")
    (*_, shown) = await vera.news()
    assert "☑ Заблаговременный" in shown.buttons
    await vera.presses("‹ К правке")
    await vera.sees("Правка мероприятия")


async def test_the_department_has_its_hour_its_quiet_hours_its_rules_and_its_ladder(vera: Hero) -> None:
    await vera.says("/menu")
    await vera.presses("Настройки")
    await vera.sees("Сводка приходит в 9:00.*Тихие часы: с 20:00 до 8:00.*обычный.*как написано")
    await vera.presses("12:00")
    await vera.sees("Сводка приходит в 12:00")
    await vera.presses("18:00–9:00")
    await vera.sees("Тихие часы: с 18:00 до 9:00")
    await vera.presses("Порядок напоминаний")
    await vera.sees("Напоминания управления")
    await vera.presses("Мягкий")
    await vera.presses("‹ Настройки")
    await vera.sees("Порядок напоминаний: мягкий")
    await vera.presses("Правила сроков")
    await vera.presses("Раньше выходного")
    await vera.presses("‹ Настройки")
    await vera.sees("Правила сроков: раньше выходного")
    await vera.sends_document(PLAN, "Другая карта.txt")
    await vera.sees("Правила сроков: раньше выходного")
