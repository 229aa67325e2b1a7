"""A page of the queue is decided on in three taps; a return asks for one reason."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from roadmap.control.duty import ReportOutcome
from roadmap.people.persons import Role, UnitKind
from storage.unit_of_work import Store
from tests.clock import ZONE
from tests.control_deeds import reported
from tests.control_story import Stage, bound, photo, set_stage
from tests.quarter_district import Row, lay
from tests.world import World

TEN = tuple(f"Лицей № {number}" for number in range(1, 11))


@pytest.fixture
async def stage(world: World, store: Store) -> AsyncIterator[Stage]:
    """Ten schools that owe a report on one measure; what their directors hear is told elsewhere."""
    stage = await set_stage(world, store)
    async with store.write() as uow:
        for school in TEN:
            district = stage.district
            district.units[school] = await uow.people.add_unit(
                district.department, district.department, school, UnitKind.SCHOOL, ZONE
            )
            unit_id = district.units[school]
            await bound(world, district, uow, f"Директор {school}", Role.EXECUTOR, unit_id)
        await lay(stage.district, uow, (Row(number="7.1", title="Провести опрос", units=TEN, due_on=DUE),))
        await uow.commit()
    yield stage
    for hero in world.heroes:
        await hero.news()


DUE = date(2026, 9, 25)


async def all_report(stage: Stage, outcome: ReportOutcome = ReportOutcome.DONE, *schools: str) -> None:
    for school in schools or TEN:
        await reported(stage.district, f"Директор {school}", ("7.1", school), outcome, "Опросили всех")
    await stage.world.settle()
    await stage.olga.news()


async def states(stage: Stage) -> list[str]:
    async with stage.district.store.read() as uow:
        found = [await uow.duties.get(stage.district.duties["7.1", school]) for school in TEN]
    return [duty.state.value for duty in found if duty is not None]


async def test_a_page_of_ten_is_accepted_in_three_taps(stage: Stage) -> None:
    await all_report(stage)

    await stage.olga.forges("sq:0")  # «Вся очередь» under the message of the morning
    await stage.olga.presses("Отметить все")
    await stage.olga.presses("Принять отмеченные")

    assert await states(stage) == ["accepted"] * 10
    (said,) = await stage.olga.sees("Принято: 10 отчётов.*Ждут вашего решения.*ничего не ждёт")
    assert "Отметить все" not in said.buttons


async def test_the_ticked_are_returned_with_one_reason_for_all(stage: Stage) -> None:
    await all_report(stage)
    await stage.olga.forges("sq:0")
    await stage.olga.presses("Отметить все")
    await stage.olga.presses("☑ 1$")
    (shown,) = await stage.olga.sees("Отмечено: 9 из 10")
    assert "☐ 1" in shown.buttons

    await stage.olga.presses("Вернуть отмеченные")
    await stage.olga.sees("Вернуть на доработку: 9 отчётов.*Одно замечание на всех")
    await stage.olga.says("Добавьте число участников")

    assert sorted(await states(stage)) == ["reported"] + ["returned"] * 9
    await stage.olga.sees("Возвращено на доработку: 9 отчётов.*Ждут вашего решения: 1")
    async with stage.district.store.read() as uow:
        card = await uow.duties.card(stage.district.duties["7.1", TEN[1]])
    assert card is not None and card.reports[0].decision_comment == "Добавьте число участников"


async def test_what_is_not_done_is_ticked_by_hand_only(stage: Stage) -> None:
    await all_report(stage, ReportOutcome.DONE, *TEN[:2])
    await all_report(stage, ReportOutcome.NOT_DONE, TEN[2])

    await stage.olga.forges("sq:0")
    await stage.olga.presses("Отметить все")

    (shown,) = await stage.olga.sees("Отмечено: 2 из 3")
    assert "⛔ Лицей № 3: не выполнено" in shown.text


async def test_a_page_that_has_changed_meanwhile_is_not_decided_on(stage: Stage) -> None:
    await all_report(stage, ReportOutcome.DONE, *TEN[:3])
    await stage.olga.forges("sq:0")
    await stage.olga.presses("Отметить все")
    await stage.olga.news()
    olga = await stage.district.actor("Ольга Ветрова")
    view = await stage.world.app.cards.open(olga, stage.district.duties["7.1", TEN[0]])
    assert view.card.undecided is not None
    await stage.world.app.decisions.accept(olga, view.card.undecided.id, view.card.duty.version)

    await stage.olga.presses("Принять отмеченные")

    await stage.olga.sees("Список уже изменился.*Ждут вашего решения: 2")
    assert sorted(await states(stage))[:3] == ["accepted", "open", "open"]


async def test_an_executor_ticks_nothing(stage: Stage) -> None:
    await stage.anna.forges("st:0")
    assert "недоступно" in await stage.anna.last_toast()


async def test_what_was_accepted_by_one_press_is_undone_by_one(stage: Stage) -> None:
    await all_report(stage)
    await stage.olga.forges("sq:0")
    await stage.olga.presses("Отметить все")
    await stage.olga.presses("Принять отмеченные")
    (said,) = await stage.olga.sees("Принято: 10 отчётов.*Отменить можно десять минут")
    assert said.buttons[0] == "Отменить: 10 отчётов"

    await stage.olga.presses("Отменить: 10 отчётов")

    assert await states(stage) == ["reported"] * 10
    await stage.olga.sees("Отменено. Снова ждут решения: 10 отчётов.*Ждут вашего решения: 10")
    director = next(hero for hero in stage.world.heroes if hero.name == f"Директор {TEN[0]}")
    assert any("отмен" in message.text.casefold() for message in await director.news())


async def test_after_ten_minutes_the_press_undoes_nothing(stage: Stage) -> None:
    await all_report(stage)
    await stage.olga.forges("sq:0")
    await stage.olga.presses("Отметить все")
    await stage.olga.presses("Принять отмеченные")
    now = stage.world.clock.now().astimezone(ZoneInfo(ZONE))
    await stage.world.at(f"{now + timedelta(minutes=11):%Y-%m-%d %H:%M}")
    await stage.olga.news()
    await stage.olga.presses("Отменить: 10 отчётов")
    assert await states(stage) == ["accepted"] * 10
    await stage.olga.news()


async def test_files_are_counted_and_opened_before_all_is_accepted(stage: Stage) -> None:
    director = next(hero for hero in stage.world.heroes if hero.name == f"Директор {TEN[0]}")
    await director.says("/my")
    await director.presses("^1$")
    await director.presses("Отчитаться")
    await director.sends_photo(photo(), "Опросили всех")
    await stage.world.settle()
    await director.presses("Отправить")
    await all_report(stage, ReportOutcome.DONE, TEN[1])
    await stage.olga.forges("sq:0")
    await stage.olga.presses("Отметить все")
    (page,) = await stage.olga.sees("☑ 1. .*📎 1 файл")
    assert "📎 1: 1" in page.buttons
    await stage.olga.presses("📎 1: 1")
    assert await stage.olga.news(), "the file comes below"
    await stage.olga.presses("Принять отмеченные")
    await stage.olga.sees("Принято: 2 отчёта")
