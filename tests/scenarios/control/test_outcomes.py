"""What became of a duty has one true name, whoever reads it and wherever."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from roadmap.people.persons import Role
from scheduler.beats import BEATS
from storage.unit_of_work import Store
from tests.control_deeds import start
from tests.control_story import OTHER_SCHOOL, SCHOOL, Stage, bound, set_stage
from tests.quarter_district import Row, lay
from tests.world import Hero, World

ELENA = "Елена Холмова"
SOON = date(2026, 9, 10)
ROWS = (
    Row(number="1", title="Открыть кружок", units=(SCHOOL, OTHER_SCHOOL), due_on=SOON),
    Row(number="2", title="Обновить стенд", units=(SCHOOL,), due_on=SOON),
    Row(number="3", title="Собрать анкеты", units=(SCHOOL,), due_on=SOON),
    Row(number="4", title="Вести дневник", units=(SCHOOL,)),
    Row(number="5", title="Утвердить список", units=(SCHOOL,), due_on=date(2026, 8, 20), predates=True),
)


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    """Two schools, a curator, a head; the plan has just been approved."""
    stage = await set_stage(world, store)
    async with store.write() as uow:
        await lay(stage.district, uow, ROWS, title="План школ")
        await uow.commit()
    await start(stage.district)
    return stage


@pytest.fixture
async def elena(stage: Stage, world: World, store: Store) -> Hero:
    async with store.write() as uow:
        elena = await bound(world, stage.district, uow, ELENA, Role.HEAD, stage.district.department)
        await uow.commit()
    return elena


async def hush(world: World) -> None:
    """What has been said is another story."""
    for hero in world.heroes:
        await hero.news()


async def day(world: World, local: str) -> None:
    await world.at(f"2026-09-{local}")


async def reports(stage: Stage, number: str, outcome: str, *words: str) -> None:
    """Anna reports in the chat: the outcome as its button says it, and her words."""
    await stage.opens(stage.anna, number)
    await stage.anna.presses("Отчитаться")
    if outcome != "Выполнено":  # it is chosen already
        await stage.anna.presses(outcome)
    for said in words:
        await stage.anna.says(said)
    await stage.anna.presses("Отправить")
    await hush(stage.world)


async def sheet(stage: Stage, name: str) -> list[list[str]]:
    """The consolidated report of the plan as the curator gets it, as words."""
    actor = await stage.district.actor("Ольга Ветрова")
    made = await stage.world.app.exports.report(actor, stage.district.road_map)
    rows = load_workbook(io.BytesIO(made.files[0]))[name].iter_rows(values_only=True)
    return [[str(value) for value in row if value is not None] for row in rows]


async def test_closed_as_not_done_is_called_so_everywhere(stage: Stage, world: World, elena: Hero) -> None:
    await reports(stage, "1", "Не выполнено", "Кружок открыть негде")
    await stage.opens(stage.olga, "1")

    await stage.olga.presses("Закрыть как невыполненное")

    assert await stage.olga.last_toast() == "Закрыто как невыполненное."
    await stage.olga.sees("Состояние: закрыто как невыполненное.*Закрыто как невыполненное 1 сентября, Ольга")
    await stage.anna.sees("Состояние: закрыто как невыполненное", "^Закрыто как невыполненное")
    await stage.olga.forges("db")
    (board,) = await stage.olga.sees("Закрыто как невыполненное: 1")
    await day(world, "07 09:00")
    (letter,) = await elena.sees("Неделя с 7 сентября.*Закрыто как невыполненное: 1")
    assert "Закрыто как невыполненное: 1" in str(await sheet(stage, "Мероприятия"))
    assert "закрыто как невыполненное" in str(await sheet(stage, "Подтверждения"))
    for said in (board.text, letter.text):
        assert "Снято с контроля" not in said, "not done is not «снято с контроля»"
    await hush(world)


async def test_the_lines_of_the_overview_make_up_their_sum_and_without_a_date_is_what_has_none(
    stage: Stage,
) -> None:
    await stage.olga.forges("db")
    (board,) = await stage.olga.sees("Всего поручений: 9")
    assert "В работе, срок не прошёл: 6" in board.text
    assert "Без даты, по мониторингу: 2" in board.text, "2.3 and 4 never had one"
    assert "Срок прошёл до начала работы: 1" in board.text

    await stage.anna.forges("dm:ongoing:0")
    (undated,) = await stage.anna.sees("без даты.*Вести журнал.*Вести дневник")
    assert "Утвердить список" not in undated.text
    await stage.anna.presses("Срок прошёл до начала: 1")
    await stage.anna.sees("Утвердить список .План школ. — срок прошёл до начала работы")


async def test_a_returned_report_is_never_called_silence(stage: Stage, world: World, elena: Hero) -> None:
    await reports(stage, "2", "Выполнено", "Стенд обновили")
    await stage.opens(stage.olga, "2")
    await stage.olga.presses("Вернуть на доработку")
    await stage.olga.says("Нет фотографии")
    await hush(world)

    await day(world, "11 09:00")

    (digest,) = await stage.olga.sees("Не отчитались в срок: 3.*Ждём исправленный отчёт: 1.*Обновить стенд")
    silent, _, returned = digest.text.partition("Ждём исправленный отчёт")
    assert "Обновить стенд" not in silent and "Открыть кружок" not in returned
    (own,) = await stage.anna.sees(
        "Обновить стенд .План школ. — срок был 10 сентября .чт., вчера, ждём исправленный отчёт"
    )
    assert "отчёта ещё нет" not in own.text
    await hush(world)
    await stage.olga.forges("db")
    await stage.olga.sees("Просрочено: 4 .отчёта нет: 3, ждём исправленный отчёт: 1.")
    assert "Просрочено, ждём исправленный отчёт" in str(await sheet(stage, "Мероприятия"))

    await day(world, "21 09:00")
    (letter,) = await elena.sees("Просрочено: 5 .отчёта нет: 4, ждём исправленный отчёт: 1.")
    assert "без отчёта" not in letter.text
    assert (
        "Обновить стенд [План школ] — Школа № 3, срок был 11 дней назад, ждём исправленный отчёт"
        in letter.text
    )
    await hush(world)


async def test_on_a_monday_the_head_hears_of_a_matter_once_even_when_the_bot_wakes_up_late(
    stage: Stage, world: World, elena: Hero
) -> None:
    for local in ("07 09:00", "11 09:00", "15 09:00", "16 09:00", "18 09:00"):
        await day(world, local)
    await hush(world)
    world.clock.set("2026-09-21 10:30")  # the seventh working day is a Monday, and the morning was missed
    remind = next(beat for beat in BEATS if beat.name == "plan reminders")

    await remind.look(world.app)
    await world.answer()  # sent before any other beat has looked

    await elena.sees("Неделя с 21 сентября.*впервые в этом письме: 4 поручения")
    await world.settle()
    await elena.sees_nothing()
    await hush(world)
