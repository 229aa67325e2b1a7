"""One message a morning: what the monitoring asks stands in the digest, and is not said beside it."""

from datetime import date

import pytest
from sqlalchemy import update

from roadmap.plan.evidence_rule import EvidenceRule
from storage.connection import WRITE
from storage.control.tables import DutyRow
from storage.plan.tables import MeasureRow
from storage.unit_of_work import Store
from tests.databases import both_databases
from tests.people_story import hush, lay_rows
from tests.quarter_district import Row
from tests.world import Hero, World

pytestmark = both_databases
SCHOOL = "Школа № 3"
ROWS = (
    Row(number="1.1", title="Провести диагностику", units=(SCHOOL,), due_on=date(2026, 9, 29)),
    Row(number="1.2", title="Открыть клуб", units=(SCHOOL,), due_on=date(2026, 9, 30)),
    Row(number="2.2", title="Вести кружки", units=(SCHOOL,), section=1),
)


@pytest.fixture
async def anna(world: World, store: Store) -> Hero:
    """A deputy whose dates fall into the days of the monitoring; nobody answers anything."""
    await world.department()
    anna = await world.executor("Лугова Анна", SCHOOL)
    await lay_rows(world, store, *ROWS)
    async with store.engine.begin() as connection:
        await connection.execution_options(**WRITE)
        await connection.execute(
            update(DutyRow).where(DutyRow.due_on.is_not(None)).values(next_stage_at=world.clock.now())
        )
        asks = {"evidence": EvidenceRule.DOCUMENT.value, "result": "Аналитическая справка"}
        await connection.execute(update(MeasureRow).where(MeasureRow.number == "1.1").values(**asks))
    await hush(world)
    return anna


async def test_the_opening_and_the_reminder_come_with_the_digest_of_that_day(
    world: World, anna: Hero
) -> None:
    for day in ("2026-09-21", "2026-09-22", "2026-09-23"):
        await world.at(f"{day} 09:30")
        await world.at(f"{day} 18:00")
    await hush(world)
    said: dict[int, list[str]] = {}
    for day in range(24, 31):
        said[day] = []
        for hour in ("09:30", "10:30", "17:00"):
            await world.at(f"2026-09-{day} {hour}")
            said[day] += [message.text for message in await anna.news()]
    assert all(len(messages) <= 1 for messages in said.values()), said
    (with_digest,) = said[25]
    assert with_digest.startswith("Скоро срок")
    assert "Мониторинг\n3 вопроса без ответа, ответить до" in with_digest
    await hush(world)


async def test_the_block_leads_to_the_questions_and_the_digest_stays(world: World, anna: Hero) -> None:
    await world.at("2026-09-24 09:30")
    await world.at("2026-09-24 10:30")
    await hush(world)
    await world.at("2026-09-28 09:30")
    (digest,) = await anna.news()
    assert "📎 Приложите: аналитическую справку" in digest.text
    await anna.presses("^Мониторинг: 3")
    await anna.sees("Мониторинг за 3 квартал 2026 года")
    await hush(world)


async def test_today_has_one_block_of_the_monitoring(world: World, anna: Hero) -> None:
    await world.at("2026-09-24 10:30")
    await hush(world)
    await anna.says("/today")
    (today,) = await anna.news()
    assert today.text.count("Мониторинг") == 1
    assert "\nМониторинг\n3 вопроса без ответа, ответить до" in today.text


async def test_what_the_curator_asks_for_just_now_does_not_wait(world: World, anna: Hero) -> None:
    vera = world.heroes[0]
    await world.at("2026-09-24 10:30")
    await world.at("2026-09-25 09:30")
    await hush(world)
    await vera.says("/monitoring")
    await vera.presses("Мониторинг|Доска|3 кв")
    await vera.presses("Напомнить молчащим")
    await anna.sees("осталось ответить по 3 мероприятиям")
    await hush(world)
