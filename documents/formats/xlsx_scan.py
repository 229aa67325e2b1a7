"""A quick pass over the sheets of a workbook before a library loads it: how much is really there.

It also finds what the library does not tell: formulas whose results the file does not hold, and values that
merged cells cover.
"""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element
from xml.parsers import expat

from documents import limits
from documents.formats.archive import read_part
from documents.formats.xml_parts import parse_part
from roadmap.errors import DocumentRefused

Address = tuple[int, int]
"""Row and column, from one."""

_REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")
_CHUNK = 1 << 20
_SHARED = "xl/sharedStrings.xml"


@dataclass(slots=True)
class SheetScan:
    """`unsolved`: formulas whose values are not stored; `covered`: values under merged cells."""

    unsolved: dict[Address, str] = field(default_factory=dict)
    covered: dict[Address, str] = field(default_factory=dict)
    _wanted: frozenset[Address] = frozenset()
    _kept: list[tuple[Address, str, str]] = field(default_factory=list)
    _filled: set[Address] = field(default_factory=set)
    _merged: list[tuple[Address, Address]] = field(default_factory=list)
    _cells: int = 0
    _merged_cells: int = 0
    _here: Address = (0, 0)
    _kind: str = ""
    _text: list[str] | None = None
    _formula: str | None = None
    _value: str = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "c":
                self._cell(attributes.get("r", ""), attributes.get("t", ""))
            case "row":
                number = attributes.get("r", "")
                row = int(number) if number.isdecimal() and len(number) < 8 else self._here[0] + 1
                self._here = (row, 0)
            case "v" | "is" | "f":
                self._text = []
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, name: str) -> None:
        match name.rpartition(" ")[2]:
            case "v" | "is":
                self._value += "".join(self._text or ())
                self._text = None
            case "f":
                self._formula = "".join(self._text or ())
                self._text = None
            case "c":
                self._end_cell()

    def kept_texts(self, archive: zipfile.ZipFile) -> dict[Address, str]:
        """Texts of the far or wanted cells that hold more than spaces."""
        strings = _shared_strings(archive) if any(kind == "s" for _, kind, _ in self._kept) else []
        texts = {place: _shown(kind, value, strings) for place, kind, value in self._kept}
        return {place: text for place, text in texts.items() if text.strip()}

    def under_merged(self) -> frozenset[Address]:
        """Filled cells that a merged range covers: Excel does not show them."""
        return frozenset(
            (row, column)
            for (top, left), (bottom, right) in self._merged
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left) and (row, column) in self._filled
        )

    def _cell(self, reference: str, kind: str) -> None:
        self._cells += 1
        if self._cells > limits.MAX_CELLS:
            raise DocumentRefused("too-many-cells", str(limits.MAX_CELLS))
        row, column = self._here
        self._here = _place(reference) or (row, column + 1)
        self._kind, self._value, self._formula = kind, "", None

    def _end_cell(self) -> None:
        if self._formula is not None and not self._value and self._kind != "str":
            self.unsolved[self._here] = f"={self._formula}"
        value = self._value or self._formula
        if value:
            self._filled.add(self._here)
            if self._here in self._wanted or _is_far(self._here):
                self._kept.append((self._here, self._kind, value))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = _place(first), _place(last or first)
        if start and end:
            self._merged.append((start, end))
            self._merged_cells += (abs(end[0] - start[0]) + 1) * (abs(end[1] - start[1]) + 1)
        if len(self._merged) > limits.MAX_MERGED_RANGES or self._merged_cells > limits.MAX_CELLS:
            raise DocumentRefused("too-many-cells", str(limits.MAX_CELLS))


def scan_sheet(archive: zipfile.ZipFile, part: str) -> SheetScan:
    """Refuse values beyond the limits, floods of cells and endless merged ranges; a space is no value."""
    data = read_part(archive, part)
    if not data:
        return SheetScan()
    scan = SheetScan()
    _parse(data, scan)
    _refuse_far(scan.kept_texts(archive))
    if hidden := scan.under_merged():
        again = SheetScan(_wanted=hidden)
        _parse(data, again)
        scan.covered = again.kept_texts(archive)
    return scan


def _parse(data: bytes, scan: SheetScan) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.characters
    try:
        for offset in range(0, len(data), _CHUNK):
            parser.Parse(data[offset : offset + _CHUNK], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise DocumentRefused("damaged") from error


def _is_far(cell: Address) -> bool:
    return cell[0] > limits.MAX_ROWS or cell[1] > limits.MAX_COLUMNS


def _refuse_far(texts: Mapping[Address, str]) -> None:
    for row, _ in filter(_is_far, texts):
        if row > limits.MAX_ROWS:
            raise DocumentRefused("too-many-rows", str(limits.MAX_ROWS))
        raise DocumentRefused("too-many-columns", str(limits.MAX_COLUMNS))


def _shown(kind: str, value: str, strings: list[str]) -> str:
    is_index = kind == "s" and value.isdecimal() and len(value) < 8 and int(value) < len(strings)
    return strings[int(value)] if is_index else value


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    root = parse_part(archive, _SHARED)
    return [] if root is None else ["".join(_texts(item)) for item in root]


def _texts(item: Element) -> list[str]:
    return [element.text or "" for element in item.iter() if element.tag.endswith("}t")]


def _place(reference: str) -> Address | None:
    match = _REFERENCE.match(reference)
    if match is None:
        return None
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)), column
