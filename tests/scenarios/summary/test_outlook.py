"""«Что уйдёт»: what is told beforehand is what comes, day by day; «Что ушло»: what became of it."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from roadmap.clock import local_date
from roadmap.people.persons import Actor
from roadmap.reminding.ladders import LadderOf, Profile
from storage.connection import WRITE
from storage.control.tables import DutyRow
from storage.unit_of_work import Store
from tests.clock import ZONE
from tests.databases import both_databases
from tests.people_story import hush, lay_rows
from tests.quarter_district import District, Row, lay
from tests.world import Hero, World

pytestmark = both_databases
SCHOOL, OTHER = "Школа № 3", "Школа № 8"
ROWS = (
    Row(number="1.1", title="Провести диагностику", units=(SCHOOL, OTHER), due_on=date(2026, 9, 15)),
    Row(number="1.2", title="Открыть клуб", units=(SCHOOL,), due_on=date(2026, 9, 15)),
    Row(number="2.1", title="Собрать семинар", units=(OTHER,), due_on=date(2026, 9, 25), section=1),
    Row(number="2.2", title="Вести кружки", units=(SCHOOL,), section=1),
)


@pytest.fixture
async def vera(world: World, store: Store) -> Hero:
    """The coordinator; two schools, a curator, a month of work, everybody silent."""
    vera = await world.department()
    await world.executor("Лугова Анна", SCHOOL)
    await world.executor("Речной Борис", OTHER)
    await world.curator()
    await lay_rows(world, store, *ROWS)
    async with store.engine.begin() as connection:
        await connection.execution_options(**WRITE)
        await connection.execute(
            update(DutyRow).where(DutyRow.due_on.is_not(None)).values(next_stage_at=world.clock.now())
        )
    await hush(world)
    return vera


async def _days_told(world: World, until: date) -> Mapping[str, set[date]]:
    """On which days each of them gets anything unasked, if nobody does anything."""
    found: dict[str, set[date]] = {hero.name: set() for hero in world.heroes}
    day = local_date(world.clock.now(), ZONE)
    while day <= until:
        for hour in ("10:30", "19:00"):
            await world.at(f"{day} {hour}")
            for hero in world.heroes:
                if await hero.news():
                    found[hero.name].add(day)
        day += timedelta(days=1)
    return found


async def test_what_is_told_beforehand_is_what_comes(world: World, store: Store, vera: Hero) -> None:
    actor = await _actor(store, "Вера Ильина")
    promised: dict[str, set[date]] = {}
    first = await world.app.outlook.open(actor, "p", 0, 0)
    for choice in first.choices:
        page, days = 0, promised.setdefault(choice.name, set())
        while True:
            view = await world.app.outlook.open(actor, "p", choice.id, page)
            days |= {each.on for each in view.expected}
            page += 1
            if page >= view.paging.pages:
                break
    last = local_date(world.clock.now(), ZONE) + timedelta(days=30)
    told = await _days_told(world, last)
    for name in ("Лугова Анна", "Речной Борис"):
        assert {day for day in promised[name] if day <= last} == told[name], name
        assert promised[name]
    assert {day for day in promised["Ольга Ветрова"] if day <= last} <= told["Ольга Ветрова"]


async def test_the_month_is_shown_in_all_and_by_map_unit_and_person(world: World, vera: Hero) -> None:
    await vera.says("/menu")
    await vera.presses("Что уйдёт")
    (view,) = await vera.news()
    assert "Что уйдёт до" in view.text and "одному человеку в один день не больше 1" in view.text
    assert {"По картам", "По организациям", "По людям", "Что ушло"} <= set(view.buttons)
    await vera.presses("По людям")
    await vera.sees("Что уйдёт: по людям.*Лугова Анна: .*сообщ")
    await vera.presses("^Лугова Анна")
    (anna,) = await vera.sees(
        "Что уйдёт: Лугова Анна.*п. 1.1: до срока 3 рабочих дня.*п. 1.1: последний день"
    )
    await vera.presses("‹ По людям")
    await vera.presses("‹ Что уйдёт")
    await vera.presses("По организациям")
    await vera.presses(f"^{OTHER}")
    (unit,) = (await vera.news())[-1:]
    assert "Речной Борис" in unit.text and "п. 1.2" not in unit.text
    await vera.presses("‹ По организациям")
    await vera.presses("‹ Что уйдёт")
    await vera.presses("По картам")
    await vera.sees("Что уйдёт: по картам.*План повышения качества образования")
    assert "‹ По людям" in anna.buttons


async def test_what_has_gone_says_who_has_blocked_the_bot_and_who_is_not_here(
    world: World, vera: Hero
) -> None:
    anna = world.heroes[1]
    await world.at("2026-09-10 10:00")
    await anna.phone.block()
    await world.at("2026-09-15 10:00")
    await hush(world)
    await vera.says("/menu")
    await vera.presses("Что уйдёт")
    await vera.presses("Что ушло")
    (gone,) = (await vera.news())[-1:]
    assert "Лугова Анна: сводка дня — заблокировал бота" in gone.text
    assert "Речной Борис: сводка дня — доставлено" in gone.text


async def test_what_has_gone_is_chosen_by_map_unit_or_person(world: World, store: Store, vera: Hero) -> None:
    async with store.write() as uow:
        (department,) = await uow.people.departments()
        empty = District(store=store, app=world.app, clock=world.clock)
        empty.department = department.id
        await lay(empty, uow, (), title="План без мероприятий")
        await uow.commit()
    await world.at("2026-09-15 10:00")
    await hush(world)
    for way, chosen, said in (
        ("По картам", "^План повышения", "Лугова Анна: сводка дня — доставлено"),
        ("По картам", "^План без", "Пока ничего"),
        ("По организациям", f"^{SCHOOL}", "Лугова Анна: сводка дня — доставлено"),
        ("По людям", "^Речной Борис", "сводка дня — доставлено"),
    ):
        await vera.says("/menu")
        await vera.presses("Что уйдёт")
        await vera.presses("Что ушло")
        await vera.presses(way)
        await vera.news()
        await vera.presses(chosen)
        (gone,) = await vera.news()
        assert said in gone.text
        assert (SCHOOL in chosen) <= ("Речной Борис" not in gone.text)
        await vera.presses(f"‹ {way}")
        await vera.presses("‹ Что ушло")
        await vera.presses("‹ Что уйдёт")
    await hush(world)


async def test_the_numbers_of_a_list_add_up_to_the_whole(world: World, store: Store, vera: Hero) -> None:
    actor = await _actor(store, "Вера Ильина")
    for by in ("u", "m", "p"):
        view = await world.app.outlook.open(actor, by, 0, 0)
        assert view.paging.pages == 1
        extra = sum(choice.count for choice in view.choices) - (view.count - view.apart)
        assert extra >= view.shared and (extra > 0) == (view.shared > 0), by
    await vera.says("/menu")
    await vera.presses("Что уйдёт")
    await vera.presses("По организациям")
    (view,) = (await vera.news())[-1:]
    assert re.search(r"Всего \d+ сообщени.\. Сразу о нескольких организациях: \d", view.text), view.text


async def test_a_curator_sees_what_goes_about_their_own_units(world: World, store: Store, vera: Hero) -> None:
    olga = world.heroes[3]
    await olga.says("/menu")
    await olga.presses("Что уйдёт")
    await olga.sees("Что уйдёт до")


async def _actor(store: Store, name: str) -> Actor:
    async with store.read() as uow:
        (department,) = await uow.people.departments()
        persons = {person.name: person.id for person in await uow.people.persons(department.id)}
        return (await uow.actors.actors_of([persons[name]]))[persons[name]]


async def test_an_overdue_duty_climbs_on_by_the_ladder_it_began_with(
    world: World, store: Store, vera: Hero
) -> None:
    await world.at("2026-09-17 10:00")
    actor = await _actor(store, "Вера Ильина")
    await world.app.ladders.choose(actor, LadderOf.DEPARTMENT, actor.department_id, Profile.FIRM.value)
    view = await world.app.outlook.open(actor, "p", actor.person_id, 0)
    stages = {(each.on, piece.stage) for each in view.expected for piece in each.pieces}
    assert (date(2026, 9, 24), "head+7") in stages
    assert all(on > date(2026, 9, 25) for on, stage in stages if stage == "head+5")
    await hush(world)
