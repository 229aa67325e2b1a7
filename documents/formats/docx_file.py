"""Word documents: paragraphs and tables in order, merged cells, automatic numbers, nested tables."""

import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from documents import limits
from documents.formats.blocks import Block, Prose, RawCell, RawDocument, RawRow, RawTable
from documents.formats.docx_embedded import Embedded
from documents.formats.docx_numbering import Numbering
from documents.formats.docx_text import Texts, W, boxes, seen_children, value
from documents.formats.left_out import LeftOut, SourcePlace, reported
from documents.formats.parts import main_part
from documents.formats.xml_parts import parse_part
from documents.understanding.header import find_header
from documents.understanding.words import plain
from roadmap.errors import DocumentRefused
from roadmap.problem import Problem

BODY = re.compile(r"^word/document\d*\.xml$")  # some exports number it
_MAX_DEPTH = 20
_WRAPPERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"})
_EMBEDDED = f"{W}altChunk"
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_PICTURES = (f"{W}drawing", f"{W}pict", f"{W}object")
_PAGE_LIKE = 3_600_000  # in the units of drawings: ten centimetres
_FEW_LETTERS = 200


def read_docx(archive: zipfile.ZipFile) -> RawDocument:
    """The body of the document; comments and headers of pages are no part of the plan."""
    name = main_part(archive, BODY)
    document = parse_part(archive, name)
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise DocumentRefused("damaged", name)
    word = Word.of(archive, name)
    blocks = tuple(word.blocks(body, 0))
    _refuse_without_text(body, blocks, word.problems)
    word.notes(parse_part(archive, "word/footnotes.xml"))
    word.notes(parse_part(archive, "word/endnotes.xml"))
    return RawDocument(
        blocks,
        left_out=tuple(word.left_out),
        problems=(*reported(word.left_out), *word.problems, *_pictures(body)),
    )


