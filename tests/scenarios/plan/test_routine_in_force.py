"""Control points of routine work are chosen on any day, not only before approval."""

from roadmap.control.duty import DutyState
from roadmap.control.duty_filter import DutyFilter
from roadmap.people.persons import UnitKind
from tests.documents_text import road_map_text
from tests.world import World

PLAN = road_map_text(
    ("1.", "Обход здания", "Ежедневно", "Методслужба"), ("2.", "Диктант", "Май", "Методслужба")
)


async def open_duties(world: World, number: str) -> int:
    async with world.machine.store.read() as uow:
        lines = await uow.duties.lines(DutyFilter(states=[DutyState.OPEN]))
    return sum(line.number == number for line in lines)


async def test_control_points_of_a_map_in_force_are_laid_taken_back_and_undone(world: World) -> None:
    vera = await world.department()
    await world.executor("Анна Лугова", "Методслужба", UnitKind.CENTRE)
    await vera.sends_document(PLAN, "plan.txt")
    await vera.presses("^Утвердить$")
    await vera.says("/plan")
    await vera.news()
    if "Текущая работа" not in (await vera.phone.messages())[-1].buttons:
        await vera.presses("чтени")
        await vera.news()

    await vera.presses("Текущая работа")
    await vera.sees("Текущая работа.*1 Обход здания.*«Ежедневно» → без точек")
    await vera.presses("Обход здания")
    (choice,) = await vera.sees("Сейчас: без точек.*Сколько раз спрашивать")
    assert choice.buttons[2] == "☐ Раз в квартал (4 точки за период)"
    await vera.presses("Раз в квартал")
    await vera.sees(
        "Сделано.*контрольные точки: было без точек, стало раз в квартал.*Отменить можно 10 минут"
    )
    assert await open_duties(world, "1") == 4

    await vera.presses("Отменить")
    await vera.news()
    assert await open_duties(world, "1") == 1
    for hero in world.heroes:
        await hero.news()  # what people are told of edits is a story of its own
