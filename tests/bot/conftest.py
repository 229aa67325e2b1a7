"""Commands run in a folder of their own, over databases that are there already."""

from pathlib import Path

import pytest

from builders.databases import SqliteFiles


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_files: SqliteFiles) -> Path:
    """Where the command is run; `old.db` in it is an empty database of today's schema."""
    sqlite_files.copy_to(tmp_path / "old.db")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FILES_DIR", str(tmp_path / "files"))
    return tmp_path
