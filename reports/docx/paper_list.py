"""The printed list of an organisation's duties: A4 upright, a column for a pen, a line to sign on."""

import io
from collections.abc import Sequence

from docx.shared import Cm, Pt
from docx.table import _Cell

from reports.docx.page import add_line, add_row, add_table, add_title_row, new_document
from roadmap.control.paper_list import PaperList
from texts.control import paper_words as words

_WIDTHS = (1.3, 6.4, 2.7, 3.3, 3.8)
_SIZE = 10
_ROOM_FOR_A_PEN = Cm(1.4)
_AIR = Pt(3)


def _air(cells: Sequence[_Cell]) -> None:
    """Some room between the words and the lines around them."""
    for cell in cells:
        cell.paragraphs[0].paragraph_format.space_before = _AIR
        cell.paragraphs[-1].paragraph_format.space_after = _AIR


def write_paper_list(found: PaperList) -> bytes:
    """A Word file of as many pages as there are duties."""
    document = new_document(landscape=False, size=11)
    add_line(document, words.title(found), bold=True, centred=True, size=15)
    add_line(document, found.unit, bold=True, centred=True, size=12)
    add_line(document, found.department, centred=True, size=10).paragraph_format.space_after = Cm(0.4)
    table = add_table(document, words.HEADINGS, _WIDTHS, _SIZE)
    for title, duties in found.maps:
        add_title_row(table, title, _SIZE)
        for duty in duties:
            cells = add_row(table, words.row(duty, found.made_on), _SIZE)
            cells[2].paragraphs[0].runs[0].bold = True
            table.rows[-1].height = _ROOM_FOR_A_PEN
            _air(cells)
    for number, line in enumerate(words.below(found)):
        paragraph = add_line(document, line)
        paragraph.paragraph_format.space_before = Cm(0.4) if number == 0 else Pt(2)
    sign = add_line(document, words.SIGN)
    sign.paragraph_format.space_before = Cm(0.9)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
