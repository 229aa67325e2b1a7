"""Small plans for tests: text tables, and Word and Excel files made of the same rows."""

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from docx import Document
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from documents.reader import read_document
from roadmap.imports.proposal import Proposal, ProposedMeasure

TITLE = "Дорожная карта на 2024 год"
HEADING = "№\tМероприятие\tСрок\tОтветственные\tРезультат"


def text_plan(*rows: str, heading: str = HEADING, title: str = TITLE) -> str:
    """A text file: title, blank line, heading, rows with tabs; an empty row is a page break."""
    return "\n".join([title, "", heading, *rows, ""])


def read_rows(*rows: str, heading: str = HEADING, title: str = TITLE) -> Proposal:
    """The proposal of such a text file."""
    return read_document(text_plan(*rows, heading=heading, title=title).encode(), "план.txt")


def cells(measures: Sequence[ProposedMeasure], *names: str) -> list[tuple[object, ...]]:
    """Chosen fields of every measure."""
    return [tuple(getattr(measure, name) for name in names) for measure in measures]


def codes(proposal: Proposal) -> list[str]:
    """Codes of all problems, of the document and then of its measures."""
    return [
        problem.code for problem in (*proposal.problems, *(p for m in proposal.measures for p in m.problems))
    ]


def word(fill: Callable[[Any], None]) -> bytes:
    """A Word file whose document `fill` has filled."""
    document = Document()
    fill(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word_table(document: Any, rows: Sequence[Sequence[str]]) -> Any:
    """A ruled table of these texts."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
    return table


def excel(
    rows: Sequence[Sequence[str | int | float | date | None]], fill: Callable[[Worksheet], None] | None = None
) -> bytes:
    """A workbook of one sheet; `fill` may change it."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    if fill:
        fill(sheet)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


EXCEL_HEADING = ("№", "Мероприятие", "Срок", "Ответственные")
EXCEL_ROW = (1, "Открытие клуба", "март", "ОО")
