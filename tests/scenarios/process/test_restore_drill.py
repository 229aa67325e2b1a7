"""The restore drill: a bot at work is backed up, its machine is lost, another goes on from the archive."""

import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import insert

from bot.checks.machine import look_at_backup_programs
from bot.process.app_factory import assemble, open_store
from bot.process.backups import BackupWatch, beside_database, make_backup, rotate
from bot.process.putting_back import restore
from bot.process.restoring import hold_restored, open_erasures, open_watermark
from bot.settings import Settings
from builders.databases import Databases, PostgresServer
from roadmap.errors import BadInput
from storage.backups.archives import new_key
from storage.backups.folder import backups_in
from storage.control.tables import EvidenceRow
from tests.clock import FrozenClock
from tests.databases import both_databases
from tests.documents_text import road_map_text
from tests.world import World, open_world
from texts.errors import explain

only_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
only_postgres = pytest.mark.parametrize("database", ["postgres"], indirect=True)

PHOTO = b"\xff\xd8\xff\xe0" + b"jpeg" * 400 + b"\xff\xd9"
KEY = new_key()
PLAN = road_map_text("1. Чтение", ("1.", "Неделя книги", "До 20 марта 2027", "Школа № 3"))
OLDER = """#!/bin/sh
test "$1" = --version || exit 3
echo "pg_dump (PostgreSQL) 13.21 (Debian 13.21-0+deb11u1)"
"""
"""It says its version and can do nothing else."""


@pytest.fixture(autouse=True)
def programs_of_the_server(server: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump of the server's own version."""
    if isinstance(server, PostgresServer):
        monkeypatch.setenv("PATH", f"{server.programs()}:/usr/bin:/bin")


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None,
        database_url=database_url,
        files_dir=str(tmp_path / "files"),
        backup={"dir": str(tmp_path / "backups"), "recipient": KEY[1]},
        disk={"stop_mb": 0},
    )


@pytest.fixture
async def place(server: Databases, tmp_path: Path) -> AsyncIterator[Settings]:
    """The new machine: an empty database and no files."""
    folder = tmp_path / "new"
    folder.mkdir()
    url = f"sqlite+aiosqlite:///{folder / 'vekha.db'}"
    if isinstance(server, PostgresServer):
        await server.execute("CREATE DATABASE vekha_restored")
        url = server.url("vekha_restored")
    yield Settings(_env_file=None, database_url=url, files_dir=str(folder / "files"), disk={"stop_mb": 0})
    if isinstance(server, PostgresServer):
        await server.execute("DROP DATABASE vekha_restored WITH (FORCE)")


@asynccontextmanager
async def at_work(settings: Settings, clock: FrozenClock, folder: Path) -> AsyncIterator[World]:
    async with open_store(settings) as store, open_world(store, clock, folder) as world:
        yield world


@both_databases
async def test_what_was_done_before_the_backup_is_there_and_what_was_due_since_is_held(
    settings: Settings, place: Settings, clock: FrozenClock, tmp_path: Path
) -> None:
    async with at_work(settings, clock, tmp_path) as world:
        vera = await world.department()
        key = await world.machine.app.receiving._files.put(PHOTO)
        archive = await make_backup(settings, tmp_path / "backups", clock.now())
        await vera.sees_nothing()
    assert "Вера" not in str(archive.read_bytes())

    clock.add(days=2)
    restored = await restore(place, archive, KEY[0], clock.now(), is_dry=False)

    assert restored.facts.files == 1 and restored.missing == 0
    assert (Path(place.files_dir) / key[:2] / key).read_bytes() == PHOTO
    async with open_store(place) as store:
        app = assemble(place, store, clock)
        assert [unit.name for unit in await app.people.departments()] == [
            "Отдел образования Приозёрного района"
        ]
        watermark = open_watermark(place, store, clock)
        assert await watermark.lived_until() == clock.now(), "the start holds what was due until now"
        erasures = open_erasures(place, store, clock)
        await hold_restored(watermark, lambda at: assemble(place, store, at), erasures)
        assert await watermark.lived_until() is None, "and the next one is an ordinary start"


