"""A misspelt school is put right in the chat, and documents still find it."""

from datetime import date

from roadmap.control.duty import DutyState
from roadmap.control.duty_filter import DutyFilter
from roadmap.ids import UnitId
from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow
from roadmap.wording import normal
from sandbox.seen import SeenMessage
from storage.unit_of_work import Store
from tests.databases import both_databases
from tests.people_story import hush, lay_rows
from tests.quarter_district import Row
from tests.world import Hero, World

pytestmark = both_databases
SCHOOL = "Шкла № 3"


async def open_unit(vera: Hero, name: str) -> None:
    await vera.says("/people")
    await vera.presses(name)
    await vera.presses("Название, куратор, пояс")
    await vera.news()


async def shown_card(vera: Hero) -> SeenMessage:
    return [each for each in await vera.phone.messages() if each.is_from_bot][-1]


async def test_a_misspelt_school_is_renamed_and_its_former_name_still_means_it(
    world: World, store: Store
) -> None:
    vera = await world.department()
    await world.executor("Лугова Анна", SCHOOL)
    await open_unit(vera, SCHOOL)

    await vera.presses("^Название")
    await vera.sees("Прежнее останется другим написанием")
    await vera.says("Школа № 3")
    await vera.sees("Было: Шкла № 3\nСтанет: Школа № 3")
    await vera.presses("Сохранить")
    await vera.sees("^Школа № 3.*В документах её называют ещё так")
    async with store.read() as uow:
        aliases = await uow.spellings.known(UnitId(1))
    assert normal(SCHOOL) in aliases
    assert SCHOOL in (await shown_card(vera)).text, "spelled as it was, not folded"
    await vera.presses("К организации")
    await vera.sees("^Школа № 3.*Лугова Анна")


async def test_spellings_are_added_and_dropped_and_belong_to_one_organisation(world: World) -> None:
    vera = await world.department()
    await world.executor("Лугова Анна", "Школа № 3")
    await world.executor("Речной Борис", "Школа № 8")
    await open_unit(vera, "Школа № 3")
    await vera.presses("Ещё написание")
    await vera.news()
    await vera.says("СОШ имени Пушкина")
    await vera.presses("Сохранить")
    await vera.news()
    await open_unit(vera, "Школа № 8")
    await vera.presses("Ещё написание")
    await vera.news()
    await vera.says("СОШ имени Пушкина")
    await vera.presses("Сохранить")
    assert "называют другую организацию" in await vera.last_toast()
    await vera.news()
    await open_unit(vera, "Школа № 3")
    await vera.presses("Убрать")
    await vera.sees("Других написаний нет")
    assert "Написание убрано" in await vera.last_toast()


async def test_another_organisations_name_is_refused_and_the_zone_is_chosen(world: World) -> None:
    vera = await world.department()
    await world.executor("Лугова Анна", "Школа № 3")
    await world.executor("Речной Борис", "Школа № 8")
    await open_unit(vera, "Школа № 3")
    await vera.presses("^Название")
    await vera.says("школа № 8")
    await vera.presses("Сохранить")
    assert "уже есть" in await vera.last_toast()
    await vera.news()
    await open_unit(vera, "Школа № 3")
    await vera.presses("Часовой пояс")
    await vera.presses("Омск")
    await vera.sees("Часовой пояс: Омск")


async def test_the_kind_is_changed_and_a_former_school_leaves_all_schools(world: World) -> None:
    vera = await world.department()
    await world.executor("Лугова Анна", "Школа № 3")
    await open_unit(vera, "Школа № 3")
    await vera.presses("^Вид")
    await vera.sees("Что это")
    await vera.presses("Центр или служба")
    await vera.sees("^Школа № 3\n\nЦентр или служба. Часовой пояс")
    await vera.presses("^Вид")
    (asked,) = await vera.news()
    assert "✓ Центр или служба" in asked.buttons


async def test_curators_are_set_and_taken_off_from_the_organisation(world: World) -> None:
    vera = await world.department()
    await world.executor("Лугова Анна", "Школа № 3")
    await world.staff(
        StaffRow(unit="Школа № 8", kind=UnitKind.SCHOOL, person="Ветрова Ольга", role=Role.CURATOR),
        StaffRow(unit="Школа № 8", person="Озёрный Пётр", role=Role.EXECUTOR),
    )
    olga = await world.join("Ветрова Ольга")
    await hush(world)
    await open_unit(vera, "Школа № 3")
    await vera.presses("^Кураторы")
    (asked,) = await vera.sees("Кураторы: Школа № 3.*Куратора нет, решает координатор")
    assert asked.buttons == ["Назначить: Ветрова Ольга · в чате", "‹ Назад"]
    await vera.says("озёрн")
    await vera.sees("Кураторы: Школа № 3")
    await vera.presses("Назначить: Озёрный Пётр")
    await vera.sees("Куратор: Озёрный Пётр")
    await vera.presses("^Кураторы")
    await vera.presses("Назначить: Ветрова")
    await vera.sees("Куратор: .*Ветрова Ольга")
    await hush(world)
    await olga.says("/people")
    (listed,) = await olga.news()
    assert any("Школа № 3" in label for label in listed.buttons)
    await open_unit(vera, "Школа № 3")
    await vera.presses("^Кураторы")
    await vera.presses("Снять: Озёрный")
    await vera.sees("Куратор: Ветрова Ольга\\.")
    await hush(world)


