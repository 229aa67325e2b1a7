"""A teacher blocks the bot: the curator learns the same day, and a way back is open."""

from roadmap.people.persons import AccountState
from roadmap.people.place import in_telegram
from tests.world import Hero, World


async def state_of(world: World, hero: Hero) -> AccountState:
    async with world.machine.store.read() as uow:
        account = await uow.accounts.at(in_telegram(hero.phone.id))
    assert account is not None
    return account.state


async def test_blocking_the_bot_is_told_to_the_curator_and_undone_by_coming_back(world: World) -> None:
    await world.at("2026-09-01 10:00")
    await world.department()
    olga = await world.curator()
    anna = await world.executor("Анна Лугова", "Школа № 3")

    await anna.phone.block()
    await world.settle()
    await olga.sees("Анна Лугова не получает сообщения бота.*Школа № 3")
    assert await state_of(world, anna) is AccountState.BLOCKED

    await anna.phone.unblock()
    await world.settle()
    assert await state_of(world, anna) is AccountState.ACTIVE
    await world.expect_silence()


async def test_blocking_twice_a_day_is_told_once(world: World) -> None:
    await world.at("2026-09-01 10:00")
    await world.department()
    olga = await world.curator()
    anna = await world.executor("Анна Лугова", "Школа № 3")
    for _ in range(2):
        await anna.phone.block()
        await world.settle()
        await anna.phone.unblock()
        await world.settle()

    await olga.sees("не получает сообщения бота")
