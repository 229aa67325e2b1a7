"""`vekha check` tries everything and changes nothing; every mistake of `.env` is one Russian sentence."""

import asyncio
import json
import os
import socket
import sqlite3
from pathlib import Path

import pytest

from bot.cli import run_command
from builders.databases import SqliteFiles
from sandbox.running import run_sandbox
from storage.engine import create_engine
from storage.process.integrity import is_damaged
from storage.unit_of_work import Store
from tests.bot.lines import TOKEN
from tests.clock import FrozenClock
from tests.world import open_world

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, with settings that lead nowhere."""
    monkeypatch.chdir(tmp_path)
    for name, value in {"BOT_TOKEN": TOKEN, "BOT_API_URL": NOWHERE}.items():
        monkeypatch.setenv(name, value)
    return tmp_path


def checked(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, dict[str, tuple[object, str]]]:
    """The status, and what each line says."""
    status = run_command(["check", "--json", *options])
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] == (status == 0)
    return status, {each["about"]: (each["ok"], each["says"]) for each in said["checks"]}


def test_an_empty_place_is_checked_and_nothing_is_made_in_it(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines = checked(capsys)
    assert status == 1
    assert lines["database"] == (None, "– База: var/vekha.db ещё нет, её создаст первый запуск")
    assert lines["telegram"][0] is False and "PROXY" in lines["telegram"][1]
    assert lines["clock"][0] and lines["zone"][0] and lines["files"][0]
    assert not (place / "var" / "vekha.db").exists()


def test_a_destroyed_page_and_rights_of_others_are_seen(
    place: Path, capsys: pytest.CaptureFixture[str], sqlite_files: SqliteFiles
) -> None:
    file = place / "var" / "vekha.db"
    file.parent.mkdir()
    sqlite_files.copy_to(file)
    file.chmod(0o644)
    _, lines = checked(capsys)
    assert lines["database"][0] and lines["pages"][0]
    assert lines["rights"][0] is False and "chmod -R go= var/vekha.db" in lines["rights"][1]

    file.chmod(0o600)
    destroy_a_page(file)
    _, lines = checked(capsys, "--full")
    assert lines["pages"] == (
        False,
        "✗ Страницы базы: повреждены. Остановите бота и восстановите базу: vekha restore",
    )
    assert lines["rights"][0]


def destroy_a_page(file: Path) -> None:
    """The root of an index in the middle of the file becomes noise."""
    with sqlite3.connect(file) as base:
        (page,) = base.execute("SELECT rootpage FROM sqlite_master WHERE name LIKE 'ix_duties%'").fetchone()
        (size,) = base.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as raw:
        raw.seek((page - 1) * size)
        raw.write(os.urandom(size))


def test_a_start_over_a_destroyed_page_is_refused_in_one_sentence(
    place: Path, capsys: pytest.CaptureFixture[str], sqlite_files: SqliteFiles
) -> None:
    file = place / "var" / "vekha.db"
    file.parent.mkdir()
    sqlite_files.copy_to(file)
    destroy_a_page(file)
    assert run_command(["run"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("База var/vekha.db недоступна: файл повреждён") and said.count("\n") == 1


async def test_a_whole_file_is_not_called_damaged(tmp_path: Path, sqlite_files: SqliteFiles) -> None:
    sqlite_files.copy_to(tmp_path / "vekha.db")
    assert not await is_damaged(tmp_path / "vekha.db", thoroughly=True)
    assert not await is_damaged(tmp_path / "none.db")
    (tmp_path / "letter.db").write_text("Уважаемые коллеги! " * 200)
    assert await is_damaged(tmp_path / "letter.db")


def test_a_base_of_a_newer_program_is_refused_and_named(
    place: Path, capsys: pytest.CaptureFixture[str], sqlite_files: SqliteFiles
) -> None:
    file = place / "var" / "vekha.db"
    file.parent.mkdir()
    sqlite_files.copy_to(file)
    with sqlite3.connect(file) as base:
        base.execute("UPDATE alembic_version SET version_num = 'from_the_future'")
    for command in (["run"], ["people"], ["migrate"]):
        assert run_command(command) == 1
        said = capsys.readouterr().err
        assert "с ней работала более новая программа. Обновите эту" in said and said.count("\n") == 1
    _, lines = checked(capsys)
    assert lines["database"] == (False, "✗ База: с ней работала более новая программа. Обновите эту")


def test_only_run_and_migrate_change_a_schema(
    place: Path, capsys: pytest.CaptureFixture[str], sqlite_files: SqliteFiles
) -> None:
    file = place / "var" / "vekha.db"
    file.parent.mkdir()
    sqlite_files.copy_to(file)
    with sqlite3.connect(file) as base:
        base.execute("UPDATE alembic_version SET version_num = '2026_11_30_typed_words'")
    assert run_command(["people"]) == 1
    assert capsys.readouterr().err == (
        "База прежней версии. Обновите её: vekha migrate или vekha run, и повторите.\n"
    )
    with sqlite3.connect(file) as base:
        assert base.execute("SELECT version_num FROM alembic_version").fetchone() == (
            "2026_11_30_typed_words",
        )


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("HEALTH__PORT", "abc", "нужно целое число"),
        ("HEALTH__PORT", "70000", "число слишком большое"),
        ("HEALTH", "abc", "её части пишут по отдельности"),
        ("LOG__LEVEL", "LOUD", "подходят DEBUG, INFO, WARNING, ERROR"),
        ("LOG__AS_JSON", "maybe", "подходят true и false"),
        ("DATABASE_URL", "mysql://a/b", "только SQLite и PostgreSQL"),
        ("DATABASE_URL", "postgresql+asyncpg://u:p@h", "нет имени базы"),
        ("DATABASE_URL", "postgresql://u:very-secret@h:port/x", "адрес базы не читается"),
        ("DATABASE_URL", "postgresql://u:very-secret@h/x?sslmode=require", "пишите ssl="),
        ("PROXY", "ftp://u:very-secret@h:1", "socks5://host:port"),
        ("PROXY", "socks5://h", "socks5://host:port"),
        ("SANDBOX_CLOCK_URL", NOWHERE, "с /sandbox/clock"),
        ("SANDBOX_CLOCK_URL", "http://example.org/sandbox/clock", "только адрес этой машины"),
        ("TIME_ZONE", "Mars/Base", "такого часового пояса нет"),
        ("HEARTBEAT_URL", "hc.example/very-secret", "нужен адрес целиком"),
        ("BOT_API_URL", "api.example:8081", "нужен адрес целиком"),
        ("BACKUP__HOUR", "25", "число слишком большое"),
        ("INVITE_DAYS", "0", "число слишком маленькое"),
        ("FILES_DIR", "/dev/null/files", "в папку нельзя писать"),
        ("OPEN_PART__URL", "ftp://vekha.example", "нужен адрес https://"),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_sentence_that_names_it(
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
    says: str,
) -> None:
    monkeypatch.setenv(name, value)
    assert run_command(["run"]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"Настройка {name}: ") and says in said and said.count("\n") == 1
    assert "very-secret" not in said


def test_a_port_somebody_has_taken_is_one_sentence(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("HEALTH__PORT", str(taken.getsockname()[1]))
        assert run_command(["run"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Настройка HEALTH__PORT: порт занят") and said.count("\n") == 1


def test_a_backup_key_that_is_none_is_refused_before_the_first_night(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BACKUP__DIR", str(place / "backups"))
    monkeypatch.setenv("BACKUP__RECIPIENT", "garbage")
    assert run_command(["run"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Настройка BACKUP__RECIPIENT: нужен открытый ключ age1") and said.count("\n") == 1


def test_an_env_file_that_cannot_be_read_is_said(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / ".env").write_bytes("LOG__LEVEL=ИНФО".encode("cp1251"))
    assert run_command(["run"]) == 1
    assert capsys.readouterr().err.startswith("Настройка .env: файл не читается; нужен текст в UTF-8")


async def test_dead_proxies_are_told_apart_from_the_line_behind_them(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with run_sandbox() as sandbox:
        monkeypatch.setenv("BOT_API_URL", sandbox.url)
        monkeypatch.setenv("BOT_TOKEN", sandbox.token)
        _, lines = await asyncio.to_thread(checked, capsys)
        assert lines["telegram"][0] and "@" in lines["telegram"][1] and lines["webhook"][0]
        monkeypatch.setenv("PROXY", "socks5://nohost.invalid:1080")
        _, lines = await asyncio.to_thread(checked, capsys)
    assert lines["proxy"][0] is False and "№ 1 не соединяет" in lines["proxy"][1]
    assert lines["telegram"][0] is False


async def test_the_live_check_talks_in_the_coordinators_chat_and_says_what_the_messenger_refuses(
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    sqlite_files: SqliteFiles,
) -> None:
    import asyncio

    file = place / "var" / "vekha.db"
    file.parent.mkdir()
    sqlite_files.copy_to(file)
    store = Store(create_engine(f"sqlite+aiosqlite:///{file}"))
    async with open_world(store, FrozenClock("2026-09-01 09:00"), place) as world:
        vera = await world.department()
        await world.machine.poller.confirm()
        await world.sandbox.client.fault("refuse", method="setMessageReaction")
        monkeypatch.setenv("BOT_API_URL", world.sandbox.url)
        monkeypatch.setenv("BOT_TOKEN", world.sandbox.token)
        checking = asyncio.create_task(asyncio.to_thread(checked, capsys, "--live"))
        await vera.phone.wait("правка видна", timeout=60)
        await vera.phone.press("Нажмите")
        _, lines = await checking
        await vera.phone.wait("Проверка связи закончена", timeout=60)
        await vera.news()
    await store.close()

    done = {name for name, (ok, _) in lines.items() if ok}
    assert done >= {
        "live-send",
        "live-edit",
        "live-reply",
        "live-album",
        "live-up",
        "live-down",
        "live-toast",
    }
    assert lines["live-react"][0] is False, "what the messenger refuses is said on its line"


def test_a_sandbox_clock_that_does_not_answer_is_seen_by_the_check_too(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SANDBOX_CLOCK_URL", NOWHERE)
    status, found = checked(capsys)
    assert status == 1
    assert found["settings"][0] is False and "SANDBOX_CLOCK_URL" in found["settings"][1]
