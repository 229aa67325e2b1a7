"""How many presses an executor needs: a press is counted, typing and sending are not."""

import pytest

from storage.unit_of_work import Store
from tests.control_story import SCHOOL, Stage, set_stage
from tests.world import Hero, World


class Counting:
    """A person whose presses are counted."""

    def __init__(self, hero: Hero) -> None:
        self.hero = hero
        self.presses_made = 0

    async def presses(self, label: str) -> None:
        self.presses_made += 1
        await self.hero.presses(label)


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    stage = await set_stage(world, store)
    async with store.write() as uow:
        await uow.duties.set_next_stage(stage.district.duties["2.1", SCHOOL], world.clock.now())
        await uow.commit()
    await world.at("2026-09-10 10:00")
    return stage


async def test_a_report_takes_two_presses_from_the_reminder(stage: Stage) -> None:
    anna = Counting(stage.anna)
    await stage.anna.sees("Скоро срок.*Провести семинар")
    await anna.presses("Отчитаться")
    await stage.anna.says("Провели, 14 человек")
    await anna.presses("^Отправить$")
    await stage.olga.sees("Новый отчёт.*Провели, 14 человек")
    assert anna.presses_made == 2
    await stage.anna.news()


async def test_a_report_by_reply_takes_one(stage: Stage) -> None:
    anna = Counting(stage.anna)
    (reminder,) = await stage.anna.sees("Скоро срок.*Провести семинар")
    await stage.anna.replies(reminder, "Провели, 14 человек")
    await anna.presses("^Отправить$")
    await stage.olga.sees("Новый отчёт.*Провели, 14 человек")
    assert anna.presses_made == 1
    await stage.anna.news()


async def test_ones_own_measure_is_one_press_away(stage: Stage) -> None:
    anna = Counting(stage.anna)
    await stage.anna.news()
    await stage.anna.says("/start")
    await anna.presses("^1$")
    assert "Провести семинар" in (await stage.anna.news())[-1].text
    await stage.anna.says("семинар")
    assert "Провести семинар" in (await stage.anna.news())[-1].text
    assert anna.presses_made == 1
