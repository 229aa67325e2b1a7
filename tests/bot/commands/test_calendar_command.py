"""`vekha calendar`: what is known, what a file would change, and loading it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import run_command
from roadmap.deadlines.calendar_sheet import write_year
from storage.calendars import brought_years

Run = Callable[..., tuple[int, str, str]]
GUESS = """# provisional
day;kind
01.01.2028..08.01.2028;off
23.02.2028;off
08.03.2028;off
01.05.2028;off
09.05.2028;off
12.06.2028;off
04.11.2028;off
"""


@pytest.fixture
def vekha(own_folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command over a database of this test alone; its status, data and messages."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{own_folder}/old.db")
    monkeypatch.delenv("BOT_TOKEN", raising=False)

    def run(*words: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        status = run_command([str(word) for word in words])
        told = capfd.readouterr()
        return status, told.out, told.err

    assert run("init", "--department", "Отдел образования", "--coordinator", "Вера Ильина")[0] == 0
    return run


@pytest.fixture
def guess(tmp_path: Path) -> Path:
    path = tmp_path / "2028.csv"
    path.write_text(GUESS, "utf-8")
    return path


def test_a_year_is_shown_with_its_transfers_or_said_to_be_unknown(vekha: Run) -> None:
    status, out, _ = vekha("calendar", "show", "2027", "2028")
    assert status == 0
    assert "2027: 247 рабочих дней\n" in out
    assert "20.02.2027 (сб): рабочий" in out and "22.02.2027 (пн): выходной вместо рабочего" in out
    assert "2028: 250 рабочих дней, переносы неизвестны" in out


def test_without_yes_a_file_is_only_shown(vekha: Run, guess: Path) -> None:
    status, out, err = vekha("calendar", "load", guess)
    assert status == 0
    assert "2028: 250 рабочих дней, предварительно: переносы ещё не опубликованы; 0 дней изменятся" in out
    assert "Сроки планов не сдвинутся." in out
    assert "Ничего не сохранено" in err
    assert "предварительно" not in vekha("calendar", "show", "2028")[1]


def test_a_provisional_year_is_kept_and_said_to_be_one(vekha: Run, guess: Path) -> None:
    assert vekha("calendar", "load", guess, "--yes")[0] == 0
    assert "2028: 250 рабочих дней, предварительно; загружено" in vekha("calendar", "show", "2028")[1]


def test_a_guess_does_not_undo_what_the_program_knows(vekha: Run, tmp_path: Path) -> None:
    path = tmp_path / "2027.csv"
    path.write_text(GUESS.replace("2028", "2027"), "utf-8")
    status, out, _ = vekha("calendar", "load", path, "--yes")
    assert status == 0
    assert "2027: 247 рабочих дней" in out.splitlines()[0]


def test_the_package_of_holidays_agrees_with_every_year_that_is_brought(vekha: Run) -> None:
    for known in brought_years()[-3:]:
        status, out, _ = vekha("calendar", "load", "--year", str(known.year))
        assert status == 0 and "0 дней изменятся" in out


def test_a_year_the_package_only_guesses_is_refused(vekha: Run) -> None:
    status, _, err = vekha("calendar", "load", "--year", "2035")
    assert status == 1
    assert "не знает переносов 2035 года" in err and "# provisional" in err


def test_holidays_and_days_of_the_region_are_kept_and_shown(vekha: Run, tmp_path: Path) -> None:
    path = tmp_path / "region.csv"
    path.write_text("2027-08-30,regional\n2027-10-25..2027-11-02,autumn\n", "utf-8")
    assert vekha("calendar", "load", path, "--yes")[0] == 0
    _, out, _ = vekha("calendar", "show", "2027")
    assert "246 рабочих дней" in out
    assert "30.08.2027 (пн): выходной региона" in out
    assert "осенние каникулы: 25.10.2027 – 02.11.2027" in out


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("day,kind\n2028-02-31,off\n", "Строка 2"),
        ("2028-02-24,holiday\n", "Строка 1"),
        ("2028-02-24,working\n", "Строка 1"),
        ("2028-02-24,off\n", "нет 2028-01-03, а это праздник"),
        ("# nothing\n", "нет ни одного дня"),
    ],
)
def test_what_cannot_be_read_is_said_by_its_line(vekha: Run, tmp_path: Path, written: str, said: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(written, "utf-8")
    status, out, err = vekha("calendar", "load", path, "--yes")
    assert (status, out) == (1, "")
    assert said in err


def test_a_file_that_was_written_reads_as_the_same_year(vekha: Run, tmp_path: Path) -> None:
    path = tmp_path / "same.csv"
    path.write_text(write_year(brought_years()[-1]), "utf-8")
    assert "0 дней изменятся" in vekha("calendar", "load", path)[1]
