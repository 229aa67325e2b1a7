"""Writes the filled form into the very Word file the road map was read from.

Nothing changes but the lines above, the last column, amended words, added rows and the signers below.
"""

import io
import itertools
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from documents.filling.docx_rows import leave_out
from documents.filling.docx_table import MarkedTable, SourceTable
from documents.formats.archive import open_archive
from documents.formats.blocks import RawTable
from documents.formats.docx_file import BODY, Word
from documents.formats.parts import main_part
from documents.understanding.header import Header, find_header
from roadmap.errors import DocumentRefused
from roadmap.summary.form import FormContent, FormRow
from texts.printable import printable


class CannotFill(Exception):
    """The file cannot carry the form: it has to be built anew."""


def fill_docx(data: bytes, form: FormContent) -> bytes:
    """The document with the form in it; CannotFill where its rows are not found, or cannot be left out."""
    try:
        document = Document(io.BytesIO(data))
        tables = _tables(data, document.element.body)
    except (KeyError, ValueError, zipfile.BadZipFile, DocumentRefused) as error:
        raise CannotFill from error
    body = document.element.body
    _fill(tables, form, itertools.count(_last_bookmark(body) + 1))
    _put_heading(body, form)
    _put_signers(body, form)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _tables(data: bytes, body: Any) -> dict[int, SourceTable]:
    """Tables by the number the reader gives them; one without a heading goes on with the one before."""
    archive = open_archive(data)
    word = Word.of(archive, main_part(archive, BODY))
    raw = [block for block in word.blocks(body, 0) if isinstance(block, RawTable)]
    tables: dict[int, SourceTable] = {}
    header: Header | None = None
    for number, table in enumerate(raw, 1):
        found = find_header(table.rows)
        header = found.header if found else header
        if rows := word.rows_of.get(id(table)):
            tables[number] = SourceTable(table, rows, header)
    return tables


def _fill(tables: Mapping[int, SourceTable], form: FormContent, bookmarks: Iterator[int]) -> None:
    standing = _by_rows(form.rows)
    if not standing or not {table for table, _ in standing} <= tables.keys():
        raise CannotFill
    kept = {number: {row for table, rows in standing if table == number for row in rows} for number in tables}
    with_plan = {table for table, _ in standing} | {place.table for place in form.others}
    marked = {
        number: MarkedTable(tables[number], form.column, bookmarks)
        for number in sorted(with_plan & tables.keys())
    }
    for (number, rows), measures in standing.items():
        if not marked[number].mark([row - 1 for row in rows], measures):
            raise CannotFill
        for measure in measures:
            marked[number].amend(measure)
    for after, added in _added(form.rows):
        marked[after[0]].add_row(after[1] - 1, added)
    for number in marked:
        gone = {row - 1 for place in form.others if place.table == number for row in place.rows}
        if gone and not leave_out(tables[number], gone - {row - 1 for row in kept[number]}):
            raise CannotFill


def _by_rows(rows: Sequence[FormRow]) -> dict[tuple[int, tuple[int, ...]], list[FormRow]]:
    """The measures by the rows they stand in; several may share them."""
    found = defaultdict[tuple[int, tuple[int, ...]], list[FormRow]](list)
    for row in rows:
        if row.place:
            found[row.place.table, row.place.rows].append(row)
    return found


def _added(rows: Sequence[FormRow]) -> Iterator[tuple[tuple[int, int], FormRow]]:
    """What the document does not have, each with the table and the row it is to stand under.

    The last of a section come first, since each is put right under the same row.
    """
    last: dict[str, tuple[int, int]] = {}
    newest = (0, 0)
    for row in rows:
        if row.place:
            newest = last[row.section] = (row.place.table, row.place.rows[-1])
    for row in reversed([row for row in rows if row.place is None]):
        yield last.get(row.section, newest), row


def _put_heading(body: Any, form: FormContent) -> None:
    for number, line in enumerate(form.heading):
        body.insert(number, _line(line, centred=True, bold=number == 0))
    if form.heading:
        body.insert(len(form.heading), _line("", centred=True, bold=False))


def _put_signers(body: Any, form: FormContent) -> None:
    last = body.find(qn("w:sectPr"))
    for line in ("", *form.signers) if form.signers else ():
        paragraph = _line(line, centred=False, bold=False)
        body.append(paragraph) if last is None else last.addprevious(paragraph)


def _line(words: str, *, centred: bool, bold: bool) -> Any:
    paragraph = OxmlElement("w:p")
    if centred:
        paragraph.get_or_add_pPr().get_or_add_jc().set(qn("w:val"), "center")
    run = OxmlElement("w:r")
    if bold:
        run.get_or_add_rPr().append(OxmlElement("w:b"))
    text = OxmlElement("w:t")
    text.text = printable(words)
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(text)
    paragraph.append(run)
    return paragraph


def _last_bookmark(body: Any) -> int:
    numbers = [start.get(qn("w:id"), "") for start in body.iter(qn("w:bookmarkStart"))]
    return max((int(number) for number in numbers if number.isdecimal()), default=0)
