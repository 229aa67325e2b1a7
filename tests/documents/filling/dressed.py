"""The sample road maps as departments hand them in: own page, fonts, widths, headers, marks of editors."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

_A4 = (Cm(21), Cm(29.7))
_EDITED = 'w:id="{number}" w:author="Журавель" w:date="2026-09-01T10:00:00Z"'
_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"


def on_its_side(document: Any) -> None:
    """A4 on its side, Times, exact widths, a shaded heading on each page, header and page numbers."""
    _page(document.sections[0], is_upright=False)
    _typeface(document, 12)
    _header_and_footer(document.sections[0])
    table = document.tables[-1]
    _widths(table, [1.2, 6, 6, 6, 3, 3.5])
    for cell in table.rows[0].cells:
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="DDDDDD"/>'))
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def after_a_cover(document: Any) -> None:
    """An upright cover with a header of its own, then the table on its side; widths in shares of the page."""
    _page(document.sections[0], is_upright=True)
    _typeface(document, 13)
    document.sections[0].different_first_page_header_footer = True
    _header_and_footer(document.sections[0])
    table = document.tables[-1]
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, is_upright=False)
    cover = document.element.body.find(f".//{qn('w:pPr')}/{qn('w:sectPr')}")
    table._tbl.getprevious().get_or_add_pPr().append(cover)
    _in_shares(table)
    table._tbl.tblPr.append(
        parse_xml(
            f'<w:tblCellMar {nsdecls("w")}><w:left w:w="57" w:type="dxa"/>'
            '<w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        )
    )
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    table._tbl.tblPr.append(look)


def with_a_column_kept(document: Any) -> None:
    """An upright page, small letters, and at the right an empty «Отметка об исполнении» to write into."""
    _page(document.sections[0], is_upright=True)
    table = document.tables[-1]
    table.add_column(Cm(3))
    for number, row in enumerate(table.rows):
        cells = list(row._tr.tc_lst)
        if len(cells) == 2 and cells[0].grid_span > 1:  # a title over the whole width
            row._tr.remove(cells[1])
            cells[0].grid_span += 1
        elif number == 0:
            row.cells[-1].text = "Отметка об исполнении"
    _small_letters(table, 9)
    _widths(table, [1.2, 5, 2.7, 3, 3, 3])


def with_marks_of_editors(document: Any) -> None:
    """A4 on its side; what Word leaves of editing: controls, bookmarks, tracked looks, numbers."""
    _page(document.sections[0], is_upright=False)
    _header_and_footer(document.sections[0])
    table = document.tables[-1]
    _small_letters(table, 10)
    row = table.rows[2]._tr
    wrapper = parse_xml(f'<w:sdt {nsdecls("w")}><w:sdtPr><w:id w:val="77"/></w:sdtPr><w:sdtContent/></w:sdt>')
    row.addprevious(wrapper)
    wrapper[1].append(row)
    for number, cell in enumerate(table._tbl.iter(qn("w:tc")), 900):
        _leave_marks(cell, number)


def upright(document: Any) -> None:
    """A4 upright, numbers printed by Word itself, the table moved to the right, a line to sign below."""
    _page(document.sections[0], is_upright=True)
    _typeface(document, 12)
    table = document.tables[-1]
    _widths(table, [1.5, 7, 3.5, 4.5])
    table._tbl.tblPr.find(qn("w:tblW")).addnext(
        parse_xml(f'<w:tblInd {nsdecls("w")} w:w="108" w:type="dxa"/>')
    )
    document.add_paragraph("Согласовано: профсоюз ____________ Т. Р. Журавель")


DRESSES: Mapping[str, Callable[[Any], None]] = {
    "klenovyi-bor": on_its_side,
    "olkhorechye": after_a_cover,
    "svetloyarets": with_a_column_kept,
    "beryozovyi-klyuch": with_marks_of_editors,
    "dalnepolye": upright,
}


def dressed(path: Path, name: str) -> bytes:
    """The Word file at `path`, laid out as the sample of this name is worn."""
    document = Document(str(path))
    DRESSES[name](document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _page(section: Any, *, is_upright: bool) -> None:
    section.page_width, section.page_height = _A4 if is_upright else _A4[::-1]
    section.orientation = WD_ORIENT.PORTRAIT if is_upright else WD_ORIENT.LANDSCAPE
    section.left_margin, section.right_margin = Cm(2), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.5)


def _typeface(document: Any, size: float) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(size)


def _header_and_footer(section: Any) -> None:
    section.header.paragraphs[0].text = "Приложение к приказу отдела образования"
    section.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    section.footer.paragraphs[0]._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )


def _widths(table: Any, centimetres: list[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, centimetres, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        at = 0
        for cell in row._tr.tc_lst:
            cell.width = Cm(sum(centimetres[at : at + cell.grid_span]))
            at += cell.grid_span
    whole = table._tbl.tblPr.find(qn("w:tblW"))
    whole.set(qn("w:type"), "dxa")
    whole.set(qn("w:w"), str(round(sum(centimetres) * 567)))


def _in_shares(table: Any) -> None:
    """Every cell as wide as the others, in fiftieths of a percent."""
    columns = len(table.columns)
    for size in table._tbl.iter(qn("w:tblW"), qn("w:tcW")):
        span = size.getparent().find(qn("w:gridSpan"))
        width = 5000 if size.tag == qn("w:tblW") else 5000 // columns * int(1 if span is None else span.val)
        size.set(qn("w:type"), "pct")
        size.set(qn("w:w"), str(width))


def _small_letters(table: Any, size: float) -> None:
    for run in table._tbl.iter(qn("w:r")):
        run.get_or_add_rPr().get_or_add_sz().val = Pt(size)


def _leave_marks(cell: Any, number: int) -> None:
    """Looks that were changed under the eyes of an editor, a bookmark, and the paragraph's own number."""
    who = _EDITED.format(number=number)
    space = nsdecls("w")
    cell.get_or_add_tcPr().append(parse_xml(f"<w:tcPrChange {space} {who}><w:tcPr/></w:tcPrChange>"))
    paragraph = next(cell.iter(qn("w:p")))
    paragraph.set(_PARAGRAPH_ID, f"{number:08X}")
    paragraph.get_or_add_pPr().append(parse_xml(f"<w:pPrChange {space} {who}><w:pPr/></w:pPrChange>"))
    paragraph.append(parse_xml(f'<w:bookmarkStart {space} w:id="{number}" w:name="место{number}"/>'))
    paragraph.append(parse_xml(f'<w:bookmarkEnd {space} w:id="{number}"/>'))
    for run in paragraph.iter(qn("w:r")):
        run.get_or_add_rPr().append(parse_xml(f"<w:rPrChange {space} {who}><w:rPr/></w:rPrChange>"))
