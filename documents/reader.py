"""The one way in: bytes of a document → what it proposes."""

from documents.filling.filled_form import is_filled_form
from documents.filling.printed_form import is_printed_form
from documents.formats.archive import open_archive
from documents.formats.blocks import RawDocument
from documents.formats.csv_file import read_csv
from documents.formats.encoding import decode
from documents.formats.kinds import FileKind, kind_of
from documents.formats.message_file import read_message
from documents.formats.note_marks import without_marks
from documents.formats.plain_text import read_plain_text
from documents.formats.serial_dates import with_dates
from documents.plan_table import is_plan_table
from documents.staff import is_staff_list
from documents.understanding.understanding import understand
from roadmap.deadlines.period import PlanPeriod
from roadmap.errors import DocumentRefused
from roadmap.imports.proposal import Proposal

_MAY_BE_A_LIST = frozenset({FileKind.XLSX, FileKind.CSV, FileKind.TEXT})


def read_document(data: bytes, filename: str, *, period: PlanPeriod | None = None) -> Proposal:
    """Read a document in this process. DocumentRefused says why it is not a readable road map.

    Tables of other kinds are refused as such: `documents.plan_table` reads a plan that was given out to be
    changed, `documents.staff` a list of people.
    """
    if is_plan_table(data, filename):
        raise DocumentRefused("plan-table")
    if is_filled_form(data, filename):
        raise DocumentRefused("filled-form")
    raw = read_raw(data, filename)
    if is_printed_form(raw):
        raise DocumentRefused("filled-form")
    if kind_of(data, filename) in _MAY_BE_A_LIST and is_staff_list(raw):
        raise DocumentRefused("staff-list")
    return understand(raw, period)


def read_raw(data: bytes, filename: str) -> RawDocument:
    """Prose and tables of a document of any supported kind, not yet understood."""
    return with_dates(without_marks(_read(data, filename)))


def _read(data: bytes, filename: str) -> RawDocument:
    match kind_of(data, filename):
        case FileKind.DOCX:
            from documents.formats.docx_file import read_docx

            return read_docx(open_archive(data))
        case FileKind.XLSX:
            from documents.formats.xlsx_file import read_xlsx

            return read_xlsx(open_archive(data), data)
        case FileKind.PDF:
            from documents.formats.pdf_file import read_pdf

            return read_pdf(data)
        case FileKind.CSV:
            return read_csv(decode(data))
        case FileKind.MESSAGE:
            return read_message(data)
        case FileKind.TEXT:
            return read_plain_text(decode(data))
