"""Text files: rows with tabs, one cell a line, Markdown tables, or labelled lists, with prose around."""

import re
from collections.abc import Iterable, Iterator, Sequence

from documents import limits
from documents.formats.blocks import Block, Prose, RawDocument, RawRow, RawTable, plain_row
from documents.formats.cell_lines import read_cell_lines
from documents.formats.html_tables import has_html_table, read_html
from documents.formats.labelled_list import is_labelled_list, read_labelled_list
from documents.formats.torn_lines import mended
from documents.understanding.words import clean
from roadmap.errors import DocumentRefused

_RULE_CHARACTERS = frozenset(" \t|:+=-–—")
_BARS = 2
_HASHES = re.compile(r"^\s{0,3}#{1,6}\s+")


def read_plain_text(text: str) -> RawDocument:
    """Blocks in the order of the lines; a blank line ends a table."""
    if has_html_table(text):
        return read_html(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if is_labelled_list(lines):
        return RawDocument(tuple(read_labelled_list(lines)))
    if _is_cell_a_line(lines):
        return RawDocument(tuple(read_cell_lines(lines)))
    return RawDocument(tuple(_read_rows(mended(lines))))


def _is_cell_a_line(lines: Sequence[str]) -> bool:
    """Whether cells stand one below another, each after a tab, rather than side by side."""
    single = sum(line.startswith("\t") and "\t" not in line[1:] for line in lines)
    several = sum("\t" in line[1:].rstrip("\t") for line in lines)
    return single > 2 * several and single > 5


def _read_rows(lines: Iterable[str]) -> Iterator[Block]:
    rows: list[RawRow] = []
    for line in lines:
        cells = _cells(line)
        if cells is None:
            if rows:
                yield RawTable(tuple(rows))
                rows = []
            yield Prose(clean(_HASHES.sub("", line)))
        elif not _is_rule(line):
            rows.append(plain_row([clean(cell) for cell in cells]))
            if len(rows) > limits.MAX_ROWS:
                raise DocumentRefused("too-many-rows", str(limits.MAX_ROWS))
    if rows:
        yield RawTable(tuple(rows))


def _is_rule(line: str) -> bool:
    """«-- | -- | --» between rows."""
    return "--" in line and _RULE_CHARACTERS.issuperset(line)


def _cells(line: str) -> list[str] | None:
    if "\t" in line:
        return _split(line, "\t")
    stripped = line.strip()
    if stripped.count("|") >= _BARS and (stripped.endswith("|") or stripped.startswith("|")):
        inside = stripped.removeprefix("|").removesuffix("|")
        return [cell.replace("<br>", "\n") for cell in _split(inside, "|")]
    return None


def _split(line: str, separator: str) -> list[str]:
    if line.count(separator) >= limits.MAX_COLUMNS:
        line = line.rstrip(separator)
        if line.count(separator) >= limits.MAX_COLUMNS:
            raise DocumentRefused("too-many-columns", str(limits.MAX_COLUMNS))
    return line.split(separator)
