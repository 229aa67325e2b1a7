"""The nightly backup is made by a process of its own, with the settings of the bot, and kept in rotation."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.process.backups import BackupWatch
from bot.process.putting_back import restore
from bot.settings import Settings
from builders.databases import SqliteFiles
from storage.backups.archives import new_key
from storage.backups.folder import backups_in
from tests.clock import FrozenClock
from tests.places import ROOT

NO_APP: Any = None
"""A look that makes a backup asks nothing of the services."""


async def test_the_beat_makes_tonights_backup_once_beside_the_bot(
    tmp_path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, sqlite_files: SqliteFiles
) -> None:
    secret, public = new_key()
    sqlite_files.copy_to(tmp_path / "vekha.db")
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": "sqlite+aiosqlite:///vekha.db",
        "FILES_DIR": "files",
        "BACKUP__DIR": "backups",
        "BACKUP__RECIPIENT": public,
    }.items():
        monkeypatch.setenv(name, value)
    settings = Settings(_env_file=None)
    watch = BackupWatch(settings, clock)

    await watch.look(NO_APP)

    (archive,) = backups_in(tmp_path / "backups").values()
    looked = await restore(settings, archive, secret, clock.now(), is_dry=True)
    assert looked.facts.database == "sqlite"
    assert watch.last() is not None and not watch.is_late

    await watch.look(NO_APP)
    assert list(backups_in(tmp_path / "backups").values()) == [archive], "one a night"


async def test_a_backup_that_fails_is_said_and_the_beat_lives_on(
    tmp_path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("BACKUP__DIR", "backups")
    monkeypatch.setenv("BACKUP__RECIPIENT", new_key()[1])
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:///none.db")
    watch = BackupWatch(Settings(_env_file=None), clock)
    await watch.look(NO_APP)
    assert watch.last() is None
    clock.add(seconds=timedelta(hours=37).total_seconds())
    assert watch.is_late
