"""Files a person sends as evidence: recognised by content, named safely, kept under a key that says nothing.

The allow-list is closed: what is not surely one of these kinds is refused, whatever its name says. Files are
never opened or drawn by the bot; they are handed back as documents.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from roadmap.contents import Content, content_of
from roadmap.control.reports import NewEvidence
from roadmap.errors import BadInput
from services.ports.files import FileStore

MAX_BYTES = 20 * 1024 * 1024
MAX_FILES = 20
MAX_NAME = 100

_MIME = {
    Content.PDF: "application/pdf",
    Content.JPG: "image/jpeg",
    Content.PNG: "image/png",
    Content.HEIC: "image/heic",
    Content.WEBP: "image/webp",
    Content.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Content.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_REASONS = {
    Content.OLD_OFFICE: "evidence-old-office",
    Content.ENCRYPTED_OFFICE: "evidence-old-office",
    Content.MACROS: "evidence-macros",
}
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_FORBIDDEN_IN_NAMES = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFile:
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
    content = content_of(data)
    if content in _MIME:
        return content.value
    raise BadInput(_REASONS.get(content, "evidence-kind"))


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


async def keep(files: FileStore, received: ReceivedFile) -> NewEvidence:
    """Recognise, hash and store one file; BadInput for what is not taken."""
    kind = recognise(received.data)
    return NewEvidence(
        kind=kind,
        file_key=await files.put(received.data),
        sha256=hashlib.sha256(received.data).hexdigest(),
        name=safe_name(received.name, kind),
        size=len(received.data),
        mime=_MIME[Content(kind)],
    )
