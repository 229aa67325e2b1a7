"""Somebody is away: the deputy hears and answers for them, and it begins and ends by itself."""

from datetime import date

import pytest

from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow
from storage.process.tables import AuditRow
from storage.unit_of_work import Store
from tests.control_deeds import start
from tests.databases import both_databases
from tests.people_story import hush, lay_rows, open_card
from tests.quarter_district import Row
from tests.world import Hero, World

pytestmark = both_databases

SCHOOL = "Школа № 3"
ANNA, BORIS = "Лугова Анна", "Речной Борис"
OWN = Row(number="2.1", title="Собрать семинар", person=ANNA, due_on=date(2026, 9, 22))
SCHOOLS = Row(number="1.1", title="Провести диагностику", units=(SCHOOL,), due_on=date(2026, 9, 22))


@pytest.fixture
async def vera(world: World) -> Hero:
    return await world.department()


async def marks_absence(hero: Hero, words: str, deputy: str) -> None:
    """From the screen of absences on."""
    await hero.presses("Отметить отсутствие")
    await hero.says(words)
    await hero.presses(deputy)
    await hero.presses("Сохранить")


async def reports(hero: Hero, words: str) -> None:
    await hero.says("/my")
    await hero.presses("^1$")
    await hero.presses("^Отчитаться")
    await hero.says(words)
    await hero.presses("^Отправить")


async def test_days_are_said_from_today_and_a_surname_is_the_deputy_while_they_may_be_typed_anew(
    world: World, vera: Hero
) -> None:
    anna = await world.executor(ANNA, SCHOOL)
    boris = await world.executor("Майский Борис", "Школа № 8")
    await hush(world)
    await world.at("2026-09-09 12:00")
    await anna.says("/menu")
    await anna.presses("Отпуск и замещение")
    await anna.presses("Отметить отсутствие")
    await anna.news()
    await anna.says("с понедельника до пятницы")
    await anna.sees("Понял так: 14–18 сентября.*Кто замещает")
    await anna.says("с завтрашнего дня две недели")
    await anna.sees("Понял так: 10–23 сентября.*Кто замещает")
    await anna.says("Майский")
    await anna.sees("10–23 сентября.*Заместитель: Майский Борис")
    await anna.presses("Сохранить")
    await anna.sees("10–23 сентября. Заместитель: Майский Борис")
    await boris.sees("Вам предстоит замещать: Лугова Анна\nДни: 10–23 сентября")


async def test_the_deputy_is_reminded_reports_and_is_marked_so_until_the_last_day(
    world: World, store: Store, vera: Hero
) -> None:
    anna = await world.executor(ANNA, SCHOOL)
    boris = await world.executor(BORIS, "Школа № 8")
    olga = await world.curator()
    await start(await lay_rows(world, store, OWN))
    await hush(world)

    await anna.says("/menu")
    await anna.presses("Отпуск и замещение")
    await anna.sees("Отпуск и замещение\n\nОтсутствий не отмечено")
    await anna.presses("Отметить отсутствие")
    await anna.sees("Напишите дни")
    await anna.says("с 15 по 20 сентября")
    await anna.sees("Понял так: 15–20 сентября.*Кто замещает")
    await anna.presses("Другой")
    await anna.says("речной")
    await anna.sees(".", "Заместитель: Речной Борис")
    await anna.presses("Сохранить")
    await anna.sees("15–20 сентября. Заместитель: Речной Борис")
    await boris.sees("Вам предстоит замещать: Лугова Анна.*Дни: 15–20 сентября")
    await boris.says("/my")
    assert "Собрать семинар" not in (await boris.news())[-1].text

    await world.at("2026-09-15 09:30")
    heard = " ".join(message.text for message in await boris.news())
    assert "Вы замещаете: Лугова Анна" in heard
    assert "1 открытое поручение" in heard
    await anna.sees_nothing()
    await world.at("2026-09-17 09:30")
    await boris.sees("Вы отвечаете за: Лугова Анна")
    await anna.sees_nothing()

    await reports(boris, "Семинар прошёл без Анны")
    await boris.news()
    said = " ".join(message.text for message in await olga.news())
    assert "Речной Борис (за: Лугова Анна)" in said
    async with store.engine.connect() as connection:
        rows = (await connection.execute(AuditRow.__table__.select())).all()
    (reported,) = [row for row in rows if row.action == "duty.reported"]
    assert (reported.through, reported.facts["for"]) == ("deputy", 2)

    await world.at("2026-09-21 09:30")
    await anna.sees("Вы снова на месте.*снова приходят вам")
    await boris.sees("Замещение кончилось: Лугова Анна")
    await anna.says("/my")
    await anna.presses("^1$|^Ждут|Ждёт")
    await hush(world)
    await boris.says("/my")
    assert "Собрать семинар" not in (await boris.news())[-1].text
    await hush(world)


