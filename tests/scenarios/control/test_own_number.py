"""The number a measure is to come to: one reply tells it among its words, and an edit changes it."""

import pytest
from sqlalchemy import select, update

from storage.connection import WRITE
from storage.control.tables import ExecutionReportRow
from storage.plan.tables import MeasureRow
from storage.unit_of_work import Store
from tests.control_story import Stage, photo, set_stage
from tests.world import World


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    """A school whose measure counts people, with its card on the screen."""
    stage = await set_stage(world, store)
    async with store.engine.begin() as connection:
        await connection.execution_options(**WRITE)
        await connection.execute(
            update(MeasureRow).where(MeasureRow.number == "2.1").values(result="Охват не менее 80 %")
        )
    return stage


async def values(store: Store) -> list[tuple[float | None, str]]:
    """The number and the words of each report."""
    async with store.engine.connect() as connection:
        rows = await connection.execute(
            select(ExecutionReportRow.value, ExecutionReportRow.text)
            .where(ExecutionReportRow.retracted_at.is_(None))
            .order_by(ExecutionReportRow.id)
        )
        return [(row.value, row.text) for row in rows]


async def test_one_reply_to_the_card_is_the_report_with_its_number(stage: Stage, store: Store) -> None:
    await stage.anna.forges(f"d:{stage.district.duties['2.1', 'Школа № 3']}")
    (card,) = (await stage.anna.news())[-1:]
    await stage.anna.replies(card, "Провели для всех, охват 84 %")
    await stage.anna.sees("Показатель: 84 % .цель 80 %.*Провели для всех, охват 84 %")
    await stage.anna.presses("Отправить")
    await stage.anna.news()
    await stage.olga.sees("84 %")
    assert await values(store) == [(84, "Провели для всех, охват 84 %")]


async def test_words_under_a_photo_tell_the_number_too(stage: Stage, store: Store) -> None:
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Отчитаться")
    await stage.anna.sends_photo(photo(), caption="Охват 91 процент")
    assert "Показатель: 91 %" in (await stage.anna.news())[-1].text
    await stage.anna.presses("Не отправлять")
    await stage.anna.presses("Удалить")
    await stage.anna.news()
    assert await values(store) == []


async def test_an_edited_message_changes_the_number_in_the_draft_and_in_what_was_sent(
    world: World, stage: Stage, store: Store
) -> None:
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Отчитаться")
    sent = await stage.anna.phone.send("Охват 48 %")
    await world.answer()
    await stage.anna.news()
    await stage.anna.phone.edit(sent.id, "Охват 84 %")
    await world.answer()
    await stage.anna.sees("Показатель: 84 %")
    await stage.anna.presses("Отправить")
    await stage.anna.news()
    await stage.anna.phone.edit(sent.id, "Охват 85 %, двое болели")
    await world.answer()
    assert await values(store) == [(85, "Охват 85 %, двое болели")]
    await world.at("2026-09-01 12:00")
    for hero in world.heroes:
        await hero.news()


async def test_words_that_tell_no_number_leave_the_one_that_was_sent(
    world: World, stage: Stage, store: Store
) -> None:
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Отчитаться")
    await stage.anna.says("84")
    words = await stage.anna.phone.send("Провели")
    await world.answer()
    await stage.anna.presses("Отправить")
    await stage.anna.phone.edit(words.id, "Провели 12 сентября")
    await world.answer()
    assert await values(store) == [(84, "Провели 12 сентября")]
    await world.at("2026-09-01 12:00")
    for hero in world.heroes:
        await hero.news()
