"""A table that came back, as the process that reads it answers and as the database keeps it."""

from collections.abc import Mapping
from typing import Any

from roadmap.ids import MeasureId, PlanTableId
from roadmap.plan.content_json import content_from_json, content_to_json
from roadmap.plan.measure_content import Aspect
from roadmap.plan.plan_tables import CellTrouble, ReturnedRow, SentTable, TableColumn, TableRow

KEY = "plan-table"


def sent_to_json(table: SentTable) -> dict[str, Any]:
    """A mapping that survives `json.dumps`."""
    return {
        "table": table.table_id,
        "rows": [{"line": row.line, "cells": dict(row.cells)} for row in table.rows],
        "ignored": list(table.ignored),
    }


def sent_from_json(stored: Mapping[str, Any]) -> SentTable:
    """What `sent_to_json` wrote."""
    rows = [
        TableRow(
            line=int(row["line"]),
            cells={TableColumn(name): str(words) for name, words in row["cells"].items()},
        )
        for row in stored["rows"]
    ]
    return SentTable(
        table_id=PlanTableId(int(stored["table"])), rows=tuple(rows), ignored=tuple(stored["ignored"])
    )


def row_to_json(row: ReturnedRow) -> dict[str, Any]:
    return {
        "line": row.line,
        "measure": row.measure_id,
        "content": content_to_json(row.content),
        "aspects": [aspect.value for aspect in row.aspects],
    }


def row_from_json(stored: Mapping[str, Any]) -> ReturnedRow:
    measure = stored["measure"]
    return ReturnedRow(
        line=stored["line"],
        measure_id=MeasureId(measure) if measure is not None else None,
        content=content_from_json(stored["content"]),
        aspects=tuple(Aspect(name) for name in stored["aspects"]),
    )


def trouble_to_json(trouble: CellTrouble) -> dict[str, Any]:
    return {
        "line": trouble.line,
        "column": trouble.column.value,
        "code": trouble.code,
        "words": trouble.words,
    }


def trouble_from_json(stored: Mapping[str, Any]) -> CellTrouble:
    return CellTrouble(
        line=stored["line"],
        column=TableColumn(stored["column"]),
        code=stored["code"],
        words=stored["words"],
    )
