"""The page of permissions says what the table of routes says today."""

from tests.places import ROOT
from tools.permissions import lines


def test_the_page_is_the_one_the_tool_writes() -> None:
    page = (ROOT / "docs/permissions.md").read_text("utf-8")
    assert page == "\n".join(lines()) + "\n", (
        "write it anew: python -m tools.permissions > docs/permissions.md"
    )
