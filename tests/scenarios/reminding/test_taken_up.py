"""«Взять в работу» is no end of it: where silence follows, it is asked again."""

from datetime import date

from storage.unit_of_work import Store
from tests.control_story import SCHOOL, set_stage
from tests.quarter_district import Row, lay
from tests.world import World


async def test_whoever_took_it_up_is_asked_at_half_of_the_time(world: World, store: Store) -> None:
    stage = await set_stage(world, store)
    async with store.write() as uow:
        row = Row(number="4.1", title="Собрать портфолио", units=(SCHOOL,), due_on=date(2027, 1, 29))
        await lay(stage.district, uow, (row,), title="Другая карта")
        await uow.commit()
    await stage.opens(stage.anna, "4.1")
    await stage.anna.presses("Взять в работу")
    await stage.anna.news()
    await world.at("2026-11-12 10:00")
    await stage.anna.sees_nothing()
    await world.at("2026-11-13 10:00")
    await stage.anna.sees("Взято в работу 1 сентября. Как идёт\\?.*Собрать портфолио")
    await stage.anna.presses("Отчитаться")
    await stage.anna.presses("Частично")
    await stage.anna.presses("50")
    await stage.anna.says("Осталось три класса")
    await stage.anna.presses("^Отправить$")
    await stage.anna.news()
    await stage.olga.news()
