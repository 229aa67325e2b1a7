"""Every alarm the bot can raise has its line in the runbook, and the runbook names no other."""

import re
from pathlib import Path

from bot.process.observability import NO_BACKUP
from services.process.probing import Trouble

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r'"([a-z][a-z ]+)": lambda')
"""How a check is named where it is made."""
MAKERS = (
    "bot/process/runtime.py",
    "bot/process/replica.py",
    "bot/telegram/polling.py",
    "bot/telegram/webhook.py",
)


def raised() -> set[str]:
    """What may stand in `troubles` and `findings` as a sentence."""
    made = {name for file in MAKERS for name in NAMED.findall((ROOT / file).read_text("utf-8"))}
    return {*made, *(trouble.value for trouble in Trouble), NO_BACKUP}


def test_every_trouble_has_a_line_and_no_other_is_named() -> None:
    page = (ROOT / "docs/runbook.md").read_text("utf-8")
    table = page.partition("## По слову из `troubles`")[2]
    assert set(re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)) == raised()
    assert len(raised()) > 10
