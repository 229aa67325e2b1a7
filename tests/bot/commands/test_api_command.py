"""`vekha api`: a key is printed once, listed by what it is for, and revoked."""

from pathlib import Path

import pytest

from bot.cli import run_command


@pytest.fixture
def place(own_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:///old.db")
    assert run_command(["init", "--department", "Отдел образования", "--coordinator", "Инна Тихая"]) == 0
    capsys.readouterr()
    return own_folder


def test_the_key_alone_goes_to_standard_output_and_is_not_kept(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["api", "give", "дашборд области"]) == 0
    seen = capsys.readouterr()
    assert seen.out.startswith("vekha_") and len(seen.out.split()) == 1
    assert "Это ключ № 1" in seen.err
    assert seen.out.strip().encode() not in (place / "old.db").read_bytes()


def test_a_key_is_listed_and_revoked_once(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["api", "list"]) == 0
    assert "Ключей нет" in capsys.readouterr().err
    run_command(["api", "give", "дашборд области"])
    capsys.readouterr()
    run_command(["api", "list"])
    assert "дашборд области" in (listed := capsys.readouterr().out) and "не использован" in listed
    assert run_command(["api", "revoke", "1"]) == 0
    assert "больше не действует" in capsys.readouterr().err
    assert run_command(["api", "revoke", "1"]) == 1


def test_a_key_for_nothing_is_refused(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["api", "give", "  "]) == 1
    assert "для чего ключ" in capsys.readouterr().err
