"""A command that is not understood: one Russian sentence on standard error, status 2."""

import subprocess
import sys

import pytest

from bot.cli import COMMANDS, run_command


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("deadlin", "vekha: КОМАНДА: «deadlin» не подходит; есть: run, init"),
        ("deadline май --foo", "vekha: лишнее: --foo. Подсказка: vekha --help"),
        ("deadline май --period", "vekha deadline: --period: нужно значение"),
        ("deadline май --period 2020", "vekha deadline: --period: «2020» не период"),
        ("deadline май --rules my", "vekha deadline: --rules: «my» не подходит; есть: literal"),
        ("deadline май --json=1", "vekha deadline: --json: значение «1» здесь лишнее"),
        ("roadmap import", "vekha roadmap import: не хватает: FILE"),
        ("roadmap import f --edition-of x", "vekha roadmap import: --edition-of: «x» не число"),
        (
            "roadmap import f --edition-of 1 --separate",
            "vekha roadmap import: --separate и --edition-of вместе",
        ),
    ],
)
def test_wrong_usage_is_told_in_russian(typed: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run_command(typed.split())
    seen = capsys.readouterr()
    assert stopped.value.code == 2
    assert seen.out == ""
    assert seen.err.startswith(told)
    assert seen.err.count("\n") == 1 and "usage" not in seen.err


def test_help_names_every_command_in_russian_and_loads_none() -> None:
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", "--help"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert all(f"    {name} " in ended.stdout for name in COMMANDS)
    assert "usage" not in ended.stdout and "show this" not in ended.stdout
    assert "aiogram" not in ended.stderr
