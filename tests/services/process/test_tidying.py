"""What has served its time goes, and what somebody still needs stays."""

import os
import time
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, update

from roadmap.delivery.outbox import DeliveryState
from roadmap.errors import NotFound
from roadmap.people.place import in_telegram
from services.app import App
from services.process.tidying import EVERY, Terms, TidyingService
from storage.connection import WRITE
from storage.control.tables import DutyRow, EvidenceRow, ExecutionReportRow
from storage.delivery.tables import DeliveryItemRow, DeliveryRow
from storage.file_keys import referenced_keys
from storage.files import FolderFiles
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.control_deeds import start
from tests.databases import both_databases
from tests.quarter_district import DIRECTORS, build_district
from tests.services.delivery.post_office import PostOffice

pytestmark = both_databases

YEAR = timedelta(days=365)
MONTH = timedelta(days=30)
LONG = {"reports": 5 * YEAR, "evidence": 5 * YEAR, "audit": 5 * YEAR}
TERMS = Terms(updates=timedelta(days=3), deliveries=YEAR, attempts=MONTH, tables=MONTH, files=MONTH, **LONG)


@pytest.fixture
def tidying(store: Store, clock: FrozenClock, files: FolderFiles) -> TidyingService:
    return TidyingService(store, clock, files, TERMS, spoken_of=lambda: referenced_keys(store.engine))


async def states(store: Store) -> list[str]:
    async with store.engine.connect() as connection:
        return sorted((await connection.execute(select(DeliveryRow.state))).scalars())


async def test_settled_messages_go_after_their_term_and_those_that_wait_never(
    store: Store, clock: FrozenClock, tidying: TidyingService
) -> None:
    office = await PostOffice(store, clock).open()
    anna = await office.person("Анна", 11)
    wanted = [*DeliveryState]
    for state in wanted:
        posted = await office.post(anna, state.value)
        async with store.engine.begin() as connection:
            await connection.execution_options(**WRITE)
            here = update(DeliveryRow).where(DeliveryRow.subject_id == posted.subject_id)
            await connection.execute(here.values(state=state.value))

    assert (await tidying.tidy()).deliveries == 0
    clock.add(days=366)
    await office.post(anna, "fresh")
    assert (await tidying.tidy()).deliveries == 4

    kept = {each.value for each in wanted} - {"sent", "cancelled", "expired", "folded"}
    assert await states(store) == sorted([*kept, "pending"])


async def test_a_stage_of_a_duty_that_is_still_reminded_of_is_not_forgotten(
    store: Store, app: App, clock: FrozenClock, tidying: TidyingService
) -> None:
    """Its row is what keeps the stage from being said a second time."""
    district = await build_district(store, app, clock)
    await start(district)
    clock.set("2026-09-15 09:00")
    await app.reminders.plan_due()
    assert await district.outgoing()
    async with store.engine.begin() as connection:
        await connection.execution_options(**WRITE)
        await connection.execute(update(DeliveryRow).values(created_at=clock.now() - 2 * YEAR))
    stages = select(func.count()).select_from(DeliveryItemRow)
    async with store.engine.connect() as connection:
        planned = (await connection.execute(stages)).scalar_one()
    assert planned
    await tidying.tidy()
    async with store.engine.connect() as connection:
        assert (await connection.execute(stages)).scalar_one() == planned

    async with store.engine.begin() as connection:
        await connection.execution_options(**WRITE)
        await connection.execute(update(DutyRow).values(next_stage_at=None))
    await tidying.tidy()
    async with store.engine.connect() as connection:
        assert (await connection.execute(stages)).scalar_one() == 0


async def test_wrong_links_are_forgotten_in_slices(
    store: Store, clock: FrozenClock, tidying: TidyingService
) -> None:
    async with store.write() as uow:
        for _ in range(3):
            await uow.invitations.add_start_attempt(in_telegram(1), clock.now())
        await uow.commit()
    clock.add(days=31)
    assert (await tidying.tidy()).attempts == 3
    assert (await tidying.tidy()).attempts == 0


