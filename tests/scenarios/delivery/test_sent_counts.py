"""After a send to many, one message says how many have arrived, and edits itself as they do."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from roadmap.people.persons import Role, UnitKind
from storage.unit_of_work import Store
from tests.clock import ZONE
from tests.control_story import Stage, bound, set_stage
from tests.databases import both_databases
from tests.quarter_district import Row, lay
from tests.world import World

pytestmark = both_databases
SIX = tuple(f"Лицей № {number}" for number in range(1, 7))
SURVEY = Row(number="7.1", title="Провести опрос", units=SIX, due_on=date(2026, 9, 25))


@pytest.fixture
async def stage(world: World, store: Store) -> AsyncIterator[Stage]:
    """Six schools owe one measure and have said nothing."""
    stage = await set_stage(world, store)
    district = stage.district
    async with store.write() as uow:
        for school in SIX:
            district.units[school] = await uow.people.add_unit(
                district.department, district.department, school, UnitKind.SCHOOL, ZONE
            )
            await bound(world, district, uow, f"Директор {school}", Role.EXECUTOR, district.units[school])
        await lay(district, uow, (SURVEY,))
        await uow.commit()
    yield stage
    for hero in world.heroes:
        await hero.news()


async def nudge_all(stage: Stage) -> None:
    """«Напомнить всем молчащим» under the measure."""
    async with stage.district.store.read() as uow:
        duty = await uow.duties.get(stage.district.duties["7.1", SIX[0]])
    assert duty is not None
    actor = await stage.district.actor("Ольга Ветрова")
    told = await stage.world.app.nudging_all.of_point(actor, duty.measure_id, duty.control_point_id)
    assert told.told == len(SIX)


async def test_one_message_counts_and_is_edited_when_what_waited_for_the_morning_has_come(
    world: World, stage: Stage
) -> None:
    director = next(hero for hero in world.heroes if hero.name == f"Директор {SIX[0]}")
    await world.at("2026-09-02 21:30")
    for hero in world.heroes:
        await hero.news()
    await nudge_all(stage)
    await world.at("2026-09-02 21:32")
    (first,) = [message for message in await stage.olga.news() if "Напоминания молчащим" in message.text]
    assert "п. 7.1: 6" in first.text and "6 ещё ждут отправки" in first.text

    await director.phone.block()
    await world.at("2026-09-03 09:30")
    await world.at("2026-09-03 09:32")

    redrawn = [message for message in await stage.olga.news() if message.id == first.id]
    assert redrawn and "5 доставлено, 1 заблокировал бота" in redrawn[0].text
    assert "Кто не на связи" in redrawn[0].buttons
    await world.at("2026-09-03 09:34")
    assert not [message for message in await stage.olga.news() if message.id == first.id]


async def test_to_few_people_the_toast_says_it_all(world: World, stage: Stage) -> None:
    await world.at("2026-09-02 12:00")
    for hero in world.heroes:
        await hero.news()
    actor = await stage.district.actor("Ольга Ветрова")
    await world.at("2026-09-20 12:00")
    for hero in world.heroes:
        await hero.news()
    await world.app.nudging_all.of_unit(actor, stage.district.units["Школа № 3"])
    await world.at("2026-09-20 12:02")
    assert not [message for message in await stage.olga.news() if "Напоминания молчащим" in message.text]
