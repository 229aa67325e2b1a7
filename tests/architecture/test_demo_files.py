"""What the README says the demo leaves is what it leaves."""

import re
from pathlib import Path

from demo.__main__ import TRANSCRIPT
from demo.papers import LEFT

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_names_every_file_the_demo_leaves_and_no_other() -> None:
    named = re.findall(r"`([^`]+\.(?:docx|xlsx|png|zip|html|ics|json|csv|txt))`", README.read_text("utf-8"))
    in_out = [name for name in named if not name.startswith("vekha ")]
    assert sorted(in_out) == sorted([*LEFT, TRANSCRIPT])
