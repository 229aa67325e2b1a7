"""Every command over every trouble of the machine ends with 0, 1 or 2 and words, never a traceback.

The commands are taken from the program itself: a new one without its calls here fails.
"""

import argparse
import asyncio
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import COMMANDS, build_parser, run_command
from builders.databases import SqliteFiles
from storage.backups.archives import new_key
from storage.engine import create_engine
from storage.migrate import migrate
from tests.bot.lines import TOKEN
from tests.documents_text import road_map_text
from tests.reading_here import read_here
from tests.small_disk import SmallDisk, small_disk
from tests.storage.former import FORMER

NOWHERE = "http://127.0.0.1:9"
DEPARTMENT = ("--department", "Отдел образования Приозёрного района", "--coordinator", "Вера Ильина")
STAFF = "Организация;ФИО\nШкола № 3;Лугова Анна Петровна\n"
PLAN = road_map_text(("1.", "Неделя книги", "до 31 марта 2027 года", "Школа № 3"))
TRANSFERS = "2027-02-20,working\n"
KEY = new_key()

CALLS: dict[str, tuple[str, ...]] = {
    "run": ("",),
    "init": (
        "",
        "--department Отдел --coordinator Вера",
        "--department Отдел --coordinator Вера --time-zone Mars/Base",
    ),
    "people": ("", "--department 7"),
    "people load": ("{staff}", "{staff} --yes", "{none}", "{plan}", "{noise}"),
    "people save": ("{out}", "{folder}"),
    "invite": ("--person Лугова --unit Школа", "--person Вера --unit Отдел --role координатор"),
    "roadmap read": ("{plan}", "{none}", "{staff}", "{noise}", "{folder}"),
    "roadmap import": ("{plan}", "{none}", "{noise}", "{plan} --edition-of 7"),
    "roadmap roll": ("{plan} --to 2028", "7 --to 2028", "{none} --to 2028", "{plan}"),
    "deadline": ("март", "март --period 2027-01-01..2027-12-31 --json", "чепуха"),
    "calendar show": ("",),
    "calendar load": (
        "{calendar} --year 2027",
        "{calendar} --year 2027 --yes",
        "{none} --year 2027",
        "{noise} --year 2027",
    ),
    "report": (
        "",
        "-o {out}",
        "-o {folder}",
        "--kind form",
        "--kind analysis",
        "--road-map 7",
        "--quarter 2027-Q1",
    ),
    "migrate": (
        "",
        "--plan",
        "--restored",
        "--copy-from sqlite:{none}",
        "--copy-from sqlite:{noise}",
        "--copy-from postgresql://u:p@127.0.0.1:9/x",
    ),
    "audit verify": ("",),
    "audit export": ("", "-o {out}", "-o {folder}"),
    "api give": ("дашборд",),
    "api list": ("",),
    "api revoke": ("7",),
    "backup": ("", "--to {folder}", "--to {plan}", "--new-key", "--list"),
    "restore": (
        "{none} --key {key}",
        "{noise} --key {key}",
        "{noise} --key {none}",
        "{folder} --key {key}",
        "{noise} --key {key} --dry-run",
    ),
    "check": ("", "--env", "--json", "--full", "--live"),
    "demo": (),
}
"""What each is called with; the sandbox's story has a test of its own."""
MAY_START = {"empty file", "no department", "older schema", "no .env"}
"""Over these `run` with a token goes on living, as it should."""


@dataclass
class Place:
    """The machine of an operator: the bot's folder, files beside it, and its settings."""

    folder: Path
    beside: Path
    monkeypatch: pytest.MonkeyPatch
    disk: SmallDisk | None
    empty: SqliteFiles

    @property
    def base(self) -> Path:
        return self.folder / "var" / "vekha.db"

    def set(self, **settings: str) -> None:
        for name, value in settings.items():
            self.monkeypatch.setenv(name, value)

    def lay(self, *, department: bool = True) -> None:
        self.base.parent.mkdir(parents=True, exist_ok=True)
        self.empty.copy_to(self.base)
        self.base.chmod(0o600)
        if department:
            assert run_command(["init", *DEPARTMENT]) == 0

    def lay_newer(self) -> None:
        self.lay()
        with sqlite3.connect(self.base) as base:
            base.execute("UPDATE alembic_version SET version_num = 'from_the_future'")

    def lay_older(self) -> None:
        async def up_to_the_former() -> None:
            engine = create_engine(f"sqlite+aiosqlite:///{self.base}")
            await migrate(engine, FORMER)
            await engine.dispose()

        asyncio.run(up_to_the_former())

    def words(self, call: str) -> list[str]:
        files = {"staff": STAFF, "plan": PLAN.decode(), "calendar": TRANSFERS, "key": KEY[0]}
        named = {name: self.beside / f"{name}.{'csv' if name != 'plan' else 'txt'}" for name in files}
        for name, text in files.items():
            named[name].write_text(text, "utf-8")
        noise = self.beside / "noise.docx"
        noise.write_bytes(bytes(range(256)) * 40)
        places = named | {
            "noise": noise,
            "none": self.beside / "none.csv",
            "folder": self.folder,
            "out": self.folder / "out.csv",
        }
        return [word.format(**places) for word in call.split()]


