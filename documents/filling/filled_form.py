"""The form of a campaign as any office program sends it back: known by its sign, read row by row."""

import zipfile
from collections.abc import Iterable, Iterator
from typing import TypeVar
from xml.etree.ElementTree import Element

from documents.filling.filled_sheet import is_filled_sheet, read_filled_sheet
from documents.formats.archive import open_archive
from documents.formats.docx_file import BODY
from documents.formats.docx_text import Texts, W
from documents.formats.kinds import FileKind, kind_of
from documents.formats.parts import main_part
from documents.formats.xml_parts import parse_part
from roadmap.errors import DocumentRefused
from roadmap.ids import DutyId, MeasureId
from roadmap.language.answer_words import answer_in
from roadmap.language.form_words import FORM_HEADINGS, FormColumn
from roadmap.monitoring.filled_forms import AskedForm, FilledForm, FilledRow, duty_signed, form_signed
from roadmap.summary.form import measure_of

_MARK, _ROW, _CELL, _TABLE = f"{W}bookmarkStart", f"{W}tr", f"{W}tc", f"{W}tbl"
_Id = TypeVar("_Id", DutyId, MeasureId)
_LEAST = 3
"""A row of the form has at least a number, a measure and the cell to fill in."""


def is_filled_form(data: bytes, filename: str) -> bool:
    """Whether this is a form of a campaign, filled in or not."""
    if kind_of(data, filename) is not FileKind.DOCX:
        return is_filled_sheet(data, filename)
    document = _document(open_archive(data))
    return document is not None and _form(document) is not None


def read_filled_form(data: bytes, filename: str) -> FilledForm:
    """Every row in which something was written; DocumentRefused where it is no form of a campaign."""
    if kind_of(data, filename) is not FileKind.DOCX:
        return read_filled_sheet(data, filename)
    archive = open_archive(data)
    document = _document(archive)
    form = _form(document) if document is not None else None
    if document is None or form is None:
        raise DocumentRefused("no-filled-form")
    texts = Texts(parse_part(archive, "word/styles.xml"))
    return FilledForm(form=form, rows=tuple(_rows(document, texts)))


def _document(archive: zipfile.ZipFile) -> Element | None:
    return parse_part(archive, main_part(archive, BODY))


def _form(document: Element) -> AskedForm | None:
    signed = (form_signed(mark.get(f"{W}name", "")) for mark in document.iter(_MARK))
    return next((form for form in signed if form is not None), None)


def _rows(document: Element, texts: Texts) -> Iterator[FilledRow]:
    for table in document.iter(_TABLE):
        heading, *rows = table.findall(_ROW)
        names = [_words(texts, cell) for cell in heading.findall(_CELL)]
        for row in rows:
            cells = row.findall(_CELL)
            words = _words(texts, cells[-1]) if len(cells) >= _LEAST else ""
            if words:
                told = dict(zip(names, (_words(texts, cell) for cell in cells), strict=False))
                yield FilledRow(
                    duty_id=_first(duty_signed(name) for name in _bookmarks(row)),
                    measure_id=_first(measure_of(name) for name in _bookmarks(row)),
                    number=_words(texts, cells[0]),
                    title=_words(texts, cells[1]),
                    deadline=told.get(FORM_HEADINGS[FormColumn.DEADLINE], ""),
                    words=words,
                    outcome=answer_in(words),
                )


def _bookmarks(row: Element) -> list[str]:
    return [mark.get(f"{W}name", "") for mark in row.iter(_MARK)]


def _first(found: Iterable[_Id | None]) -> _Id | None:
    return next((each for each in found if each is not None), None)


def _words(texts: Texts, cell: Element) -> str:
    return "\n".join(texts.paragraph(paragraph) for paragraph in cell.iter(f"{W}p")).strip()
