"""The «/» list: one for everybody, another only in the chats of those whose role has more."""

from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow
from tests.databases import both_databases
from tests.world import DEPARTMENT, World

SCHOOL, ANNA = "Школа № 3", "Анна Лугова"


async def given(world: World) -> list[str]:
    """Every list that was set or taken away."""
    calls = await world.sandbox.client.calls(accepted=True)
    return [call.method for call in calls if call.method in ("setMyCommands", "deleteMyCommands")]


async def test_an_executor_keeps_the_list_of_everybody(world: World) -> None:
    await world.department()
    anna = await world.executor(ANNA, SCHOOL)
    await anna.says("/menu")
    await anna.sees("Меню")
    assert await given(world) == ["setMyCommands"]  # the coordinator's


@both_databases
async def test_a_coordinator_is_given_a_list_once(world: World) -> None:
    vera = await world.department()
    for _ in range(3):
        await vera.says("/menu")
        await vera.sees("Меню")
    assert await given(world) == ["setMyCommands"]


@both_databases
async def test_a_new_role_brings_its_list_with_the_next_message(world: World) -> None:
    await world.department()
    anna = await world.executor(ANNA, SCHOOL)
    await world.staff(StaffRow(unit=DEPARTMENT, kind=UnitKind.DEPARTMENT, person=ANNA, role=Role.COORDINATOR))
    await anna.says("/menu")
    await anna.sees("Меню", "Вам добавлена роль: координатор")
    await anna.says("/menu")
    await anna.sees("Меню")
    assert await given(world) == ["setMyCommands", "setMyCommands"]


async def test_a_chat_that_becomes_an_executors_has_the_list_of_everybody_again(world: World) -> None:
    vera = await world.department()
    await world.staff(StaffRow(unit=SCHOOL, kind=UnitKind.SCHOOL, person=ANNA, role=Role.EXECUTOR))
    await vera.starts(world.link_of(ANNA))
    await vera.presses("Согласен")
    await vera.news()
    assert await given(world) == ["setMyCommands", "deleteMyCommands"]


async def test_a_refused_list_breaks_nothing_and_is_offered_again(world: World) -> None:
    await world.sandbox.client.fault("refuse", method="setMyCommands", code=500)
    vera = await world.department()
    await vera.says("/menu")
    await vera.sees("Меню")
    assert await given(world) == ["setMyCommands"]


async def test_ones_own_used_link_opens_the_menu(world: World) -> None:
    await world.department()
    await world.staff(StaffRow(unit=SCHOOL, kind=UnitKind.SCHOOL, person=ANNA, role=Role.EXECUTOR))
    anna = await world.join(ANNA)
    for _ in range(7):  # it is no guessing
        await anna.starts(world.link_of(ANNA))
        await anna.sees("Меню")


@both_databases
async def test_anybody_elses_used_link_is_no_door(world: World) -> None:
    await world.department()
    await world.staff(StaffRow(unit=SCHOOL, kind=UnitKind.SCHOOL, person=ANNA, role=Role.EXECUTOR))
    await world.join(ANNA)
    boris = await world.executor("Борис Речной", "Школа № 8")
    await boris.starts(world.link_of(ANNA))
    await boris.sees("не действует")
