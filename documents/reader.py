"""The one way in: bytes of a document → what it proposes."""

from documents.archive import open_archive
from documents.blocks import RawDocument
from documents.csv_file import read_csv
from documents.encoding import decode
from documents.kinds import Kind, kind_of
from documents.plain_text import read_plain_text
from documents.understanding import understand
from roadmap.draft import RoadMapDraft
from roadmap.period import PlanPeriod


def read_document(data: bytes, filename: str, *, period: PlanPeriod | None = None) -> RoadMapDraft:
    """Read a document in this process. DocumentRefused says why it is not a readable road map."""
    return understand(read_raw(data, filename), period)


def read_raw(data: bytes, filename: str) -> RawDocument:
    """Prose and tables of a document of any supported kind, not yet understood."""
    match kind_of(data, filename):
        case Kind.DOCX:
            from documents.docx_file import read_docx

            return read_docx(open_archive(data))
        case Kind.XLSX:
            from documents.xlsx_file import read_xlsx

            return read_xlsx(open_archive(data), data)
        case Kind.PDF:
            from documents.pdf_file import read_pdf

            return read_pdf(data)
        case Kind.CSV:
            return read_csv(decode(data))
        case Kind.TEXT:
            return read_plain_text(decode(data))
