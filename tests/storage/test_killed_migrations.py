"""A migration whose process is killed half way leaves the base as it was, and the next start finishes it."""

import multiprocessing
import os
import signal
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import create_engine
from storage.migrate import downgrade, migrate, newest, steps_from, version_of
from tests.databases import both_databases
from tests.storage.former import FORMER, everything, put_former_rows

pytestmark = both_databases

CHATS = {"anna": 1, "boris": 2, "olga": 3, "galina": 4, "stranger": 5}
MESSAGES = {"boris_card": 6, "galina_prompt": 7, "anna_draft": 8}
CHANGES = ("CREATE", "ALTER", "DROP", "INSERT", "UPDATE", "DELETE")


def migrate_and_die(url: str, at: int) -> None:
    """Die before the change of this number, by SIGKILL."""
    import asyncio

    engine = create_engine(url, is_patient=True)
    changes = 0

    def count(*arguments: object) -> None:
        nonlocal changes
        if str(arguments[2]).lstrip().upper().startswith(CHANGES):
            changes += 1
            if changes == at:
                os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine.sync_engine, "before_cursor_execute", count)
    asyncio.run(migrate(engine))


@pytest.fixture
async def former(former_url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(former_url, is_patient=True)
    await put_former_rows(engine, **CHATS, **MESSAGES)
    yield engine
    await engine.dispose()


@pytest.mark.parametrize("at", [1, 12, 40, 90])
async def test_a_killed_migration_leaves_the_base_as_it_was(
    former: AsyncEngine, former_url: str, at: int
) -> None:
    before = await everything(former)
    await former.dispose()
    process = multiprocessing.get_context("spawn").Process(target=migrate_and_die, args=(former_url, at))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL

    assert await version_of(former) == FORMER
    assert await everything(former) == before

    await migrate(former)
    assert await version_of(former) == newest()
    await downgrade(former, FORMER)
    assert await everything(former) == before


async def test_the_plan_names_every_step_in_order(former: AsyncEngine) -> None:
    steps = steps_from(await version_of(former))
    assert steps[-1][0] == newest() and all(about for _, about in steps)
    assert steps_from(newest()) == []
    for revision, _ in steps:
        await migrate(former, revision)
        assert await version_of(former) == revision
