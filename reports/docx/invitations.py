"""Invitations to be printed and cut: a strip for each person with a QR code and the link."""

import io

import segno
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell, _Row

from reports.docx.page import AFTER_BORDERS, new_document
from roadmap.people.invites import InvitationSheet, Strip
from texts.people import invitation_sheet as words
from texts.printable import printable

_QR, _QR_COLUMN, _WORDS_COLUMN = Cm(3.7), Cm(4.3), Cm(13.2)
_HEIGHT = Cm(5.0)
"""Five strips to a page."""
_GREY = RGBColor(0x59, 0x59, 0x59)
SCALE, QUIET = 8, 2
"""Pixels of a module, and modules left white around the code."""


def write_invitations(sheet: InvitationSheet) -> bytes:
    """A Word file on A4; the strips are parted by lines to cut along."""
    document = new_document(landscape=False)
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, (_QR_COLUMN, _WORDS_COLUMN), strict=True):
        column.width = width
    for strip in sheet.strips:
        row: _Row = table.add_row()
        row.height = _HEIGHT
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        code, told = row.cells
        code.width, told.width = _QR_COLUMN, _WORDS_COLUMN
        _draw(code, strip)
        _tell(told, sheet, strip)
        for cell in (code, told):
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            _cut_line(cell)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def qr_picture(url: str) -> bytes:
    """A PNG of the code; dark enough for a worn printer."""
    target = io.BytesIO()
    segno.make(url, error="m", micro=False).save(target, kind="png", scale=SCALE, border=QUIET)
    return target.getvalue()


def _draw(cell: _Cell, strip: Strip) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run().add_picture(io.BytesIO(qr_picture(strip.url)), width=_QR)


def _tell(cell: _Cell, sheet: InvitationSheet, strip: Strip) -> None:
    _line(cell, strip.person, size=14, is_bold=True, is_first=True)
    _line(cell, words.where(strip), size=10, colour=_GREY)
    _line(cell, words.invites(sheet.department), size=10, before=4)
    for number, step in enumerate(words.STEPS, 1):
        _line(cell, f"{number}. {step}", size=10.5, before=3 if number == 1 else 0)
    _line(cell, strip.url, size=10, before=3, is_bold=True)
    _line(cell, words.term(strip.expires_at, sheet.time_zone), size=9, colour=_GREY)


def _line(
    cell: _Cell,
    text: str,
    *,
    size: float,
    is_bold: bool = False,
    is_first: bool = False,
    before: float = 0,
    colour: RGBColor | None = None,
) -> None:
    paragraph = cell.paragraphs[0] if is_first else cell.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(before)
    run = paragraph.add_run(printable(text))
    run.bold, run.font.size = is_bold, Pt(size)
    if colour is not None:
        run.font.color.rgb = colour


def _cut_line(cell: _Cell) -> None:
    """A dashed line below: where the scissors go."""
    borders = OxmlElement("w:tcBorders")
    for side in ("top", "bottom"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "dashed"), ("sz", "6"), ("space", "0"), ("color", "A6A6A6")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    cell._tc.get_or_add_tcPr().insert_element_before(borders, *AFTER_BORDERS)
