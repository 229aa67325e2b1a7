"""«Сегодня» and the year: an executor sees what is asked, one press from each of it."""

from datetime import date

import pytest

from storage.unit_of_work import Store
from tests.control_story import SCHOOL, Stage, set_stage
from tests.documents_text import road_map_text
from tests.quarter_district import Row, lay
from tests.world import World


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    stage = await set_stage(world, store)
    async with store.write() as uow:
        months = [
            Row(number="3.1", title="Проверить дневники", units=(SCHOOL,), due_on=date(2026, month, 20))
            for month in (9,)
        ]
        await lay(stage.district, uow, months)
        await uow.commit()
    return stage


async def test_start_shows_what_is_asked_now_and_a_press_opens_it(stage: Stage) -> None:
    await stage.world.at("2026-09-16 10:00")
    await stage.anna.news()
    await stage.olga.news()
    await stage.anna.says("/start")
    (shown,) = await stage.anna.sees(
        "Сегодня, 16 сентября \\(ср\\).*🔴 Просрочено\n1. п. 2.1 Провести семинар.*срок был 15 сентября"
        ".*На этой неделе\n2. п. 3.1 Проверить дневники.*до 20 сентября"
    )
    assert shown.buttons[:2] == ["1", "2"] and shown.buttons[-3:] == ["Мои мероприятия", "Год", "Меню"]
    await stage.anna.presses("^2$")
    await stage.anna.sees("Проверить дневники.*Срок: до 20 сентября")
    await stage.anna.presses("‹ Сегодня")
    await stage.anna.sees("Сегодня, 16 сентября")


async def test_a_returned_report_comes_first_and_what_is_sent_waits_at_the_curators(stage: Stage) -> None:
    await stage.reports()
    await stage.olga.news()
    await stage.olga.presses("Вернуть на доработку")
    await stage.olga.says("Приложите протокол")
    await stage.reports("Утвердили", "2.2")
    for hero in (stage.anna, stage.olga):
        await hero.news()
    await stage.anna.says("/today")
    (shown,) = await stage.anna.sees("↩️ Вернули на доработку\n1. п. 2.1 Провести семинар")
    assert "На проверке у куратора: 1." in shown.text
    await stage.olga.says("/start")
    assert "Меню" in (await stage.olga.news())[-1].text


async def test_a_quiet_week_says_what_comes_next(stage: Stage) -> None:
    await stage.boris.says("Сегодня")
    await stage.boris.sees("Сейчас от вас ничего не ждут.")
    await stage.anna.says("/today")
    await stage.anna.sees("На этой неделе сроков нет. Ближайшее:\n1. п. 2.1")
    await stage.anna.presses("^1$")
    await stage.anna.sees("Провести семинар")


async def test_the_year_is_counted_by_months_and_each_opens(stage: Stage) -> None:
    await stage.reports()
    await stage.olga.news()
    await stage.anna.says("/my")
    await stage.anna.news()
    await stage.anna.presses("^Год$")
    (year,) = await stage.anna.sees("Мой 2026 год.*Сентябрь: 2 поручения: сдано 1\nОктябрь: 1 поручение")
    assert year.buttons[:2] == ["сентябрь: 2", "октябрь: 1"]
    await stage.anna.presses("октябрь: 1")
    await stage.anna.sees("Мои мероприятия: октябрь 2026.*1. п. 2.2 Утвердить план")
    await stage.anna.presses("^1$")
    await stage.anna.sees("Утвердить план")
    await stage.anna.presses("К списку")
    await stage.anna.sees("Мои мероприятия: октябрь 2026")
    await stage.anna.presses("2026 год")
    await stage.anna.presses("2027 ›")
    await stage.anna.sees("Мой 2027 год.*В этом году сроков нет")


async def test_a_measure_that_comes_round_is_one_line_with_its_next_day(world: World) -> None:
    await world.at("2026-11-20 10:00")
    vera = await world.department()
    anna = await world.executor("Анна Лугова", SCHOOL)
    rounds = ("1.", "Проверить тетради", "ежемесячно до 25 числа", SCHOOL)
    plan = road_map_text(
        "1. Чтение", rounds, *((f"{n}.", f"Пункт {n}", "до 1 июня 2027 года", SCHOOL) for n in range(2, 12))
    )
    await vera.sends_document(plan, "Дорожная карта.txt")
    await vera.presses("^Утвердить$")
    await vera.news()
    (letter,) = await anna.sees("Вам назначено 11 мероприятий")
    assert "• п. 1 Проверить тетради — до 25 января 2027 года" in letter.text
    assert letter.text.count("— до 1 июня 2027 года") == 10
    await anna.says("/my")
    (shown,) = await anna.sees("Мои мероприятия: позже.*1. п. 1 Проверить тетради — до 25 января")
    assert shown.text.count("Проверить тетради") == 1
    assert "сдано 0 из 12" in shown.text