def age(folder: Path) -> None:
    """Every file has lain there for two months."""
    then = time.time() - 2 * MONTH.total_seconds()  # noqa: TID251  as files are dated
    for path in folder.glob("??/*"):
        os.utime(path, (then, then))


async def test_a_file_no_row_speaks_of_goes_and_a_fresh_one_and_a_wanted_one_stay(
    store: Store, clock: FrozenClock, files: FolderFiles, tmp_path: Path
) -> None:
    orphan, wanted = await files.put(b"dropped"), await files.put(b"evidence")
    age(tmp_path / "files")
    fresh = await files.put(b"just come")

    async def spoken_of() -> Collection[str]:
        return [wanted]

    tidying = TidyingService(store, clock, files, TERMS, spoken_of=spoken_of)
    assert (await tidying.tidy()).files == 1
    with pytest.raises(NotFound):
        await files.get(orphan)
    assert [await files.get(key) for key in (wanted, fresh)] == [b"evidence", b"just come"]


async def test_if_most_files_seem_to_belong_to_nobody_the_database_is_doubted_and_none_is_deleted(
    store: Store, clock: FrozenClock, files: FolderFiles, tmp_path: Path
) -> None:
    for _ in range(30):
        await files.put(b"evidence of another database")
    age(tmp_path / "files")
    tidying = TidyingService(store, clock, files, TERMS, spoken_of=lambda: referenced_keys(store.engine))
    assert (await tidying.tidy()).files == 0
    assert len(list((tmp_path / "files").glob("??/*"))) == 30


async def test_tidying_is_done_every_six_hours(
    store: Store, clock: FrozenClock, tidying: TidyingService
) -> None:
    await tidying.look()
    async with store.write() as uow:
        await uow.invitations.add_start_attempt(in_telegram(1), clock.now() - 2 * MONTH)
        await uow.commit()
    await tidying.look()
    async with store.read() as uow:
        assert await uow.invitations.count_start_attempts(clock.now() - YEAR) == 1
    clock.add(seconds=EVERY.total_seconds())
    await tidying.look()
    async with store.read() as uow:
        assert await uow.invitations.count_start_attempts(clock.now() - YEAR) == 0


async def test_words_and_files_of_reports_go_after_their_term_and_what_was_done_stays(
    store: Store, app: App, clock: FrozenClock, files: FolderFiles, tidying: TidyingService
) -> None:
    district = await build_district(store, app, clock)
    await start(district)
    key = await files.put(b"evidence")
    async with store.engine.begin() as connection:
        await connection.execution_options(**WRITE)
        duty_id = (await connection.execute(select(func.min(DutyRow.id)))).scalar_one()
        report = {
            "duty_id": duty_id,
            "version": 1,
            "outcome": "done",
            "percent": None,
            "remaining": "ничего",
            "text": "Сделано",
            "author_id": district.persons[DIRECTORS[0]],
            "source": "chat",
            "state_before": "open",
            "created_at": clock.now(),
        }
        added = await connection.execute(
            insert(ExecutionReportRow).values(**report).returning(ExecutionReportRow.id)
        )
        file = {
            "report_id": added.scalar_one(),
            "kind": "document",
            "file_key": key,
            "sha256": "x",
            "name": "акт.pdf",
        }
        more = {"size": 8, "mime": "application/pdf", "received_at": clock.now()}
        await connection.execute(insert(EvidenceRow).values(**file, **more))
    clock.add(days=4 * 365)
    gone = await tidying.tidy()
    assert (gone.reports, gone.evidence) == (0, 0) and await files.get(key)
    clock.add(days=2 * 365)
    gone = await tidying.tidy()
    assert (gone.reports, gone.evidence) == (1, 1)
    with pytest.raises(NotFound):
        await files.get(key)
    async with store.engine.connect() as connection:
        row = (await connection.execute(select(ExecutionReportRow))).one()
    assert (row.text, row.remaining, row.outcome) == ("", "", "done")
