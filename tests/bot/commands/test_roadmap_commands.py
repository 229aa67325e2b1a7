"""`vekha roadmap import` and `roll` as a department's administrator runs them."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.cli import run_command
from roadmap.people.persons import Through
from tests.documents.layouts import layout
from tests.documents_text import road_map_text

Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_bytes(
        road_map_text(
            ("1.", "Неделя книги", "Март", "Методслужба"), ("2.", "Обзор", "По графику", "Методслужба")
        )
    )
    return path


@pytest.fixture
def vekha(own_folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command over a database of this test alone; gives its status and what it printed as JSON."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{own_folder}/old.db")

    def run(*words: str | Path) -> tuple[int, dict[str, Any]]:
        capfd.readouterr()
        status = run_command([str(word) for word in words])
        out = capfd.readouterr().out
        return status, json.loads(out) if out.startswith("{") else {}

    status, _ = run("init", "--department", "Отдел образования", "--coordinator", "Вера Ильина")
    assert status == 0
    return run


def test_a_document_is_put_in_force_with_its_open_questions_named(vekha: Run, plan: Path) -> None:
    status, told = vekha("roadmap", "import", plan, "--create-unknown", "--approve", "--json")

    assert status == 0
    assert (told["state"], told["road_map"], told["duties"]) == ("approved", 1, 1)
    assert told["open_questions"] == [{"kind": "deadline", "words": "По графику", "measures": 1}]


def test_what_a_command_changes_is_audited_as_its_deed(vekha: Run, plan: Path, own_folder: Path) -> None:
    vekha("roadmap", "import", plan, "--create-unknown", "--approve")

    with closing(sqlite3.connect(own_folder / "old.db")) as connection:
        rows = connection.execute("SELECT action, through FROM audit_entries").fetchall()
    assert {"department.opened", "road_map.approved"} <= {action for action, _ in rows}
    assert {through for _, through in rows} == {Through.COMMAND}


def test_without_approval_the_document_waits_on_the_desk(vekha: Run, plan: Path) -> None:
    status, told = vekha("roadmap", "import", plan, "--json")

    assert status == 0
    assert (told["state"], told["road_map"], told["duties"]) == ("reviewing", None, 0)


def test_the_same_document_has_to_be_named_an_edition_or_a_map_of_its_own(vekha: Run, plan: Path) -> None:
    vekha("roadmap", "import", plan, "--create-unknown", "--approve")

    assert vekha("roadmap", "import", plan, "--approve")[0] == 1
    status, told = vekha("roadmap", "import", plan, "--approve", "--edition-of", "1", "--json")
    assert (status, told["road_map"], told["revision"]) == (0, 1, 2)
    assert vekha("roadmap", "import", plan, "--approve", "--separate", "--json")[1]["road_map"] == 2


def test_every_plan_of_a_file_becomes_a_map_of_its_own_or_those_that_are_chosen(
    vekha: Run, tmp_path: Path
) -> None:
    several = layout("plans of two periods in one file")
    file = tmp_path / several.filename
    file.write_bytes(several.data)

    status, told = vekha("roadmap", "import", file, "--create-unknown", "--approve", "--json")
    assert (status, told["road_map"], [plan["road_map"] for plan in told["plans"]]) == (0, 1, [2])

    status, told = vekha("roadmap", "import", file, "--plans", "2", "--json")
    assert status == 0 and "plans" not in told
    assert told["title"].startswith("План мероприятий по безопасности")
    assert vekha("roadmap", "import", file, "--plans", "3")[0] == 1


def test_the_rules_of_a_region_are_chosen_by_name(vekha: Run, plan: Path) -> None:
    status, told = vekha("roadmap", "import", plan, "--rules", "regulation-10", "--json")
    assert (status, told["clear"]) == (0, 1)

    with pytest.raises(SystemExit) as stop:
        vekha("roadmap", "import", plan, "--rules", "whatever")
    assert stop.value.code == 2


def test_next_years_plan_is_proposed_from_a_file_and_from_a_map_in_force(vekha: Run, plan: Path) -> None:
    status, from_file = vekha("roadmap", "roll", plan, "--to", "2028", "--json")
    assert status == 0
    assert from_file["period"] == {"start": "2028-01-01", "end": "2028-12-31"}
    assert from_file["measures"][0]["deadline"]["windows"] == [["2028-03-01", "2028-03-31"]]

    vekha("roadmap", "import", plan, "--create-unknown", "--approve")
    status, from_map = vekha("roadmap", "roll", "1", "--to", "2028", "--desk", "--json")
    assert (status, from_map["measures"]) == (0, from_file["measures"])


def test_every_plan_of_a_file_is_moved_to_the_next_years_or_those_that_are_chosen(
    vekha: Run, tmp_path: Path
) -> None:
    several = layout("plans of two periods in one file")
    file = tmp_path / several.filename
    file.write_bytes(several.data)

    status, moved = vekha("roadmap", "roll", file, "--to", "2028", "--desk", "--json")
    assert (status, moved["period"]["start"]) == (0, "2028-01-01")
    assert [plan["period"]["start"] for plan in moved["plans"]] == ["2029-01-01"]

    status, moved = vekha("roadmap", "roll", file, "--to", "2028", "--plans", "2", "--json")
    assert (status, moved["period"]["start"], "plans" in moved) == (0, "2028-01-01", False)
    assert vekha("roadmap", "roll", file, "--to", "2028", "--plans", "3")[0] == 1


@pytest.mark.parametrize("source", ["7", "no-such-file.docx"])
def test_there_is_nothing_to_roll_from_what_is_not_there(vekha: Run, source: str) -> None:
    assert vekha("roadmap", "roll", source, "--to", "2028")[0] == 1


def test_a_file_that_is_not_there_is_a_refusal(vekha: Run, tmp_path: Path) -> None:
    assert vekha("roadmap", "import", tmp_path / "nothing.docx")[0] == 1
