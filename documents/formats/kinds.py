"""What a document is, by its content first; its name only chooses among texts."""

from enum import Enum
from pathlib import PurePath

from documents import limits
from documents.formats.archive import open_archive
from roadmap.contents import Content, content_of
from roadmap.errors import DocumentRefused


class FileKind(Enum):
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    CSV = "csv"
    TEXT = "txt"
    MESSAGE = "mht"


_KINDS = {
    Content.DOCX: FileKind.DOCX,
    Content.XLSX: FileKind.XLSX,
    Content.PDF: FileKind.PDF,
    Content.HTML: FileKind.TEXT,
    Content.MESSAGE: FileKind.MESSAGE,
}
_REFUSALS = {
    Content.OLD_OFFICE: "old-office",
    Content.RTF: "old-office",
    Content.XLSB: "old-office",
    Content.XML_2003: "xml-2003",
    Content.ENCRYPTED_OFFICE: "encrypted",
    Content.OPEN_DOCUMENT: "open-document",
    Content.MACROS: "macros",
    Content.BROKEN_ARCHIVE: "damaged",
    Content.JPG: "picture",
    Content.PNG: "picture",
    Content.WEBP: "picture",
    Content.HEIC: "picture",
    Content.PICTURE: "picture",
    Content.ARCHIVE: "not-a-document",
}
_TEXT_NAMES = {
    ".txt": FileKind.TEXT,
    ".md": FileKind.TEXT,
    ".markdown": FileKind.TEXT,
    ".text": FileKind.TEXT,
    ".htm": FileKind.TEXT,
    ".html": FileKind.TEXT,
    ".csv": FileKind.CSV,
    ".tsv": FileKind.CSV,
}
_BINARY_SAMPLE_BYTES = 4096


def kind_of(data: bytes, filename: str) -> FileKind:
    """The kind of a readable document; refused, quickly, where it is none."""
    suffix = PurePath(filename.replace("\\", "/")).suffix.lower()[:12]
    if not data:
        raise DocumentRefused("empty")
    if len(data) > limits.MAX_BYTES:
        raise DocumentRefused("too-large", str(len(data)))
    if data.startswith(b"PK"):
        open_archive(data)  # refuses what is too much
    content = content_of(data)
    if content in _REFUSALS:
        raise DocumentRefused(_REFUSALS[content], suffix)
    if content is Content.UNKNOWN or (content is Content.HTML and suffix in _TEXT_NAMES):
        return _text_kind(data, suffix)
    return _KINDS[content]


def _text_kind(data: bytes, suffix: str) -> FileKind:
    if suffix not in _TEXT_NAMES or _is_binary(data):
        raise DocumentRefused("not-a-document", suffix)
    return _TEXT_NAMES[suffix]


def _is_binary(data: bytes) -> bool:
    """Many control bytes and no mark of UTF-16."""
    sample = data[:_BINARY_SAMPLE_BYTES]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return sum(byte < 9 or 13 < byte < 27 for byte in sample) > len(sample) // 20
