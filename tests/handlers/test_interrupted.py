"""A process that ends in the middle of a press: what was begun is begun again, what was shown is meant."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from services.control.deciding.decisions import DecisionService
from services.control.duties.cards import CardService
from storage.unit_of_work import Store
from tests.control_story import Stage, set_stage
from tests.world import World


class Crash(Exception):
    """The process ends here."""


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


def crashing_once(method: Callable[..., Awaitable[Any]], *, after: bool) -> Callable[..., Awaitable[Any]]:
    """The method, but its first call ends in a crash: before anything is done, or when all of it is done."""
    crashes = [Crash]

    async def crash(*args: Any, **kwargs: Any) -> Any:
        if crashes and not after:
            raise crashes.pop()
        result = await method(*args, **kwargs)
        if crashes:
            raise crashes.pop()
        return result

    return crash


async def test_a_press_that_proves_a_message_is_still_carried_out_after_a_crash(
    stage: Stage, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.sandbox.client.fault(
        "reset", moment="after", method="sendMessage", chat_id=stage.olga.phone.id
    )
    await stage.reports()
    await stage.olga.news()
    monkeypatch.setattr(DecisionService, "accept", crashing_once(DecisionService.accept, after=False))

    await stage.olga.presses("Снять с контроля")
    await world.at("2026-09-01 09:01")

    await stage.olga.sees("снято с контроля")
    await stage.anna.sees("снято с контроля", "Снято с контроля")


async def test_words_typed_under_a_draft_that_was_shown_are_taken_although_the_bot_crashed_after_it(
    stage: Stage, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.opens(stage.anna, "2.1")
    monkeypatch.setattr(CardService, "record", crashing_once(CardService.record, after=False))
    await stage.anna.presses("Отчитаться")
    await stage.anna.sees("Напишите, что сделано")

    await stage.anna.says("Провели 12 сентября")

    await stage.anna.sees("Будет отправлено:.*Провели 12 сентября")


@pytest.mark.parametrize("is_stored", [False, True])
async def test_a_question_that_was_shown_waits_for_its_answer_although_the_bot_crashed_after_it(
    stage: Stage, world: World, monkeypatch: pytest.MonkeyPatch, is_stored: bool
) -> None:
    await stage.reports()
    await stage.olga.news()
    monkeypatch.setattr(CardService, "record", crashing_once(CardService.record, after=is_stored))
    await stage.olga.presses("Вернуть на доработку")
    await world.at("2026-09-01 09:01")
    await stage.olga.sees("Что исправить")

    await stage.olga.says("Укажите классы")

    await stage.olga.sees("ждём исправленный отчёт")
    await stage.anna.sees("ждём исправленный отчёт", "Укажите классы")