async def test_a_group_gains_and_loses_members_with_their_duties(world: World, store: Store) -> None:
    vera = await world.department()
    await world.executor("Лугова Анна", "Школа № 3")
    await world.executor("Речной Борис", "Школа № 8")
    async with store.write() as uow:
        department = UnitId(1)
        group = await uow.people.add_unit(
            department, department, "Опорные школы", UnitKind.GROUP, "Europe/Moscow"
        )
        units = {unit.name: unit.id for unit in await uow.people.units(department)}
        await uow.people.add_members(group, [units["Школа № 3"]])
        await uow.commit()
    district = await lay_rows(
        world,
        store,
        Row(number="1.1", title="Открыть клуб", units=("Опорные школы",), due_on=date(2026, 10, 15)),
    )
    async with store.read() as uow:
        (measure,) = await uow.plan.measures(district.road_map)
        actor = await uow.actors.actor_of(district.persons["Вера Ильина"])
    assert actor is not None
    await world.app.plan_edits.set_deadline(actor, measure.id, "до 20 октября")
    await hush(world)
    await vera.says("/people")
    await vera.presses("Опорные школы")
    await vera.presses("Название, состав")
    await vera.presses("Состав группы")
    (page,) = (await vera.news())[-1:]
    assert "✓ Школа № 3" in page.buttons and "Школа № 8" in page.buttons
    await vera.presses("^Школа № 8")
    assert "Получает: 1 поручение" in await vera.last_toast()
    said = " ".join(message.text for message in await world.heroes[2].news())
    assert "Открыть клуб" in said
    await vera.presses("^✓ Школа № 8")
    assert "Снято: 1 поручение" in await vera.last_toast()
    await hush(world)


async def test_an_organisation_leaves_the_lists_only_after_its_work_went_to_another(
    world: World, store: Store
) -> None:
    vera = await world.department()
    await world.executor("Лугова Анна", "Школа № 3")
    boris = await world.executor("Речной Борис", "Школа № 8")
    district = await lay_rows(
        world, store, Row(number="1.1", title="Открыть клуб", units=("Школа № 3",), due_on=date(2026, 10, 15))
    )
    await hush(world)
    await open_unit(vera, "Школа № 3")
    await vera.presses("Убрать из списков")
    await vera.sees("Убрать из списков: Школа № 3.*За ней: 1 открытое поручение, 1 пункт плана.*Кому")
    await vera.says("сош 8")
    await vera.sees("Передаю: Школа № 8.*Роли 1 человека здесь кончатся")
    await vera.presses("^Убрать из списков")
    await vera.sees("Школа № 3: убрано.*Передано: 1 поручение. Кому: Школа № 8")
    await boris.sees("Вам передано; прежде отвечали: Школа № 3")
    await vera.says("/people")
    (listed,) = await vera.news()
    assert not any("Школа № 3" in label for label in listed.buttons)
    async with store.read() as uow:
        (duty,) = await uow.duties.lines(DutyFilter(department_id=district.department))
    assert duty.assignee == "Школа № 8" and duty.state is DutyState.OPEN
    await vera.forges(f"var:{district.units['Школа № 3']}")
    await vera.sees("^Школа № 3")


async def test_an_empty_organisation_just_leaves_and_comes_back(world: World) -> None:
    vera = await world.department()
    await world.executor("Лугова Анна", "Школа № 3")
    await hush(world)
    await open_unit(vera, "Школа № 3")
    await vera.presses("Убрать из списков")
    await vera.sees("Открытых поручений у неё нет")
    await vera.presses("^Убрать из списков")
    await vera.sees("убрано из списков")
    await vera.presses("Вернуть в списки")
    await vera.sees("^Школа № 3.*никого")


async def test_an_organisation_of_the_archive_is_brought_back_from_its_list(world: World) -> None:
    vera = await world.department()
    await world.executor("Лугова Анна", "Школа № 3")
    await world.executor("Речной Борис", "Школа № 8")
    await hush(world)
    await open_unit(vera, "Школа № 8")
    await vera.presses("Убрать из списков")
    await vera.presses("Убрать из списков")
    await hush(world)
    await vera.says("/people")
    (page,) = await vera.news()
    assert not any("Школа № 8" in label for label in page.buttons)
    await vera.presses("Архив \\(1\\)")
    await vera.sees("Архив: организации, убранные из списков")
    await vera.presses("Вернуть: Школа № 8")
    await vera.sees("^Школа № 8")
    await vera.presses("‹ Организации")
    (page,) = await vera.news()
    assert not any("Архив" in label for label in page.buttons)
    await hush(world)


async def test_whoever_curates_a_school_is_no_staff_of_it(world: World) -> None:
    vera = await world.department()
    await world.executor("Лугова Анна", "Школа № 3")
    await world.staff(
        StaffRow(unit="Школа № 3", kind=UnitKind.SCHOOL, person="Ветрова Ольга", role=Role.CURATOR)
    )
    await hush(world)
    await vera.says("/people")
    (page,) = await vera.news()
    assert "Школа № 3 · 1 из 1" in page.buttons
    await vera.presses("^Школа № 3")
    await vera.sees("^Школа № 3\n\n1 человек")
    await vera.presses("Название, куратор")
    await vera.sees("Куратор: Ветрова Ольга")
    await vera.presses("К организации")
    await vera.presses("‹ Организации")
    await vera.presses("Отдел образования")
    (page,) = (await vera.news())[-1:]
    assert "Ветрова Ольга" in page.text
    await hush(world)
