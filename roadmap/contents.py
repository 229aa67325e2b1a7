"""What a file is, by its bytes and never by its name. Import and evidence ask the same question here."""

import html
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from enum import StrEnum


class Content(StrEnum):
    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    PICTURE = "picture"  # of another kind
    DOCX = "docx"
    XLSX = "xlsx"
    XLSB = "xlsb"
    MACROS = "macros"
    OPEN_DOCUMENT = "open-document"
    OLD_OFFICE = "old-office"
    ENCRYPTED_OFFICE = "encrypted-office"
    RTF = "rtf"
    HTML = "html"
    XML_2003 = "xml-2003"
    MESSAGE = "message"  # a web page with its pictures, as browsers and legal databases save it
    ARCHIVE = "archive"
    BROKEN_ARCHIVE = "broken-archive"
    UNKNOWN = "unknown"  # perhaps a text


MAX_DIRECTORY_BYTES = 1024 * 1024
MAX_ENTRIES = 2_000
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
)
"""What `zipfile` lets escape over a damaged archive."""

_HEAD_BYTES = 1024
_PDF_MARK = b"%PDF-"
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_STARTS = (
    (b"\xff\xd8\xff", Content.JPG),
    (b"\x89PNG\r\n\x1a\n", Content.PNG),
    (b"{\\rtf", Content.RTF),
    (b"Rar!", Content.ARCHIVE),
    (b"7z\xbc\xaf", Content.ARCHIVE),
    (b"\x1f\x8b", Content.ARCHIVE),
    (b"MZ", Content.UNKNOWN),  # a program, even with a document glued to it
    (b"\x7fELF", Content.UNKNOWN),
    (b"#!", Content.UNKNOWN),
)
_OTHER_PICTURES = (b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_XML_2003 = (
    b"urn:schemas-microsoft-com:office:spreadsheet",
    b"schemas.microsoft.com/office/word/2003/wordml",
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table)\b", re.IGNORECASE)
_MESSAGE = re.compile(rb"\A(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}mime-version:", re.IGNORECASE)

_END = b"PK\x05\x06"
_END_BYTES = 22
_END_REACH = _END_BYTES + 65_536
_LONG_LOCATOR = b"PK\x06\x07"
_LONG_LOCATOR_BYTES = 20
_LONG_END = b"PK\x06\x06"
_LONG_END_BYTES = 56
_TYPES = "[Content_Types].xml"
_MACROS = ("vbaproject.bin", "vbadata.xml")
_OLD_MACROS = "xl/macrosheets/"
_MACRO_TYPES = ("ms-office.vbaproject", "ms-word.vbadata", "macrosheet+xml")
_MAIN_TYPES = (
    ("wordprocessingml.document.main+xml", Content.DOCX),
    ("wordprocessingml.template.main+xml", Content.DOCX),
    ("spreadsheetml.sheet.main+xml", Content.XLSX),
    ("spreadsheetml.template.main+xml", Content.XLSX),
    ("ms-excel.sheet.binary", Content.XLSB),
)
_MAIN_NAMES = (
    (re.compile(r"word/document\d*\.xml$"), Content.DOCX),
    (re.compile(r"xl/workbook\d*\.xml$"), Content.XLSX),
    (re.compile(r"xl/workbook\.bin$"), Content.XLSB),
)


def content_of(data: bytes) -> Content:
    """The content of these bytes; an archive is looked into as far as its table of contents and its types."""
    if data.startswith(b"PK"):
        return _packed(data)
    if data.startswith(_OLD_OFFICE):
        return Content.ENCRYPTED_OFFICE if _ENCRYPTED_OFFICE in data else Content.OLD_OFFICE
    for start, content in _STARTS:
        if data.startswith(start):
            return content
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Content.WEBP
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return Content.HEIC
    if data.startswith(_OTHER_PICTURES):
        return Content.PICTURE
    marked_up = _marked_up(data)
    return Content.PDF if marked_up is Content.UNKNOWN and _PDF_MARK in data[:_HEAD_BYTES] else marked_up


def _marked_up(data: bytes) -> Content:
    head = data[: 4 * _HEAD_BYTES].replace(b"\0", b"")  # of UTF-16
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"<") and any(name in head for name in _XML_2003):
        return Content.XML_2003
    if start.startswith(b"<") and _HTML.search(head):
        return Content.HTML
    return Content.MESSAGE if _MESSAGE.match(start) else Content.UNKNOWN


def directory_bytes(data: bytes) -> int | None:
    """How long the table of contents of an archive says it is; None where the archive has no sound end."""
    end = data.rfind(_END, max(0, len(data) - _END_REACH))
    if end < 0 or len(data) < end + _END_BYTES:
        return None
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    locator = end - _LONG_LOCATOR_BYTES
    if locator < 0 or data[locator : locator + 4] != _LONG_LOCATOR:
        return size
    long_end = locator - _LONG_END_BYTES
    if long_end < 0 or data[long_end : long_end + 4] != _LONG_END:
        return None
    return int.from_bytes(data[long_end + 40 : long_end + 48], "little")


def part_name(name: str) -> str:
    """The name of a part as Office takes it: some writers use backslashes or begin with a slash."""
    return name.replace("\\", "/").lstrip("/")


def has_macros(names: Iterable[str]) -> bool:
    """By their usual names; under others they still have their types, which `content_of` looks at."""
    lowered = [part_name(name).lower() for name in names]
    return any(name.endswith(_MACROS) or name.startswith(_OLD_MACROS) for name in lowered)


def _packed(data: bytes) -> Content:
    size = directory_bytes(data)
    if size is None:
        return Content.BROKEN_ARCHIVE
    if size > MAX_DIRECTORY_BYTES:
        return Content.ARCHIVE
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = {part_name(entry.filename): entry for entry in archive.infolist()}
            if len(entries) > MAX_ENTRIES:
                return Content.ARCHIVE
            types = _plain(_head(archive, entries.get(_TYPES)))
    except BROKEN:
        return Content.BROKEN_ARCHIVE
    return _office(set(entries), types)


def _head(archive: zipfile.ZipFile, entry: zipfile.ZipInfo | None) -> bytes:
    if entry is None:
        return b""
    with archive.open(entry) as part:
        return part.read(MAX_DIRECTORY_BYTES)


def _plain(types: bytes) -> str:
    """The types however they are spelled: in UTF-16, in character references, in capitals."""
    return html.unescape(types.replace(b"\0", b"").decode("latin-1")).lower()


def _office(names: set[str], types: str) -> Content:
    if has_macros(names) or any(each in types for each in _MACRO_TYPES):
        return Content.MACROS
    if "content.xml" in names and "mimetype" in names:
        return Content.OPEN_DOCUMENT
    by_type = (content for mark, content in _MAIN_TYPES if mark in types)
    by_name = (content for mark, content in _MAIN_NAMES if any(map(mark.match, names)))
    return next(by_type, next(by_name, Content.ARCHIVE))
