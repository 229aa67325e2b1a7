"""What a file is, by its content first; its name only chooses among texts."""

import zipfile
from enum import Enum
from pathlib import PurePath

from documents import limits
from documents.formats.archive import open_archive
from roadmap.errors import DocumentRefused


class Kind(Enum):
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    CSV = "csv"
    TEXT = "txt"


_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_TEXT_NAMES = {
    ".txt": Kind.TEXT,
    ".md": Kind.TEXT,
    ".markdown": Kind.TEXT,
    ".text": Kind.TEXT,
    ".htm": Kind.TEXT,
    ".html": Kind.TEXT,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
}
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_PDF_HEAD_BYTES = 1024
_BINARY_SAMPLE_BYTES = 4096


def kind_of(data: bytes, filename: str) -> Kind:
    """The kind of a readable document; refused, quickly, where it is none."""
    suffix = PurePath(filename.replace("\\", "/")).suffix.lower()[:12]
    if not data:
        raise DocumentRefused("empty")
    if len(data) > limits.MAX_BYTES:
        raise DocumentRefused("too-large", str(len(data)))
    if data.startswith(b"PK"):
        return _office_kind(open_archive(data))
    if data.startswith(_OLD_OFFICE):
        raise DocumentRefused("encrypted" if _ENCRYPTED_OFFICE in data else "old-office", suffix)
    if b"%PDF-" in data[:_PDF_HEAD_BYTES]:
        return Kind.PDF
    return _text_kind(data, suffix)


def _office_kind(archive: zipfile.ZipFile) -> Kind:
    names = set(archive.namelist())
    if any(name.startswith("word/document") for name in names):
        return Kind.DOCX
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if "content.xml" in names and "mimetype" in names:
        raise DocumentRefused("open-document")
    if "xl/workbook.bin" in names:
        raise DocumentRefused("old-office", ".xlsb")
    raise DocumentRefused("not-a-document")


def _text_kind(data: bytes, suffix: str) -> Kind:
    if data.startswith(b"{\\rtf"):
        raise DocumentRefused("old-office", ".rtf")
    if data.startswith(_PICTURES):
        raise DocumentRefused("picture")
    if data.startswith(_ARCHIVES) or suffix not in _TEXT_NAMES or _is_binary(data):
        raise DocumentRefused("not-a-document", suffix)
    return _TEXT_NAMES[suffix]


def _is_binary(data: bytes) -> bool:
    """Many control bytes and no mark of UTF-16."""
    sample = data[:_BINARY_SAMPLE_BYTES]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return sum(byte < 9 or 13 < byte < 27 for byte in sample) > len(sample) // 20
