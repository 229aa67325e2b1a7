"""The Excel form of a campaign as it comes back: known by its sign or its code, read by its headings."""

import re
from collections.abc import Sequence

from documents.filling.form_table import Columns, filled_row, form_columns
from documents.formats.archive import open_archive, read_part
from documents.formats.encoding import decode
from documents.formats.kinds import FileKind, kind_of
from documents.formats.sheet_rows import SheetRow, read_sheets
from documents.formats.xml_parts import xml_names
from roadmap.errors import DocumentRefused
from roadmap.language.form_words import FormColumn
from roadmap.monitoring.filled_forms import (
    SIGN,
    AskedForm,
    FilledForm,
    FilledRow,
    duty_signed,
    form_coded,
    form_signed,
)

HEADING_ROWS = 12
_SIGN = re.compile(rb"%b\d+_[up]\d+" % SIGN.encode())


def is_filled_sheet(data: bytes, filename: str) -> bool:
    """Whether the sign or the code of a form stands somewhere in this workbook or text."""
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
    """By the sign over the hidden column or on the hidden sheet; else by the code above the table."""
    match kind_of(data, filename):
        case FileKind.XLSX:
            archive = open_archive(data)
            parts = [read_part(archive, name) or b"" for name in xml_names(archive)]
            texts = [part.decode(errors="replace") for part in parts]
        case FileKind.CSV | FileKind.TEXT:
            parts, texts = [data], [decode(data)]
        case _:
            return None
    signs = (sign.decode() for part in parts for sign in _SIGN.findall(part))
    signed = next((form for form in map(form_signed, signs) if form is not None), None)
    return signed or next(filter(None, map(form_coded, texts)), None)


def _table(sheet: Sequence[SheetRow]) -> tuple[Columns, Sequence[SheetRow]] | None:
    """The columns of a sheet and the rows under its headings; None where it has none of ours."""
    for place, row in enumerate(sheet[:HEADING_ROWS]):
        if (columns := form_columns(row.cells)) is not None:
            return columns, sheet[place + 1 :]
    return None


def _row(row: SheetRow, columns: Columns) -> FilledRow | None:
    at = columns.get(FormColumn.MARK)
    sign = row.cells[at].strip() if at is not None and at < len(row.cells) else ""
    return filled_row(row.cells, columns, duty_id=duty_signed(sign))
