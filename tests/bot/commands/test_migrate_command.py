"""`vekha migrate --copy-from` as an administrator runs it."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.cli import run_command
from bot.process.process_lock import sole_process
from storage.backups.archives import new_key
from storage.engine import create_engine
from storage.migrate import Schema, downgrade, revisions, schema_of
from tests.bot.lines import TOKEN

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def vekha(own_folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command over a database file by name; gives its status, standard output and error."""

    def run(database: str, *words: str) -> tuple[int, str, str]:
        monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{own_folder}/{database}")
        capfd.readouterr()
        try:
            status = run_command(words)
        except SystemExit as end:
            status = int(str(end.code))
        captured = capfd.readouterr()
        return status, captured.out, captured.err

    status, _, _ = run("old.db", "init", "--department", "Отдел", "--coordinator", "Вера Ильина")
    assert status == 0
    return run


def test_everything_is_copied_and_counted(vekha: Run) -> None:
    status, out, err = vekha("new.db", "migrate", "--copy-from", "sqlite:old.db")

    assert status == 0
    counts = dict(line.split("\t") for line in out.splitlines())
    assert (counts["units"], counts["persons"], counts["invites"]) == ("1", "1", "1")
    assert "Перенесено строк: " in err
    assert "Отдел" in vekha("new.db", "people")[1]


@pytest.mark.parametrize(
    ("target", "source", "words"),
    [
        ("old.db", "sqlite:./old.db", "одна и та же база"),
        ("new.db", "sqlite:none.db", "Файла none.db нет"),
        ("new.db", "sqlite:note.txt", "не открывается"),
        ("new.db", "sqlite:empty.db", "нет данных Вехи"),
        ("new.db", "postgresql://nobody@127.0.0.1:9/none", "не открывается"),
        ("copy.db", "sqlite:old.db", "не пустая"),
    ],
)
def test_what_cannot_be_copied_is_refused_in_a_sentence(
    vekha: Run, tmp_path: Path, target: str, source: str, words: str
) -> None:
    (tmp_path / "note.txt").write_text("это не база, а записка" * 100)
    (tmp_path / "empty.db").touch()
    shutil.copy(tmp_path / "old.db", tmp_path / "copy.db")

    status, out, err = vekha(target, "migrate", "--copy-from", source)

    assert (status, out) == (1, "")
    assert words in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("held", ["old.db", "new.db"])
def test_a_database_held_by_a_running_bot_is_left_alone(vekha: Run, tmp_path: Path, held: str) -> None:
    with sole_process(tmp_path / held):
        status, _, err = vekha("new.db", "migrate", "--copy-from", "sqlite:old.db")

    assert status == 1
    assert "уже работает другой процесс" in err


def test_a_schema_is_not_changed_under_a_running_bot(vekha: Run, tmp_path: Path) -> None:
    with sole_process(tmp_path / "old.db"):
        status, _, err = vekha("old.db", "migrate")
    assert status == 1 and "уже работает другой процесс" in err
    assert vekha("old.db", "migrate")[0] == 0


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgres"], indirect=True)
async def test_a_schema_is_not_changed_under_a_running_fleet(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    engine = create_engine(database_url)
    await downgrade(engine, revisions()[1])
    async with engine.begin() as connection:
        until = "now() + interval '15 seconds'"
        await connection.execute(text(f"INSERT INTO leases VALUES ('planning', 'another', 1, {until})"))
    assert await asyncio.to_thread(run_command, ["migrate"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("С базой работает бот, схему под ним менять нельзя") and said.count("\n") == 1
    assert await schema_of(engine) is Schema.OLDER

    async with engine.begin() as connection:
        await connection.execute(text("DELETE FROM leases"))
    assert await asyncio.to_thread(run_command, ["migrate"]) == 0
    assert await schema_of(engine) is Schema.OURS
    await engine.dispose()


@pytest.mark.parametrize("words", [("run",), ("restore", "copy.tar.age", "--key", "key.txt")])
def test_nothing_is_put_back_and_no_second_bot_starts_while_one_lives(
    vekha: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    secret, public = new_key()
    monkeypatch.setenv("BACKUP__RECIPIENT", public)
    (tmp_path / "key.txt").write_text(secret)
    assert vekha("old.db", "backup", "--to", str(tmp_path))[0] == 0
    next(tmp_path.glob("vekha-*.tar.age")).rename(tmp_path / "copy.tar.age")
    before = (tmp_path / "old.db").read_bytes()
    with sole_process(tmp_path / "old.db"):
        status, _, err = vekha("old.db", *words)
    assert status == 1 and "уже работает другой процесс" in err and err.count("\n") == 1
    assert (tmp_path / "old.db").read_bytes() == before


def test_a_copy_on_a_new_machine_is_told_by_hand(vekha: Run, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "old.db")) as file, file:
        file.execute(
            "INSERT INTO deliveries (dedupe_key, kind, subject_id, payload, department_id, recipient_id,"
            " priority, state, not_before, attempts, is_repeat, fence, reason, created_at) VALUES"
            " ('one', 'digest', 1, '{}', 1, 1, 50, 'pending', '2026-01-12 06:00:00', 0, 0, 0, '',"
            " '2026-01-12 05:00:00')"
        )

    status, out, err = vekha("old.db", "migrate", "--restored")
    assert (status, out) == (0, "1\n")
    assert "Задержано сообщений: 1" in err
    assert vekha("old.db", "migrate", "--restored")[1] == "0\n"


def test_an_address_of_another_kind_is_wrong_usage(vekha: Run) -> None:
    status, _, err = vekha("new.db", "migrate", "--copy-from", "mysql://host/base")

    assert status == 2
    assert "sqlite:путь" in err
