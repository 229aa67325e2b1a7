"""What a delivery costs PostgreSQL on its way: no index is written until it is settled."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from roadmap.delivery.outbox import DeliveryState, Dispatching, Settlement
from roadmap.people.place import in_telegram
from storage.unit_of_work import UnitOfWork
from tests.services.delivery.post_office import PostOffice

pytestmark = pytest.mark.parametrize("database", ["postgres"], indirect=True)

CHANGES = text("""SELECT pg_stat_get_xact_tuples_updated('deliveries'::regclass),
pg_stat_get_xact_tuples_hot_updated('deliveries'::regclass)""")
"""How many rows this transaction has updated, and how many of them without an index."""


async def changes(uow: UnitOfWork) -> tuple[int, int]:
    updated, hot = (await uow._connection.execute(CHANGES)).one()
    return updated, hot


async def test_a_delivery_is_claimed_marked_and_renewed_without_a_write_to_an_index(
    office: PostOffice,
) -> None:
    anna, now = await office.person("Анна", 11), office.clock.now()
    for number in range(3):
        await office.post(anna, f"слово {number}")

    async with office.store.write() as uow:
        claimed = await uow.deliveries.claim(now, now + timedelta(minutes=1), 10)
        marks = [
            Dispatching(id=each.id, fence=each.fence, place=in_telegram(11), at=now, fingerprint="…")
            for each in claimed
        ]
        assert await uow.deliveries.mark_dispatching(marks) == {each.id for each in claimed}
        await uow.deliveries.renew([each.id for each in claimed], now + timedelta(minutes=2))
        assert await changes(uow) == (9, 9)

        settled = [
            Settlement(id=each.id, fence=each.fence, state=DeliveryState.SENT, at=now, attempts=1)
            for each in claimed
        ]
        await uow.deliveries.settle(settled)
        updated, hot = await changes(uow)
        assert (updated, hot) == (12, 9)  # what is settled leaves the indexes of what is open