class Word:
    """Walks the body once, in order, because numbers of lists depend on it."""

    def __init__(self, numbering: Numbering, texts: Texts, embedded: Embedded) -> None:
        self.left_out: list[LeftOut] = []
        self.problems: list[Problem] = []
        self.rows_of: dict[int, tuple[Element, ...]] = {}
        """The elements of a table's rows by the `id` of the table, while that lives."""
        self._numbering = numbering
        self._texts = texts
        self._embedded = embedded
        self._rows = 0
        self._tables = 0
        self._place = SourcePlace()

    @classmethod
    def of(cls, archive: zipfile.ZipFile, name: str) -> "Word":
        """For the body that lies in the part `name`."""
        styles = parse_part(archive, "word/styles.xml")
        numbering = Numbering(parse_part(archive, "word/numbering.xml"), styles)
        return cls(numbering, Texts(styles), Embedded(archive, name, read_docx))

    def blocks(self, parent: Element, depth: int) -> Iterator[Block]:
        """Paragraphs and tables of a body, a cell or a text box."""
        if depth > _MAX_DEPTH:
            raise DocumentRefused("too-deep")
        for child in seen_children(parent):
            if child.tag == f"{W}p":
                for box in boxes(child):
                    yield from self.blocks(box, depth + 1)
                text = plain(self._paragraph(child))
                yield from (Prose(line) for line in text.split("\n"))
            elif child.tag == f"{W}tbl":
                yield from self._table(child, depth + 1)
            elif child.tag in _WRAPPERS:
                yield from self.blocks(child, depth + 1)
            elif child.tag == _EMBEDDED:
                yield from self._chunk(child)

    def notes(self, notes: Element | None) -> None:
        """Notes below the pages are told and not read."""
        for note in [] if notes is None else notes:
            if text := self._texts.all_of(note):
                self.left_out.append(LeftOut(code="notes-below", text=text))

    def _paragraph(self, paragraph: Element) -> str:
        """Its number and its text; a number that stands before nothing but dropped words goes with them."""
        self._texts.dropped = []
        number = self._numbering.number(paragraph)
        text = self._texts.paragraph(paragraph)
        dropped = [(code, words) for code, words in self._texts.dropped if words.strip()]
        self.left_out += (
            LeftOut(code=code, text=words.strip(), place=self._place) for code, words in dropped
        )
        if text.strip():
            return number + text
        goes = dropped or number == "- " or self._texts.is_struck_mark(paragraph)
        return "" if goes else number

    def _chunk(self, chunk: Element) -> Iterator[Block]:
        """Another file inside this one, as converters leave it."""
        found = self._embedded.read(chunk)
        if found is None:
            self.problems.append(Problem(code="part-unread"))
            return
        self.left_out += found.left_out
        self.problems += found.problems
        yield from found.blocks

    # Tables

    def _table(self, table: Element, depth: int) -> Iterator[Block]:
        """The table, then the plans that lie inside its cells (a frame drawn around a plan)."""
        if depth > _MAX_DEPTH:
            raise DocumentRefused("too-deep")
        outside = self._place
        self._tables += 1
        number = self._tables
        rows: list[RawRow] = []
        elements: list[Element] = []
        inner: list[RawTable] = []
        for index, row in enumerate(children(table, f"{W}tr"), 1):
            self._rows += 1
            if self._rows > limits.MAX_ROWS:
                raise DocumentRefused("too-many-rows", str(limits.MAX_ROWS))
            self._place = SourcePlace(table=number, row=index)
            if why := _gone(row):
                self._leave_out(why, row)
            else:
                rows.append(tuple(self._row(row, depth, inner)))
                elements.append(row)
        self._place = outside
        made = RawTable(tuple(rows))
        self.rows_of[id(made)] = tuple(elements)
        yield made
        yield from inner

    def _row(self, row: Element, depth: int, inner: list[RawTable]) -> Iterator[RawCell]:
        width = 0
        for _ in range(columns_before(row)):
            width += 1
            yield RawCell()
        for cell in children(row, f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            span = span_of(cell)
            width += span
            if width > limits.MAX_COLUMNS:
                raise DocumentRefused("too-many-columns", str(limits.MAX_COLUMNS))
            above = _is_continued(properties)
            text = self._cell_text(cell, depth, inner)
            if above and text:
                self._leave_out("covered-text", cell)
            yield RawCell("" if above else text, above=above)
            yield from (RawCell(above=above, beside=True) for _ in range(span - 1))

    def _cell_text(self, cell: Element, depth: int, inner: list[RawTable]) -> str:
        lines: list[str] = []
        place = self._place
        for block in self.blocks(cell, depth + 1):
            match block:
                case Prose(text):
                    lines.append(text)
                case RawTable(rows) if find_header(rows) is not None:
                    inner.append(block)
                case RawTable(rows):
                    lines += (" ".join(cell.text for cell in row if cell.text) for row in rows)
        self._place = place
        return plain("\n".join(lines))

    def _leave_out(self, code: str, element: Element) -> None:
        if text := self._texts.all_of(element):
            self.left_out.append(LeftOut(code=code, text=text, place=self._place))


def _gone(row: Element) -> str:
    """Why a row is not seen: deleted by a tracked change, or hidden; "" for one that is."""
    properties = row.find(f"{W}trPr")
    if properties is None:
        return ""
    if properties.find(f"{W}del") is not None:
        return "deleted-text"
    return "rows-hidden" if properties.find(f"{W}hidden") is not None else ""


def _refuse_without_text(body: Element, blocks: tuple[Block, ...], problems: list[Problem]) -> None:
    """A document without tables and with next to no text says what stands in their place."""
    texts = [block.text for block in blocks if isinstance(block, Prose)]
    if len(texts) < len(blocks) or sum(map(len, texts)) > _FEW_LETTERS:
        return
    if problems:
        raise DocumentRefused("part-unread")
    if any(next(body.iter(tag), None) is not None for tag in _PICTURES):
        raise DocumentRefused("scan-only")


def _pictures(body: Element) -> Iterator[Problem]:
    """Pictures as large as a page may hold text that nobody reads here."""
    sizes = [(extent.get("cx", ""), extent.get("cy", "")) for extent in body.iter(_EXTENT)]
    large = sum(min(map(_whole, size)) > _PAGE_LIKE for size in sizes)
    if large:
        yield Problem(code="pictures-unread", facts={"count": large})


def children(parent: Element, tag: str) -> Iterator[Element]:
    """Children of this tag, also those in wrappers."""
    for child in seen_children(parent):
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, tag)


def _is_continued(properties: Element | None) -> bool:
    merge = properties.find(f"{W}vMerge") if properties is not None else None
    return merge is not None and value(merge) != "restart"


def span_of(cell: Element) -> int:
    """How many columns of the grid a cell covers."""
    return max(_span(cell.find(f"{W}tcPr/{W}gridSpan")), 1)


def columns_before(row: Element) -> int:
    """How many columns of the grid stay empty before the first cell of a row."""
    return _span(row.find(f"{W}trPr/{W}gridBefore"))


def _span(element: Element | None) -> int:
    return min(_whole(value(element)), limits.MAX_COLUMNS + 1)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
