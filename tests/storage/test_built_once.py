"""What beats ask, and messages that are composed one by one, is built once.

Building a statement takes longer than SQLite needs to answer it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import update

import storage.statements
from roadmap.deadlines.calendar import WEEKENDS_ONLY
from scheduler.beats import BEATS
from services.app import App
from services.delivery.engine import DeliveryEngine
from services.delivery.pacing import Pacer, Rates
from services.delivery.preparing import Preparer
from storage.control.tables import DutyRow
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.quarter_district import build_district
from tests.services.delivery.post_office import FakeMessenger
from texts.outgoing import say

UNLIMITED = Rates(per_second=0, per_chat_per_second=0, per_group_per_minute=0)
MORNINGS = ("2026-09-15", "2026-09-16", "2026-09-17")


@contextmanager
def preparing() -> Iterator[Counter[str]]:
    """How often a statement of these words was made ready to run."""
    found: Counter[str] = Counter()
    prepare = storage.statements._prepare

    def counting(statement: Any, names: Any) -> Any:
        prepared = prepare(statement, names)
        found[prepared.words] += 1
        return prepared

    with patch.object(storage.statements, "_prepare", counting):
        yield found


async def test_no_statement_of_a_day_is_built_anew_for_each_time_it_is_asked(
    store: Store, app: App, clock: FrozenClock
) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("statements are made ready where SQLite runs them; both databases get the same")
    await build_district(store, app, clock)
    messenger = FakeMessenger()
    engine = DeliveryEngine(store, clock, messenger, Preparer(store, say, WEEKENDS_ONLY), Pacer(UNLIMITED))
    await _look(app, engine)  # what a start of the program asks once is no matter
    with preparing() as prepared:
        for morning in MORNINGS:
            for hour in ("08:05", "10:00"):
                clock.set(f"{morning} {hour}")
                await _everything_is_due(store, clock)
                await _look(app, engine)
    assert messenger.sent
    assert _repeated(prepared) == {}


async def _everything_is_due(store: Store, clock: FrozenClock) -> None:
    async with store.engine.begin() as connection:
        await connection.execute(update(DutyRow).values(next_stage_at=clock.now()))


async def _look(app: App, engine: DeliveryEngine) -> None:
    for beat in BEATS:
        await beat.look(app)
    await engine.drain()


def _repeated(prepared: Mapping[str, int]) -> dict[str, int]:
    return {words: times for words, times in prepared.items() if times > 1}
