"""Every package asked for stands in docs/dependencies.md with its reason and its licence, and no other."""

import re

import pytest

from tests.places import ROOT

PAGE = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
FILES = ("requirements.in", "requirements-dev.in", "requirements-bench.in", "requirements-build.in")


def asked_for() -> set[str]:
    lines = "\n".join((ROOT / file).read_text("utf-8") for file in FILES).splitlines()
    found = (re.match(r"[A-Za-z][\w.-]*", line) for line in lines if not line.startswith(("#", "-r")))
    return {match[0].lower() for match in found if match}


def rows() -> dict[str, list[str]]:
    """Each package of the tables with the other cells of its row."""
    found = {}
    for line in PAGE.splitlines():
        if line.startswith("| ") and not line.startswith("| package"):
            first, *others = [cell.strip() for cell in line.strip("|").split("|")]
            found |= {name.strip().lower(): others for name in first.split(",")}
    return found


@pytest.mark.parametrize("package", sorted(asked_for()))
def test_each_has_its_reason_and_its_licence(package: str) -> None:
    *reasons, licence = rows()[package]
    assert all(reasons) and re.search(r"MIT|BSD|Apache|PSF|MPL|GPL", licence)


def test_nothing_stands_there_that_is_not_asked_for() -> None:
    assert rows().keys() == asked_for()


def test_what_the_product_runs_on_may_be_given_on_with_it() -> None:
    product = PAGE.partition("## What the product runs on")[2].partition("\n## ")[0]
    assert "GPL" not in product
