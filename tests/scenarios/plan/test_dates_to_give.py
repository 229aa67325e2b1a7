"""Rows whose document names no dates, or nobody, stand in one list and are answered from their cards."""

import pytest

from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow
from tests.documents_text import road_map_text
from tests.world import Hero, World

PLAN = road_map_text(
    ("1.", "Неделя книги", "Март", "Методслужба"),
    ("2.", "Обзор библиотек", "По отдельному графику", "Методслужба"),
    ("3.", "Осмотр спортзалов", "По отдельному графику", "Методслужба"),
    ("4.", "Закупка парт", "Май", "Хозяйственная группа"),
)


@pytest.fixture
async def vera(world: World) -> Hero:
    """The plan is in force; the schedules and one name are left for later."""
    vera = await world.department()
    await world.executor("Анна Лугова", "Методслужба", UnitKind.CENTRE)
    await vera.sends_document(PLAN, "plan.txt")
    await vera.presses("Утвердить")
    await vera.presses("Утвердить так")
    for hero in world.heroes:
        await hero.news()
    return vera


async def test_dates_are_typed_on_the_card_read_back_and_planned_for_this_row_only(
    world: World, vera: Hero
) -> None:
    _, anna = world.heroes
    await vera.forges("pd:0")
    await vera.sees(
        r"Ждут дат или исполнителя: 3 мероприятия.*п. 2 Обзор библиотек — ❓ нет графика: «По отдельному"
        r" графику».*п. 4 Закупка парт — ❓ некому отвечать"
    )
    await vera.presses("п. 2")
    await vera.sees("Срок: «По отдельному графику».*Нет графика: дат пока нет")
    await vera.presses("Назвать даты")
    await vera.sees("В документе: «По отдельному графику».*Когда исполнить")
    await vera.says("как получится")
    await vera.sees("дат")
    await vera.says("20 февраля, 20 апреля")
    await vera.sees("Понял так.*п. 2 Обзор библиотек.*«20 февраля, 20 апреля»")
    await vera.presses("Верно")
    assert "новых: 2 поручения" in await vera.last_toast()
    (card,) = await vera.sees(
        r"Срок: «20 февраля, 20 апреля»\nВ документе: «По отдельному графику».*Как я понял: .*"
        r"В ред. от 1 сентября: срок: был «По отдельному графику».*Сроки и ход \(2\).*до 20 февраля"
    )
    assert "↩ Отменить правку" in card.buttons
    await world.at("2026-09-01 09:10")
    await anna.sees("Изменения в дорожной карте.*п. 2 Обзор библиотек.*Срок: был «По отдельному графику»")
    await vera.forges("pd:0")
    (left,) = await vera.sees("Ждут дат или исполнителя: 2 мероприятия.*п. 3 Осмотр спортзалов")
    assert "Обзор" not in left.text


async def test_what_was_answered_on_the_card_is_not_asked_by_the_document_any_more(
    world: World, vera: Hero
) -> None:
    for number in ("2", "3"):
        await vera.says(number)
        await vera.presses("Назвать даты")
        await vera.says("до 20 апреля")
        await vera.presses("Верно")
    await vera.news()
    await vera.says("/import")
    await vera.sees("Дорожные карты")
    labels = (await vera.phone.messages())[-1].buttons
    assert [label[:11] for label in labels if "Вопросы" in label] == ["Вопросы (1)"]
    for hero in world.heroes:
        await hero.news()


async def test_a_measure_of_nobody_leads_to_the_question_who_it_is(world: World, vera: Hero) -> None:
    await vera.says("закупка парт")
    await vera.news()
    await vera.presses("Назвать исполнителя")
    await vera.sees("«Хозяйственная группа»: кто это")


async def test_a_curator_gives_the_dates_of_their_own_units_only(world: World, vera: Hero) -> None:
    await world.staff(StaffRow(unit="Методслужба", person="Ольга Ветрова", role=Role.CURATOR))
    await world.staff(
        StaffRow(unit="Школа № 8", kind=UnitKind.SCHOOL, person="Павел Лесной", role=Role.CURATOR)
    )
    olga, pavel = await world.join("Ольга Ветрова"), await world.join("Павел Лесной")
    await olga.forges("pd:0")
    (shown,) = await olga.sees("Ждут дат или исполнителя: 2 мероприятия")
    assert "Закупка" not in shown.text
    await olga.presses("п. 3")
    await olga.presses("Назвать даты")
    await olga.says("до 1 июня")
    await olga.presses("Верно")
    await olga.news()
    await pavel.forges("pd:0")
    await pavel.sees("У всех мероприятий есть и даты, и исполнители")
    for hero in world.heroes:
        await hero.news()


async def test_dates_given_by_mistake_are_undone_and_can_be_given_again(world: World, vera: Hero) -> None:
    _, anna = world.heroes
    for words in ("до 20 апреля", "до 20 мая"):
        await vera.says("2")
        await vera.presses("Назвать даты")
        await vera.says(words)
        await vera.presses("Верно")
        await vera.news()
        if words == "до 20 апреля":
            await vera.presses("Отменить правку")
            await vera.sees("Правка отменена")
            await vera.presses("К мероприятию")
            await vera.sees("Срок: «По отдельному графику».*Нет графика: дат пока нет")
    await world.at("2026-09-01 09:10")
    await anna.sees("п. 2 Обзор библиотек.*стал «до 20 мая»")
    await anna.says("/my")
    await anna.sees("Обзор библиотек.*20 мая")
