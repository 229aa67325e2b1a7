"""After the deed the answer comes: one spoilt call or a bad minute, the person ends before a true screen."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

import bot.telegram.screens
from storage.unit_of_work import Store
from tests.control_story import Stage, set_stage
from tests.world import Hero, World

METHODS = ("answerCallbackQuery", "editMessageText", "sendMessage", "deleteMessage")
FAULTS: dict[str, dict[str, Any]] = {
    "500": {"kind": "refuse", "code": 500},
    "502 HTML": {"kind": "html", "code": 502},
    "reset before": {"kind": "reset", "moment": "before"},
    "reset after": {"kind": "reset", "moment": "after"},
    "429": {"kind": "refuse", "retry_after": 1},
}
A_BAD_MINUTE = 3
"""So many calls in a row fail: every try of one screen, and not its second chance."""


@pytest.fixture
async def stage(world: World, store: Store, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setattr(bot.telegram.screens, "TRY_AGAIN_SECONDS", (0.0, 0.0))
    return await set_stage(world, store)


async def report(stage: Stage) -> tuple[Hero, str, str]:
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Отчитаться")
    await stage.anna.says("Провели 12 сентября")
    return stage.anna, "Отправить", "[Нн]а проверке|[Оо]тправлен"


async def accept(stage: Stage) -> tuple[Hero, str, str]:
    await stage.reports()
    await stage.olga.news()
    return stage.olga, "Снять с контроля", "[Сс]нято с контроля"


async def acknowledge(stage: Stage) -> tuple[Hero, str, str]:
    await stage.opens(stage.anna, "2.2")
    return stage.anna, "Взять в работу", "[Пп]ринято в работу"


async def open_card(stage: Stage) -> tuple[Hero, str, str]:
    await stage.anna.says("/my")
    return stage.anna, "2", "Утвердить план"


async def draft(stage: Stage) -> tuple[Hero, str, str]:
    await stage.opens(stage.anna, "2.2")
    return stage.anna, "Отчитаться", "Утвердить план.*[Нн]апишите"


DEEDS = (report, accept, acknowledge, open_card, draft)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
async def test_one_spoilt_call_leaves_nobody_before_an_old_screen(
    stage: Stage, deed: Callable[[Stage], Awaitable[tuple[Hero, str, str]]], fault: str, method: str
) -> None:
    hero, button, sees = await deed(stage)
    await hero.news()
    await stage.world.sandbox.client.fault(**FAULTS[fault], method=method, chat_id=hero.phone.id)

    await hero.presses(button)

    await ends_before(stage, hero, sees)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
async def test_a_bad_minute_leaves_nobody_before_an_old_screen(
    stage: Stage, deed: Callable[[Stage], Awaitable[tuple[Hero, str, str]]]
) -> None:
    hero, button, sees = await deed(stage)
    await hero.news()
    for method in ("editMessageText", "sendMessage"):
        await stage.world.sandbox.client.fault(
            "refuse", code=500, method=method, chat_id=hero.phone.id, times=A_BAD_MINUTE
        )

    await hero.presses(button)
    await stage.world.at("2026-09-01 09:05")  # a deed that was not done is tried again meanwhile

    await ends_before(stage, hero, sees)


async def ends_before(stage: Stage, hero: Hero, sees: str) -> None:
    """The newest thing the bot has said or redrawn to this person is this screen."""
    fresh = await hero.news()
    assert fresh and re.search(sees, fresh[-1].text, re.DOTALL), [message.text for message in fresh]
    for other in (stage.anna, stage.boris, stage.olga):
        await other.news()
