"""A quick pass over the sheets of a workbook before a library loads it: how much is really there."""

import re
import zipfile
from dataclasses import dataclass
from xml.parsers import expat

from documents import limits
from documents.formats.archive import read_part
from roadmap.errors import DocumentRefused

_SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$")
_REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")
_CHUNK = 1 << 20


@dataclass(slots=True)
class _Extent:
    row: int = 0
    column: int = 0
    cells: int = 0
    merged: int = 0
    merged_cells: int = 0
    current: tuple[int, int] = (0, 0)


def refuse_oversized(archive: zipfile.ZipFile) -> None:
    """Refuse rows and columns beyond the limits, floods of empty cells and endless merged ranges."""
    for name in archive.namelist():
        if _SHEET.match(name) and (data := read_part(archive, name)):
            _scan(data, _Extent())


def _scan(data: bytes, extent: _Extent) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.ordered_attributes = False

    def start(name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "c":
                _cell(extent, attributes.get("r", ""))
            case "row":
                number = attributes.get("r", "")
                row = int(number) if number.isdecimal() and len(number) < 8 else extent.current[0] + 1
                extent.current = (row, 0)
            case "v" | "is" | "f":
                _value(extent)
            case "mergeCell":
                _merge(extent, attributes.get("ref", ""))

    parser.StartElementHandler = start
    try:
        for offset in range(0, len(data), _CHUNK):
            parser.Parse(data[offset : offset + _CHUNK], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise DocumentRefused("damaged") from error


def _cell(extent: _Extent, reference: str) -> None:
    extent.cells += 1
    if extent.cells > limits.MAX_CELLS:
        raise DocumentRefused("too-many-cells", str(limits.MAX_CELLS))
    row, column = extent.current
    extent.current = _place(reference) or (row, column + 1)


def _value(extent: _Extent) -> None:
    row, column = extent.current
    if row > limits.MAX_ROWS:
        raise DocumentRefused("too-many-rows", str(limits.MAX_ROWS))
    if column > limits.MAX_COLUMNS:
        raise DocumentRefused("too-many-columns", str(limits.MAX_COLUMNS))


def _merge(extent: _Extent, reference: str) -> None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last or first)
    extent.merged += 1
    if start and end:
        extent.merged_cells += (abs(end[0] - start[0]) + 1) * (abs(end[1] - start[1]) + 1)
    if extent.merged > limits.MAX_MERGED_RANGES or extent.merged_cells > limits.MAX_CELLS:
        raise DocumentRefused("too-many-cells", str(limits.MAX_CELLS))


def _place(reference: str) -> tuple[int, int] | None:
    match = _REFERENCE.match(reference)
    if match is None:
        return None
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)), column
