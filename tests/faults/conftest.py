"""An open post office on an empty database."""

import pytest

from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.services.delivery.post_office import PostOffice


@pytest.fixture
async def office(store: Store, clock: FrozenClock) -> PostOffice:
    clock.set("2026-09-01 10:00")
    return await PostOffice(store, clock).open()
