"""The Excel form of a campaign as it comes back: known by its hidden sign, read by its headings."""

import re
from collections.abc import Mapping, Sequence

from documents.formats.archive import open_archive, read_part
from documents.formats.kinds import FileKind, kind_of
from documents.formats.sheet_rows import SheetRow, read_sheets
from documents.formats.xml_parts import xml_names
from documents.understanding.words import fold
from roadmap.control.duty import ReportOutcome
from roadmap.errors import DocumentRefused
from roadmap.language.answer_words import answer_in
from roadmap.language.form_words import FORM_HEADINGS, FormColumn
from roadmap.language.indicator import typed_value
from roadmap.monitoring.filled_forms import (
    SIGN,
    AskedForm,
    FilledForm,
    FilledRow,
    duty_signed,
    form_signed,
)

HEADING_ROWS = 12
ENOUGH = 3
"""A heading row names at least so many of our columns."""
_SIGN = re.compile(rb"%b\d+_[up]\d+" % SIGN.encode())
_KNOWN = {fold(heading): column for column, heading in FORM_HEADINGS.items()}
Columns = Mapping[FormColumn, int]


def is_filled_sheet(data: bytes, filename: str) -> bool:
    """Whether the sign of a form stands somewhere in this workbook or text."""
    return _form(data, filename) is not None


def read_filled_sheet(data: bytes, filename: str) -> FilledForm:
    """Every row in which something was written; DocumentRefused where it is no form of a campaign."""
    form = _form(data, filename)
    if form is None:
        raise DocumentRefused("no-filled-form")
    found = next(filter(None, map(_table, read_sheets(data, filename))), None)
    if found is None:
        raise DocumentRefused("filled-form-headings")
    columns, rows = found
    read = (_row(row, columns) for row in rows)
    return FilledForm(form=form, rows=tuple(row for row in read if row is not None))


def _form(data: bytes, filename: str) -> AskedForm | None:
    """By the sign over the hidden column, or on the hidden sheet."""
    match kind_of(data, filename):
        case FileKind.XLSX:
            archive = open_archive(data)
            parts = [read_part(archive, name) or b"" for name in xml_names(archive)]
        case FileKind.CSV | FileKind.TEXT:
            parts = [data]
        case _:
            return None
    signs = (sign.decode() for part in parts for sign in _SIGN.findall(part))
    return next((form for form in map(form_signed, signs) if form is not None), None)


def _table(sheet: Sequence[SheetRow]) -> tuple[Columns, Sequence[SheetRow]] | None:
    """The columns of a sheet and the rows under its headings; None where it has none of ours."""
    for place, row in enumerate(sheet[:HEADING_ROWS]):
        columns = _columns(row.cells)
        if len(columns) >= ENOUGH and columns.keys() & {FormColumn.STATE, FormColumn.WORDS}:
            return columns, sheet[place + 1 :]
    return None


def _columns(cells: Sequence[str]) -> Columns:
    found: dict[FormColumn, int] = {}
    for at, heading in enumerate(cells):
        column = FormColumn.MARK if form_signed(heading.strip()) else _KNOWN.get(fold(heading))
        if column is not None:
            found.setdefault(column, at)
    return found


def _row(row: SheetRow, columns: Columns) -> FilledRow | None:
    """None for a row in which nobody wrote anything."""
    cells = {column: row.cells[at].strip() for column, at in columns.items() if at < len(row.cells)}
    state, words, number = (
        cells.get(each, "") for each in (FormColumn.STATE, FormColumn.WORDS, FormColumn.VALUE)
    )
    if not (state or words or number):
        return None
    value = typed_value(number) if number else None
    told = words if value is not None or not number else f"{words}\n{number}".strip()
    return FilledRow(
        duty_id=duty_signed(cells.get(FormColumn.MARK, "")),
        number=cells.get(FormColumn.NUMBER, ""),
        title=cells.get(FormColumn.TITLE, ""),
        deadline=cells.get(FormColumn.DEADLINE, ""),
        words=told,
        outcome=_outcome(state, words),
        value=value,
    )


def _outcome(state: str, words: str) -> ReportOutcome | None:
    """What the cell for it says; where that is empty, what the words begin with."""
    return answer_in(state) if state else answer_in(words)
