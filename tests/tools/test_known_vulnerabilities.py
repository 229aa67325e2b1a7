"""A look for known vulnerabilities fails where there is one, and never calls clean what it could not see."""

import json
from typing import Any

import pytest

from tools import known_vulnerabilities
from tools.known_vulnerabilities import Finding, finding, main, words

CLEAN = {"name": "segno", "version": "1.6", "vulns": []}
BAD = {"name": "aiohttp", "version": "3.1", "vulns": [{"id": "PYSEC-2026-1"}, {"id": "GHSA-x"}]}
UNSEEN = {"name": "pyrage", "skip_reason": "Dependency not found"}


def told(*packages: dict[str, Any]) -> Finding:
    return finding("r.txt", json.dumps({"dependencies": packages, "fixes": []}), "")


def test_a_known_one_is_named_with_its_numbers() -> None:
    found = told(CLEAN, BAD)
    assert found.vulnerable == ("aiohttp 3.1: PYSEC-2026-1, GHSA-x",)
    assert "2 packages looked up, 1 vulnerable" in words(found)


def test_where_every_package_was_passed_over_nothing_was_looked_up() -> None:
    assert told(UNSEEN, UNSEEN).skipped_because and "not looked up" in words(told(UNSEEN))


def test_what_alone_was_passed_over_is_named() -> None:
    assert "not in the database: pyrage" in words(told(CLEAN, UNSEEN))


@pytest.mark.parametrize("answer", ["", "<html>502</html>", "[]", '{"fixes": []}', "null"])
def test_another_answer_is_no_answer(answer: str) -> None:
    found = finding("r.txt", answer, "trace\nConnectionError: no route to host\n")
    assert found.skipped_because == "ConnectionError: no route to host" and not found.vulnerable


def test_only_a_vulnerability_fails_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    for found, status in ((told(UNSEEN), 0), (told(CLEAN), 0), (told(BAD), 1)):
        monkeypatch.setattr(known_vulnerabilities, "_asked", lambda _, found=found: found)
        assert main(["r.txt"]) == status


def test_without_the_program_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_vulnerabilities.sys, "executable", "/nowhere/python")
    assert main([]) == 0
