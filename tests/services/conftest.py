"""Fixtures of service tests."""

import pytest

from storage.files import FolderFiles
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.desk import Desk, open_desk


@pytest.fixture
async def desk(store: Store, clock: FrozenClock, files: FolderFiles) -> Desk:
    clock.set("2026-11-20 10:00")
    return await open_desk(store, clock, files)
