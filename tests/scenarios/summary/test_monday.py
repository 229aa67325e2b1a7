"""One message on Monday says what waits for the coordinator; on a Monday when all is well there is none."""

from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow
from tests.documents_text import road_map_text
from tests.world import World

PLAN = road_map_text(
    ("1.", "Неделя книги", "Март", "Методслужба"),
    ("2.", "Обзор библиотек", "По отдельному графику", "Методслужба"),
    ("3.", "Закупка парт", "Май", "Хозяйственная группа"),
)
OTHER = road_map_text(("1.", "Диктант", "Март", "Методслужба"), title="План о грамотности")


async def test_a_coordinator_hears_on_monday_of_everything_that_waits_each_with_its_button(
    world: World,
) -> None:
    vera = await world.department()
    anna = await world.executor("Анна Лугова", "Методслужба", UnitKind.CENTRE)
    await world.at("2026-09-06 12:00")
    await world.staff(
        StaffRow(unit="Школа № 8", kind=UnitKind.SCHOOL, person="Борис Речной", role=Role.EXECUTOR)
    )
    await vera.sends_document(PLAN, "plan.txt")
    await vera.presses("Утвердить")
    await vera.presses("Утвердить так")
    await vera.sends_document(OTHER, "other.txt")
    await vera.news()
    await anna.news()

    await world.at("2026-09-07 10:00")
    (shown,) = await vera.sees("Ждёт вас на этой неделе")
    assert shown.text.splitlines()[2:] == [
        "• Прочитано и не утверждено: 1 документ",
        "• Не решено, кто это: 1 название в картах",
        "• Нет графика или исполнителя: 2 мероприятия",
        "• Ещё не вошли: 1 человек",
    ]
    assert shown.buttons == ["Документы", "Назвать даты", "Люди"]
    await vera.presses("Назвать даты")
    await vera.sees("Ждут дат или исполнителя: 2 мероприятия")
    await anna.sees("Вам назначено 1 мероприятие")

    await world.at("2026-09-08 10:00")
    await vera.sees_nothing()


async def test_links_that_lead_nowhere_any_more_are_told_apart(world: World) -> None:
    vera = await world.department()
    await world.staff(
        StaffRow(unit="Школа № 8", kind=UnitKind.SCHOOL, person="Борис Речной", role=Role.EXECUTOR)
    )
    await world.at("2026-10-05 10:00")
    (shown,) = (await vera.news())[-1:]
    assert "Не вошли, ссылка истекла: 1 человек" in shown.text
    assert shown.buttons == ["Выдать новые ссылки"]


async def test_a_curator_hears_of_dates_of_their_own_units_and_of_nothing_else(world: World) -> None:
    vera = await world.department()
    await world.executor("Анна Лугова", "Методслужба", UnitKind.CENTRE)
    await world.staff(
        StaffRow(unit="Методслужба", person="Ольга Ветрова", role=Role.CURATOR),
        StaffRow(unit="Школа № 8", kind=UnitKind.SCHOOL, person="Павел Лесной", role=Role.CURATOR),
    )
    olga, pavel = await world.join("Ольга Ветрова"), await world.join("Павел Лесной")
    await vera.sends_document(PLAN, "plan.txt")
    await vera.presses("Утвердить")
    await vera.presses("Утвердить так")
    for hero in world.heroes:
        await hero.news()

    await world.at("2026-09-07 10:00")
    await olga.sees("Ждёт вас на этой неделе\n\n• Нет графика или исполнителя: 1 мероприятие$")
    await pavel.sees_nothing()
    await vera.news()


async def test_a_monday_when_all_is_well_brings_no_message(world: World) -> None:
    vera = await world.department()
    await world.executor("Анна Лугова", "Школа № 3")
    await world.at("2026-09-07 10:00")
    await vera.sees_nothing()
