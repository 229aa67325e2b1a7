"""The board of whom the plan cannot reach: seen before it matters, each with its remedy."""

from datetime import date

from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow
from services.people.no_recipient import report_no_recipient
from storage.unit_of_work import Store
from tests.databases import both_databases
from tests.documents_text import road_map_text
from tests.people_story import hush, lay_rows, open_card
from tests.quarter_district import District, Row, lay
from tests.world import Hero, World

pytestmark = both_databases

SCHOOL, ANNA, BORIS = "Школа № 3", "Анна Лугова", "Борис Речной"


async def staffed(world: World) -> Hero:
    """Anna has joined, Boris has not, nobody is in school 5."""
    vera = await world.department()
    await world.executor(ANNA, SCHOOL)
    await world.staff(
        StaffRow(unit=SCHOOL, person=BORIS, role=Role.EXECUTOR),
        StaffRow(unit="Школа № 5", kind=UnitKind.SCHOOL),
    )
    await vera.news()
    return vera


async def opened(hero: Hero) -> str:
    await hero.says("/menu")
    await hero.presses("Кто не на связи")
    (board,) = await hero.news()
    return board.text


async def test_when_everybody_can_be_reached_it_says_so(world: World) -> None:
    vera = await world.department()
    await world.executor(ANNA, SCHOOL)
    await vera.news()
    assert "Все на связи" in await opened(vera)


async def test_each_gap_is_counted_and_leads_to_its_remedy(world: World) -> None:
    vera = await staffed(world)
    assert "Ещё не в чате: 1\nОрганизации без исполнителя: 1" in await opened(vera)
    await vera.presses("Ещё не в чате: 1")
    await vera.sees("Борис Речной, Школа № 3.*Выдайте ссылки")
    await vera.presses("Новая ссылка: Борис Речной")
    await vera.sees("Приглашение для: Борис Речной")
    await opened(vera)
    await vera.presses("Организации без исполнителя: 1")
    await vera.sees("Школа № 5, поручений: 0.*Дайте роль «исполнитель»")
    await vera.presses("Школа № 5")
    await vera.sees("Школа № 5.*никого")


async def test_an_expired_link_and_a_blocked_chat_are_gaps_of_their_own(world: World) -> None:
    vera = await staffed(world)
    (anna,) = [hero for hero in world.heroes if hero.name.startswith("Анна")]
    await anna.phone.block()
    await world.answer()
    await world.at("2026-09-20 10:00")
    for hero in world.heroes:
        await hero.news()
    assert "Ссылка истекла: 1\nБот заблокирован: 1" in await opened(vera)
    await vera.presses("Бот заблокирован: 1")
    await vera.sees("Анна Лугова.*Перезапустить")


async def test_a_measure_without_an_executor_is_a_gap(world: World, store: Store) -> None:
    vera = await staffed(world)
    district = District(store=store, app=world.app, clock=world.clock)
    async with store.write() as uow:
        (department,) = await uow.people.departments()
        district.department = department.id
        district.units = {unit.name: unit.id for unit in await uow.people.units(department.id)}
        await lay(district, uow, (Row(number="1.1", title="Провести семинар", units=()),))
        await uow.commit()
    assert "Пункт без исполнителя: 1" in await opened(vera)
    await vera.presses("Пункт без исполнителя: 1")
    await vera.sees("Провести семинар")


async def test_a_curator_sees_their_own_units_and_asks_the_coordinator(world: World) -> None:
    vera = await staffed(world)
    await world.staff(
        StaffRow(unit="Школа № 5", kind=UnitKind.SCHOOL, person="Ольга Ветрова", role=Role.CURATOR)
    )
    olga = await world.join("Ольга Ветрова")
    await vera.news()
    text = await opened(olga)
    assert "Организации без исполнителя: 1" in text
    assert "Ещё не в чате" not in text, "Boris is of another school"
    await olga.presses("Организации без исполнителя: 1")
    await olga.sees("Школа № 5.*скажите ему")


async def test_an_executor_has_no_such_board(world: World) -> None:
    await staffed(world)
    (anna,) = [hero for hero in world.heroes if hero.name.startswith("Анна")]
    await anna.forges("gp")
    assert "недоступно" in await anna.last_toast()


async def test_nobody_to_remind_is_said_to_curator_and_coordinator_and_again_on_another_day(
    world: World, store: Store
) -> None:
    vera = await staffed(world)
    olga = await world.curator()
    five = "Школа № 5"
    district = await lay_rows(
        world, store, Row(number="1.1", title="Открыть клуб", units=(five,), due_on=date(2026, 9, 15))
    )
    await hush(world)
    for moment in ("2026-09-01 10:00", "2026-09-01 15:00", "2026-09-02 10:00"):
        await world.at(moment)
        async with store.write() as uow:
            await report_no_recipient(uow, district.department, district.units[five], world.clock.now())
            await uow.commit()
        await world.at(moment)
        for hero in (vera, olga):
            said = [each.text for each in await hero.news() if "Некому напоминать" in each.text]
            assert len(said) == (0 if moment.endswith("15:00") else 1), (hero.name, moment)


async def test_late_lists_say_who_is_not_in_the_chat_and_who_has_left(world: World, store: Store) -> None:
    vera = await staffed(world)
    await world.staff(StaffRow(unit="Школа № 5", person="Озёрная Галина", role=Role.EXECUTOR))
    rows = [
        Row(number=f"1.{place}", title="Открыть клуб", units=(unit,), due_on=date(2026, 9, 3))
        for place, unit in enumerate((SCHOOL, "Школа № 5"), 1)
    ]
    await lay_rows(world, store, *rows)
    await hush(world)
    await world.at("2026-09-07 10:00")
    await hush(world)
    await vera.says("/board")
    await vera.presses("Просрочено:")
    (late,) = (await vera.news())[-1:]
    five, three = sorted(line for line in late.text.splitlines() if "Школа" in line)[::-1]
    assert "ещё не в чате" in five and "ещё не в чате" not in three
    await vera.presses("Школа № 5")
    await vera.sees("Никого из ответственных ещё нет в чате")
    await vera.presses("^1$")
    await vera.sees("Исполнитель: Школа № 5, ещё не в чате")
    await open_card(vera, "Озёрная Галина")
    await vera.presses("Больше не работает")
    await vera.presses("^Больше не работает")
    await hush(world)
    await vera.says("/board")
    await vera.presses("Некому напоминать")
    await vera.presses("‹ Обзор")
    await vera.presses("Просрочено:")
    (late,) = (await vera.news())[-1:]
    assert "отвечать некому" in late.text
    await vera.presses("Школа № 5")
    await vera.presses("^1$")
    (card,) = (await vera.news())[-1:]
    assert "Школа № 5, отвечать некому: больше не работает Озёрная Галина" in card.text
    await hush(world)


async def test_before_a_plan_is_approved_it_says_how_many_it_would_not_reach(world: World) -> None:
    vera = await staffed(world)
    await vera.sends_document(road_map_text(("1.", "Открыть клуб", "Март", SCHOOL)), "План.txt")
    (preview,) = (await vera.news())[-1:]
    assert "Напоминания дойдут не до всех, таких случаев: 2" in preview.text
    await vera.presses("Кого не достать: 2")
    await vera.sees("Ещё не в чате: 1")
