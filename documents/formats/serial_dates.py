"""Dates that a spreadsheet has left as bare numbers («46458»), offered as the dates they are."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from documents.formats.blocks import Block, RawCell, RawDocument, RawRow, RawTable
from roadmap.problem import Problem

_HEADING = re.compile(r"\b(?:срок|дат[аы]|начало|окончани[ея])", re.IGNORECASE)
_LONGEST_HEADING = 80
_SERIAL = re.compile(r"^\d{5}$")
_FIRST_DAY = date(1899, 12, 30)
_FIRST, _LAST = date(2000, 1, 1), date(2050, 12, 31)


def with_dates(document: RawDocument) -> RawDocument:
    """The document with such numbers turned into dates under the headings of deadlines, and said."""
    found: list[tuple[str, str]] = []
    blocks = tuple(_block(block, found) for block in document.blocks)
    if not found:
        return document
    number, day = found[0]
    said = Problem(code="serial-date", facts={"count": len(found), "text": number, "date": day})
    return replace(document, blocks=blocks, problems=(*document.problems, said))


def _block(block: Block, found: list[tuple[str, str]]) -> Block:
    return RawTable(tuple(_rows(block.rows, found))) if isinstance(block, RawTable) else block


def _rows(rows: tuple[RawRow, ...], found: list[tuple[str, str]]) -> Iterator[RawRow]:
    columns: set[int] = set()
    for row in rows:
        columns |= {index for index, cell in enumerate(row) if _is_heading(cell.text)}
        if any(index in columns and _SERIAL.match(cell.text) for index, cell in enumerate(row)):
            yield tuple(_cell(cell, found) if index in columns else cell for index, cell in enumerate(row))
        else:
            yield row


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and _HEADING.search(text) is not None


def _cell(cell: RawCell, found: list[tuple[str, str]]) -> RawCell:
    if not _SERIAL.match(cell.text):
        return cell
    day = _FIRST_DAY + timedelta(days=int(cell.text))
    if not _FIRST <= day <= _LAST:
        return cell
    found.append((cell.text, f"{day:%d.%m.%Y}"))
    return replace(cell, text=found[-1][1])
