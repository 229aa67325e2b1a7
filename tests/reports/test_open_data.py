"""Tables for other programs and the workbook: what is called alike says the same, and is described."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from reports.open_data import OF_ROAD_MAP, ROAD_MAPS, Table
from roadmap.summary.summary_views import Standing
from tests.places import ROOT
from tests.reports.xlsx.test_columns import MOVED, SOURCE, day, exported, naive, row
from tests.reports.xlsx.test_columns import SUMMARY as EXAMPLE
from tests.summary_rows import REPORT, measure, owed, point

GUIDE = (ROOT / "docs/guide/programs.md").read_text("utf-8")
TABLES: Mapping[str, Table[Any]] = {"road-maps": ROAD_MAPS} | {k: of for k, (of, _) in OF_ROAD_MAP.items()}
LATE = point(replace(owed(Standing.OVERDUE, id=MOVED), reports=(REPORT,)))
SUMMARY = replace(EXAMPLE, measures=(measure("1.1", "Открыть мастерскую", LATE),))
ALIKE = {
    ("Подтверждения", "№", "reports"): {"№", "Отправлен", "Текст отчёта"},
    ("Мониторинг", "Квартал", "campaigns"): {"№", "Пояснение", "Когда"},
    ("Красный контроль", "№", "duties"): {"№", "Мероприятие", "Исполнитель", "Срок", "Состояние"},
}
"""Sheets and tables of the same rows, and the headings both have."""


def described(table: Table[Any]) -> list[str]:
    return [
        f"`{name}` {heading[0].lower()}{heading[1:]}"
        for name, heading in zip(table.names, table.headings, strict=True)
    ]


@pytest.mark.parametrize("name", TABLES)
def test_the_guide_describes_every_column_of_every_table(name: str) -> None:
    line = next(line for line in GUIDE.splitlines() if line.startswith(f"- **{name}**: "))
    assert line.removeprefix(f"- **{name}**: ").rstrip(".").split("; ") == described(TABLES[name])


@pytest.mark.parametrize("place", ALIKE, ids=" / ".join)
def test_under_the_same_heading_stands_the_same_value(place: tuple[str, str, str]) -> None:
    sheet, first, name = place
    table, rows_of = OF_ROAD_MAP[name]
    book = load_workbook(io.BytesIO(exported(replace(SOURCE, summary=SUMMARY))))
    seen = row(book, sheet, first, {"№": "1.1", "Квартал": "3 кв. 2026"}[first])
    (cells,) = table.rows(rows_of(SUMMARY))
    told = dict(zip(table.headings, map(as_read, cells), strict=True))
    common = seen.keys() & told.keys()
    assert common == ALIKE[place]
    assert {heading: seen[heading] for heading in common} == {heading: told[heading] for heading in common}


def as_read(value: Any) -> Any:
    """As a spreadsheet gives it back: moments without their zone, days as midnights."""
    if isinstance(value, datetime):
        return naive(value)
    return day(value) if isinstance(value, date) else value
