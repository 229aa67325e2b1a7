"""Excel workbooks: every visible sheet a table, merged cells kept, what is hidden left out and said so."""

import io
import warnings
import zipfile
from collections.abc import Mapping
from re import compile as pattern

from openpyxl import Workbook, load_workbook

from documents.formats.archive import read_part
from documents.formats.blocks import Block, RawDocument
from documents.formats.left_out import LeftOut, reported
from documents.formats.parts import main_part, relationships
from documents.formats.xlsx_scan import SheetScan, scan_sheet
from documents.formats.xlsx_sheet import SheetReader
from documents.formats.xml_parts import parse_part, refuse_doctypes, transitional, xml_names
from roadmap.errors import DocumentRefused
from roadmap.problem import Fact, Problem

_WORKBOOK = pattern(r"^xl/workbook\d*\.xml$")
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELLS_NAMED = 5


def read_xlsx(archive: zipfile.ZipFile, data: bytes) -> RawDocument:
    """The workbook as its reader sees it: stored results of formulas, displayed dates and numbers."""
    refuse_doctypes(archive)
    scans = _scans(archive)
    workbook = _load(_as_written_usually(archive, data))
    blocks: list[Block] = []
    left_out: list[LeftOut] = []
    problems: list[Problem] = []
    for sheet in workbook.worksheets:
        reader = SheetReader(sheet, scans.get(sheet.title, SheetScan()))
        if sheet.sheet_state == "visible":
            blocks.append(reader.table())
            left_out += reader.left_out
            problems += _unsolved(sheet.title, reader.unsolved)
        elif text := reader.all_text():
            left_out.append(text)
    return RawDocument(tuple(blocks), left_out=tuple(left_out), problems=(*reported(left_out), *problems))


def all_sheets(archive: zipfile.ZipFile, data: bytes) -> list[Mapping[int, list[str]]]:
    """Texts of every visible sheet by row number; hidden rows and columns are there too."""
    refuse_doctypes(archive)
    scans = _scans(archive)
    workbook = _load(_as_written_usually(archive, data))
    return [
        SheetReader(sheet, scans.get(sheet.title, SheetScan())).all_rows()
        for sheet in workbook.worksheets
        if sheet.sheet_state == "visible"
    ]


def _unsolved(sheet: str, cells: list[str]) -> list[Problem]:
    """What is said of formulas whose results the file does not hold."""
    if not cells:
        return []
    named = ", ".join(cells[:_CELLS_NAMED]) + (" …" if len(cells) > _CELLS_NAMED else "")
    facts: dict[str, Fact] = {"sheet": sheet, "count": len(cells), "cells": named}
    return [Problem(code="formula-without-value", facts=facts)]


def _scans(archive: zipfile.ZipFile) -> Mapping[str, SheetScan]:
    """Each sheet looked through, by its title; too much in any of them is refused."""
    workbook = main_part(archive, _WORKBOOK)
    root = parse_part(archive, workbook)
    if root is None:
        raise DocumentRefused("damaged", workbook)
    parts = {found.id: found.target for found in relationships(archive, workbook)}
    return {
        element.get("name", ""): scan_sheet(archive, parts.get(element.get(_ID, ""), ""))
        for element in root.iter()
        if element.tag.endswith("}sheet")
    }


def _as_written_usually(archive: zipfile.ZipFile, data: bytes) -> bytes:
    """The same bytes, or the workbook packed anew where its parts or names are of a rarer variant."""
    names_differ = any(entry.orig_filename != entry.filename for entry in archive.infolist())
    changed = {}
    for name in xml_names(archive):
        part = read_part(archive, name) or b""
        if (usual := transitional(part)) is not part:
            changed[name] = usual
    if not names_differ and not changed:
        return data
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name in archive.namelist():
            made.writestr(name, changed.get(name) or read_part(archive, name) or b"")
    return stream.getvalue()


def _load(data: bytes) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that do not matter here
            return load_workbook(io.BytesIO(data), data_only=True, keep_links=False, rich_text=True)
    except (DocumentRefused, MemoryError):
        raise
    except Exception as error:  # openpyxl lets whatever a broken part causes escape
        raise DocumentRefused("damaged", type(error).__name__) from error
