"""`vekha people load` and `save`: the same list of people without a chat."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.cli import run_command

Run = Callable[..., tuple[int, str, str]]
LIST = """Организация;Вид;ФИО;Должность;Роль
Школа № 3;школа;Лугова Анна Петровна;завуч;исполнитель
Школа № 5;школа;Речной Борис;учитель;исполнитель
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
def staff(tmp_path: Path) -> Path:
    path = tmp_path / "staff.csv"
    path.write_text(LIST, "utf-8")
    return path


def test_without_yes_it_is_only_shown(vekha: Run, staff: Path) -> None:
    status, out, err = vekha("people", "load", staff)
    assert status == 0
    assert "2. Лугова Анна Петровна, завуч, исполнитель, Школа № 3: новый человек, новая организация" in out
    assert "Новых людей: 2" in err
    assert "Ничего не сохранено" in err
    assert "Школа" not in vekha("people")[1]


def test_with_yes_it_is_loaded_and_everybody_gets_a_link_once(vekha: Run, staff: Path) -> None:
    status, out, _ = vekha("people", "load", staff, "--yes")
    assert status == 0
    assert [line.split(";")[0] for line in out.splitlines()[1:]] == ["Лугова Анна Петровна", "Речной Борис"]
    assert "Без изменений: 2" in vekha("people", "load", staff)[2]


def test_a_row_that_cannot_be_taken_is_told_and_the_others_are_loaded(vekha: Run, staff: Path) -> None:
    staff.write_text(LIST.replace("учитель;исполнитель", "учитель;сторож"), "utf-8")
    status, out, err = vekha("people", "load", staff, "--yes")
    assert status == 1
    assert "Лугова" in out
    assert "3. Речной Борис: не взять, роль «сторож» не понятна" in err


def test_a_file_that_is_no_list_is_refused_in_words(vekha: Run, staff: Path) -> None:
    staff.write_text("Мероприятие;Срок\nСеминар;май\n", "utf-8")
    status, _, err = vekha("people", "load", staff, "--yes")
    assert status == 1
    assert "не нашлось списка людей" in err


def test_the_list_is_saved_as_a_table_that_changes_nothing_when_loaded(
    vekha: Run, staff: Path, tmp_path: Path
) -> None:
    vekha("people", "load", staff, "--yes")
    table = tmp_path / "list.xlsx"
    assert vekha("people", "save", table)[0] == 0
    assert load_workbook(table).worksheets[0]["E5"].value == "Лугова Анна Петровна"
    assert "Без изменений: 3" in vekha("people", "load", table)[2]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_name_that_would_be_calculated_is_inert_in_both_tables(vekha: Run, staff: Path, start: str) -> None:
    staff.write_text(
        LIST.replace("Школа № 5", f"{start}HYPERLINK(1)").replace("Речной Борис", f"{start}Речной Борис"),
        "utf-8",
    )
    _, links, _ = vekha("people", "load", staff, "--yes")
    _, units, _ = vekha("people")
    cells = [cell.strip('"') for line in (links + units).splitlines() for cell in line.split(";")]
    assert not [cell for cell in cells if cell.startswith(start)]
    assert f"'{start}HYPERLINK(1)" in cells
