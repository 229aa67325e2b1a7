"""What is left when a process ends in the middle, and what another one makes of it."""

import asyncio
from datetime import timedelta

import pytest

from roadmap.delivery.outbox import LEASE, Delivery, DeliveryState, Dispatching
from roadmap.people.persons import Role
from roadmap.people.place import in_telegram
from services.delivery.preparing import fingerprint
from services.delivery.proof import prove_by_press
from services.delivery.recovery import DeliveryService
from services.delivery.settling import settle
from services.delivery.undelivered import UndeliveredService
from services.ports.messenger import NotSent, Unsure
from tests.databases import both_databases
from tests.services.delivery.post_office import PostOffice

pytestmark = both_databases
BUTTONS = ["menu"]


async def claim(office: PostOffice) -> Delivery:
    """A process takes the only due row."""
    now = office.clock.now()
    async with office.store.write() as uow:
        (claimed,) = await uow.deliveries.claim(now, now + LEASE, 10)
        await uow.commit()
    return claimed


async def mark(office: PostOffice, claimed: Delivery) -> bool:
    """…and says that it is about to send it."""
    leaving = Dispatching(
        id=claimed.id,
        fence=claimed.fence,
        place=in_telegram(11),
        at=office.clock.now(),
        fingerprint=fingerprint(BUTTONS),
    )
    async with office.store.write() as uow:
        ours = await uow.deliveries.mark_dispatching([leaving])
        await uow.commit()
    return claimed.id in ours


async def restart(office: PostOffice, *, is_alone: bool = True) -> None:
    await DeliveryService(office.store, office.clock).recover(is_alone=is_alone)


async def test_a_process_killed_after_its_claim_has_surely_sent_nothing(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "привет")
    await claim(office)
    await restart(office)

    await office.engine.drain()

    assert office.messenger.sent == [(11, "привет")]  # no mark: it had not left


async def test_a_process_killed_after_its_mark_leaves_the_message_unsure(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "привет")
    await mark(office, await claim(office))
    await restart(office)

    assert (await office.row()).state is DeliveryState.UNSURE
    await office.engine.drain()
    assert office.messenger.sent == []
    office.clock.add(seconds=120)
    await office.engine.drain()
    assert office.messenger.sent == [(11, "🔁 Повтор\nпривет")]


async def test_two_crashes_in_a_row_never_make_a_third_copy(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "привет")
    for _ in range(2):
        await mark(office, await claim(office))
        await restart(office)
        office.clock.add(seconds=120)

    assert await office.engine.drain() == 0
    row = await office.row()
    assert (row.state, row.reason) == (DeliveryState.DEAD, "unknown")


async def test_what_two_crashes_have_ended_is_told_to_the_coordinator(office: PostOffice) -> None:
    await office.person("Вера", 31, role=Role.COORDINATOR)
    await office.post(await office.person("Анна", 11), "привет")
    for _ in range(2):
        await mark(office, await claim(office))
        await restart(office)
        office.clock.add(seconds=120)

    assert await UndeliveredService(office.store, office.clock).tell_due() == 1
    await office.engine.drain()
    ((chat, said),) = office.messenger.sent
    assert (chat, "1 сообщение" in said) == (31, True)


async def test_another_process_takes_over_only_when_the_lease_has_ended(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "привет")
    await claim(office)
    office.clock.add(seconds=60)
    await restart(office, is_alone=False)
    assert await office.engine.drain() == 0

    office.clock.add(seconds=1)
    await restart(office, is_alone=False)
    assert await office.engine.drain() == 1


async def test_a_process_that_slept_through_its_lease_can_change_nothing(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "привет")
    sleeper = await claim(office)
    office.clock.add(seconds=61)
    await restart(office, is_alone=False)
    await office.engine.drain()

    assert not await mark(office, sleeper)
    async with office.store.write() as uow:
        await uow.deliveries.settle([settle(sleeper, NotSent("I thought it was mine"), office.clock.now())])
        await uow.commit()
    assert (await office.row()).state is DeliveryState.SENT


