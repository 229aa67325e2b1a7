"""What happens at every press and every beat searches by an index: its cost must not grow with the years."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import Row, update

from roadmap.control.duty import ReportOutcome
from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.delivery.kinds import DeliveryKind
from roadmap.ids import UpdateId
from roadmap.people.place import in_telegram
from roadmap.process.handled_update import HandledUpdate
from roadmap.process.updates import NewUpdate
from scheduler.beats import BEATS
from services.app import App
from services.delivery.engine import DeliveryEngine
from services.delivery.pacing import Pacer, Rates
from services.delivery.preparing import Preparer
from storage.all_tables import METADATA
from storage.control.tables import DutyRow
from storage.inline_sqlite import InlineCursor
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.quarter_district import DIRECTORS, SCHOOLS, District, build_district
from tests.services.delivery.post_office import FakeMessenger
from texts.outgoing import say

GROWING = (
    "deliveries|delivery_items|duties|execution_reports|evidence|cards|audit_entries|control_points"
    "|inbox_updates|plan_edits|measure_changes|measure_words"
)
HOLDS_ONLY_WHAT_WAITS = (
    "ix_deliveries_dead",
    "ix_deliveries_due",
    "ix_deliveries_in_flight",
    "ix_deliveries_unsure",
    "ix_duties_next_stage_at",
    "ix_inbox_updates_dead",
    "ix_inbox_updates_waiting",
    "ix_plan_edits_untold",
)
HOLDS_FEW = ("ix_execution_reports_difficulties",)
"""Told by a person in words, at most once a quarter of one duty."""
ONCE_A_WEEK = "AS done_before"
"""The head's Monday letter counts the whole plan, as it is and as it was a week ago."""
LAYS_A_MEASURE = re.compile(r"FROM duties WHERE duties\.measure_id IN \([^)]*\)\)? ORDER BY duties\.id$")
"""A measure is laid for every school at once: its duties are compared with what the plan wants of them."""
UNLIMITED = Rates(per_second=0, per_chat_per_second=0, per_group_per_minute=0)


@contextmanager
def listening() -> Iterator[dict[str, Any]]:
    """Every statement of the block with one set of its parameters."""
    said: dict[str, Any] = {}

    execute, executemany = InlineCursor.execute, InlineCursor.executemany

    async def once(cursor: InlineCursor, statement: str, parameters: Any = ()) -> None:
        said.setdefault(statement, parameters)
        await execute(cursor, statement, parameters)

    async def often(cursor: InlineCursor, statement: str, parameters: Any) -> None:
        said.setdefault(statement, parameters[0])
        await executemany(cursor, statement, parameters)

    with patch.object(InlineCursor, "execute", once), patch.object(InlineCursor, "executemany", often):
        yield said


async def scans(store: Store, said: dict[str, Any], *, of_one_measure: bool = False) -> list[str]:
    """Statements that walk through a whole growing table, with their plans.

    `of_one_measure`: what is looked at is a measure, and all its duties are counted.
    """
    found = []
    async with store.engine.connect() as connection:
        for statement, parameters in said.items():
            if statement.startswith(("BEGIN", "PRAGMA")):
                continue
            explained = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", tuple(parameters))
            steps = {row.id: row for row in explained}
            plan = [row.detail for row in steps.values()]
            walked = [row for row in steps.values() if walks_a_measure(row, steps) and not of_one_measure]
            if walked or any(walks_through(step) for step in plan):
                found.append(f"{' '.join(statement.split())}\n  {plan}")
    return found


TOTALS = "SEARCH duties USING COVERING INDEX ix_duties_of_department "
"""A total speaks of the whole department, and reads no row of it."""
WHOLE_DEPARTMENT = re.compile(
    r"SEARCH duties USING .*\((?:department_id|road_map_id|state)=\?(?: AND state=\?)?\)"
)

WHOLE_MEASURE = re.compile(r"SEARCH duties USING .*\((?:measure_id|control_point_id)=\?\)")
"""A measure of a whole region has as many duties as the region has schools."""


