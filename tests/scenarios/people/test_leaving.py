"""Somebody no longer works here: the rights end at once, and nothing they owed is lost."""

from datetime import date

import pytest

from roadmap.control.duty_filter import DutyFilter
from roadmap.ids import UnitId
from roadmap.people.persons import SystemActor, Through
from storage.unit_of_work import Store
from tests.databases import both_databases
from tests.people_story import hush, lay_rows, open_card
from tests.quarter_district import Row
from tests.world import Hero, World

pytestmark = both_databases

SCHOOL = "Школа № 3"
SYSTEM = SystemActor(department_id=UnitId(1), through=Through.COMMAND)
ANNA, BORIS = "Лугова Анна", "Речной Борис"
OWN = Row(number="2.1", title="Собрать семинар", person=ANNA, due_on=date(2026, 10, 30))
OWN_TOO = Row(number="2.2", title="Выпустить сборник", person=ANNA, due_on=date(2026, 11, 30))
SCHOOLS = Row(number="1.1", title="Провести диагностику", units=(SCHOOL,), due_on=date(2026, 10, 15))


@pytest.fixture
async def vera(world: World) -> Hero:
    return await world.department()


async def test_what_was_named_goes_to_a_colleague_and_everybody_learns_of_it(
    world: World, store: Store, vera: Hero
) -> None:
    anna = await world.executor(ANNA, SCHOOL)
    boris = await world.executor(BORIS, SCHOOL)
    olga = await world.curator()
    district = await lay_rows(world, store, OWN, OWN_TOO, SCHOOLS)
    await hush(world)

    await open_card(vera, ANNA)
    await vera.presses("Больше не работает")
    (asked,) = await vera.sees(
        "Лугова Анна больше не работает\\?.*Школа № 3: остаётся 1 человек.*"
        "Названо по имени: 2 открытых поручения. Кому передать"
    )
    assert asked.buttons == ["Организации: Школа № 3", BORIS, "Другому…", "‹ К карточке"]
    await vera.presses(BORIS)
    await vera.sees("Передаю: 2 открытых поручения. Кому: Речной Борис.*Туда же пойдут будущие сроки")
    await vera.presses("Да, передать")
    (card,) = await vera.sees("Лугова Анна.*Не работает с 1 сентября")
    assert await vera.last_toast() == "Доступ закрыт. Передано: 2 открытых поручения."
    assert card.buttons == ["Снова работает", "Стереть данные", "‹ Школа № 3"]
    await anna.sees("Ваш доступ к «Вехе» закрыт")
    await boris.sees("Вам передано; прежде отвечали: Лугова Анна. Теперь у вас 3 мероприятия")
    await olga.sees(
        "Лугова Анна больше не работает\nШкола № 3.*Передано: 2 открытых поручения. Кому: Речной Борис"
    )

    await anna.says("/my")
    await anna.sees("по личной ссылке")
    async with store.read() as uow:
        assignments = await uow.plan.assignments(district.road_map)
    assert district.persons[ANNA] not in {each.person_id for each in assignments}


async def test_an_open_draft_dies_with_the_rights(world: World, store: Store, vera: Hero) -> None:
    anna = await world.executor(ANNA, SCHOOL)
    await world.executor(BORIS, SCHOOL)
    district = await lay_rows(world, store, OWN)
    await hush(world)
    await anna.says("/my")
    await anna.presses("^1$")
    await anna.presses("^Отчитаться")
    await anna.says("Семинар прошёл 12 октября")
    await anna.news()

    await open_card(vera, ANNA)
    await vera.presses("Больше не работает")
    await vera.presses("Организации: Школа № 3")
    await vera.presses("Да, передать")
    await hush(world)
    await anna.presses("^Отправить")
    await anna.sees("по личной ссылке")
    await anna.says("И ещё фото")
    await anna.sees("по личной ссылке")
    async with store.read() as uow:
        (duty,) = await uow.duties.lines(DutyFilter(department_id=district.department))
    assert duty.assignee == SCHOOL and duty.state.value == "open"
    await hush(world)


