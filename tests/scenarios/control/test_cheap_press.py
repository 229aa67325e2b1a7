"""What a press of «Отправить» asks of the database, from the claim of the update to its mark as done."""

import pytest

from storage.unit_of_work import Store
from tests.control_story import Stage, photo, set_stage
from tests.statements_said import statements_said
from tests.world import World

MOST = 30


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("statements are counted where SQLite runs them; both databases get the same")
    return await set_stage(world, store)


async def test_a_report_in_words_is_sent_in_few_statements(world: World, stage: Stage) -> None:
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Отчитаться")
    await stage.anna.says("Провели, 14 человек")
    assert await _statements_of_sending(world, stage) <= MOST


async def test_a_file_adds_three_at_most(world: World, stage: Stage) -> None:
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Отчитаться")
    await stage.anna.sends_photo(photo(), caption="Провели, 14 человек")
    assert await _statements_of_sending(world, stage) <= MOST + 3


async def _statements_of_sending(world: World, stage: Stage) -> int:
    """Statements of one press without BEGIN; what its deliveries take is not among them."""
    await stage.anna.phone.press("^Отправить$")
    await world.machine.poller.poll_once()
    with statements_said() as said:
        await world.machine.feeder.drain()
    await world.answer()
    (card, *_) = await stage.anna.news()
    assert "Отчёт отправлен куратору" in card.text
    await stage.olga.news()
    return len([each for each in said if not each.startswith("BEGIN")])
