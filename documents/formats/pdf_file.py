"""PDF with a text layer: ruled tables, merged cells by geometry, prose between them."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from documents import limits
from documents.formats.blocks import Block, Prose, RawDocument, RawTable
from documents.formats.left_out import LeftOut, SourcePlace, reported
from documents.formats.narrow_cells import NarrowCells
from documents.formats.pdf_bounds import Work, refuse_bombs
from documents.formats.pdf_lines import Line
from documents.formats.pdf_page import Box, PageContent, PageTable, grid, read_page
from documents.understanding.words import plain
from roadmap.errors import DocumentRefused
from roadmap.problem import Problem


def read_pdf(data: bytes) -> RawDocument:
    """All pages in order; refused where there is nothing but pictures of pages, or no ruled table."""
    refuse_bombs(data)
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
    work = Work()
    contents: list[PageContent] = []
    pictures: list[str] = []
    characters = 0
    for number, page in enumerate(pages, 1):
        work.draw(page)
        characters += len(page.chars)
        if not page.chars and page.images:
            pictures.append(str(number))
        contents.append(read_page(page, work))
        page.close()
    if characters == 0:
        raise DocumentRefused("scan-only" if pictures else "empty")
    if not any(content.tables for content in contents):
        raise DocumentRefused("no-ruled-table")
    left_out = tuple(_beside(contents))
    problems = (Problem(code="pages-scanned", facts={"pages": tuple(pictures)}),) if pictures else ()
    return RawDocument(
        tuple(_blocks(contents)),
        soft_breaks=True,
        left_out=left_out,
        problems=(*reported(left_out), *problems),
    )


def _beside(contents: Sequence[PageContent]) -> Iterator[LeftOut]:
    """Text at the side of a table, outside its rules: part of no cell and no paragraph."""
    for number, content in enumerate(contents, 1):
        if text := plain("\n".join(line.text for line in content.beside)):
            yield LeftOut(code="text-beside-table", text=text, place=SourcePlace(page=number))


def _blocks(contents: Sequence[PageContent]) -> Iterator[Block]:
    """Tables and the prose above, between and below them."""
    narrow = NarrowCells(
        ((lines, right) for content in contents for lines, right in _cells(content)),
        (line for content in contents for band in content.bands for line in band),
    )
    for content in contents:
        for band, table in zip(content.bands, (*content.tables, None), strict=True):
            yield from _prose(band)
            if table is not None:
                texts = {box: plain(narrow.text(*cell)) for box, cell in _sides(table).items()}
                yield RawTable(tuple(grid(table, texts)))


def _cells(content: PageContent) -> Iterator[tuple[list[Line], float]]:
    for table in content.tables:
        yield from _sides(table).values()


def _sides(table: PageTable) -> dict[Box, tuple[list[Line], float]]:
    """The lines of each cell and how far to the right they may reach."""
    return {box: (lines, box[2] - table.padding) for box, lines in table.lines.items()}


def _prose(lines: Sequence[Line]) -> Iterator[Prose]:
    """A line after a gap begins a paragraph."""
    above: Line | None = None
    for line in lines:
        if above is not None and line.top - above.bottom > line.bottom - line.top:
            yield Prose("")
        above = line
        yield Prose(plain(line.text))
    yield Prose("")
