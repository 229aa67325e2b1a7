"""A printed sample as a Word document."""

from pathlib import Path
from typing import Any

from docx import Document

from samples.typeset.printed import Printed, Row, groups


def write(page: Printed, path: Path, *, automatic_numbers: bool = False) -> None:
    """Prose, the audit table if any, the plan; numbers typed or printed by Word itself."""
    document = Document()
    document.core_properties.title = ""
    for line in page.approval:
        document.add_paragraph(line)
    for line in (page.title, *page.edition):
        document.add_paragraph(line)
    document.add_paragraph("")
    if page.audit:
        document.add_paragraph("Что показала проверка школ")
        _audit(document, page)
        document.add_paragraph("")
    table = document.add_table(rows=1, cols=len(page.heading), style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, page.heading, strict=True):
        cell.text = heading
        cell.paragraphs[0].runs[0].bold = True
    for row in page.rows:
        _add(table, row, automatic_numbers=automatic_numbers)
    for column in range(len(page.heading)):
        for first, last in groups(page.rows, column):
            table.cell(first + 1, column).merge(table.cell(last + 1, column))
    document.add_paragraph("")
    document.add_paragraph("Исполнитель: отдел общего образования")
    document.save(str(path))


def _add(table: Any, row: Row, *, automatic_numbers: bool) -> None:
    cells = table.add_row().cells
    if row.level:
        cells[0].merge(cells[-1]).text = row.cells[0] or ""
        return
    for index, (cell, text) in enumerate(zip(cells, row.cells, strict=True)):
        if text is not None and not (automatic_numbers and index == 0):
            cell.text = text
    if automatic_numbers:
        cells[0].paragraphs[0].style = "List Number"


def _audit(document: Any, page: Printed) -> None:
    table = document.add_table(rows=1, cols=len(page.audit_heading), style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, page.audit_heading, strict=True):
        cell.text = heading
    rows = [Row(cells) for cells in page.audit]
    for row in rows:
        for cell, text in zip(table.add_row().cells, row.cells, strict=True):
            cell.text = text or ""
    for first, last in groups(rows, 0):
        merged = table.cell(first + 1, 0).merge(table.cell(last + 1, 0))
        merged.text = rows[first].cells[0] or ""
