"""The auditor: pings while all is well, and names what is late, stuck or silent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import update

from roadmap.ids import UpdateId
from roadmap.people.place import in_telegram
from roadmap.process.updates import NewUpdate
from services.app import App
from services.process.auditor import ABSENCE, PATIENCE, Auditor
from services.process.inbox import InboxService
from storage.connection import WRITE
from storage.control.tables import DutyRow
from storage.delivery.tables import DeliveryRow
from storage.process.tables import InboxUpdateRow
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.databases import both_databases
from tests.quarter_district import build_district
from tests.services.delivery.post_office import PostOffice

pytestmark = both_databases


@dataclass
class Watcher:
    """Counts what it hears."""

    pings: int = 0

    async def ping(self) -> None:
        self.pings += 1


@dataclass
class Round:
    """One department at work, and its auditor."""

    office: PostOffice
    watcher: Watcher
    auditor: Auditor
    silent_for: float | None = 1.0

    async def troubles(self) -> dict[str, int]:
        return (await self.auditor.findings()).troubles

    async def change(self, table: type[DeliveryRow | InboxUpdateRow | DutyRow], **values: object) -> None:
        async with self.office.store.engine.connect() as connection:
            await connection.execution_options(**WRITE)
            await connection.execute(update(table).values(**values))
            await connection.commit()


@pytest.fixture
async def look(store: Store, clock: FrozenClock) -> Round:
    clock.set("2026-09-01 10:00")
    office, watcher = await PostOffice(store, clock).open(), Watcher()
    look = Round(office, watcher, Auditor(store, clock, heartbeat=watcher))
    look.auditor = Auditor(store, clock, heartbeat=watcher, silence=lambda: look.silent_for)
    return look


async def late_delivery(look: Round) -> None:
    await look.office.post(await look.office.person("Анна", 11), "привет")
    look.office.clock.add(minutes=6)


async def failing_delivery(look: Round) -> None:
    await late_delivery(look)
    await look.change(DeliveryRow, attempts=5, not_before=look.office.later(minutes=9))


async def stale_delivery(look: Round) -> None:
    await late_delivery(look)
    await look.change(DeliveryRow, state="dispatching", lease_until=look.office.later(minutes=-5, seconds=-1))


async def waiting_update(look: Round) -> None:
    inbox = InboxService(look.office.store, look.office.clock)
    await inbox.receive([NewUpdate(id=UpdateId(1), place=in_telegram(1), payload={})])
    look.office.clock.add(minutes=6)


async def stale_update(look: Round) -> None:
    await waiting_update(look)
    moment = look.office.later(minutes=-5, seconds=-1)
    await look.change(
        InboxUpdateRow, state="claimed", lease_until=moment, received_at=look.office.clock.now()
    )


async def silence(look: Round) -> None:
    look.silent_for = 301.0


TROUBLES: list[tuple[Callable[[Round], Awaitable[None]], dict[str, int]]] = [
    (late_delivery, {"late": 1}),
    (failing_delivery, {"failing": 1}),
    (stale_delivery, {"stale_leases": 1}),
    (waiting_update, {"inbox_lag_seconds": 360}),
    (stale_update, {"stale_leases": 1}),
    (silence, {"silent_seconds": 301}),
]


async def test_while_all_is_well_the_watcher_is_told_at_every_look(look: Round) -> None:
    for _ in range(3):
        await look.auditor.look()
        look.office.clock.add(minutes=5)

    assert look.watcher.pings == 3
    assert look.auditor.latest is not None
    assert look.auditor.latest.troubles == {}


@pytest.mark.parametrize(("happens", "found"), TROUBLES, ids=lambda each: getattr(each, "__name__", ""))
async def test_what_is_late_stuck_or_silent_is_named_and_the_ping_is_withheld(
    look: Round, happens: Callable[[Round], Awaitable[None]], found: dict[str, int]
) -> None:
    await happens(look)
    await look.auditor.look()

    assert look.watcher.pings == 0
    assert look.auditor.latest is not None
    assert look.auditor.latest.troubles == found


async def test_what_is_late_by_less_than_five_minutes_is_on_its_way(look: Round) -> None:
    await late_delivery(look)
    await waiting_update(look)
    await look.change(DeliveryRow, not_before=look.office.clock.now() - PATIENCE)
    await look.change(InboxUpdateRow, received_at=look.office.clock.now() - PATIENCE)
    look.silent_for = PATIENCE.total_seconds()

    assert await look.troubles() == {}


async def test_a_stage_nobody_has_planned_is_found(look: Round, app: App) -> None:
    await build_district(look.office.store, app, look.office.clock)
    await look.change(DutyRow, next_stage_at=look.office.later(minutes=-6))
    assert (await look.troubles())["unplanned"] > 0

    await app.reminders.plan_due()
    assert "unplanned" not in await look.troubles()


async def test_dead_letters_are_shown_but_raise_no_alarm(look: Round) -> None:
    await late_delivery(look)
    await look.change(DeliveryRow, state="dead", settled_at=look.office.clock.now())
    await waiting_update(look)
    await look.change(InboxUpdateRow, state="dead")
    await look.auditor.look()

    assert look.watcher.pings == 1
    assert look.auditor.latest is not None
    assert look.auditor.latest.given_up == {"dead_deliveries": 1, "dead_updates": 1}


async def test_a_process_that_does_not_poll_is_not_asked_for_answers(look: Round) -> None:
    look.silent_for = None
    assert await look.troubles() == {}


async def test_after_a_suspended_night_the_first_look_judges_nothing(look: Round) -> None:
    await late_delivery(look)
    look.office.clock.add(seconds=ABSENCE.total_seconds())
    await look.auditor.look()
    assert (look.watcher.pings, look.auditor.latest) == (0, None)

    look.office.clock.add(minutes=5)
    await look.auditor.look()
    assert look.auditor.latest is not None
    assert look.auditor.latest.troubles == {"late": 1}


async def test_the_backlog_counts_what_is_open_by_state(look: Round) -> None:
    anna = await look.office.person("Анна", 11)
    for words in ("раз", "два"):
        await look.office.post(anna, words)
    await look.office.engine.drain()
    await look.office.post(anna, "три", not_before=look.office.later(days=1))
    await waiting_update(look)

    backlog = (await look.auditor.findings()).backlog
    assert dict(backlog.deliveries) == {"pending": 1}
    assert (backlog.open_updates, backlog.dead_updates) == (1, 0)
    assert backlog.oldest_update_at == look.office.clock.now() - timedelta(minutes=6)


async def test_the_watermark_grows_and_never_falls(look: Round) -> None:
    now = look.office.clock.now()
    async with look.office.store.write() as uow:
        assert await uow.upkeep.watermark() == 0
        assert [await uow.upkeep.raise_watermark(least, now) for least in (0, 0, 10, 3)] == [1, 2, 10, 11]
        await uow.commit()