@both_databases
async def test_a_dry_run_changes_nothing_anywhere(
    settings: Settings, place: Settings, clock: FrozenClock, tmp_path: Path
) -> None:
    async with at_work(settings, clock, tmp_path) as world:
        await world.department()
        archive = await make_backup(settings, tmp_path / "backups", clock.now())
    before = sorted(Path(place.files_dir).parent.rglob("*"))

    looked = await restore(place, archive, KEY[0], clock.now(), is_dry=True)

    assert looked.facts.made_at == clock.now() and looked.aside is None
    assert sorted(Path(place.files_dir).parent.rglob("*")) == before


@both_databases
async def test_a_file_the_database_speaks_of_and_nobody_has_is_counted(
    settings: Settings, place: Settings, clock: FrozenClock, tmp_path: Path
) -> None:
    async with at_work(settings, clock, tmp_path) as world:
        await world.department()
        async with world.machine.store.engine.begin() as connection:
            evidence = {"kind": "photo", "file_key": uuid4().hex, "sha256": "", "name": "", "size": 1}
            received = {"mime": "image/jpeg", "received_at": clock.now()}
            await connection.execute(insert(EvidenceRow), evidence | received)
    archive = await make_backup(settings, tmp_path / "backups", clock.now())

    restored = await restore(place, archive, KEY[0], clock.now(), is_dry=False)

    assert restored.missing == 1


@both_databases
async def test_an_edition_that_an_edit_in_the_chat_has_made_misses_no_file(
    settings: Settings, place: Settings, clock: FrozenClock, tmp_path: Path
) -> None:
    async with at_work(settings, clock, tmp_path) as world:
        vera = await world.department()
        await world.executor("Анна Лугова", "Школа № 3")
        await vera.sends_document(PLAN, "План.txt")
        await vera.presses("Утвердить")
        await vera.says("1")
        await vera.presses("Изменить")
        await vera.presses("Срок")
        await vera.says("до 10 апреля 2027")
        await vera.presses("Да, сохранить")
        for hero in world.heroes:
            await hero.news()
    archive = await make_backup(settings, tmp_path / "backups", clock.now())

    for is_dry in (True, False):
        restored = await restore(place, archive, KEY[0], clock.now(), is_dry=is_dry)
        assert restored.missing == 0


@only_sqlite
async def test_a_restore_over_a_damaged_base_keeps_it_aside(
    settings: Settings, clock: FrozenClock, tmp_path: Path
) -> None:
    async with at_work(settings, clock, tmp_path) as world:
        await world.department()
        archive = await make_backup(settings, tmp_path / "backups", clock.now())
    file = settings.database_file
    assert file is not None
    file.write_bytes(b"noise" * 2000)

    restored = await restore(settings, archive, KEY[0], clock.now(), is_dry=False)

    assert restored.aside is not None and restored.aside.read_bytes().startswith(b"noise")
    async with open_store(settings) as store:
        assert len(await assemble(settings, store, clock).people.departments()) == 1


