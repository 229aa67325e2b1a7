"""The harness as its user starts it: real processes, one seed. Run by `make proof`, before its seeds."""

import asyncio
import re
import sys

import pytest

from tests.places import ROOT

pytestmark = pytest.mark.proof
SEED = "14"
"""Its first life ends right after Telegram has shown a message: the repeat is certain."""


async def proof(*arguments: str) -> tuple[int, str]:
    """The exit status and what was printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "proof", "--seed", SEED, *arguments,
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    printed, _ = await process.communicate()
    return process.returncode or 0, printed.decode()


def told(printed: str, name: str) -> int:
    found = re.search(rf"{name}: (\d+)", printed)
    assert found, printed
    return int(found.group(1))


async def test_a_bot_that_forgets_to_mark_its_repeats_does_not_pass() -> None:
    ended, printed = await proof("--policy", "forgets-to-mark")

    assert told(printed, "пришло дважды") > 0, printed
    assert told(printed, "из них без пометки") > 0, printed
    assert "again: python -m proof --seed 14" in printed
    assert ended == 1
