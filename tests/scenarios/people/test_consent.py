"""The consent has a version that is compared; everybody gets what is kept of them, and may take it back."""

from datetime import date

import pytest
from sqlalchemy import update

from storage.connection import WRITE
from storage.people.tables import PersonRow
from storage.unit_of_work import Store
from tests.databases import both_databases
from tests.people_story import hush, lay_rows
from tests.quarter_district import Row
from tests.world import Hero, World

ANNA, BORIS, SCHOOL = "Лугова Анна", "Речной Борис", "Школа № 3"
OWN = Row(number="2.1", title="Собрать семинар", person=ANNA, due_on=date(2026, 9, 30))


@pytest.fixture
async def vera(world: World) -> Hero:
    return await world.department()


async def agreed_to_other_words(store: Store) -> None:
    async with store.engine.begin() as connection:
        await connection.execution_options(**WRITE)
        await connection.execute(update(PersonRow).values(consent_version="2026-11"))


@both_databases
async def test_words_that_have_changed_are_asked_about_again(world: World, store: Store, vera: Hero) -> None:
    anna = await world.executor(ANNA, SCHOOL)
    await lay_rows(world, store, OWN)
    await hush(world)
    await anna.says("/my")
    await hush(world)
    await agreed_to_other_words(store)

    await anna.presses("^1$")
    (asked,) = await anna.sees("Условия изменились.*сейчас ничего не записано.*Нажимая «Согласен»")
    assert asked.buttons == ["Согласен", "Что хранится и сколько", "Не согласен"]
    await anna.says("Семинар прошёл")
    await anna.sees("Условия изменились")
    await anna.says("/privacy")
    await anna.sees("Что хранит «Веха».*Оператор данных: Отдел образования Приозёрного района")
    await anna.says("/mydata")
    await anna.sees("Всё, что хранится о вас")

    await anna.presses("^Согласен")
    assert await anna.last_toast() == "Спасибо, согласие записано."
    await anna.sees("Меню")
    await anna.says("/my")
    await anna.sees("Собрать семинар")
    await agreed_to_other_words(store)
    await vera.says("/people")
    await vera.sees("Условия изменились")


@both_databases
async def test_everything_that_is_kept_is_given_as_a_file(world: World, store: Store, vera: Hero) -> None:
    anna = await world.executor(ANNA, SCHOOL)
    await lay_rows(world, store, OWN)
    await hush(world)
    await anna.says("/my")
    await anna.presses("^1$")
    await anna.presses("^Отчитаться")
    await anna.says("Семинар прошёл, было сорок человек")
    await anna.presses("^Отправить")
    await hush(world)
    await anna.says("/privacy")
    await anna.presses("Получить файлом")
    sent = (await anna.news())[-1]
    words = (await world.sandbox.client.file(sent.file_id)).decode("utf-8-sig")
    assert "Имя: Лугова Анна\r\n" in words and "Роль: Школа № 3, исполнитель" in words
    assert "Отчёт. 2.1 Собрать семинар\r\nСеминар прошёл, было сорок человек" in words
    assert "Согласие дано: 1 сентября 2026 года, 09:00 (текст 2026-12)" in words
    assert "Чат: telegram, номер" in words and "Вера" not in words
    await hush(world)


@both_databases
async def test_taking_the_consent_back_closes_the_account_and_nothing_owed_is_lost(
    world: World, store: Store, vera: Hero
) -> None:
    anna = await world.executor(ANNA, SCHOOL)
    boris = await world.executor(BORIS, SCHOOL)
    await lay_rows(world, store, OWN)
    await hush(world)
    await anna.says("/privacy")
    await anna.presses("Отозвать согласие")
    (asked,) = await anna.news()
    assert "Назначенное вам по имени (1 поручение) перейдёт вашей организации" in asked.text
    await anna.presses("Отозвать согласие")
    await anna.sees("Согласие отозвано, доступ закрыт.\nПередано поручений: 1. Кому: Школа № 3")
    await boris.sees("Вам передано; прежде отвечали: Лугова Анна")
    await vera.sees("Лугова Анна: согласие отозвано, доступ закрыт.*Стереть имя и остальное")
    await anna.says("/my")
    await anna.sees("по личной ссылке")
    await vera.says("/people")
    await vera.presses("Персональные данные")
    assert "Лугова Анна · не работает" in (await vera.news())[-1].buttons


async def test_the_last_coordinator_names_another_first(world: World, vera: Hero) -> None:
    await vera.says("/privacy")
    await hush(world)
    await vera.presses("Отозвать согласие")
    assert "Сначала добавьте эту роль" in await vera.last_toast()
    await vera.forges("prx")
    assert "Сначала добавьте эту роль" in await vera.last_toast()
    await vera.says("/people")
    await hush(world)
