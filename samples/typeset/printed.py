"""A sample as it goes on paper: headings, rows, and which cells are merged downwards."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip


@dataclass
class Row:
    """A section row has one cell and `level`; in a measure's row None continues the cell above."""

    cells: list[str | None]
    level: int = 0


@dataclass
class Printed:
    title: str
    approval: list[str]
    edition: list[str]
    heading: list[str]
    rows: list[Row]
    audit_heading: list[str] = field(default_factory=list)
    audit: list[list[str | None]] = field(default_factory=list)


def printed(content: dict[str, Any], columns: Sequence[tuple[str, str]], audit: Sequence[str]) -> Printed:
    """Lay the measures out in the given columns."""
    return Printed(
        title=content["title"],
        approval=_approval(content.get("approval")),
        edition=_edition(content.get("edition")),
        heading=[heading for heading, _ in columns],
        rows=_rows(content, [key for _, key in columns]),
        audit_heading=list(audit),
        audit=_audit(content.get("risk_factors", [])),
    )


def _approval(approval: dict[str, str] | None) -> list[str]:
    if approval is None:
        return []
    year, month, day = approval["date"].split("-")
    return [
        "УТВЕРЖДЕНА",
        f"приказом от {int(day)} {_MONTHS[int(month) - 1]} {year} года № {approval['number']}",
    ]


def _edition(edition: dict[str, str] | None) -> list[str]:
    if edition is None:
        return []
    return [f"(в редакции от {'.'.join(reversed(edition['date'].split('-')))} №{edition['number']})"]


def _rows(content: dict[str, Any], keys: Sequence[str]) -> list[Row]:
    rows: list[Row] = []
    sections = list(content["sections"])
    notes = {note["measures"][0]: note["text"] for note in content.get("amendments", [])}
    section = None
    for measure in content["measures"]:
        if measure["section"] != section:
            section = measure["section"]
            while sections:
                title = sections.pop(0)
                rows.append(Row([title], level=2 if title.split(" ")[0].count(".") > 1 else 1))
                if title == section:
                    break
        if measure["number"] in notes:
            rows.append(Row([notes[measure["number"]]], level=1))
        rows.append(Row([_cell(measure, key) for key in keys]))
    return rows


def _cell(measure: dict[str, Any], key: str) -> str | None:
    under = measure["parent"] is not None
    if key == "number":
        return None if under else measure["number"] + "."
    if key == "title":
        own = f"{measure['number']}. " if under and measure["number"] else ""
        return own + str(measure["title"])
    if under and measure["deadline_inherited"] and _is_shared(measure, key):
        return None
    if key in measure["attributes"]:
        value = measure["attributes"][key]
        return ", ".join(value) if isinstance(value, list) else str(value)
    return str(measure[key])


def _is_shared(measure: dict[str, Any], key: str) -> bool:
    """Sub-rows of a group share its deadline and result; the responsible too where it is a whole sentence."""
    return key in ("deadline_text", "expected_result") or (
        key == "responsible_text" and measure["parent"] == "4" and measure["number"].startswith("4.")
    )


def _audit(factors: Sequence[dict[str, str]]) -> list[list[str | None]]:
    rows: list[list[str | None]] = []
    last = ""
    for factor in factors:
        name = None if factor["factor"] == last else factor["factor"]
        last = factor["factor"]
        rows.append([name, factor["parameter"], factor["code"] + ".", factor["organisations"]])
    return rows


def groups(rows: Sequence[Row], column: int) -> list[tuple[int, int]]:
    """First and last row of every vertically merged cell of the column."""
    found: list[tuple[int, int]] = []
    for index, row in enumerate(rows):
        if row.level or row.cells[column] is not None:
            continue
        if found and found[-1][1] == index - 1:
            found[-1] = (found[-1][0], index)
        else:
            found.append((index - 1, index))
    return found
