"""The two tables that come back to a coordinator, whole and spoilt: the list of people and the plan's own."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook

from documents.plan_table import read_plan_table
from documents.staff import read_staff
from roadmap.errors import DocumentRefused
from tests.documents import hostile
from tests.documents.formats.test_locked_files import under_a_password

SHEET, TYPES = "xl/worksheets/sheet1.xml", "[Content_Types].xml"
NO_TABLE = "no table"
"""What stands for the door's own word that none is in the file."""


def read_as_people(data: bytes, name: str) -> int:
    return len(read_staff(data, name).rows)


def read_as_edit(data: bytes, name: str) -> int:
    return len(read_plan_table(data, name).rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where such a table goes, and a whole one as `rows`; `none` is its refusal of a file without one."""

    name: str
    rows: Sequence[Sequence[str]]
    read: Callable[[bytes, str], int]
    none: str


PEOPLE = Door(
    name="people",
    rows=(
        ("Организация", "Вид", "Должность", "ФИО", "Роль"),
        ("Школа № 3", "школа", "завуч", "Лугова Анна Петровна", "исполнитель"),
    ),
    read=read_as_people,
    none="no-staff-table",
)
EDIT = Door(
    name="edit",
    rows=(
        ("№ в боте (vekha-plan-1)", "№ п/п", "Мероприятие", "Срок (словами)", "Основной исполнитель"),
        ("1", "1", "Неделя книги", "до 31 марта 2027 года", "Школа № 3"),
    ),
    read=read_as_edit,
    none="plan-table-headings",
)
DOORS = (PEOPLE, EDIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class OddTable:
    """A whole table spoilt by `make`; `says` is a refusal, NO_TABLE, or how many rows are read."""

    what: str
    make: Callable[[Door], bytes]
    says: str | int
    name: str = "таблица.xlsx"


def said(door: Door, data: bytes, name: str) -> str | int:
    """How many rows the door reads in it, or why it refuses."""
    try:
        return door.read(data, name)
    except DocumentRefused as refusal:
        return NO_TABLE if refusal.reason == door.none else refusal.reason


def workbook(door: Door) -> bytes:
    book, target = Workbook(), io.BytesIO()
    for row in door.rows:
        book.worksheets[0].append(row)
    book.save(target)
    return target.getvalue()


def typed(door: Door, separator: str = ";") -> str:
    return "".join(f"{separator.join(row)}\r\n" for row in door.rows)


def _with(part: str, content: bytes) -> Callable[[Door], bytes]:
    return lambda door: hostile.with_part(workbook(door), part, content)


def _in_sheet(door: Door, before: bytes, more: bytes) -> bytes:
    """The workbook with this written before these bytes of its sheet."""
    sheet = hostile.parts_of(workbook(door))[SHEET]
    assert before in sheet
    return hostile.with_part(workbook(door), SHEET, sheet.replace(before, more + before, 1))


def _laughing(door: Door) -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY l0 "ха">{laughs}]>'
    sheet = hostile.parts_of(workbook(door))[SHEET]
    return hostile.with_part(workbook(door), SHEET, doctype.encode() + sheet)


def _with_macros(door: Door) -> bytes:
    parts = hostile.parts_of(workbook(door))
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    live = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    types = parts[TYPES].replace(plain, live)
    assert types != parts[TYPES]
    return hostile.archive(parts | {TYPES: types, "xl/vbaProject.bin": hostile.OLE + b"\0" * 600})


def _with_links(door: Door) -> bytes:
    """Another workbook is named, with values of its own kept beside."""
    link = (
        b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<externalBook><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1"><v>7</v></cell></row>'
        b"</sheetData></sheetDataSet></externalBook></externalLink>"
    )
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'externalLinkPath" Target="http://127.0.0.1:9/x.xlsx" TargetMode="External"/></Relationships>'
    )
    parts = hostile.parts_of(workbook(door))
    added = {
        "xl/externalLinks/externalLink1.xml": link,
        "xl/externalLinks/_rels/externalLink1.xml.rels": rels,
    }
    return hostile.archive(parts | added)


def open_document(door: Door) -> bytes:
    """A spreadsheet of LibreOffice whose cells come from another one elsewhere."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in door.rows
    )
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
        f'xmlns:text="{space}:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="A"><table:table-source '
        f'xlink:href="http://127.0.0.1:9/x.ods" table:table-name="A"/>{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", mime, zipfile.ZIP_STORED)
        made.writestr("content.xml", content)
        made.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def _many_columns(door: Door) -> bytes:
    return (";".join(map(str, range(200_000))) + "\r\n" + typed(door)).encode()


