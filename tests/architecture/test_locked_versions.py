"""What is installed together is locked together: no package has two versions in two lists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([a-z0-9._-]+(?:\[[a-z,-]+\])?)==(\S+)(?: ; ([^\\]+?))? \\$", re.MULTILINE)


def pins(name: str) -> dict[tuple[str, str], str]:
    """(package, marker) → version."""
    text = (ROOT / name).read_text("utf-8")
    return {(package, marker): version for package, version, marker in PINNED.findall(text)}


def test_every_list_agrees_with_what_the_product_runs_on() -> None:
    product = pins("requirements.txt")
    assert len(product) > 30
    for name in ("requirements-dev.txt", "requirements-build.txt"):
        both = {key: (version, product[key]) for key, version in pins(name).items() if key in product}
        assert both, name
        assert {key: pair for key, pair in both.items() if pair[0] != pair[1]} == {}, name
