"""Reads the form back: what stands in the filled cells, whoever filled them in and with whatever program."""

import zipfile
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from documents.formats.docx_file import BODY
from documents.formats.docx_text import Texts, W
from documents.formats.parts import main_part
from documents.formats.xml_parts import parse_part
from roadmap.ids import MeasureId
from roadmap.summary.form import measure_of

_MARK, _CELL = f"{W}bookmarkStart", f"{W}tc"


def marks_in(archive: zipfile.ZipFile) -> Mapping[MeasureId, str]:
    """The words of each cell that carries a measure's bookmark; empty where the file is no such form."""
    document = parse_part(archive, main_part(archive, BODY))
    if document is None:
        return {}
    texts = Texts(parse_part(archive, "word/styles.xml"))
    return {measure: _words(texts, cell) for measure, cell in _marked_cells(document)}


def _marked_cells(document: Element) -> Iterator[tuple[MeasureId, Element]]:
    for cell in document.iter(_CELL):
        for mark in cell.iter(_MARK):
            measure = measure_of(mark.get(f"{W}name", ""))
            if measure is not None:
                yield measure, cell


def _words(texts: Texts, cell: Element) -> str:
    return "\n".join(texts.paragraph(paragraph) for paragraph in cell.iter(f"{W}p")).strip()