async def test_without_a_deputy_a_named_duty_comes_to_the_curator_who_may_answer(
    world: World, store: Store, vera: Hero
) -> None:
    anna = await world.executor(ANNA, SCHOOL)
    olga = await world.curator()
    await start(await lay_rows(world, store, OWN))
    await hush(world)

    await open_card(vera, ANNA)
    await vera.presses("Отпуск и замещение")
    await vera.presses("Отметить отсутствие")
    await vera.says("с 15 по 20 сентября")
    await vera.presses("Без заместителя")
    await vera.sees(".", "а где их нет: Ольга Ветрова")
    await vera.presses("Сохранить")
    await hush(world)

    await world.at("2026-09-17 09:30")
    heard = " ".join(message.text for message in await olga.news())
    assert "Заместителя нет, поэтому напоминания приходят вам" in heard
    assert "Собрать семинар" in heard
    await anna.sees_nothing()
    await reports(olga, "Перенесли, но провели")
    await hush(world)
    await vera.says("/queue")
    assert "Собрать семинар" in (await vera.news())[-1].text
    await hush(world)


async def test_without_a_deputy_a_duty_of_the_school_stays_with_the_colleagues(
    world: World, store: Store, vera: Hero
) -> None:
    await world.executor(ANNA, SCHOOL)
    boris = await world.executor(BORIS, SCHOOL)
    olga = await world.curator()
    await start(await lay_rows(world, store, SCHOOLS))
    await open_card(vera, ANNA)
    await vera.presses("Отпуск и замещение")
    await marks_absence(vera, "с 15 по 20 сентября", "Без заместителя")
    await world.at("2026-09-15 09:30")
    await hush(world)

    await world.at("2026-09-17 09:30")
    await boris.sees("Провести диагностику")
    await olga.sees_nothing()
    await hush(world)


async def test_a_curators_deputy_decides_for_them(world: World, store: Store, vera: Hero) -> None:
    anna = await world.executor(ANNA, SCHOOL)
    boris = await world.executor(BORIS, "Школа № 8")
    olga = await world.curator()
    await start(await lay_rows(world, store, OWN))
    await hush(world)
    await olga.says("/menu")
    await olga.presses("Отпуск и замещение")
    await olga.presses("Отметить отсутствие")
    await olga.says("до 20 сентября")
    await olga.presses("Другой")
    await olga.says("речной")
    await olga.presses("Сохранить")
    await olga.sees(".", ".", ".*с 1 по 20 сентября|1–20 сентября, сейчас. Замещает: Речной Борис")
    await boris.sees("Вы замещаете: Ольга Ветрова")

    await reports(anna, "Семинар прошёл")
    await hush_but(world, boris, olga)
    await boris.sees("Лугова Анна")
    await olga.sees_nothing()
    await boris.presses("Снять с контроля")
    await boris.news()
    said = " ".join(message.text for message in await anna.news())
    assert "Речной Борис (за: Ольга Ветрова)" in said

    await olga.says("/menu")
    await olga.presses("Отпуск и замещение")
    await olga.presses("Убрать: 1–20 сентября")
    await hush(world)
    await boris.says("/queue")
    await boris.sees("вам недоступно")
    await hush(world)


async def hush_but(world: World, *others: Hero) -> None:
    for hero in world.heroes:
        if hero not in others:
            await hero.news()


