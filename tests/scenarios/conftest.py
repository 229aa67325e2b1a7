"""Stories live in a world of their own each."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.world import World, open_world


@pytest.fixture
async def world(store: Store, clock: FrozenClock, tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(store, clock, tmp_path) as opened:
        yield opened
