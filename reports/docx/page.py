"""Pages, paragraphs and tables of the Word files the department prints: A4, Times, one look for all."""

import io
import re
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt
from docx.table import Table, _Cell, _Row

from texts.printable import printable

FONT = "Times New Roman"
_LANGUAGE = "ru-RU"
_A4 = (Cm(21), Cm(29.7))
_MARGIN = Cm(1.5)
_BINDING = Cm(2)
_BEFORE_A_NUMBER = re.compile(r"(№|п\.) (?=\d)")
_PICTURE_WIDTH, _PICTURE_HEIGHT = Cm(16.5), Cm(12.3)
_AFTER_A_SHADE = ("w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark")
"""What may follow in the properties of a cell: Word calls a file with another order damaged."""
AFTER_BORDERS = ("w:shd", *_AFTER_A_SHADE)


def new_document(*, landscape: bool, size: float = 12) -> WordDocument:
    """An empty document with page numbers below."""
    document = Document()
    _forget_the_template(document)
    section = document.sections[0]
    width, height = _A4[::-1] if landscape else _A4
    section.page_width, section.page_height = width, height
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin = section.bottom_margin = section.right_margin = _MARGIN
    section.left_margin = _BINDING
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    _number_pages(section.footer.paragraphs[0])
    return document


def add_line(
    document: WordDocument, words: str, *, bold: bool = False, centred: bool = False, size: float = 0
) -> Any:
    """A paragraph of one look; line breaks of the words stay, «№» and «п.» stay with their numbers."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(_BEFORE_A_NUMBER.sub("\\1\u00a0", printable(words)))
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def add_picture(document: WordDocument, data: bytes, title: str, said: str) -> None:
    """A PNG as wide as the text, or as high as two may be on a page; `said` is for who cannot see it.

    It stays on one page with the line below.
    """
    shape = document.add_picture(io.BytesIO(data))
    scale = min(_PICTURE_WIDTH / shape.width, _PICTURE_HEIGHT / shape.height)
    shape.width, shape.height = Emu(round(shape.width * scale)), Emu(round(shape.height * scale))
    properties = shape._inline.docPr
    properties.set("title", printable(title))
    properties.set("descr", printable(said))
    paragraph = document.paragraphs[-1]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Cm(0.2)
    paragraph.paragraph_format.keep_with_next = True


def add_table(
    document: WordDocument, headings: Sequence[str], widths: Sequence[float], size: float = 10
) -> Table:
    """A ruled table whose heading is repeated on each page; `widths` in centimetres."""
    table: Table = document.add_table(rows=1, cols=len(headings))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for cell, words, width in zip(table.rows[0].cells, headings, widths, strict=True):
        cell.width = Cm(width)
        fill_cell(cell, words, bold=True, centred=True, size=size)
        shade(cell, "E7EBF0")
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    return table


def add_row(table: Table, texts: Sequence[str], size: float = 10) -> Sequence[_Cell]:
    """A row that no page break tears."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    cells: Sequence[_Cell] = row.cells
    for cell, words in zip(cells, texts, strict=True):
        fill_cell(cell, words, size=size)
    return cells


def add_title_row(table: Table, words: str, size: float = 10) -> None:
    """A title over the whole table that stays with the row below."""
    cells = table.add_row().cells  # type: ignore[no-untyped-call]
    merged = cells[0].merge(cells[-1])
    fill_cell(merged, words, bold=True, size=size)
    shade(merged, "F4F6F8")
    merged.paragraphs[0].paragraph_format.keep_with_next = True


def fill_cell(
    cell: _Cell, words: str, *, bold: bool = False, centred: bool = False, size: float = 10
) -> None:
    """The words in a cell, each line a paragraph."""
    for number, line in enumerate(printable(words).split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        run = paragraph.add_run(line)
        run.font.size = Pt(size)
        if bold:
            run.bold = True
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def shade(cell: _Cell, colour: str) -> None:
    """A background, as six hexadecimal digits."""
    fill = OxmlElement("w:shd")
    fill.set(qn("w:val"), "clear")
    fill.set(qn("w:color"), "auto")
    fill.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().insert_element_before(fill, *_AFTER_A_SHADE)


def _forget_the_template(document: Any) -> None:
    """No author, day and miniature of another document; Russian words, or Word underlines each of them."""
    properties = document.core_properties._element
    for each in list(properties):
        properties.remove(each)
    package = document.part.package
    for name, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[name]
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)


def _number_pages(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
