"""`vekha audit`: verifying, and a table no spreadsheet calculates."""

import csv
import sqlite3
from pathlib import Path

import pytest

from bot.cli import run_command

DEPARTMENT = "=Отдел образования Заречья"


@pytest.fixture
def place(own_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:///old.db")
    assert run_command(["init", "--department", DEPARTMENT, "--coordinator", "Инна Тихая"]) == 0
    capsys.readouterr()
    return own_folder


def test_a_whole_audit_shows_its_last_fingerprint(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["audit", "verify"]) == 0
    seen = capsys.readouterr()
    assert len(seen.out.strip()) == 64 and "Журнал цел, записей: 0" in seen.err


def test_a_forged_entry_is_named_and_the_status_is_1(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(place / "old.db") as base:
        base.execute(
            "INSERT INTO audit_entries (department_id, at, through, action, subject_kind, subject_id, facts)"
            " VALUES (1, '2026-01-01 00:00:00.000000', 'chat', 'duty.accepted', 'duty', 1, '{}')"
        )
        (forged,) = base.execute("SELECT max(id) FROM audit_entries").fetchone()
    assert run_command(["audit", "verify"]) == 1
    assert f"Журнал нарушен на записи № {forged}: она старше пяти минут" in capsys.readouterr().err


def test_the_export_is_inert_and_an_entry_itself(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["audit", "export", "-o", "audit.csv"]) == 0
    rows = list(csv.reader((place / "audit.csv").open(encoding="utf-8-sig"), delimiter=";"))
    assert rows[0][0] == "номер"
    assert [row[4] for row in rows[1:]][-1] == "audit.exported"
    assert {row[3] for row in rows[1:]} == {"command"}


def test_lists_for_spreadsheets_calculate_nothing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["people"]) in (0, 2)
    seen = capsys.readouterr().out
    assert ";=" not in seen and (not seen or f"'{DEPARTMENT}" in seen)
