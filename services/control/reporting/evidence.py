"""Files a person sends as evidence: recognised by content, named safely, kept under a key that says nothing.

The allow-list is closed: what is not surely one of these kinds is refused, whatever its name says. Files are
never opened or drawn by the bot; they are handed back as documents.
"""

import hashlib
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass

from roadmap.control.reports import NewEvidence
from roadmap.errors import BadInput
from services.ports.files import FileStore

MAX_BYTES = 20 * 1024 * 1024
MAX_FILES = 20
MAX_NAME = 100
_MAX_DIRECTORY_BYTES = 512 * 1024
_MAX_ENTRIES = 2_000

_MIME = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "heic": "image/heic",
    "webp": "image/webp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_DIRECTORY = b"PK\x05\x06"
_LONG_DIRECTORY = b"PK\x06\x07"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_FORBIDDEN_IN_NAMES = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingFile:
    """A file as it came from the messenger; photos have no name."""

    data: bytes
    name: str = ""


def check_size(size: int) -> None:
    """BadInput when a file of so many bytes is not taken; asked before it is downloaded."""
    if size > MAX_BYTES:
        raise BadInput("evidence-too-big")


def recognise(data: bytes) -> str:
    """The kind of these bytes, one of the allow-list; BadInput says what is wrong with the others."""
    check_size(len(data))
    if not data:
        raise BadInput("evidence-empty")
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return "heic"
    if data.startswith(b"PK\x03\x04"):
        return _office_kind(data)
    raise BadInput("evidence-old-office" if data.startswith(_OLD_OFFICE) else "evidence-kind")


def safe_name(name: str, kind: str) -> str:
    """A name that cannot lead out of a folder or pretend to be of another kind; "" stays nameless."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    base = _FORBIDDEN_IN_NAMES.sub("", _INVISIBLE.sub("", base))
    base = "".join(char for char in base if char.isprintable())
    stem, dot, extension = base.rpartition(".")
    if not dot or len(extension) > 5 or not extension.isalnum():
        stem = base
    stem = " ".join(stem.split()).strip(". ")[:MAX_NAME]
    return f"{stem or 'file'}.{kind}" if name else ""


async def keep(files: FileStore, incoming: IncomingFile) -> NewEvidence:
    """Recognise, hash and store one file; BadInput for what is not taken."""
    kind = recognise(incoming.data)
    return NewEvidence(
        kind=kind,
        file_key=await files.put(incoming.data),
        sha256=hashlib.sha256(incoming.data).hexdigest(),
        name=safe_name(incoming.name, kind),
        size=len(incoming.data),
        mime=_MIME[kind],
    )


def _office_kind(data: bytes) -> str:
    """docx or xlsx by the parts inside; the directory is measured before anything reads it."""
    end = data.rfind(_END_OF_DIRECTORY, max(0, len(data) - 66_000))
    if end < 0 or len(data) < end + 22:
        raise BadInput("evidence-kind")
    is_long = data[max(0, end - 20) : end].startswith(_LONG_DIRECTORY)  # hides its true size from the check
    if is_long or int.from_bytes(data[end + 12 : end + 16], "little") > _MAX_DIRECTORY_BYTES:
        raise BadInput("evidence-kind")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise BadInput("evidence-kind") from None
    if len(names) > _MAX_ENTRIES or "[Content_Types].xml" not in names:
        raise BadInput("evidence-kind")
    if any(name.rsplit("/", 1)[-1].lower() == "vbaproject.bin" for name in names):
        raise BadInput("evidence-macros")
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise BadInput("evidence-kind")
