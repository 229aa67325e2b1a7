"""Files made to harm: bombs, entities, far cells, foreign formats under a decent name."""

import io
import struct
import zipfile
import zlib

from tests.documents.plans import EXCEL_HEADING, EXCEL_ROW, excel, text_plan, word, word_table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD_ROWS = [["№", "Мероприятие", "Срок", "Ответственные"], ["1", "Курс", "март", "ИМЦ"]]


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def good_docx() -> bytes:
    return word(lambda document: word_table(document, WORD_ROWS))


def good_xlsx() -> bytes:
    return excel([EXCEL_HEADING, EXCEL_ROW])


def good_text() -> bytes:
    return text_plan("1\tКурс\tмарт\tИМЦ\t").encode()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The file with a part added or replaced."""
    return archive(parts_of(data) | {name: content})


def spaces(mib: int) -> bytes:
    """A deflate stream of so many MiB of spaces, made without compressing them all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * mib + packer.flush()


def one_part(packed: bytes, unpacked_bytes: int) -> bytes:
    """A zip of one part whose table of contents claims this size."""
    name = b"word/document.xml"
    sizes = (0, len(packed), unpacked_bytes)
    head = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0, *sizes, len(name), 0)
    middle = struct.pack("<4sHHHHHHIIIH", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, *sizes, len(name))
    entry = middle + struct.pack("<HHHHII", 0, 0, 0, 0, 0, 0)
    start = len(head) + len(name) + len(packed)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(entry) + len(name), start, 0)
    return head + name + packed + entry + name + end


def bomb() -> bytes:
    """A document of under 200 KiB whose body is 180 MiB; parsed, it would take several times that."""
    return one_part(spaces(180), 180 << 20)


def lying_bomb() -> bytes:
    """The same, but its table of contents says that the body is small."""
    return one_part(spaces(180), 100)


def many_entries(count: int) -> bytes:
    return archive({f"word/{index}.xml": b"" for index in range(count)} | {"word/document.xml": b"<a/>"})


def entities(encoding: str = "utf-8") -> bytes:
    """A billion laughs inside the body."""
    doctype = '<!DOCTYPE a [<!ENTITY b "лол"><!ENTITY c "&b;&b;">]>'
    text = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<a>&c;</a>'
    return with_part(good_docx(), "word/document.xml", text.encode(encoding))


def far_cell(reference: str, value: bool = True) -> bytes:
    """A sheet with one cell where nobody looks."""
    row = "".join(char for char in reference if char.isdigit())
    cell = f'<row r="{row}"><c r="{reference}">{"<v>1</v>" if value else ""}</c></row></sheetData>'
    data = good_xlsx()
    sheet = parts_of(data)["xl/worksheets/sheet1.xml"]
    return with_part(data, "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", cell.encode()))


def endless_merge() -> bytes:
    data = good_xlsx()
    sheet = parts_of(data)["xl/worksheets/sheet1.xml"]
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>'
    return with_part(data, "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", merged))


def deep_tables(depth: int = 60) -> bytes:
    def fill(document: object) -> None:
        table = word_table(document, WORD_ROWS)
        for _ in range(depth):
            table = table.cell(0, 0).add_table(rows=1, cols=1)

    return word(fill)
