"""The audit can be added to and nothing else; whoever goes round that is found at the first entry touched."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from roadmap.people.persons import SystemActor, Through
from services.app import App
from services.process.sealing import PATIENCE, SealingService
from storage.connection import WRITE
from storage.copying import copy_database
from storage.engine import create_engine
from storage.migrate import migrate
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.databases import both_databases

pytestmark = both_databases


@pytest.fixture
async def sealing(app: App, store: Store, clock: FrozenClock) -> SealingService:
    """Five entries, sealed; the first two by opening a department."""
    await app.joining.set_up("Отдел образования Приозёрного района", "Вера Ильина", "Europe/Moscow")
    await add(store, clock, 5 - await count(store))
    sealing = SealingService(store, clock)
    assert await sealing.seal() == 5
    return sealing


async def count(store: Store) -> int:
    async with store.engine.connect() as connection:
        return int((await connection.execute(text("SELECT count(*) FROM audit_entries"))).scalar_one())


async def add(store: Store, clock: FrozenClock, many: int) -> None:
    async with store.write() as uow:
        (department,) = await uow.people.departments()
        actor = SystemActor(department_id=department.id, through=Through.COMMAND)
        for number in range(many):
            facts = {"report": number, "comment": "Зоя, переделайте", "to": "2026-10-01", "is": "Ivanova"}
            await uow.audit.add(actor, clock.now(), "duty.accepted", ("duty", number), facts)
        await uow.commit()


async def change(store: Store, statement: str, *, by_force: bool = False) -> None:
    """`by_force`: as somebody would who owns the file or the server."""
    is_postgres = store.engine.dialect.name == "postgresql"
    async with store.engine.connect() as connection:
        await connection.execution_options(**WRITE)
        if by_force and is_postgres:
            await connection.execute(text("SET LOCAL session_replication_role = replica"))
        elif by_force:
            for table in ("audit_entries", "audit_links"):
                for deed in ("update", "delete"):
                    await connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{deed}"))
        await connection.execute(text(statement))
        await connection.commit()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET action = 'duty.returned' WHERE id = 3",
        "DELETE FROM audit_entries WHERE id = 3",
        "DELETE FROM audit_entries",
        "UPDATE audit_links SET hash = 'x'",
        "DELETE FROM audit_links WHERE position = 5",
    ],
)
async def test_the_database_itself_refuses_to_change_or_remove_an_entry(
    sealing: SealingService, store: Store, statement: str
) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        await change(store, statement)
    verdict = await sealing.verify()
    assert (verdict.entries, verdict.broken_at) == (5, None)


@pytest.mark.parametrize(
    ("statement", "broken_at", "why"),
    [
        ("UPDATE audit_entries SET action = 'duty.accepteD' WHERE id = 4", 4, "changed"),
        ("UPDATE audit_entries SET actor_id = NULL, subject_id = 9 WHERE id = 3", 3, "changed"),
        ("UPDATE audit_links SET hash = 'a' || substr(hash, 2) WHERE position = 2", 2, "changed"),
        ("DELETE FROM audit_links WHERE position = 2", 3, "link-removed"),
    ],
    ids=["one letter", "another subject", "a hash", "a link"],
)
async def test_a_change_by_force_is_found_at_the_first_entry_it_touches(
    sealing: SealingService, store: Store, statement: str, broken_at: int, why: str
) -> None:
    await change(store, statement, by_force=True)
    verdict = await sealing.verify()
    assert (verdict.broken_at, verdict.why) == (broken_at, why)


async def test_an_entry_put_in_afterwards_is_found(
    sealing: SealingService, store: Store, clock: FrozenClock
) -> None:
    await add(store, clock, 1)
    assert (await sealing.verify()).broken_at is None, "it is young: the next beat seals it"
    clock.add(seconds=PATIENCE.total_seconds() + 1)
    verdict = await sealing.verify()
    assert (verdict.broken_at, verdict.why) == (6, "unsealed")
    assert await sealing.seal() == 1
    assert (await sealing.verify()).broken_at is None


async def test_sealing_goes_on_where_it_was_and_the_head_tells_a_shortened_chain(
    sealing: SealingService, store: Store, clock: FrozenClock
) -> None:
    before = await sealing.verify()
    assert await sealing.seal() == 0
    await add(store, clock, 600)
    assert await sealing.seal() == 600
    after = await sealing.verify()
    assert (after.entries, after.broken_at) == (605, None)
    assert after.head != before.head


async def test_words_and_names_are_kept_as_hashes_and_codes_as_they_are(
    sealing: SealingService, store: Store
) -> None:
    async with store.read() as uow:
        entries = await uow.audit_chain.page(0)
    facts = dict(entries[-1].facts)
    assert facts["to"] == "2026-10-01" and isinstance(facts["report"], int)
    assert str(facts["comment"]).startswith("sha256:") and str(facts["is"]).startswith("sha256:")
    assert "Зоя" not in str(entries) and "Ivanova" not in str(entries)


async def test_the_chain_holds_after_the_database_was_copied(
    sealing: SealingService, store: Store, clock: FrozenClock, tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = create_engine(f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('copy') / 'copy.db'}")
    await migrate(target)
    await copy_database(store.engine, target, clock.now())
    copy = Store(target)
    assert await SealingService(copy, clock).verify() == await sealing.verify()
    await copy.close()


async def test_old_entries_go_after_their_term_and_the_chain_goes_on(
    store: Store, clock: FrozenClock, sealing: SealingService
) -> None:
    clock.add(days=400)
    await add(store, clock, 2)
    await sealing.seal()
    before = await sealing.verify()

    assert await sealing.cut_off(clock.now() - timedelta(days=365)) == 5
    assert await count(store) == 3, "the two young ones, and one that says what went"
    assert (await sealing.verify()).broken_at is None, "also before the entry about it is sealed"
    assert await sealing.seal() == 1
    verdict = await sealing.verify()
    assert verdict.broken_at is None and verdict.entries == before.entries + 1
    assert await sealing.cut_off(clock.now() - timedelta(days=365)) == 0

    clock.add(days=400)
    assert await sealing.cut_off(clock.now() - timedelta(days=365)) == 3
    assert await sealing.seal() == 1
    assert (await sealing.verify()).broken_at is None, "also where nothing older is left to be chained to"


async def test_a_cut_nobody_vouches_for_is_found(
    store: Store, clock: FrozenClock, sealing: SealingService
) -> None:
    clock.add(days=400)
    await add(store, clock, 2)
    await sealing.seal()
    async with store.engine.connect() as connection:
        query = "SELECT hash FROM audit_links WHERE position = 5"
        head = (await connection.execute(text(query))).scalar_one()
    moment = (
        "'2026-09-01 00:00:00+00:00'" if store.engine.dialect.name == "postgresql" else "'2026-09-01 00:00'"
    )
    await change(store, f"INSERT INTO audit_cuts VALUES (5, '{head}', 5, {moment})")
    await change(store, "DELETE FROM audit_links WHERE position <= 5")
    await change(store, "DELETE FROM audit_entries WHERE id <= 5")
    verdict = await sealing.verify()
    assert (verdict.broken_at, verdict.why) == (5, "cut")


async def test_behind_the_cut_nothing_can_be_deleted(
    store: Store, clock: FrozenClock, sealing: SealingService
) -> None:
    clock.add(days=400)
    await add(store, clock, 2)
    await sealing.seal()
    await sealing.cut_off(clock.now() - timedelta(days=365))
    for statement in (
        "DELETE FROM audit_links WHERE position = 6",
        "DELETE FROM audit_entries WHERE id = 7",
        "DELETE FROM audit_cuts",
        "UPDATE audit_cuts SET position = 100",
    ):
        with pytest.raises(DBAPIError, match="append-only"):
            await change(store, statement)


async def test_two_processes_that_seal_at_once_make_one_chain(
    sealing: SealingService, store: Store, clock: FrozenClock
) -> None:
    await sealing.seal()
    before = (await sealing.verify()).entries
    await add(store, clock, 5)

    sealed = await asyncio.gather(*(SealingService(store, clock).seal() for _ in range(4)))

    assert sum(sealed) == 5
    verdict = await sealing.verify()
    assert (verdict.entries, verdict.why) == (before + 5, "")
