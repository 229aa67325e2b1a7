"""Every promise of docs/guarantees.md names tests that are there; the page a proof writes says the same."""

import ast
import re
from functools import cache

import pytest

from tests.places import ROOT

TESTS = ROOT / "tests"
PAGE, TEMPLATE = ROOT / "docs" / "guarantees.md", ROOT / "proof" / "guarantees.md"
HEADING = "## Обещание и проверка"
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def table(text: str) -> str:
    """The part with the promises."""
    return text.partition(HEADING)[2].partition("\n## ")[0]


PROMISES = [
    line
    for line in table(PAGE.read_text("utf-8")).splitlines()
    if line.startswith("|") and not line.startswith(("|---", "| обещание"))
]


@cache
def names(path: str) -> set[str]:
    body = ast.parse((TESTS / path).read_text("utf-8")).body
    return {each.name for each in body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("line", PROMISES, ids=[line.split("|")[1].strip() for line in PROMISES])
def test_every_promise_names_tests_that_are_there(line: str) -> None:
    found = NAMED.findall(line)

    assert found, line
    assert [name for path, name in found if name not in names(path)] == []


def test_there_are_promises_and_the_next_proof_keeps_them() -> None:
    assert len(PROMISES) > 30
    assert table(PAGE.read_text("utf-8")) == table(TEMPLATE.read_text("utf-8"))
