"""CSV and TSV tables, with the separator a Russian or an English Excel writes."""

import csv
import io

from documents import limits
from documents.formats.blocks import RawDocument, RawRow, RawTable, plain_row
from documents.understanding.words import clean
from roadmap.errors import DocumentRefused

_SEPARATORS = ";\t,|"
_SAMPLE_LINES = 50


def read_csv(text: str) -> RawDocument:
    """One table of all rows; prose lines above the heading stay rows of one cell."""
    rows: list[RawRow] = []
    csv.field_size_limit(limits.MAX_CHARACTERS)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=_separator(text))
    try:
        for cells in reader:
            if len(rows) >= limits.MAX_ROWS:
                raise DocumentRefused("too-many-rows", str(limits.MAX_ROWS))
            if len(cells) > limits.MAX_COLUMNS and any(cells[limits.MAX_COLUMNS :]):
                raise DocumentRefused("too-many-columns", str(limits.MAX_COLUMNS))
            rows.append(plain_row([clean(cell) for cell in cells[: limits.MAX_COLUMNS]]))
    except csv.Error as error:
        raise DocumentRefused("damaged") from error
    return RawDocument((RawTable(tuple(rows)),))


def _separator(text: str) -> str:
    """The one that cuts most lines into the same number of cells."""
    lines = [line for line in text.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES] if line.strip()]
    return max(_SEPARATORS, key=lambda separator: _agreement(lines, separator))


def _agreement(lines: list[str], separator: str) -> int:
    counts = [line.count(separator) for line in lines]
    filled = [count for count in counts if count]
    common = max(set(filled), key=filled.count) if filled else 0
    return filled.count(common) * min(common, 3)
