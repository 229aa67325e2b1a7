"""Office files as rarer programs write them: opened as Office does."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from documents.reader import read_document
from roadmap.errors import DocumentRefused
from tests.documents import hostile

STRICT = (
    (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def renamed(data: bytes, change: Callable[[str], str]) -> bytes:
    """The archive with other names of its parts, written as they are."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in hostile.parts_of(data).items():
            entry = zipfile.ZipInfo("x")
            entry.filename = change(name)
            made.writestr(entry, content)
    return stream.getvalue()


def strict(data: bytes) -> bytes:
    parts = hostile.parts_of(data)
    for usual, rare in STRICT:
        parts = {name: content.replace(usual, rare) for name, content in parts.items()}
    return hostile.archive(parts)


def numbered(data: bytes, name: str) -> bytes:
    """The main part under another name, as the package says."""
    parts = hostile.parts_of(data)
    other = name.replace(".xml", "2.xml")
    folder, _, file = name.rpartition("/")
    links = (f"{folder}/_rels/{file}.rels", f"{folder}/_rels/{other.rpartition('/')[2]}.rels")
    return hostile.archive(
        {
            part.replace(name, other).replace(*links): content.replace(name.encode(), other.encode())
            for part, content in parts.items()
        }
    )


def long_end(data: bytes, directory_bytes: int | None = None) -> bytes:
    """The archive with a ZIP64 end, as programs write it that do not know the size beforehand."""
    end = data.rfind(b"PK\x05\x06")
    count, size, start = struct.unpack("<HII", data[end + 10 : end + 20])
    record = struct.pack(
        "<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, directory_bytes or size, start
    )
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    short = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:end] + record + locator + short


def slashed(name: str) -> str:
    return f"/{name}"


def backslashed(name: str) -> str:
    return name.replace("/", "\\")


@pytest.mark.parametrize(
    "make",
    [
        lambda: renamed(hostile.good_docx(), backslashed),
        lambda: renamed(hostile.good_xlsx(), backslashed),
        lambda: renamed(hostile.good_docx(), slashed),
        lambda: renamed(hostile.good_xlsx(), slashed),
        lambda: numbered(hostile.good_docx(), "word/document.xml"),
        lambda: numbered(hostile.good_xlsx(), "xl/workbook.xml"),
        lambda: long_end(hostile.good_docx()),
        lambda: long_end(hostile.good_xlsx()),
        lambda: strict(hostile.good_xlsx()),
    ],
)
def test_a_rarer_package_is_opened(make: Callable[[], bytes]) -> None:
    assert len(read_document(make(), "план.docx").measures) == 1


def test_a_long_directory_is_still_measured() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_document(long_end(hostile.good_docx(), 1 << 40), "план.docx")
    assert refused.value.reason == "archive-bomb"


PAGE = (
    "<table><tr><td>№</td><td>Мероприятие</td><td>Срок</td></tr>"
    "<tr><td>1</td><td>Курс</td><td>март</td></tr></table>"
)
MESSAGE = (
    "From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/html; charset=windows-1251\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    f"<html><body>{PAGE}</body></html>\r\n--b--\r\n"
)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (f"<html><body>{PAGE}</body></html>".encode(), "план.xls"),
        (f"\ufeff<!DOCTYPE html>{PAGE}".encode(), "план.doc"),
        (f"<html>{PAGE}</html>".encode("utf-16"), "план.xls"),
        (MESSAGE.encode("cp1251"), "план.doc"),
    ],
)
def test_a_page_under_the_name_of_an_office_is_read_as_the_page_it_is(data: bytes, name: str) -> None:
    assert [measure.title for measure in read_document(data, name).measures] == ["Курс"]


def test_xml_of_2003_is_told_by_its_content() -> None:
    book = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    with pytest.raises(DocumentRefused) as refused:
        read_document(book, "план.xls")
    assert refused.value.reason == "xml-2003"
