"""One message on Monday says what waits for the coordinator; on a Monday when all is well there is none."""

from datetime import date

from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow
from storage.unit_of_work import Store
from tests.documents_text import road_map_text
from tests.people_story import lay_rows
from tests.quarter_district import Row
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
    (below,) = await vera.sees("Ждут дат или исполнителя: 2 мероприятия")
    assert below.id != shown.id, "the list stays"
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


async def test_any_day_what_waits_stands_in_today_each_part_opening_below(world: World) -> None:
    vera = await world.department()
    await world.executor("Анна Лугова", "Методслужба", UnitKind.CENTRE)
    await vera.sends_document(PLAN, "plan.txt")
    await vera.presses("Утвердить")
    await vera.presses("Утвердить так")
    await world.at("2026-09-09 12:00")
    for hero in world.heroes:
        await hero.news()
    await vera.says("/today")
    (shown,) = await vera.sees("Ещё ждёт вас\n• Не решено, кто это: 1 название в картах\n• Нет графика")
    await vera.presses("Назвать даты")
    (below,) = await vera.sees("Ждут дат или исполнителя: 2 мероприятия")
    assert below.id != shown.id


async def test_one_message_on_the_morning_when_a_digest_comes_too(world: World, store: Store) -> None:
    vera = await world.department()
    await world.staff(
        StaffRow(unit="Школа № 3", kind=UnitKind.SCHOOL, person="Борис Речной", role=Role.EXECUTOR)
    )
    await world.staff(StaffRow(unit="Школа № 3", person="Ольга Ветрова", role=Role.CURATOR))
    olga = await world.join("Ольга Ветрова")
    for day in (8, 10):
        row = Row(
            number=f"1.{day}", title="Провести диагностику", units=("Школа № 3",), due_on=date(2026, 9, day)
        )
        await lay_rows(world, store, row)
    await world.at("2026-09-12 12:00")
    for hero in world.heroes:
        await hero.news()

    await world.at("2026-09-14 10:00")

    (shown,) = await olga.sees(
        "Сводка на 14 сентября.*Не отчитались в срок: 2"
        ".*Ждёт вас на этой неделе\n• Некому напоминать: 1 организация"
    )
    assert {"Некому напоминать"} <= set(shown.buttons)
    await olga.presses("^Некому напоминать$")
    await olga.sees("Некому напоминать.*Школа № 3")
    await vera.news()
