"""What is typed beside a card is never taken for «done» when it says something else."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from roadmap.control.duty import ReportOutcome
from roadmap.ids import CampaignItemId
from storage.unit_of_work import Store
from tests.control_story import Stage, set_stage
from tests.world import World


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


async def replies(stage: Stage, words: str) -> list[str]:
    """Anna answers the card of measure 2.1; the draft as it stands, and its buttons."""
    await stage.opens(stage.anna, "2.1")
    card = (await stage.anna.phone.messages())[-1]
    await stage.anna.replies(card, words)
    draft = (await stage.anna.news())[-1]
    return [draft.text, *draft.buttons]


async def test_a_plea_for_another_date_is_a_request_of_one_press(stage: Stage) -> None:
    said, *keys = await replies(stage, "не успеваем перенесите на 25.09")
    assert "Итог: не выполнено" in said
    assert "Попросить перенести на 25 сентября" in keys

    await stage.anna.presses("Попросить перенести на 25 сентября")

    await stage.anna.sees("Вы просите перенести.*25 сентября|ждёт.*25 сентября|25 сентября")
    await stage.olga.sees("25 сентября.*не успеваем перенесите")
    await stage.anna.says("Спасибо")
    await stage.anna.sees("никуда не записано")


async def test_a_plea_without_a_date_leads_to_the_choice_of_one(stage: Stage) -> None:
    _, *keys = await replies(stage, "Просим перенести, нет бланков")
    assert "Перенести срок" in keys


async def test_half_done_is_partly_done_and_what_is_left_is_asked(stage: Stage) -> None:
    said, *keys = await replies(stage, "половину сделали, остальное потом")
    assert "Итог: частично" in said and "Выполнено: 50 %" in said
    assert "Что осталось сделать?" in said
    assert "Отправить" not in keys


async def test_a_caption_tells_the_outcome_too(stage: Stage) -> None:
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Отчитаться")
    await stage.anna.sends_photo(b"\xff\xd8\xff\xe0" + b"\0" * 60 + b"\xff\xd9", caption="Пока не готово")
    assert "Итог: не выполнено" in (await stage.anna.news())[-1].text


async def test_what_a_button_says_afterwards_is_kept(stage: Stage) -> None:
    await replies(stage, "Не успели к сроку, но семинар был")
    await stage.anna.presses("^Выполнено$")
    await stage.anna.says("Никто не успел записать")
    assert "Итог: выполнено" in (await stage.anna.news())[-1].text


async def test_what_is_overdue_is_not_offered_as_going_by_plan(stage: Stage) -> None:
    view = await stage.world.app.drafts.start(
        await stage.district.actor("Анна Лугова"),
        stage.district.duties["2.1", "Школа № 3"],
        ReportOutcome.DONE,
    )
    asked = replace(view, draft=replace(view.draft, campaign_item_id=CampaignItemId(1)))
    late = replace(asked, draft=replace(asked.draft, updated_at=datetime(2026, 9, 20, 12, tzinfo=UTC)))
    assert ReportOutcome.ON_TRACK in asked.outcomes
    assert ReportOutcome.ON_TRACK not in late.outcomes and ReportOutcome.DIFFICULTY in late.outcomes