@only_sqlite
async def test_a_damaged_base_is_not_backed_up_and_good_copies_stay(
    settings: Settings, clock: FrozenClock, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    async with at_work(settings, clock, tmp_path) as world:
        await world.department()
        good = await make_backup(settings, folder, clock.now())
    file = settings.database_file
    assert file is not None
    pages = bytearray(file.read_bytes())
    pages[8192 : len(pages) // 2] = bytes(len(pages) // 2 - 8192)
    file.write_bytes(pages)
    with pytest.raises(BadInput) as refusal:
        await make_backup(settings, folder, clock.now() + timedelta(days=1))
    assert refusal.value.reason == "backup-of-damaged"
    assert list(folder.iterdir()) == [good]


@only_sqlite
async def test_the_nights_of_two_months_leave_seven_days_and_four_weeks(
    settings: Settings, clock: FrozenClock, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    async with at_work(settings, clock, tmp_path) as world:
        await world.department()
    first = await make_backup(settings, folder, clock.now())
    for night in range(1, 60):
        name = f"vekha-{clock.now() + timedelta(days=night):%Y%m%dT%H%M%S}Z.tar.age"
        shutil.copyfile(first, folder / name)
    (folder / "vekha-other.tar.age").touch()

    rotate(settings, folder)

    assert len(backups_in(folder)) == 9, "the last two weeks are among the days"
    assert (folder / "vekha-other.tar.age").exists(), "what is not ours is not touched"


@only_postgres
async def test_a_server_that_is_not_empty_is_not_written_over(
    settings: Settings, clock: FrozenClock, tmp_path: Path
) -> None:
    async with at_work(settings, clock, tmp_path) as world:
        await world.department()
        archive = await make_backup(settings, tmp_path / "backups", clock.now())
    with pytest.raises(BadInput) as refusal:
        await restore(settings, archive, KEY[0], clock.now(), is_dry=False)
    assert refusal.value.reason == "restore-not-empty"


@only_postgres
async def test_without_pg_dump_the_backup_says_what_to_install(
    settings: Settings, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(BadInput) as refusal:
        await make_backup(settings, tmp_path / "backups", clock.now())
    assert (refusal.value.reason, refusal.value.detail) == ("no-pg-dump", "pg_dump")


@only_postgres
async def test_a_pg_dump_older_than_the_server_is_refused_before_it_is_tried(
    settings: Settings, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "older" / "pg_dump"
    program.parent.mkdir()
    program.write_text(OLDER)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    with pytest.raises(BadInput) as refusal:
        await make_backup(settings, tmp_path / "backups", clock.now())
    assert refusal.value.reason == "pg-dump-old"
    said = explain(refusal.value)
    assert re.match(
        r"pg_dump на этой машине более старой версии, чем сервер.*Поставьте версию \d+ или новее", said
    )
    assert not list((tmp_path / "backups").iterdir())

    found = await look_at_backup_programs(settings)
    assert (found.is_well, found.detail) == (False, said)
    settings.backup.dir = ""
    assert (await look_at_backup_programs(settings)).is_well is None, "the bot is to make none"


@only_postgres
async def test_programs_of_the_servers_own_version_are_well(settings: Settings) -> None:
    assert (await look_at_backup_programs(settings)).is_well is True


@both_databases
async def test_what_a_killed_backup_left_in_the_clear_is_removed_by_the_next(
    settings: Settings, clock: FrozenClock, tmp_path: Path
) -> None:
    async with at_work(settings, clock, tmp_path) as world:
        await world.department()
        old, fresh = (beside_database(settings) / f".snapshot-{name}" for name in ("killed", "at-work"))
        for place in (old, fresh):
            place.mkdir()
            (place / "database").write_text("Вера Ильина")
        yesterday = (clock.now() - timedelta(days=1)).timestamp()
        os.utime(old, (yesterday, yesterday))
        os.utime(fresh, (clock.now().timestamp(),) * 2)
        await make_backup(settings, tmp_path / "backups", clock.now())
        assert not old.exists() and fresh.exists(), "the other one may be under way"


@only_sqlite
async def test_a_missed_backup_is_told_to_the_coordinator_once_a_day(
    settings: Settings, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(settings, clock, tmp_path) as world:
        vera = await world.department()
        watch = BackupWatch(settings, clock)
        made: list[str] = []

        async def nothing_comes_of_it() -> None:
            made.append("tried")

        monkeypatch.setattr(watch, "_make", nothing_comes_of_it)
        await watch.look(world.app)
        assert made == ["tried"] and not watch.is_late
        clock.add(days=2)
        await watch.look(world.app)
        await watch.look(world.app)
        await world.settle()
        await vera.sees("Резервной копии ещё не было.*vekha check")
        assert watch.is_late
        await make_backup(settings, tmp_path / "backups", clock.now())
        assert not watch.is_late
        tried = len(made)
        await watch.look(world.app)
        assert len(made) == tried, "today's is there"
