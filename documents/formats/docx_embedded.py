"""Files inside a Word document that Word shows as its text (`altChunk`), as converters leave them."""

import zipfile
from collections.abc import Callable
from xml.etree.ElementTree import Element

from documents.formats.archive import open_archive, read_part
from documents.formats.blocks import RawDocument
from documents.formats.encoding import decode
from documents.formats.html_tables import read_html
from documents.formats.message_file import read_message
from documents.formats.parts import relationships
from documents.formats.plain_text import read_plain_text
from roadmap.contents import Content, content_of

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Embedded:
    """Finds and reads such files; a document inside a document is opened once, not deeper."""

    def __init__(
        self, archive: zipfile.ZipFile, part: str, read_docx: Callable[[zipfile.ZipFile], RawDocument]
    ) -> None:
        self._archive = archive
        self._part = part
        self._read_docx = read_docx

    def read(self, chunk: Element) -> RawDocument | None:
        """What this place holds; None where it is of a kind that is not read."""
        wanted = chunk.get(_ID, "")
        for found in relationships(self._archive, self._part):
            if found.id == wanted and not found.is_outside:
                data = read_part(self._archive, found.target)
                return self._read(data) if data else None
        return None

    def _read(self, data: bytes) -> RawDocument | None:
        match content_of(data):
            case Content.HTML:
                return read_html(decode(data))
            case Content.MESSAGE:
                return read_message(data)
            case Content.UNKNOWN if b"\0" not in data:
                return read_plain_text(decode(data))
            case Content.DOCX:
                return self._document(data)
            case _:
                return None

    def _document(self, data: bytes) -> RawDocument | None:
        archive = open_archive(data)
        parts = relationships(archive, "word/document.xml")
        is_nested = any("afchunk" in found.kind.lower() for found in parts)
        return None if is_nested else self._read_docx(archive)
