"""A new edition of the document comes after people and organisations have changed: nothing goes back."""

import pytest

from roadmap.control.duty_filter import DutyFilter
from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow
from storage.unit_of_work import Store
from tests.databases import both_databases
from tests.documents_text import Row, road_map_text
from tests.people_story import hush, open_card
from tests.world import Hero, World

pytestmark = both_databases

ANNA, BORIS, GALINA = "Лугова Анна Петровна", "Речной Борис Ильич", "Озёрная Галина Львовна"
SCHOOL, OTHER = "Школа № 3", "Школа № 8"
ROWS: tuple[Row, ...] = (
    ("1.", "Собрать семинар", "до 30 октября", ANNA),
    ("2.", "Выпустить сборник", "до 30 ноября", ANNA),
    ("3.", "Провести диагностику", "до 15 октября", SCHOOL),
    ("4.", "Обзор библиотек", "до 20 октября", OTHER),
)
MORE: Row = ("5.", "Слёт наставников", "до 10 декабря", ANNA)
MORE_OF_SCHOOL: Row = ("5.", "Слёт наставников", "до 10 декабря", SCHOOL)


@pytest.fixture
async def vera(world: World) -> Hero:
    """A plan in force since January 2027 that names a teacher and two schools."""
    await world.at("2027-01-12 09:00")
    vera = await world.department()
    await world.executor(ANNA, SCHOOL)
    await world.executor(BORIS, SCHOOL)
    await world.executor(GALINA, OTHER)
    await vera.sends_document(road_map_text(*ROWS), "plan.txt")
    await vera.sees("Документ прочитан")
    await vera.presses("Утвердить")
    await hush(world)
    return vera


async def compared(vera: Hero, *rows: Row) -> str:
    """The new edition, compared with what is in force."""
    await vera.sends_document(road_map_text(*rows), "plan2.txt")
    await vera.presses("Сравнить")
    (shown,) = [said for said in await vera.news() if "Новая редакция" in said.text]
    return str(shown.text)


async def owed(store: Store) -> dict[str, str]:
    """Who owes what is open, by the number of the measure."""
    async with store.read() as uow:
        (department, *_) = await uow.people.departments()
        lines = await uow.duties.lines(DutyFilter(department_id=department.id))
    return {line.number: line.assignee for line in lines if line.state.value == "open"}


async def dismissed(vera: Hero, name: str, successor: str) -> None:
    await open_card(vera, name)
    await vera.presses("Больше не работает")
    await vera.presses(successor)
    await vera.presses("Да, передать")


async def test_nothing_returns_to_the_dismissed_and_what_is_new_is_asked_about(
    world: World, store: Store, vera: Hero
) -> None:
    await dismissed(vera, ANNA, BORIS)
    await hush(world)

    shown = await compared(vera, *ROWS, MORE)
    assert "Добавлено: 1, изменено: 0, снято: 0" in shown
    assert f"«{ANNA}»" in shown
    await vera.presses("Утвердить редакцию")
    await vera.presses("Утвердить так")
    await hush(world)

    assert await owed(store) == {"1": BORIS, "2": BORIS, "3": SCHOOL, "4": OTHER}
    await vera.says("Слёт")
    await vera.sees("Слёт наставников.*Некому отвечать")
    await vera.says("/import")
    await vera.presses("Вопросы \\(1\\)")
    await vera.presses("кто это")
    await vera.sees(f"«{ANNA}»: кто это")
    await vera.presses("Выбрать сотрудника")
    await vera.presses(GALINA)
    await hush(world)

    assert await owed(store) == {"1": BORIS, "2": BORIS, "3": SCHOOL, "4": OTHER, "5": GALINA}
    await vera.says("семинар")
    await vera.presses("^История")
    (history,) = await vera.news()
    assert ANNA in history.text and BORIS in history.text


