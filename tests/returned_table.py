"""A table that was given out, changed the way office programs change it."""

import atexit
import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from builders.temporary import TEMPORARY
from roadmap.plan.plan_tables import TableColumn

needs_libreoffice = pytest.mark.office
HEAD_ROW = 4
COLUMN = {column: place for place, column in enumerate(TableColumn, 1)}


def changed(data: bytes, change: Callable[[Worksheet], None]) -> bytes:
    """The workbook with this change of its first sheet."""
    book = load_workbook(io.BytesIO(data))
    change(book.worksheets[0])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def row_of(page: Worksheet, number: str) -> int:
    """The row of the measure of this number."""
    column = COLUMN[TableColumn.NUMBER]
    rows = range(HEAD_ROW + 1, page.max_row + 1)
    return next(row for row in rows if page.cell(row, column).value == number)


def put(page: Worksheet, number: str, column: TableColumn, value: str | date | None) -> None:
    page.cell(row_of(page, number), COLUMN[column]).value = value


def append(page: Worksheet, **cells: str) -> None:
    """A new row right under the last one."""
    title = COLUMN[TableColumn.TITLE]
    row = HEAD_ROW + 1
    while page.cell(row, title).value:
        row += 1
    for name, value in cells.items():
        page.cell(row, COLUMN[TableColumn(name)]).value = value


def copied_plainly(data: bytes) -> bytes:
    """Only the values, in another order of columns and rows, with a column of somebody's own."""
    page = load_workbook(io.BytesIO(data)).worksheets[0]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=HEAD_ROW)]
    head, body = rows[0], [row for row in rows[1:] if any(row)]
    book = Workbook()
    plain = book.worksheets[0]
    plain.append(["Ответственный за заполнение: Вера", None])
    plain.append(["Заметки", *reversed(head)])
    for row in reversed(body):
        plain.append(["проверено", *reversed(row)])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def saved_by_libreoffice(data: bytes, folder: Path, target: str = "xlsx", *, source: str = "xlsx") -> bytes:
    """The same workbook opened and saved by LibreOffice."""
    path = folder / f"plan.{source}"
    path.write_bytes(data)
    out = folder / "out"
    profile = f"-env:UserInstallation=file://{_profile()}"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (out / f"plan.{target}").read_bytes()


@cache
def _profile() -> Path:
    """One for all: making it takes LibreOffice longer than a file."""
    folder = Path(tempfile.mkdtemp(prefix="vekha-office-", dir=TEMPORARY))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
