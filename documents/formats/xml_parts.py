"""Parses XML parts of Office files; a part that declares a DOCTYPE is refused before it is parsed."""

import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat

from documents import limits
from documents.formats.archive import read_part
from roadmap.errors import DocumentRefused

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class _PrologEnded(Exception):
    """The root element has begun: no DOCTYPE can follow."""


def refuse_doctype(data: bytes) -> None:
    """Look at the prolog only: entities can be declared nowhere else."""
    parser = expat.ParserCreate()

    def doctype(*_: object) -> None:
        raise DocumentRefused("doctype")

    def element(*_: object) -> None:
        raise _PrologEnded

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        parser.Parse(data[: limits.MAX_PROLOG_BYTES], False)
    except _PrologEnded:
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise DocumentRefused("damaged") from error
    raise DocumentRefused("damaged")


def parse_part(archive: zipfile.ZipFile, name: str) -> Element | None:
    """The root of an XML part; None if the file has no such part."""
    data = read_part(archive, name)
    if data is None:
        return None
    refuse_doctype(data)
    try:
        return fromstring(data.replace(_STRICT, _TRANSITIONAL))  # noqa: S314 - its DOCTYPE would have been refused
    except (ParseError, ValueError, LookupError) as error:
        raise DocumentRefused("damaged", name) from error


def refuse_doctypes(archive: zipfile.ZipFile) -> None:
    """Check every XML part of a file that another library will parse."""
    for name in _xml_names(archive):
        data = read_part(archive, name)
        if data:
            refuse_doctype(data)


def _xml_names(archive: zipfile.ZipFile) -> Iterator[str]:
    for entry in archive.infolist():
        if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            yield entry.filename
