"""Digests of a claimed batch are read together, and say what each of them would say alone."""

from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy import select

from roadmap.delivery.outbox import Delivery
from services.app import App
from services.reminding.digest import compose_digest, compose_digests
from storage.delivery.tables import DeliveryRow
from storage.mapping import restore
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.control_deeds import start
from tests.quarter_district import SCHOOLS, Row, build_district
from tests.statements_said import statements_said

MID_SEPTEMBER = date(2026, 9, 15)
DIAGNOSTICS = Row(number="1.1", title="Провести диагностику", units=SCHOOLS, due_on=MID_SEPTEMBER)
MEETING = Row(number="1.2", title="Провести педсовет", units=SCHOOLS[:1], due_on=MID_SEPTEMBER)


@pytest.fixture
async def planned(store: Store, app: App, clock: FrozenClock) -> Sequence[Delivery]:
    """Digests of three directors: one of two duties, two of one."""
    await start(await build_district(store, app, clock, (DIAGNOSTICS, MEETING)))
    clock.set("2026-09-15 09:00")
    await app.reminders.plan_due()
    async with store.read() as uow:
        rows = await uow._connection.execute(select(DeliveryRow).order_by(DeliveryRow.id))
        return [restore(Delivery, row) for row in rows if row.kind == "digest"]


async def test_together_they_say_what_each_says_alone(
    store: Store, clock: FrozenClock, planned: Sequence[Delivery]
) -> None:
    async with store.read() as uow:
        together = await compose_digests(uow, planned, clock.now())
        alone = {each.id: await compose_digest(uow, each, clock.now()) for each in planned}

    assert len(together) >= len(SCHOOLS)
    assert together == alone


async def test_the_number_of_statements_does_not_follow_the_number_of_recipients(
    store: Store, clock: FrozenClock, planned: Sequence[Delivery]
) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("statements are counted where SQLite runs them; both databases get the same")
    one, all_of_them = [
        await statements(store, clock, digests) for digests in (planned[1:2], planned[: len(SCHOOLS)])
    ]

    assert one <= 12
    assert all_of_them <= one + 2


async def statements(store: Store, clock: FrozenClock, digests: Sequence[Delivery]) -> int:
    """How many it takes to compose these."""
    async with store.read() as uow:
        with statements_said() as said:
            await compose_digests(uow, digests, clock.now())
    return len(said)