def _full(place: Place) -> None:
    place.lay()
    assert place.disk is not None
    place.disk.fill()


def _read_only(place: Place) -> None:
    place.lay()
    assert place.disk is not None
    place.disk.make_readonly()


def _no_file(place: Place) -> None:
    place.base.parent.mkdir(parents=True)
    place.base.mkdir()


def _damaged(place: Place) -> None:
    place.base.parent.mkdir(parents=True)
    place.base.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 64)


TROUBLES: dict[str, Callable[[Place], None]] = {
    "no .env": lambda place: place.monkeypatch.delenv("BOT_TOKEN"),
    "empty file": lambda place: (place.base.parent.mkdir(), place.base.touch(0o600), None)[-1],
    "no department": lambda place: place.lay(department=False),
    "older schema": Place.lay_older,
    "newer schema": Place.lay_newer,
    "a folder in its place": _no_file,
    "no base at all but noise": _damaged,
    "disk full": _full,
    "no right to write": _read_only,
    "settings unread": lambda place: place.set(HEALTH__PORT="abc"),
    "PostgreSQL down": lambda place: place.set(
        DATABASE_URL="postgresql+asyncpg://u:very-secret@127.0.0.1:9/x"
    ),
    "PostgreSQL of no address": lambda place: place.set(
        DATABASE_URL="postgresql+asyncpg://u:very-secret@nohost.invalid/x"
    ),
    "files nowhere": lambda place: (place.lay(), place.set(FILES_DIR="/dev/null/files"), None)[-1],
}


OF_DISK = {"disk full", "no right to write"}
"""These need a disk of their own; where none may be mounted they are skipped."""


@pytest.fixture
def place(
    trouble: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_files: SqliteFiles
) -> Iterator[Place]:
    monkeypatch.setattr("documents.isolation._asked", read_here)
    beside, folder = tmp_path / "beside", tmp_path / "bot"
    beside.mkdir()
    with ExitStack() as stack:
        disk = stack.enter_context(small_disk(folder, 16)) if trouble in OF_DISK else None
        folder.mkdir(exist_ok=True)
        stack.callback(monkeypatch.chdir, tmp_path)
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "stdin", stack.enter_context((beside / "nothing").open("w+")))
        place = Place(folder, beside, monkeypatch, disk, sqlite_files)
        place.set(BOT_TOKEN=TOKEN, BOT_API_URL=NOWHERE, BACKUP__DIR="backups", BACKUP__RECIPIENT=KEY[1])
        yield place


def leaves(parser: argparse.ArgumentParser, path: str) -> Iterator[str]:
    """The command, or each of its actions."""
    actions = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    if not actions or parser.get_default("run"):
        yield path
    for each in actions:
        for name, inner in each.choices.items():
            yield from leaves(inner, f"{path} {name}".strip())


def test_every_command_has_its_calls_here() -> None:
    known = {leaf for name in COMMANDS for leaf in leaves(build_parser(name), "")}
    assert known == set(CALLS)


@pytest.mark.parametrize("trouble", TROUBLES)
def test_every_command_ends_with_words_to_a_person(
    place: Place, capsys: pytest.CaptureFixture[str], trouble: str
) -> None:
    TROUBLES[trouble](place)
    capsys.readouterr()
    wrong = []
    for command, calls in CALLS.items():
        for call in calls:
            if command == "run" and trouble in MAY_START - {"no .env"}:
                continue
            status, said, printed = _ended(place, capsys, [*command.split(), *place.words(call)])
            told = said + printed
            is_odd = status not in (0, 1, 2) or "Traceback" in told or "very-secret" in told
            if is_odd or (status and not _is_russian(told)):
                wrong.append((command, call, status, said[-300:]))
    assert not wrong, "\n".join(map(str, wrong))


def _ended(place: Place, capsys: pytest.CaptureFixture[str], words: list[str]) -> tuple[object, str, str]:
    try:
        status: object = run_command(words)
    except SystemExit as stopped:
        status = stopped.code
    except BaseException as error:  # what a person would see as a traceback
        status = f"{type(error).__name__}: {error}"[:200]
    seen = capsys.readouterr()
    return status, seen.err, seen.out


def _is_russian(words: str) -> bool:
    return sum("а" <= char.lower() <= "я" for char in words) > 8
