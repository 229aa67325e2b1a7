"""PDF with a text layer: ruled tables, merged cells by geometry, prose between them."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from documents import limits
from documents.formats.blocks import Block, Prose, RawCell, RawDocument, RawRow, RawTable
from documents.understanding.words import clean
from roadmap.errors import DocumentRefused
from roadmap.problem import Problem

_Box = tuple[float, float, float, float]
_SAME_LINE = 1.5


def read_pdf(data: bytes) -> RawDocument:
    """All pages in order; refused where there is nothing but pictures of pages."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return _document(pdf.pages)
    except (DocumentRefused, MemoryError):
        raise
    except Exception as error:  # pdfminer lets whatever a broken file causes escape
        encrypted = _is_password(error)
        raise DocumentRefused("encrypted" if encrypted else "damaged", type(error).__name__) from error


def _is_password(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, PDFPasswordIncorrect) or any(
            isinstance(arg, PDFPasswordIncorrect) for arg in error.args
        ):
            return True
        error = error.__cause__ or error.__context__
    return False


def _document(pages: Sequence[Any]) -> RawDocument:
    if len(pages) > limits.MAX_PAGES:
        raise DocumentRefused("too-many-pages", str(limits.MAX_PAGES))
    blocks: list[Block] = []
    pictures: list[str] = []
    characters = 0
    for number, page in enumerate(pages, 1):
        characters += len(page.chars)
        if characters > limits.MAX_CHARACTERS:
            raise DocumentRefused("too-many-cells", str(limits.MAX_CHARACTERS))
        if not page.chars and page.images:
            pictures.append(str(number))
        blocks += _page(page)
        page.close()
    if characters == 0:
        raise DocumentRefused("scan-only" if pictures else "empty")
    problems = (Problem(code="pages-scanned", facts={"pages": tuple(pictures)}),) if pictures else ()
    return RawDocument(tuple(blocks), soft_breaks=True, problems=problems)


def _page(page: Any) -> Iterator[Block]:
    """Tables and the prose above, between and below them."""
    tables = sorted(page.find_tables(), key=lambda table: (table.bbox[1], table.bbox[0]))
    top = 0.0
    for table in tables:
        yield from _prose(page, top, table.bbox[1])
        yield RawTable(tuple(_rows(table)))
        top = max(top, table.bbox[3])
    yield from _prose(page, top, float(page.height))


def _prose(page: Any, top: float, bottom: float) -> Iterator[Prose]:
    if bottom - top < 1:
        return
    left, page_top, right, page_bottom = page.bbox
    area = page.within_bbox((left, max(top, page_top), right, min(bottom, page_bottom)), strict=False)
    last_bottom = None
    for line in area.extract_text_lines():
        if last_bottom is not None and line["top"] - last_bottom > (line["bottom"] - line["top"]):
            yield Prose("")
        last_bottom = line["bottom"]
        yield Prose(clean(line["text"]))
    yield Prose("")


def _rows(table: Any) -> Iterator[RawRow]:
    """Cells on the grid of the table's own rules; a merged cell fills its first place and covers the rest."""
    boxes: list[_Box] = [box for row in table.rows for box in row.cells if box is not None]
    columns = _edges(box[0] for box in boxes)
    lines = _edges(box[1] for box in boxes)
    if len(columns) > limits.MAX_COLUMNS:
        raise DocumentRefused("too-many-columns", str(limits.MAX_COLUMNS))
    texts = table.extract()
    grid = [[RawCell() for _ in columns] for _ in lines]
    for row, cells in zip(table.rows, texts, strict=True):
        for box, text in zip(row.cells, cells, strict=True):
            if box is not None:
                _place(grid, columns, lines, box, clean(text or ""))
    yield from (tuple(row) for row in grid)


def _place(grid: list[list[RawCell]], columns: list[float], lines: list[float], box: _Box, text: str) -> None:
    first_row, first_column = _index(lines, box[1]), _index(columns, box[0])
    for row in range(first_row, len(lines)):
        if lines[row] > box[3] - _SAME_LINE:
            break
        for column in range(first_column, len(columns)):
            if columns[column] > box[2] - _SAME_LINE:
                break
            corner = (row, column) == (first_row, first_column)
            grid[row][column] = RawCell(
                text if corner else "", above=row > first_row, beside=column > first_column
            )


def _edges(values: Iterator[float] | Any) -> list[float]:
    """Sorted places of rules, those that differ by a hair taken as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SAME_LINE:
            edges.append(value)
    return edges


def _index(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))
