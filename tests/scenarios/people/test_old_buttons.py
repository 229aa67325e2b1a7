"""Whoever has left still holds a phone full of buttons: none of them does or tells anything any more.

Besides what was really shown, every kind of button there is is pressed about what was theirs.
"""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from handlers.table import ROUTES
from storage.all_tables import METADATA
from storage.unit_of_work import Store
from tests.databases import both_databases
from tests.handlers.test_permissions import OBJECTS, presses
from tests.people_story import hush, lay_rows, open_card
from tests.quarter_district import Row
from tests.world import Hero, World

ANNA, BORIS, SCHOOL = "Лугова Анна", "Речной Борис", "Школа № 3"
OWN = Row(number="2.1", title="Собрать семинар", person=ANNA, due_on=date(2026, 10, 30))
COMMON = Row(number="1.1", title="Провести диагностику", units=(SCHOOL,), due_on=date(2026, 10, 15))
TOLD = (BORIS, SCHOOL, "семинар", "диагностик", "План повышения", "Вера")
"""Of this somebody who has left reads nothing more."""
OWN_TRACES = {"inbox_updates", "start_attempts", "conversations"}
"""That somebody has pressed or typed is stored; nothing else may be."""
Leaving = Callable[[Hero, Hero], Awaitable[None]]


async def is_dismissed(vera: Hero, anna: Hero) -> None:
    await open_card(vera, ANNA)
    await vera.presses("Больше не работает")
    await vera.presses(BORIS)
    await vera.presses("Да, передать")


async def is_erased(vera: Hero, anna: Hero) -> None:
    await is_dismissed(vera, anna)
    await vera.presses("Стереть данные")
    await vera.presses("^Стереть")


async def withdraws(vera: Hero, anna: Hero) -> None:
    await anna.says("/privacy")
    await anna.presses("Отозвать согласие")
    await anna.presses("Отозвать согласие")


async def at_work(world: World, store: Store) -> tuple[Hero, Hero, set[str]]:
    """Vera, Anna, and every button Anna has ever been shown."""
    vera = await world.department()
    anna = await world.executor(ANNA, SCHOOL)
    await world.executor(BORIS, SCHOOL)
    await world.curator()
    await lay_rows(world, store, OWN, COMMON)
    await world.at("2026-10-12 10:00")
    shown: set[str] = set()
    for command in ROUTES.commands:
        await anna.says(f"/{command}")
        shown |= await buttons_of(anna)
    await anna.says("/my")
    await anna.presses("^1$")
    for label in ("^Ещё", "^Перенести срок"):
        shown |= await buttons_of(anna)
        await anna.presses(label)
    shown |= await buttons_of(anna)
    await anna.presses("до ")
    await anna.says("Не успеваем")
    await anna.says("/my")
    await anna.presses("^2$")
    await anna.presses("^Отчитаться")
    await anna.says("Сделано наполовину")
    shown |= await buttons_of(anna)
    await hush(world)
    return vera, anna, shown


async def buttons_of(hero: Hero) -> set[str]:
    messages = await hero.phone.messages()
    return {key.data for each in messages for row in each.rows for key in row if key.data}


async def rows_of(store: Store) -> dict[str, list[str]]:
    async with store.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, await connection.execute(select(table))))
            for table in METADATA.sorted_tables
            if table.name not in OWN_TRACES
        }


async def ids_of(store: Store, person: str) -> dict[str, int]:
    """What was this person's; the first of its kind where it belongs to nobody."""
    found: dict[str, Any] = {}
    async with store.engine.connect() as connection:
        for name in {*OBJECTS.values(), "road_maps", "measures", "units"}:
            found[name] = await connection.scalar(select(METADATA.tables[name].c.id).limit(1)) or 1
    async with store.read() as uow:
        (department,) = await uow.people.departments()
        everybody = {each.name: each.id for each in await uow.people.persons(department.id)}
    return found | {"persons": everybody[person]}


@both_databases
@pytest.mark.parametrize("leaves", [is_dismissed, is_erased, withdraws], ids=lambda leaves: leaves.__name__)
async def test_nothing_is_done_or_told_by_what_was_once_shown(
    world: World, store: Store, leaves: Leaving
) -> None:
    vera, anna, shown = await at_work(world, store)
    forged = {data for _, data in presses(await ids_of(store, ANNA))}
    assert len(shown) > 20 and len(forged) > 100
    await leaves(vera, anna)
    await world.settle()
    await hush(world)

    before = await rows_of(store)
    wrong = []
    for data in sorted(shown | forged):
        answered = len(await anna.phone.answers())
        await anna.forges(data)
        words = " ".join([each.text for each in await anna.news()] + [await anna.last_toast()])
        if len(await anna.phone.answers()) == answered or any(each in words for each in TOLD):
            wrong.append((data, words[:120]))
    for typed in ("2.1", "+", "Готово", "/my", "/plan", "/queue", "/people", "/mydata", "/calendar"):
        await anna.says(typed)
        words = " ".join(each.text for each in await anna.news())
        if not words or any(each in words for each in TOLD):
            wrong.append((typed, words[:120]))
    await anna.sends_photo(b"\xff\xd8\xff\xe0" + b"jpeg" * 400 + b"\xff\xd9")
    (answer,) = await anna.news()
    assert not any(each in answer.text for each in TOLD)
    assert not wrong, "\n".join(map(str, wrong))
    after = await rows_of(store)
    assert not {name for name in before if before[name] != after[name]}
    await world.settle()
    for hero in world.heroes:
        await hero.sees_nothing()