def walks_through(step: str) -> bool:
    """Also where the search is for the channel only, which every row has today, or for a whole department."""
    is_scan = re.match(rf"SCAN ({GROWING})\b", step) is not None or step.endswith("(channel=?)")
    is_scan = is_scan or (WHOLE_DEPARTMENT.match(step) is not None and not step.startswith(TOTALS))
    return is_scan and not any(index in step for index in (*HOLDS_ONLY_WHAT_WAITS, *HOLDS_FEW))


def walks_a_measure(row: Row[Any], steps: Mapping[int, Row[Any]]) -> bool:
    """Unless it is asked of each row whether there is such a duty: the first that is found answers."""
    parent = steps.get(row.parent)
    is_asked = parent is not None and parent.detail.startswith("CORRELATED")
    return WHOLE_MEASURE.match(row.detail) is not None and not is_asked


def planned_anew(statement: str) -> list[str]:
    """Bound values compared with what a partial index hangs on: SQLite plans such a statement each time."""
    on_state = {
        table.name
        for table in METADATA.tables.values()
        for index in table.indexes
        if "state" in str(index.dialect_options["sqlite"]["where"])
    }
    assert on_state >= {"deliveries", "inbox_updates", "extension_requests"}
    return re.findall(rf"\b(?:{'|'.join(on_state)})\.state (?:=|IN) \(?\?", statement)


async def work_a_day(world: District, app: App, store: Store, clock: FrozenClock) -> None:
    """A stage is planned and sent, a report is drafted, sent and looked at, the curator is told."""
    messenger = FakeMessenger()
    preparer = Preparer(store, say, WEEKENDS_ONLY)
    engine = DeliveryEngine(store, clock, messenger, preparer, Pacer(UNLIMITED))
    for beat in BEATS:
        await beat.look(app)
    clock.set("2026-09-14 10:00")
    await engine.drain()
    await app.inbox.receive(
        [NewUpdate(id=UpdateId(1), place=in_telegram(world.chats[DIRECTORS[0]]), payload={})]
    )
    actor, duty_id = await world.actor(DIRECTORS[0]), world.duties["1.1", SCHOOLS[0]]
    (claimed,) = await app.inbox.claim(10)
    update = HandledUpdate(claimed.id, claimed.fence, claimed.place, claimed.conversation)
    update.cards[7] = duty_id
    answering = app.answering(update)
    await answering.cards.open(actor, duty_id)
    draft = await answering.drafts.start(actor, duty_id, ReportOutcome.DONE)
    await answering.reporting.send(actor, draft.draft.id)
    await answering.cards.record(update)
    await answering.cards.elsewhere(duty_id, in_telegram(1))
    await app.lists.mine(actor)
    await app.monitoring.questionnaires(actor)
    await engine.drain()
    app.inbox.under_way.add(claimed.key)
    await app.inbox.keep()
    async with store.write() as uow:
        await uow.inbox.forget(clock.now())
        await uow.old_rows.forget_deliveries(clock.now(), 0)
        await uow.old_rows.forget_attempts(clock.now())
        await uow.outbox.cancel(DeliveryKind.CAMPAIGN_PROMPT, 1, "the campaign is over")
    async with store.read() as uow:
        await uow.upkeep.arrears(clock.now())
        await uow.upkeep.backlog()
    assert len(messenger.sent) > len(DIRECTORS)


async def test_no_press_and_no_beat_walks_through_a_growing_table(
    store: Store, app: App, clock: FrozenClock
) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("the plans are SQLite's own; the same indexes serve PostgreSQL")
    world = await build_district(store, app, clock)
    clock.set("2026-09-14 08:05")
    async with store.engine.begin() as connection:
        await connection.execute(update(DutyRow).values(next_stage_at=clock.now()))
    with listening() as said:
        await work_a_day(world, app, store, clock)
    assert len(said) > 50
    grown = [found for found in await scans(store, said) if ONCE_A_WEEK not in found]
    assert [found for found in grown if not LAYS_A_MEASURE.search(found.partition("\n")[0])] == []
    assert [statement for statement in said if planned_anew(statement)] == []
