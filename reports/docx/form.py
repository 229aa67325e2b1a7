"""The form with marks of execution, built anew: for plans that did not come as a Word table of their own."""

import io
from collections.abc import Sequence
from itertools import count
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell

from reports.docx.page import add_line, add_row, add_table, add_title_row, new_document
from roadmap.summary.form import FormContent, FormRow, bookmark_of
from texts.column_widths import LETTER, asked, longest_word, shared
from texts.summary import headings

_WHOLE = 26.2  # centimetres between the margins of A4 on its side
_NARROWEST_MARK, _WIDEST_MARK = 6.2, 9.5
_LETTER, _MARGINS = 10 / 72 * 2.54 * LETTER, 0.42
_BOLD = 1.15
"""How much wider the words of a heading are."""
_MOST_EXTRA = 3
_SIGN_NUMBER = 100_000
"""Above the numbers of the rows' bookmarks."""


def write_form(form: FormContent, sign: str = "") -> bytes:
    """A Word file: the lines above, the table in the order of the document, the signers.

    `sign` names the form itself, so that it is known when it comes back.
    """
    document = new_document(landscape=True)
    for number, line in enumerate(form.heading):
        add_line(document, line, bold=number == 0, centred=True, size=14 if number == 0 else 12)
    if sign:
        _around(document.paragraphs[0]._p, sign, _SIGN_NUMBER)
        document.core_properties.keywords = sign  # what a PDF made of it keeps
    add_line(document, form.title, bold=True, centred=True)
    add_line(document, "")
    extra = _extra(form.rows)
    names = [headings.NUMBER, *_columns(form.rows), *extra, form.column]
    texts = [[_value(row, name, form.column) for name in names] for row in form.rows]
    table = add_table(document, names, _widths([names, *texts]))
    section, bookmarks = "", count(1)
    cells: Sequence[_Cell] = ()
    for row, values in zip(form.rows, texts, strict=True):
        if row.section and row.section != section:
            add_title_row(table, row.section)
        section = row.section
        cells = add_row(table, values)
        _bookmark(cells[-1], row.bookmark or bookmark_of(row.measure_id), next(bookmarks))
    _add_signers(document, cells, form.signers)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _add_signers(document: WordDocument, last: Sequence[_Cell], signers: Sequence[str]) -> None:
    """Below the table; on a page of their own they would sign nothing, so its last row comes along."""
    if not signers:
        return
    lines = [add_line(document, line) for line in ("", *signers)]
    kept = [paragraph for cell in last for paragraph in cell.paragraphs]
    for paragraph in (*kept, *lines[:-1]):
        paragraph.paragraph_format.keep_with_next = True


def _columns(rows: Sequence[FormRow]) -> list[str]:
    """Those of the usual columns that the plan has."""
    filled = (
        (headings.MEASURE, True),
        (headings.DUE, any(row.deadline for row in rows)),
        (headings.RESPONSIBLE, any(row.responsible for row in rows)),
        (headings.RESULT, any(row.result for row in rows)),
    )
    return [name for name, is_there in filled if is_there]


def _extra(rows: Sequence[FormRow]) -> list[str]:
    """The plan's further columns, as many as a page can bear."""
    return list(dict.fromkeys(name for row in rows for name in row.extra))[:_MOST_EXTRA]


def _value(row: FormRow, name: str, column: str) -> str:
    known = {
        headings.NUMBER: row.number,
        headings.MEASURE: row.title,
        headings.DUE: row.deadline,
        headings.RESPONSIBLE: row.responsible,
        headings.RESULT: row.result,
        column: row.mark,
    }
    return known.get(name, row.extra.get(name, ""))


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """By the words of the columns; the last one has room to be written into."""
    *columns, marks = zip(*rows, strict=True)
    shares = asked([*columns, marks])
    mark = min(max(_WHOLE * shares[-1] / sum(shares), _NARROWEST_MARK), _WIDEST_MARK)
    least = [
        _MARGINS + max(longest_word(cells), longest_word(cells[:1]) * _BOLD) * _LETTER for cells in columns
    ]
    return [*shared(_WHOLE - mark, shares[:-1], least), mark]


def _bookmark(cell: _Cell, name: str, number: int) -> None:
    end = _around(cell.paragraphs[0]._p, name, number)
    cell.paragraphs[-1]._p.append(end)


def _around(paragraph: Any, name: str, number: int) -> Any:
    """A bookmark around a paragraph; its end."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    properties = paragraph.find(qn("w:pPr"))
    paragraph.insert(0 if properties is None else 1, start)
    paragraph.append(end)
    return end
