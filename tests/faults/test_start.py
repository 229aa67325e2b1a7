"""A database that cannot be worked with ends the start with a sentence, not with a page of code."""

from pathlib import Path

import pytest

from bot.cli import run_command
from tests.bot.lines import TOKEN


def start(monkeypatch: pytest.MonkeyPatch, folder: Path, database: str) -> int:
    """`vekha people list` opens the database as `vekha run` does, and needs no Telegram."""
    monkeypatch.chdir(folder)
    for name, value in {"BOT_TOKEN": TOKEN, "DATABASE_URL": database, "FILES_DIR": str(folder)}.items():
        monkeypatch.setenv(name, value)
    return run_command(["people"])


@pytest.mark.parametrize(
    ("database", "says"),
    [
        ("sqlite+aiosqlite:///letter.db", "файл повреждён или это не база"),
        ("sqlite+aiosqlite:///folder", "файл не открывается"),
        ("sqlite+aiosqlite:////dev/null/vekha.db", "файл не открывается"),
        ("postgresql+asyncpg://vekha:very-secret@127.0.0.1:9/vekha", "сервер не отвечает"),
    ],
    ids=["damaged", "a folder", "no such place", "no server"],
)
def test_what_is_wrong_with_the_database_is_said_in_russian(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    database: str,
    says: str,
) -> None:
    (tmp_path / "letter.db").write_text("Уважаемые коллеги! " * 200)
    (tmp_path / "folder").mkdir()

    status = start(monkeypatch, tmp_path, database)

    said = capsys.readouterr().err
    assert status == 1
    assert said.startswith("База ") and says in said and said.count("\n") == 1
    assert "very-secret" not in said
