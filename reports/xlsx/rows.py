"""Rows of a sheet as the text they are in the file, and a workbook into which they are put.

openpyxl makes everything around the rows; cell by cell it would take three times as long as all else.
"""

import io
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import IO
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

Plain = str | int | float | date | datetime | None
_DAY_NOUGHT = date(1899, 12, 30).toordinal()
_SECONDS_OF_A_DAY = 86_400
_HELD_CELLS = 2_000
_HELD_BYTES = 128 * 1024
_OWN_FORMAT = b'<numFmt formatCode="0;;;"'
"""Of labels that show no noughts: openpyxl does not say that it is not the format of the cells."""
_EMPTY = (b"<sheetData></sheetData>", b"<sheetData/>", b"<sheetData />")


class RowFile:
    """Rows from top to bottom, kept on disk where they are many."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_HELD_BYTES)  # noqa: SIM115  closed once copied
        self._held: list[str] = []
        self._letters: list[str] = []
        self.count = 0

    def add(self, cells: Sequence[tuple[Plain, int] | None], height: float) -> None:
        """One row of values with the numbers of their looks; None leaves a cell out."""
        self.count += 1
        while len(self._letters) < len(cells):
            self._letters.append(get_column_letter(len(self._letters) + 1))
        place = str(self.count)
        self._held.append(f'<row r="{place}" ht="{height:g}" customHeight="1">')
        for letter, cell in zip(self._letters, cells, strict=False):
            if cell is not None:
                self._held.append(_cell(letter + place, *cell))
        self._held.append("</row>")
        if len(self._held) > _HELD_CELLS:
            self._let_go()

    def _let_go(self) -> None:
        self._file.write("".join(self._held).encode())
        self._held.clear()

    def copy_to(self, target: IO[bytes]) -> None:
        """All rows; nothing can be added after it."""
        self._let_go()
        self._file.seek(0)
        while chunk := self._file.read(_HELD_BYTES):
            target.write(chunk)
        self._file.close()


def put_rows(skeleton: bytes, rows: Mapping[str, RowFile], target: IO[bytes]) -> None:
    """The workbook of this skeleton with rows in its sheets, by the names of their parts."""
    with (
        zipfile.ZipFile(io.BytesIO(skeleton)) as made,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as filled,
    ):
        for name in made.namelist():
            data = made.read(name)
            if name not in rows:
                filled.writestr(name, data.replace(_OWN_FORMAT, _OWN_FORMAT + b' sourceLinked="0"'))
                continue
            empty = next(each for each in _EMPTY if each in data)
            before, _, after = data.partition(empty)
            with filled.open(name, "w") as part:
                part.write(before + b"<sheetData>")
                rows[name].copy_to(part)
                part.write(b"</sheetData>" + after)


def _cell(place: str, value: Plain, look: int) -> str:
    match value:
        case None | "":
            return f'<c r="{place}" s="{look}"/>'
        case str():
            keep = ' xml:space="preserve"' if value != value.strip() else ""
            return f'<c r="{place}" s="{look}" t="inlineStr"><is><t{keep}>{escape(value)}</t></is></c>'
        case datetime():
            value = _day(value) + (value.hour * 3600 + value.minute * 60 + value.second) / _SECONDS_OF_A_DAY
        case date():
            value = _day(value)
    return f'<c r="{place}" s="{look}"><v>{value!r}</v></c>'


def _day(day: date) -> int:
    """As spreadsheets count: days since the end of 1899."""
    return day.toordinal() - _DAY_NOUGHT
