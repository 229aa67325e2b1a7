"""The same presses with every statement counted: those of the feeder and of the handlers, BEGIN left out."""

import asyncio
from collections import Counter
from typing import Any
from unittest.mock import patch

from bench.contenders import presses_vekha
from bench.contenders.gate import Gate, compete
from storage.inline_sqlite import InlineCursor


async def main(task: dict[str, Any], gate: Gate) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    execute = InlineCursor._execute

    def counting(cursor: InlineCursor, statement: str, parameters: Any) -> None:
        asked = asyncio.current_task()
        who = asked.get_name().split()[0] if asked else ""
        if who in ("feeder", "update"):
            counts["statements"] += not statement.startswith("BEGIN")
            counts["transactions"] += who == "update" and statement.startswith("BEGIN")
        execute(cursor, statement, parameters)

    with patch.object(InlineCursor, "_execute", counting):
        return {**await presses_vekha.main(task, gate), **counts}


if __name__ == "__main__":
    compete(main)
