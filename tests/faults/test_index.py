"""The table of faults names tests that are there."""

import ast
from pathlib import Path

import pytest

import tests.faults

TESTS = Path(__file__).parents[1]
TABLE = (tests.faults.__doc__ or "").partition("\n\n")[2]
ROWS = [tuple(line.strip() for line in entry.strip().splitlines()) for entry in TABLE.split("\n\n")]


def names(file: Path) -> set[str]:
    body = ast.parse(file.read_text()).body
    return {each.name for each in body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize(("path", "name"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_every_fault_has_its_test(path: str, name: str) -> None:
    assert name in names(TESTS / path)


def test_every_file_of_faults_stands_in_the_table() -> None:
    told = {path for _, path, _ in ROWS}
    here = {f"faults/{file.name}" for file in Path(__file__).parent.glob("test_*.py")}

    assert here - told == {"faults/test_index.py"}
