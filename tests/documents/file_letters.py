"""Every letter a file holds, told without the readers: the texts of its parts as they lie in it."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pdfplumber
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_TOLD_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def texts_of(path: Path) -> Iterator[str]:
    """The texts of a Word document, a workbook or a PDF."""
    data = path.read_bytes()
    match path.suffix:
        case ".docx":
            yield from _word(data)
        case ".xlsx":
            yield from _workbook(data)
        case ".pdf":
            yield from _pdf(data)


def _word(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in set(_WORD_PARTS) & set(archive.namelist()):
            yield from _runs(fromstring(archive.read(name)))


def _runs(element: Element) -> Iterator[str]:
    """Runs of text; the second telling of a block for older programs is not a second text."""
    if element.tag == _TOLD_TWICE:
        return
    if element.tag in (f"{_WORD}t", f"{_WORD}delText"):
        yield element.text or ""
    for child in element:
        yield from _runs(child)


def _workbook(data: bytes) -> Iterator[str]:
    for sheet in load_workbook(io.BytesIO(data), rich_text=True):
        values = (value for row in sheet.iter_rows(values_only=True) for value in row)
        yield from (str(value) for value in values if isinstance(value, str | list))


def _pdf(data: bytes) -> Iterator[str]:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            yield "".join(char["text"] for char in page.chars)