async def test_where_nobody_is_left_the_coordinator_hears_so_before_and_the_curator_after(
    world: World, store: Store, vera: Hero
) -> None:
    await world.executor(ANNA, SCHOOL)
    olga = await world.curator()
    await lay_rows(world, store, SCHOOLS)
    await hush(world)

    await open_card(vera, ANNA)
    await vera.presses("Больше не работает")
    (asked,) = await vera.sees("⚠ Школа № 3: никого не останется, там 1 открытое поручение")
    assert asked.buttons == ["Больше не работает", "‹ К карточке"]
    await vera.presses("^Больше не работает")
    assert await vera.last_toast() == "Доступ закрыт."
    said = " ".join(message.text for message in await olga.news())
    assert "Школа № 3: отвечать теперь некому" in said
    assert "некому" in said.casefold()
    await hush(world)


async def test_a_successor_is_found_by_name_and_back_to_work_means_the_same_roles(
    world: World, store: Store, vera: Hero
) -> None:
    anna = await world.executor(ANNA, SCHOOL)
    galina = await world.executor("Озёрная Галина", "Школа № 8")
    await lay_rows(world, store, OWN)
    await hush(world)

    await open_card(vera, ANNA)
    await vera.presses("Больше не работает")
    await vera.presses("Другому")
    await vera.sees("Кому передать")
    await vera.says("лугова")
    await vera.sees("«лугова»: никого нет")
    await vera.says("озерн")
    await vera.sees("Передаю: 1 открытое поручение. Кому: Озёрная Галина")
    await vera.presses("Да, передать")
    await hush(world)
    await galina.says("/my")
    await galina.presses("^1$")
    await galina.sees("Собрать семинар")

    await vera.presses("Снова работает")
    await vera.sees("Лугова Анна.*Школа № 3, исполнитель.*действующей ссылки нет")
    await vera.presses("Пригласить")
    (invite,) = await vera.sees("Приглашение для: Лугова Анна")
    await anna.starts(invite.text.split("start=")[1])
    await anna.presses("Согласен")
    await hush(world)
    await anna.says("/my")
    assert "недоступно" not in (await anna.news())[-1].text
    await hush(world)


async def test_nobody_dismisses_themself(world: World, vera: Hero) -> None:
    await open_card(vera, "Вера")
    await vera.presses("Больше не работает")
    assert "может другой координатор" in await vera.last_toast()
    await hush(world)


async def test_a_report_that_waits_for_a_decision_goes_along(world: World, store: Store, vera: Hero) -> None:
    anna = await world.executor(ANNA, SCHOOL)
    boris = await world.executor(BORIS, SCHOOL)
    olga = await world.curator()
    await lay_rows(world, store, OWN)
    await hush(world)
    await anna.says("/my")
    await anna.presses("^1$")
    await anna.presses("^Отчитаться")
    await anna.says("Семинар прошёл")
    await anna.presses("^Отправить")
    await hush(world)

    await open_card(vera, ANNA)
    await vera.presses("Больше не работает")
    await vera.presses(BORIS)
    await vera.presses("Да, передать")
    await hush(world)
    await olga.says("/queue")
    await olga.presses("п. 2.1")
    await olga.presses("^Вернуть")
    await olga.says("Приложите программу семинара")
    await hush(world)
    await boris.says("/my")
    await boris.presses("^1$")
    await boris.sees("Собрать семинар.*Приложите программу семинара")
    await hush(world)


async def test_the_chat_whose_place_another_account_takes_is_told(
    world: World, store: Store, vera: Hero
) -> None:
    anna = await world.executor(ANNA, SCHOOL)
    async with store.read() as uow:
        (person,) = await uow.roster.found(UnitId(1), ["лугова"], None, limit=2)
    issued = await world.app.invitations.invite(SYSTEM, person.id)
    other = await world.stranger("Некто")
    await other.starts(issued.payload)
    await other.presses("Согласен")
    await anna.sees("по вашей личной ссылке вошёл другой аккаунт.*скажите координатору")
    await hush(world)


async def test_a_curator_who_leaves_leaves_their_queue_to_the_coordinator(
    world: World, store: Store, vera: Hero
) -> None:
    await world.executor(ANNA, SCHOOL)
    olga = await world.curator()
    await hush(world)
    await open_card(vera, "Ольга")
    await vera.presses("Больше не работает")
    await vera.presses("^Больше не работает")
    await hush(world)
    await olga.says("/queue")
    await olga.sees("по личной ссылке")
    await vera.says("/queue")
    await hush(world)