async def test_a_deputy_who_goes_away_too_is_followed_by_somebody_above(
    world: World, store: Store, vera: Hero
) -> None:
    await world.executor(ANNA, SCHOOL)
    boris = await world.executor(BORIS, SCHOOL)
    olga = await world.curator()
    await start(await lay_rows(world, store, OWN))
    await open_card(vera, ANNA)
    await vera.presses("Отпуск и замещение")
    await marks_absence(vera, "с 1 по 20 сентября", BORIS)
    await hush(world)

    await boris.says("/menu")
    await boris.presses("Отпуск и замещение")
    await marks_absence(boris, "с 1 по 10 сентября", "Без заместителя")
    heard = " ".join(message.text for message in await olga.news())
    assert "Вы замещаете: Лугова Анна" in heard
    assert "Вы замещаете: Речной Борис" in heard
    await hush(world)
    await world.at("2026-09-11 09:30")
    assert "Вы замещаете: Лугова Анна" in " ".join(m.text for m in await boris.news())
    await hush(world)


async def test_days_and_deputies_that_do_not_fit_are_said(world: World, vera: Hero) -> None:
    anna = await world.executor(ANNA, SCHOOL)
    await world.executor(BORIS, SCHOOL)
    await hush(world)
    await anna.says("/menu")
    await anna.presses("Отпуск и замещение")
    await anna.presses("Отметить отсутствие")
    await anna.news()
    await anna.says("как получится")
    await anna.sees("Не понял даты")
    await anna.says("с 15 по 28 сентября")
    await anna.presses(BORIS)
    await anna.presses("Сохранить")
    await anna.presses("Отметить отсутствие")
    await anna.news()
    await anna.says("20 сентября")
    await anna.sees("уже отмечено")
    for forged in ("k:1", "ka:1", "ks:1:20260915:20260916:0", "ks:2:20269915:20260916:0", "ke:77"):
        await anna.forges(forged)
        refused = await anna.last_toast()
        assert "недоступно" in refused or "Не найдено" in refused
    await hush(world)


async def test_dismissal_ends_the_absence_and_the_deputising(world: World, store: Store, vera: Hero) -> None:
    await world.executor(ANNA, SCHOOL)
    boris = await world.executor(BORIS, "Школа № 8")
    await world.staff(StaffRow(unit=SCHOOL, kind=UnitKind.SCHOOL, person="Лис Галина", role=Role.EXECUTOR))
    await start(await lay_rows(world, store, SCHOOLS))
    await open_card(vera, ANNA)
    await vera.presses("Отпуск и замещение")
    await vera.presses("Отметить отсутствие")
    await vera.says("с 1 по 20 сентября")
    await vera.presses("Другой")
    await vera.says("речной")
    await vera.presses("Сохранить")
    await hush(world)
    await boris.says("/my")
    await boris.presses("^1$")
    await boris.sees("Провести диагностику")

    await open_card(vera, ANNA)
    await vera.presses("Больше не работает")
    await vera.presses("^Больше не работает")
    await hush(world)
    await boris.says("/my")
    assert "Провести диагностику" not in (await boris.news())[-1].text
    await hush(world)


async def test_a_curators_deputy_and_the_curator_who_comes_back_are_told_what_waits_for_a_decision(
    world: World, store: Store, vera: Hero
) -> None:
    anna = await world.executor(ANNA, SCHOOL)
    boris = await world.executor(BORIS, "Школа № 8")
    olga = await world.curator()
    await start(await lay_rows(world, store, OWN))
    await reports(anna, "Провели")
    await olga.says("/menu")
    await olga.presses("Отпуск и замещение")
    await olga.presses("Отметить отсутствие")
    await olga.says("с 15 по 18 сентября")
    await olga.presses("Другой")
    await olga.says("речной")
    await olga.presses("Сохранить")
    await hush(world)

    await world.at("2026-09-15 08:05")
    (told,) = await boris.sees("Вы замещаете: Ольга Ветрова.*Сейчас ждут: 1 решение. Отчёты и решения")
    assert told.buttons[0] == "Решить (1)"
    await boris.presses("Решить")
    await boris.sees("Ждут вашего решения: 1")
    await hush(world)
    await world.at("2026-09-21 08:05")
    back, _ = await olga.sees(
        "Вы снова на месте.*Напоминания снова приходят вам. Сейчас ждут: 1 решение",
        "Сводка на 21 сентября, пн\n\nЖдут вас: 1",
    )
    assert back.buttons[0] == "Решить (1)"
    await hush(world)
