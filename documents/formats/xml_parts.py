"""Parses XML parts of Office files; a part that declares a DOCTYPE is refused before it is parsed."""

import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat

from documents import limits
from documents.formats.archive import read_part
from roadmap.errors import DocumentRefused

_STRICT_MARK = b"http://purl.oclc.org/ooxml/"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/([A-Za-z]+)")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/\2"


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
    return None if data is None else parse_xml(data, name)


def parse_xml(data: bytes, name: str) -> Element:
    """The root of a part of this name, in the names of the usual variant of Office."""
    refuse_doctype(data)
    try:
        return fromstring(transitional(data))  # noqa: S314 - its DOCTYPE would have been refused
    except (ParseError, ValueError, LookupError) as error:
        raise DocumentRefused("damaged", name) from error


def transitional(data: bytes) -> bytes:
    """The part with the names of the strict variant of Office changed to the usual ones."""
    return _STRICT.sub(_TRANSITIONAL, data) if _STRICT_MARK in data else data


def refuse_doctypes(archive: zipfile.ZipFile) -> None:
    """Check every XML part of a file that another library will parse."""
    for name in xml_names(archive):
        data = read_part(archive, name)
        if data:
            refuse_doctype(data)


def xml_names(archive: zipfile.ZipFile) -> Iterator[str]:
    """Names of the parts that are XML."""
    for name in archive.namelist():
        if name.lower().endswith((".xml", ".rels", ".vml")):
            yield name