async def test_a_question_answered_before_the_edition_is_approved_leaves_what_was_handed_over(
    world: World, store: Store, vera: Hero
) -> None:
    await dismissed(vera, ANNA, BORIS)
    await hush(world)
    await compared(vera, *ROWS, MORE)
    await vera.presses("Ответить на вопрос")
    await vera.presses("Выбрать сотрудника")
    await vera.presses(GALINA)
    await vera.presses("Утвердить редакцию")
    await hush(world)
    assert await owed(store) == {"1": BORIS, "2": BORIS, "3": SCHOOL, "4": OTHER, "5": GALINA}


async def test_after_two_cards_became_one_the_document_may_name_either(
    world: World, store: Store, vera: Hero
) -> None:
    await world.staff(StaffRow(unit=SCHOOL, kind=UnitKind.SCHOOL, person="Лугова А. П.", role=Role.EXECUTOR))
    await open_card(vera, ANNA)
    await vera.presses("Объединить с")
    await vera.presses("Лугова А. П.")
    await vera.presses("^Объединить")
    await hush(world)

    shown = await compared(vera, *ROWS, ("5.", "Слёт наставников", "до 10 декабря", "Лугова А. П."))

    assert "Нужно ваше решение" not in shown
    await vera.presses("Утвердить редакцию")
    await hush(world)
    assert {number: who for number, who in (await owed(store)).items() if number in "125"} == {
        "1": ANNA,
        "2": ANNA,
        "5": ANNA,
    }


async def test_after_two_schools_became_one_the_document_may_name_the_one_that_went(
    world: World, store: Store, vera: Hero
) -> None:
    await vera.says(OTHER)
    await vera.presses("Название, куратор")
    await vera.presses("Объединить")
    await vera.says(SCHOOL)
    *_, asked = await vera.news()
    await vera.presses("^Объединить")
    await hush(world)
    kept = (await owed(store))["4"]

    shown = await compared(vera, *ROWS, MORE_OF_SCHOOL)

    assert "Объединить две организации" in asked.text
    assert "Нужно ваше решение" not in shown
    await vera.presses("Утвердить редакцию")
    await hush(world)
    found = await owed(store)
    assert {found["3"], found["4"], found["5"]} == {kept}


async def test_what_an_archived_school_gave_away_stays_given_and_its_new_row_is_asked_about(
    world: World, store: Store, vera: Hero
) -> None:
    await vera.says(SCHOOL)
    await vera.presses("Название, куратор")
    await vera.presses("Убрать из списков")
    await vera.says(OTHER)
    await vera.presses("Да, |^Убрать")
    await hush(world)
    assert (await owed(store))["3"] == OTHER

    shown = await compared(vera, *ROWS, MORE_OF_SCHOOL)
    assert f"«{SCHOOL}»" in shown
    await vera.presses("Утвердить редакцию")
    await vera.presses("Утвердить так")
    await hush(world)

    found = await owed(store)
    assert (found["3"], found["4"]) == (OTHER, OTHER)
    assert "5" not in found


async def test_executors_changed_by_hand_stay_until_the_document_names_others(
    world: World, store: Store, vera: Hero
) -> None:
    await vera.says("семинар")
    await vera.presses("Изменить")
    await vera.presses("^Исполнител")
    await vera.presses(ANNA.split()[0])
    await vera.presses("Заменить")
    await vera.says(GALINA.split()[0])
    await vera.presses(GALINA.split()[0])
    await vera.presses("Только здесь|только в этом")
    await hush(world)
    assert (await owed(store))["1"] == GALINA

    await compared(vera, *ROWS, MORE)
    await vera.presses("Утвердить редакцию")
    await hush(world)
    assert await owed(store) == {"1": GALINA, "2": ANNA, "3": SCHOOL, "4": OTHER, "5": ANNA}

    await compared(vera, ("1.", "Собрать семинар", "до 30 октября", BORIS), *ROWS[1:], MORE)
    await vera.presses("Утвердить редакцию")
    await hush(world)
    assert (await owed(store))["1"] == BORIS