def _lying(door: Door) -> bytes:
    """Its sheet unpacks into 16 MiB, while the table of contents says that it is small."""
    data = bytearray(_in_sheet(door, b"</sheetData>", b" " * (16 << 20)))
    place = data.rindex(SHEET.encode()) - 46  # the entry of the table of contents ends with the name
    assert data[place : place + 4] == b"PK\x01\x02"
    data[place + 24 : place + 28] = (4_096).to_bytes(4, "little")
    return bytes(data)


def _claiming(size: int) -> Callable[[Door], bytes]:
    return lambda _: hostile.one_part(hostile.spaces(1), size)


ODD_TABLES = (
    OddTable(what="a whole one", make=workbook, says=1),
    OddTable(what="nothing", make=lambda _: b"", says="empty"),
    OddTable(what="a sheet of 180 MiB of spaces", make=lambda _: hostile.bomb(), says="archive-bomb"),
    OddTable(what="the same said to be small", make=_lying, says="damaged"),
    OddTable(what="a sheet said to be of 1 GB", make=_claiming(1 << 30), says="archive-bomb"),
    OddTable(what="ten thousand parts", make=lambda _: hostile.many_entries(10_000), says="archive-bomb"),
    OddTable(
        what="under a password",
        make=lambda _: hostile.OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500,
        says="encrypted",
    ),
    OddTable(
        what="a zip under a password", make=lambda door: under_a_password(workbook(door)), says="encrypted"
    ),
    OddTable(what="with macros", make=_with_macros, name="таблица.xlsm", says="macros"),
    OddTable(what="with macros as a plain one", make=_with_macros, says="macros"),
    OddTable(what="with links to another book", make=_with_links, says=1),
    OddTable(what="a billion laughs", make=_laughing, says="doctype"),
    OddTable(
        what="a cell where nobody looks",
        make=lambda door: _in_sheet(
            door, b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
        says="too-many-rows",
    ),
    OddTable(
        what="half of it",
        make=lambda door: workbook(door)[: len(workbook(door)) // 2],
        says="damaged",
    ),
    OddTable(what="of LibreOffice", make=open_document, name="таблица.ods", says="open-document"),
    OddTable(what="of LibreOffice as Excel", make=open_document, says="open-document"),
    OddTable(what="Excel as a text", make=workbook, name="таблица.csv", says=1),
    OddTable(what="Excel as a picture", make=workbook, name="таблица.jpg", says=1),
    OddTable(what="a text as Excel", make=lambda door: typed(door).encode(), says="not-a-document"),
    OddTable(what="Word", make=lambda _: hostile.good_docx(), says="not-a-table"),
    OddTable(what="a picture", make=lambda _: b"\xff\xd8\xff\xe0" + b"\0" * 99, says="picture"),
    OddTable(
        what="a program", make=lambda _: b"MZ\x90\0\x03\0\0\0" * 20, name="таблица.csv", says="not-a-document"
    ),
    OddTable(
        what="a text in UTF-16",
        make=lambda door: typed(door, "\t").encode("utf-16"),
        name="таблица.csv",
        says=1,
    ),
    OddTable(
        what="a text in UTF-16, big end first",
        make=lambda door: b"\xfe\xff" + typed(door, "\t").encode("utf-16-be"),
        name="таблица.csv",
        says=1,
    ),
    OddTable(
        what="what Excel calls a text of Unicode",
        make=lambda door: typed(door, "\t").encode("utf-16"),
        name="таблица.txt",
        says=1,
    ),
    OddTable(
        what="a text in cp1251",
        make=lambda door: typed(door).encode("cp1251"),
        name="таблица.csv",
        says=1,
    ),
    OddTable(
        what="a text with zero bytes",
        make=lambda door: typed(door).replace("Школа", "Шк\0ола\0").encode(),
        name="таблица.csv",
        says=1,
    ),
    OddTable(
        what="a text of zero bytes", make=lambda _: b"\0" * 4096, name="таблица.csv", says="not-a-document"
    ),
    OddTable(what="200,000 columns", make=_many_columns, name="таблица.csv", says="too-many-columns"),
    OddTable(
        what="200,000 empty columns",
        make=lambda door: (";" * 200_000 + "\r\n" + typed(door)).encode(),
        name="таблица.csv",
        says=1,
    ),
    OddTable(
        what="200,000 rows",
        make=lambda door: (typed(door) + "x;y\r\n" * 200_000).encode(),
        name="таблица.csv",
        says="too-many-rows",
    ),
    OddTable(
        what="a quote that never ends",
        make=lambda door: ('"' + typed(door) * 2_000).encode(),
        name="таблица.csv",
        says=NO_TABLE,
    ),
)
