"""The form of a campaign as a PDF: nothing unseen is left in it, so its printed code says which it is."""

from collections.abc import Iterator

from documents.filling.form_table import Columns, filled_row, form_columns
from documents.formats.blocks import Prose, RawDocument, RawTable
from documents.formats.pdf_file import read_pdf
from roadmap.errors import DocumentRefused
from roadmap.monitoring.filled_forms import AskedForm, FilledForm, FilledRow, form_coded


def is_printed_form(document: RawDocument) -> bool:
    """Whether the code of a form stands among the lines or in a cell."""
    return _form(document) is not None


def read_printed_form(data: bytes) -> FilledForm:
    """Every row in which something was written; DocumentRefused where it is no form of a campaign."""
    document = read_pdf(data)
    form = _form(document)
    if form is None:
        raise DocumentRefused("no-filled-form")
    return FilledForm(form=form, rows=tuple(_rows(document)))


def _form(document: RawDocument) -> AskedForm | None:
    return next(filter(None, map(form_coded, _texts(document))), None)


def _texts(document: RawDocument) -> Iterator[str]:
    for block in document.blocks:
        match block:
            case Prose(text):
                yield text
            case RawTable(rows):
                yield from (cell.text for row in rows for cell in row)


def _rows(document: RawDocument) -> Iterator[FilledRow]:
    """The heading is printed on each page; a page may have none, and goes on with the one before."""
    columns: Columns | None = None
    for block in document.blocks:
        for row in block.rows if isinstance(block, RawTable) else ():
            texts = [" ".join(cell.text.split()) for cell in row]
            if (heading := form_columns(texts)) is not None:
                columns = heading
            elif columns is not None and (read := filled_row(texts, columns)) is not None:
                yield read
