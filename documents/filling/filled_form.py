"""The form of a campaign as any office program sends it back: known by its sign, read row by row."""

import zipfile
from collections.abc import Iterable, Iterator
from typing import TypeVar
from xml.etree.ElementTree import Element

from documents.filling.filled_sheet import is_filled_sheet, read_filled_sheet
from documents.filling.form_table import Columns, filled_row, form_columns
from documents.filling.printed_form import read_printed_form
from documents.formats.archive import open_archive
from documents.formats.docx_file import BODY
from documents.formats.docx_text import Texts, W
from documents.formats.kinds import FileKind, kind_of
from documents.formats.parts import main_part
from documents.formats.xml_parts import parse_part
from roadmap.errors import DocumentRefused
from roadmap.ids import DutyId, MeasureId
from roadmap.language.form_words import FormColumn
from roadmap.monitoring.filled_forms import (
    AskedForm,
    FilledForm,
    FilledRow,
    duty_signed,
    form_coded,
    form_signed,
)
from roadmap.summary.form import measure_of

_MARK, _ROW, _CELL, _TABLE = f"{W}bookmarkStart", f"{W}tr", f"{W}tc", f"{W}tbl"
_Id = TypeVar("_Id", DutyId, MeasureId)
_LEAST = 3
"""A row of the form has at least a number, a measure and the cell to fill in."""


def is_filled_form(data: bytes, filename: str) -> bool:
    """Whether this is a form of a campaign, filled in or not; of a PDF its text says it."""
    if kind_of(data, filename) is not FileKind.DOCX:
        return is_filled_sheet(data, filename)
    archive = open_archive(data)
    document = _document(archive)
    return document is not None and _form(document, _texts(archive)) is not None


def read_filled_form(data: bytes, filename: str) -> FilledForm:
    """Every row in which something was written; DocumentRefused where it is no form of a campaign."""
    match kind_of(data, filename):
        case FileKind.DOCX:
            return _read(open_archive(data))
        case FileKind.PDF:
            return read_printed_form(data)
        case _:
            return read_filled_sheet(data, filename)


def _read(archive: zipfile.ZipFile) -> FilledForm:
    document, texts = _document(archive), _texts(archive)
    form = _form(document, texts) if document is not None else None
    if document is None or form is None:
        raise DocumentRefused("no-filled-form")
    return FilledForm(form=form, rows=tuple(_rows(document, texts)))


def _document(archive: zipfile.ZipFile) -> Element | None:
    return parse_part(archive, main_part(archive, BODY))


def _texts(archive: zipfile.ZipFile) -> Texts:
    return Texts(parse_part(archive, "word/styles.xml"))


def _form(document: Element, texts: Texts) -> AskedForm | None:
    """By its bookmark; else by its code, which outlives an editor that drops bookmarks."""
    signed = (form_signed(mark.get(f"{W}name", "")) for mark in document.iter(_MARK))
    found = next((form for form in signed if form is not None), None)
    return found or next(filter(None, map(form_coded, map(texts.paragraph, document.iter(f"{W}p")))), None)


def _rows(document: Element, texts: Texts) -> Iterator[FilledRow]:
    for table in document.iter(_TABLE):
        heading, *rows = table.findall(_ROW)
        columns = _columns([_words(texts, cell) for cell in heading.findall(_CELL)])
        for row in rows:
            cells = [_words(texts, cell) for cell in row.findall(_CELL)]
            if len(cells) < _LEAST:
                continue
            read = filled_row(
                cells,
                columns,
                duty_id=_first(map(duty_signed, _bookmarks(row))),
                measure_id=_first(map(measure_of, _bookmarks(row))),
            )
            if read is not None:
                yield read


def _columns(headings: list[str]) -> Columns:
    """By the headings; where they were written anew, as the form went out."""
    usual = {FormColumn.NUMBER: 0, FormColumn.TITLE: 1, FormColumn.WORDS: len(headings) - 1}
    return form_columns(headings) or usual


def _bookmarks(row: Element) -> list[str]:
    return [mark.get(f"{W}name", "") for mark in row.iter(_MARK)]


def _first(found: Iterable[_Id | None]) -> _Id | None:
    return next((each for each in found if each is not None), None)


def _words(texts: Texts, cell: Element) -> str:
    return "\n".join(texts.paragraph(paragraph) for paragraph in cell.iter(f"{W}p")).strip()
