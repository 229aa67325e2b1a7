"""`vekha deadline` as a person and as another program calls it."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from bot.cli import run_command
from tests.places import ROOT

PERIOD = ["2026-01-01", "2026-12-31"]


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


Vekha = Callable[..., Done]


@pytest.fixture
def vekha(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Vekha:
    """Runs the command in this process; starting one of its own takes longer than all it does."""

    def run(*args: str, typed: str = "") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        return Done(run_command(["deadline", *args]), *capfd.readouterr())

    return run


def _line(phrase: str) -> str:
    return json.dumps({"phrase": phrase, "period": PERIOD}, ensure_ascii=False) + "\n"


def test_one_phrase_is_read_back_with_its_windows(vekha: Vekha) -> None:
    done = vekha("до 15 мая", "--period", "2026-01-01..2026-12-31", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == {
        "kind": "dated",
        "windows": [["2026-01-01", "2026-05-15"]],
        "reading": "до 15 мая",
        "confidence": 1.0,
        "problems": [],
    }


def test_a_person_reads_words_not_json(vekha: Vekha) -> None:
    done = vekha("ежеквартально", "--period", "2026-01-01..2026-12-31", "--rules", "regulation-10")
    assert done.returncode == 0
    assert "ежеквартально" in done.stdout
    assert "9 октября 2026 года" in done.stdout


def test_a_batch_prints_one_object_a_line_and_nothing_else() -> None:
    typed = _line("постоянно") + _line("") + _line("бррр")
    command = [sys.executable, "-m", "bot", "deadline", "--batch", "--json"]
    done = subprocess.run(command, input=typed, capture_output=True, encoding="utf-8", cwd=ROOT, timeout=60)
    printed: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [one["kind"] for one in printed] == ["ongoing", "missing", "unscheduled"]
    assert printed[0]["windows"] == [PERIOD]
    assert [problem["code"] for problem in printed[2]["problems"]] == ["deadline-unread"]
    assert printed[2]["confidence"] == 0


def test_due_days_stand_beside_the_literal_windows_under_another_rule_set(vekha: Vekha) -> None:
    done = vekha("до 10 мая", "--period", "2026-01-01..2026-12-31", "--rules", "working-day", "--json")
    printed = json.loads(done.stdout)
    assert printed["windows"] == [["2026-01-01", "2026-05-10"]]
    assert printed["due_on"] == ["2026-05-08"]


def test_a_broken_line_is_refused_by_its_number(vekha: Vekha) -> None:
    done = vekha("--batch", "--json", typed=_line("май") + "{\n")
    assert done.returncode == 1
    assert "2" in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_an_empty_batch_is_told_not_passed_over(vekha: Vekha) -> None:
    done = vekha("--batch")
    assert (done.returncode, done.stdout) == (1, "")
    assert "нет ни одной строки" in done.stderr


def test_what_nobody_can_read_is_one_sentence(vekha: Vekha) -> None:
    assert vekha("когда-нибудь потом").stdout == "⚠ Срок не понят: «когда-нибудь потом». Назовите даты.\n"
    assert vekha("").stdout == "⚠ Срок не указан. Назовите даты.\n"


def test_no_phrase_is_wrong_usage(vekha: Vekha) -> None:
    assert vekha().returncode == 2
