"""Word documents: paragraphs and tables in order, merged cells, automatic numbers, nested tables."""

import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from documents import limits
from documents.formats.blocks import Block, Prose, RawCell, RawDocument, RawRow, RawTable
from documents.formats.docx_numbering import Numbering
from documents.formats.docx_text import W, boxes, paragraph_text, value
from documents.formats.xml_parts import parse_part
from documents.understanding.header import find_header
from documents.understanding.words import clean
from roadmap.errors import DocumentRefused

_BODY = re.compile(r"^word/document\d*\.xml$")  # some exports number it
_MAX_DEPTH = 20
_WRAPPERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"})


def read_docx(archive: zipfile.ZipFile) -> RawDocument:
    """The body of the document; comments, headers and footnotes are not part of the plan."""
    name = next(filter(_BODY.match, archive.namelist()), "word/document.xml")
    document = parse_part(archive, name)
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise DocumentRefused("damaged", name)
    numbering = Numbering(parse_part(archive, "word/numbering.xml"), parse_part(archive, "word/styles.xml"))
    return RawDocument(tuple(_Word(numbering).blocks(body, 0)))


class _Word:
    """Walks the body once, in order, because numbers of lists depend on it."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._rows = 0

    def blocks(self, parent: Element, depth: int) -> Iterator[Block]:
        """Paragraphs and tables of a body, a cell or a text box."""
        if depth > _MAX_DEPTH:
            raise DocumentRefused("too-deep")
        for child in parent:
            if child.tag == f"{W}p":
                for box in boxes(child):
                    yield from self.blocks(box, depth + 1)
                text = clean(self._numbering.number(child) + paragraph_text(child))
                yield from (Prose(line) for line in text.split("\n"))
            elif child.tag == f"{W}tbl":
                yield from self._table(child, depth + 1)
            elif child.tag in _WRAPPERS:
                yield from self.blocks(child, depth + 1)

    def _table(self, table: Element, depth: int) -> Iterator[Block]:
        """The table, then the plans that lie inside its cells (a frame drawn around a plan)."""
        if depth > _MAX_DEPTH:
            raise DocumentRefused("too-deep")
        rows: list[RawRow] = []
        inner: list[RawTable] = []
        for row in _rows(table):
            self._rows += 1
            if self._rows > limits.MAX_ROWS:
                raise DocumentRefused("too-many-rows", str(limits.MAX_ROWS))
            rows.append(tuple(self._row(row, depth, inner)))
        yield RawTable(tuple(rows))
        yield from inner

    def _row(self, row: Element, depth: int, inner: list[RawTable]) -> Iterator[RawCell]:
        width = 0
        for _ in range(_span(row.find(f"{W}trPr/{W}gridBefore"))):
            width += 1
            yield RawCell()
        for cell in _children(row, f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            span = max(_span(properties.find(f"{W}gridSpan") if properties is not None else None), 1)
            width += span
            if width > limits.MAX_COLUMNS:
                raise DocumentRefused("too-many-columns", str(limits.MAX_COLUMNS))
            above = _is_continued(properties)
            text = self._cell_text(cell, depth, inner)
            yield RawCell("" if above else text, above=above)
            yield from (RawCell(above=above, beside=True) for _ in range(span - 1))

    def _cell_text(self, cell: Element, depth: int, inner: list[RawTable]) -> str:
        lines: list[str] = []
        for block in self.blocks(cell, depth + 1):
            match block:
                case Prose(text):
                    lines.append(text)
                case RawTable(rows) if find_header(rows) is not None:
                    inner.append(block)
                case RawTable(rows):
                    lines += (" ".join(cell.text for cell in row if cell.text) for row in rows)
        return clean("\n".join(lines))


def _rows(table: Element) -> Iterator[Element]:
    """Rows that are seen: neither deleted by a tracked change nor hidden."""
    for row in _children(table, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        gone = properties is not None and (
            properties.find(f"{W}del") is not None or properties.find(f"{W}hidden") is not None
        )
        if not gone:
            yield row


def _children(parent: Element, tag: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


def _is_continued(properties: Element | None) -> bool:
    merge = properties.find(f"{W}vMerge") if properties is not None else None
    return merge is not None and value(merge) != "restart"


def _span(element: Element | None) -> int:
    text = value(element)
    return (
        min(int(text), limits.MAX_COLUMNS + 1) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
    )
