"""Whoever joins late or comes back is not met with silence."""

from datetime import date

import pytest
from sqlalchemy import delete

from roadmap.people.place import in_telegram
from services.app import App
from storage.people.tables import AccountRow
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.quarter_district import SCHOOLS, District, Row, build_district

ANNA, IGOR = "Анна Лугова", "Игорь Луговой"
NEW_CHAT = 700
OCTOBER = date(2026, 10, 15)
SEMINAR = Row(number="2.4", title="Провести семинар", units=SCHOOLS, first_on=OCTOBER, due_on=OCTOBER)
PLAN = Row(number="2.5", title="Утвердить план", units=SCHOOLS, first_on=OCTOBER, due_on=OCTOBER)


@pytest.fixture
async def world(store: Store, app: App, clock: FrozenClock) -> District:
    return await build_district(store, app, clock, (SEMINAR, PLAN))


async def leave(world: District, name: str) -> None:
    """As if this person had never joined."""
    async with world.store.engine.begin() as connection:
        await connection.execute(delete(AccountRow).where(AccountRow.person_id == world.persons[name]))


async def join(world: District, name: str, chat_id: int = NEW_CHAT) -> None:
    issued = await world.app.invitations.invite(await world.actor(IGOR), world.persons[name])
    offer = await world.app.joining.open_invitation(in_telegram(chat_id), issued.payload)
    await world.app.joining.accept(in_telegram(chat_id), offer.secret_hash)


async def heard_by(world: District, name: str) -> list[str]:
    return [text for who, text in await world.outgoing() if who == name]


async def test_who_joins_after_the_plan_came_into_force_is_told_what_is_theirs(world: District) -> None:
    await leave(world, ANNA)

    await join(world, ANNA)

    (told,) = await heard_by(world, ANNA)
    assert told.startswith("Вам назначено 2 мероприятия")
    assert "2.4 Провести семинар" in told and "2.5 Утвердить план" in told


async def test_who_has_nothing_to_do_joins_quietly(world: District) -> None:
    await leave(world, "Елена Холмова")

    await join(world, "Елена Холмова")

    assert await heard_by(world, "Елена Холмова") == []


async def test_leaving_and_coming_back_again_and_again_says_it_once(world: District) -> None:
    chat = world.chats[ANNA]
    for _ in range(3):
        await world.app.delivery.chat_closed(in_telegram(chat))
        await world.app.delivery.chat_opened(in_telegram(chat))
        world.clock.add(minutes=1)

    assert len(await heard_by(world, ANNA)) == 1


async def test_a_reminder_that_found_the_door_closed_is_said_when_it_opens(world: District) -> None:
    world.clock.set("2026-10-12 08:00")
    async with world.store.write() as uow:
        for duty in world.duties.values():
            await uow.duties.set_next_stage(duty, world.clock.now())
        await uow.commit()
    await world.app.reminders.plan_due()
    await world.app.delivery.chat_closed(in_telegram(world.chats[ANNA]))
    world.clock.set("2026-10-12 10:00")
    assert await heard_by(world, ANNA) == []

    await world.app.delivery.chat_opened(in_telegram(world.chats[ANNA]))

    digest, assigned = await heard_by(world, ANNA)
    assert "Провести семинар" in digest and "15 октября" in digest
    assert assigned.startswith("Вам назначено")
