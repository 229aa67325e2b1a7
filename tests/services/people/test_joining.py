"""How people join: one link, one person, one time."""

import asyncio

import pytest

from roadmap.errors import NotAllowed, NotFound, TooManyTries
from roadmap.ids import UnitId
from roadmap.people.persons import Actor, Role, UnitKind
from roadmap.people.place import in_telegram
from services.app import App
from services.people.joining import NewPerson
from storage.unit_of_work import Store
from tests.clock import FrozenClock

COORDINATOR_CHAT, TEACHER_CHAT, STRANGER_CHAT = in_telegram(100), in_telegram(200), in_telegram(300)


@pytest.fixture
async def coordinator(app: App) -> Actor:
    issued = await app.joining.set_up("Отдел образования Приозёрного района", "Вера Ильина", "Europe/Moscow")
    offer = await app.joining.open_invitation(COORDINATOR_CHAT, issued.payload)
    return await app.joining.accept(COORDINATOR_CHAT, offer.secret_hash)


@pytest.fixture
async def school(app: App, coordinator: Actor) -> UnitId:
    return await app.people.add_unit(coordinator, "Школа № 3", UnitKind.SCHOOL, "Asia/Omsk")


def teacher(school: UnitId) -> NewPerson:
    return NewPerson(unit_id=school, name="Анна Лугова", post="завуч", role=Role.EXECUTOR)


async def test_the_first_coordinator_comes_from_the_command_line_and_acts_at_once(
    app: App, coordinator: Actor
) -> None:
    assert coordinator.has(Role.COORDINATOR)
    assert [line.unit.name for line in await app.people.units(coordinator)] == [
        "Отдел образования Приозёрного района"
    ]


async def test_a_link_shows_who_invites_and_as_whom_before_anything_is_agreed(
    app: App, coordinator: Actor, school: UnitId
) -> None:
    issued = await app.joining.add_person(coordinator, teacher(school))

    offer = await app.joining.open_invitation(TEACHER_CHAT, issued.payload)

    assert (offer.person, offer.unit, offer.role, offer.invited_by) == (
        "Анна Лугова",
        "Школа № 3",
        Role.EXECUTOR,
        "Вера Ильина",
    )
    assert await app.people.actor(TEACHER_CHAT) is None


async def test_two_accounts_race_for_one_link_and_one_wins(
    app: App, coordinator: Actor, school: UnitId
) -> None:
    issued = await app.joining.add_person(coordinator, teacher(school))
    offer = await app.joining.open_invitation(TEACHER_CHAT, issued.payload)

    results = await asyncio.gather(
        app.joining.accept(TEACHER_CHAT, offer.secret_hash),
        app.joining.accept(STRANGER_CHAT, offer.secret_hash),
        return_exceptions=True,
    )

    assert sorted(type(result) for result in results if isinstance(result, Exception)) == [NotFound]
    bound = [await app.people.actor(chat) for chat in (TEACHER_CHAT, STRANGER_CHAT)]
    assert sum(actor is not None for actor in bound) == 1


@pytest.mark.parametrize("spoil", ["used", "expired", "reissued", "truncated", "empty"])
async def test_every_link_that_no_longer_works_gets_the_same_answer(
    app: App, coordinator: Actor, school: UnitId, clock: FrozenClock, spoil: str
) -> None:
    issued = await app.joining.add_person(coordinator, teacher(school))
    payload = issued.payload
    match spoil:
        case "used":
            offer = await app.joining.open_invitation(TEACHER_CHAT, payload)
            await app.joining.accept(TEACHER_CHAT, offer.secret_hash)
        case "expired":
            clock.add(days=14, seconds=1)
        case "reissued":
            found = await app.roster.unit(coordinator, school)
            await app.invitations.invite(coordinator, found.people[0].person.id)
        case "truncated":
            payload = payload[:-1]
        case "empty":
            payload = ""

    with pytest.raises(NotFound):
        await app.joining.open_invitation(STRANGER_CHAT, payload)


async def test_guessing_is_slowed_down_after_five_wrong_links_an_hour(
    app: App, coordinator: Actor, school: UnitId, clock: FrozenClock
) -> None:
    issued = await app.joining.add_person(coordinator, teacher(school))
    for number in range(5):
        with pytest.raises(NotFound):
            await app.joining.open_invitation(STRANGER_CHAT, f"guess-{number}")

    with pytest.raises(TooManyTries):
        await app.joining.open_invitation(STRANGER_CHAT, issued.payload)
    clock.add(hours=1, seconds=1)
    assert (await app.joining.open_invitation(STRANGER_CHAT, issued.payload)).person == "Анна Лугова"


async def test_only_the_hash_of_a_link_is_stored(
    app: App, coordinator: Actor, school: UnitId, store: Store
) -> None:
    issued = await app.joining.add_person(coordinator, teacher(school))

    async with store.engine.connect() as connection:
        stored = (await connection.exec_driver_sql("SELECT secret_hash FROM invites")).scalars().all()

    assert len(stored) == 2
    assert all(issued.payload not in secret and len(secret) == 64 for secret in stored)


async def test_the_one_who_invited_is_told_who_took_the_link(
    app: App, coordinator: Actor, school: UnitId, store: Store
) -> None:
    issued = await app.joining.add_person(coordinator, teacher(school))
    offer = await app.joining.open_invitation(TEACHER_CHAT, issued.payload)
    await app.joining.accept(TEACHER_CHAT, offer.secret_hash)

    async with store.engine.connect() as connection:
        rows = (await connection.exec_driver_sql("SELECT kind, recipient_id FROM deliveries")).all()

    assert [tuple(row) for row in rows] == [("invite_taken", coordinator.person_id)]


async def test_an_executor_cannot_invite_or_look_at_the_staff(
    app: App, coordinator: Actor, school: UnitId
) -> None:
    issued = await app.joining.add_person(coordinator, teacher(school))
    offer = await app.joining.open_invitation(TEACHER_CHAT, issued.payload)
    executor = await app.joining.accept(TEACHER_CHAT, offer.secret_hash)

    with pytest.raises(NotAllowed):
        await app.joining.add_person(executor, teacher(school))
    with pytest.raises(NotAllowed):
        await app.people.units(executor)


async def test_a_coordinator_of_another_department_finds_nothing_here(
    app: App, coordinator: Actor, school: UnitId
) -> None:
    issued = await app.joining.set_up("Отдел образования Заречного района", "Пётр Дальний", "Asia/Tomsk")
    offer = await app.joining.open_invitation(STRANGER_CHAT, issued.payload)
    other = await app.joining.accept(STRANGER_CHAT, offer.secret_hash)

    with pytest.raises(NotFound):
        await app.roster.unit(other, school)
    with pytest.raises(NotFound):
        await app.joining.add_person(other, teacher(school))
