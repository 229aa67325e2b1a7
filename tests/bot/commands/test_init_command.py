"""`vekha init` asks its few questions, keeps the token for its owner, and promises no link it cannot give."""

import asyncio
import io
import sys
from pathlib import Path

import pytest

from bot.cli import run_command
from sandbox.running import run_sandbox
from tests.bot.lines import TOKEN


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BOT_TOKEN", raising=False)
    return tmp_path


def answered(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{each}\n" for each in answers)))


async def test_its_questions_make_an_env_file_and_a_link(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / ".env").write_text("# мои заметки\nLOG__LEVEL=INFO\nTIME_ZONE=Europe/Moscow\n")
    async with run_sandbox() as sandbox:
        monkeypatch.setenv("BOT_API_URL", sandbox.url)
        answered(
            monkeypatch, "это не токен", sandbox.token, "Отдел образования", "Инна Тихая", "Луна", "Asia/Omsk"
        )
        assert await asyncio.to_thread(run_command, ["init"]) == 0
    seen = capsys.readouterr()
    assert seen.out.startswith("https://t.me/") and "?start=" in seen.out
    assert seen.err.count("Так не подходит") == 2
    assert (place / ".env").read_text() == (
        f"# мои заметки\nLOG__LEVEL=INFO\nTIME_ZONE=Asia/Omsk\nBOT_TOKEN={sandbox.token}\n"
    )
    assert (place / ".env").stat().st_mode & 0o777 == 0o600


def test_without_a_token_it_says_that_there_is_no_link_yet(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(monkeypatch, "", "Отдел образования", "Инна Тихая", "")
    assert run_command(["init"]) == 0
    seen = capsys.readouterr()
    assert seen.out.startswith("/start ")
    assert "вместо ссылки команда для координатора (Инна Тихая)" in seen.err and "Ссылка для" not in seen.err


def test_arguments_ask_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(monkeypatch)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:9")
    assert run_command(["init", "--department", "Отдел", "--coordinator", "Инна Тихая"]) == 0
    assert not (place / ".env").exists()


def test_answers_that_end_too_early_change_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(monkeypatch, "", "Отдел образования")
    assert run_command(["init"]) == 1
    assert "vekha init --help" in capsys.readouterr().err
    assert not (place / "var").exists()
