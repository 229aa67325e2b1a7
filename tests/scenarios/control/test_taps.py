"""How many taps the daily loop takes a curator, and lists of many where the silent stand first."""

from datetime import date

from roadmap.control.duty import ReportOutcome
from storage.unit_of_work import Store
from tests.control_deeds import reported
from tests.control_story import ANNA, BORIS, OTHER_SCHOOL, SCHOOL, Stage, set_stage
from tests.quarter_district import Row, lay
from tests.world import World


async def test_a_report_is_accepted_in_one_tap(world: World, store: Store) -> None:
    stage = await set_stage(world, store)
    await stage.reports()
    await stage.olga.sees("Новый отчёт: выполнено")

    await stage.olga.presses("Снять с контроля")

    await stage.olga.sees("Снято с контроля")
    await stage.anna.news()


async def test_an_executor_is_reminded_in_two_taps_from_the_digest(world: World, store: Store) -> None:
    stage = await overdue(world, store)

    await stage.olga.presses("2.1")
    await stage.olga.presses("Напомнить сейчас")

    await stage.anna.sees("Куратор просит отчитаться: Ольга Ветрова")
    await stage.olga.news()


async def test_a_curator_prolongs_in_three_taps_from_the_digest(world: World, store: Store) -> None:
    stage = await overdue(world, store)

    await stage.olga.presses("2.1")
    await stage.olga.presses("Продлить")
    await stage.olga.presses("сентября")

    assert "Первоначальный срок: 15 сентября" in (await stage.olga.news())[-1].text
    await stage.anna.sees("Срок перенесён|перенес")


async def overdue(world: World, store: Store) -> Stage:
    """The first measure is a day overdue, and the curator has read of it in the digest."""
    stage = await set_stage(world, store)
    async with store.write() as uow:
        duty = await uow.duties.get(stage.district.duties["2.1", SCHOOL])
        assert duty is not None
        await uow.duties.set_next_stage(duty.id, world.clock.now())
        await uow.commit()
    await world.at("2026-09-16 09:30")
    await stage.anna.news()
    await stage.olga.sees("Не отчитались в срок: 1")
    return stage


async def collective(world: World, store: Store) -> Stage:
    """A measure of both schools whose day has passed; the second has reported."""
    stage = await set_stage(world, store)
    due = date(2026, 9, 10)
    async with store.write() as uow:
        row = Row(number="5.1", title="Провести опрос", units=(OTHER_SCHOOL, SCHOOL), due_on=due)
        await lay(stage.district, uow, (row,))
        await uow.commit()
    await reported(stage.district, BORIS, ("5.1", OTHER_SCHOOL), ReportOutcome.DONE, "Опросили")
    world.clock.set("2026-09-11 12:00")
    await world.sandbox.client.set_clock(world.clock.now())
    await world.settle()
    await stage.olga.news()
    await stage.boris.news()
    return stage


async def test_of_a_collective_measure_the_silent_stand_first_and_all_are_reminded_by_one_press(
    world: World, store: Store
) -> None:
    stage = await collective(world, store)
    async with store.read() as uow:
        duty = await uow.duties.get(stage.district.duties["5.1", SCHOOL])
    assert duty is not None

    await stage.olga.forges(f"mep:{duty.measure_id}:{duty.control_point_id}:0")
    (shown,) = await stage.olga.sees("Провести опрос")
    assert shown.text.index(f"1. 🔴 {SCHOOL}") < shown.text.index(f"2. {OTHER_SCHOOL}")

    await stage.olga.presses("Напомнить всем молчащим")
    assert "Напоминание отправлено: 1 поручение." in await stage.olga.last_toast()
    await stage.anna.sees("Куратор просит отчитаться")
    await stage.boris.sees_nothing()

    await stage.olga.presses("Напомнить всем молчащим")
    assert "Сегодня уже напоминали: 1 поручение." in await stage.olga.last_toast()
    await stage.anna.sees_nothing()

    await stage.olga.presses("1$")
    await stage.olga.sees(f"Провести опрос.*Исполнитель: {SCHOOL}")


async def test_all_measures_of_one_school_stand_in_one_list(world: World, store: Store) -> None:
    stage = await collective(world, store)
    unit_id = stage.district.units[SCHOOL]

    await stage.olga.forges(f"du:{unit_id}:0")
    (late,) = await stage.olga.sees(f"{SCHOOL}\nПросрочено: 1 поручение")
    assert "Напомнить всем молчащим" in late.buttons
    await stage.olga.presses("Напомнить всем молчащим")
    await stage.anna.sees("Куратор просит отчитаться")

    await stage.olga.presses("Все мероприятия")
    (every,) = await stage.olga.sees("Все мероприятия: 4 поручения, сначала молчащие")
    assert every.text.index("1. 🔴 п. 5.1") < every.text.index("п. 2.1")
    await stage.olga.presses("1$")
    await stage.olga.sees(f"Провести опрос.*Исполнитель: {SCHOOL}")
    await stage.olga.presses("‹ К списку")
    await stage.olga.sees("Все мероприятия: 4 поручения")


async def test_an_executor_reminds_nobody(world: World, store: Store) -> None:
    stage = await set_stage(world, store)
    assert stage.anna.name == ANNA
    await stage.anna.forges(f"dnu:{stage.district.units[SCHOOL]}")
    assert "недоступно" in await stage.anna.last_toast()