async def test_two_engines_at_once_send_each_message_once(office: PostOffice) -> None:
    people = [await office.person(f"П{n}", 100 + n) for n in range(40)]
    for number, person in enumerate(people):
        await office.post(person, str(number))
    other = office.new_engine()

    await asyncio.gather(office.engine.drain(), other.drain(), office.engine.drain())

    assert sorted(chat for chat, _ in office.messenger.sent) == [100 + n for n in range(40)]


async def test_a_press_on_the_message_proves_that_it_arrived(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "привет")
    await mark(office, await claim(office))
    await restart(office)

    assert await prove_by_press(office.store, office.clock, in_telegram(11), 500, BUTTONS)

    row = await office.row()
    assert (row.state, row.message_id) == (DeliveryState.SENT, 500)
    office.clock.add(seconds=120)
    assert await office.engine.drain() == 0


async def test_a_press_on_an_older_message_proves_nothing(office: PostOffice) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "вчерашнее")
    await office.engine.drain()
    office.clock.add(days=1)
    await office.post(anna, "привет")
    office.messenger.script = [Unsure("timeout")]
    await office.engine.drain()

    known = (await office.rows())[0].message_id
    assert known is not None
    for older in (known, known - 1):
        assert not await prove_by_press(office.store, office.clock, in_telegram(11), older, BUTTONS)
    assert not await prove_by_press(
        office.store, office.clock, in_telegram(11), known + 5, ["another", "keyboard"]
    )
    assert not await prove_by_press(office.store, office.clock, in_telegram(12), known + 5, BUTTONS)
    assert (await office.rows())[1].state is DeliveryState.UNSURE


async def test_a_stop_gives_back_what_only_waits_and_finishes_what_is_leaving(office: PostOffice) -> None:
    people = [await office.person(f"П{n}", 100 + n) for n in range(50)]
    for person in people:
        await office.post(person, "привет")
    office.messenger.gate = asyncio.Event()
    running = asyncio.create_task(office.engine.run(patience=5))
    while len(office.messenger.sent) < 30:  # as many as may be in flight at once
        await asyncio.sleep(0)
    office.engine.stop()
    office.messenger.gate.set()
    await running

    states = [row.state for row in await office.rows()]
    assert states.count(DeliveryState.SENT) == len(office.messenger.sent)
    assert set(states) <= {DeliveryState.SENT, DeliveryState.PENDING}


async def test_an_outcome_is_written_even_if_the_database_is_busy_for_a_while(
    office: PostOffice,
) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "привет")
    failures = iter([OSError("disk full"), OSError("database is locked")])
    record = office.engine._record

    async def troubled(*args: object) -> None:
        if (error := next(failures, None)) is not None:
            raise error
        await record(*args)  # type: ignore[arg-type]

    office.engine._record = troubled  # type: ignore[method-assign]
    await office.engine.drain()

    assert office.messenger.sent == [(11, "привет")]
    assert (await office.row()).state is DeliveryState.SENT


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [(timedelta(milliseconds=300), 0.3), (timedelta(hours=3), 1.0), (timedelta(), 1.0)],
    ids=["soon", "not today", "cannot be claimed"],
)
async def test_the_engine_rests_until_the_next_message_is_due(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch, ahead: timedelta, expected: float
) -> None:
    anna = await office.person("Анна", 11)
    await office.post(anna, "привет", not_before=office.clock.now() + ahead)
    rests: list[float] = []

    async def rest(seconds: float) -> None:
        rests.append(seconds)
        office.engine.stop()

    monkeypatch.setattr(office.engine, "_rest", rest)
    monkeypatch.setattr(office.engine, "_may_send", lambda: False)
    await office.engine.run(patience=5)

    assert rests == [pytest.approx(expected)]
