"""Documents that point outside themselves: read without it, or refused; it is never fetched."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from documents.isolation import read_isolated
from roadmap.errors import DocumentRefused
from tests.documents import hostile
from tests.documents.odd import READ

DOCUMENT, SHEET, TYPES = "word/document.xml", "xl/workbook.xml", "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass
class Elsewhere:
    """A server a document points at; it counts who comes."""

    address: str = ""
    calls: int = 0


@asynccontextmanager
async def listening() -> AsyncIterator[Elsewhere]:
    there = Elsewhere()

    async def come(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there.calls += 1
        writer.close()

    server = await asyncio.start_server(come, "127.0.0.1", 0)
    there.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/x"
    async with server:
        yield there


def pointing(data: bytes, part: str, kind: str, address: str, body: dict[str, bytes] | None = None) -> bytes:
    """The file with a relation of this part to an address outside, besides those it has."""
    folder, _, file = part.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels"
    parts = hostile.parts_of(data)
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    link = f'<Relationship Id="rIdOut" Type="{OFFICE}/{kind}" Target="{address}" TargetMode="External"/>'
    told = parts.get(rels, empty).replace(b"</Relationships>", link.encode() + b"</Relationships>")
    return hostile.archive(parts | {rels: told} | (body or {}))


def shown(element: str, kind: str) -> Callable[[str], bytes]:
    """A document whose body shows what lies elsewhere, of this kind, by this element."""

    def make(address: str) -> bytes:
        data = hostile.good_docx()
        body = hostile.parts_of(data)[DOCUMENT]
        spaces = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{OFFICE}"'
        place = body.rindex(b"</w:tbl>") + len(b"</w:tbl>")
        put = body[:place] + element.replace("SPACES", spaces).encode() + body[place:]
        return pointing(data, DOCUMENT, kind, address, {DOCUMENT: put})

    return make


def outer_table(address: str) -> bytes:
    """A table whose cell is calculated from another book, which lies elsewhere."""
    book = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    data = hostile.with_part(hostile.good_xlsx(), "xl/externalLinks/externalLink1.xml", book)
    return pointing(data, "xl/externalLinks/externalLink1.xml", "externalLinkPath", address)


def entity(address: str) -> bytes:
    text = f'<!DOCTYPE a [<!ENTITY b SYSTEM "{address}">]><a>&b;</a>'
    return hostile.with_part(hostile.good_docx(), DOCUMENT, text.encode())


def outer_types(address: str) -> bytes:
    text = f'<?xml version="1.0"?><!DOCTYPE Types SYSTEM "{address}"><Types/>'
    return hostile.with_part(hostile.good_docx(), TYPES, text.encode())


def outer_page(address: str) -> bytes:
    rows = "<tr><td>№</td><td>Мероприятие</td><td>Срок</td><td>Ответственные</td></tr>"
    rows += "<tr><td>1</td><td>Курс</td><td>март</td><td>ИМЦ</td></tr>"
    head = f'<head><link rel="stylesheet" href="{address}"><script src="{address}"></script></head>'
    return f'<html>{head}<img src="{address}"><table>{rows}</table></html>'.encode()


OUTSIDE: dict[str, tuple[Callable[[str], bytes], str, str]] = {
    "a template elsewhere": (
        lambda at: pointing(hostile.good_docx(), "word/settings.xml", "attachedTemplate", at),
        "план.docx",
        READ,
    ),
    "a picture elsewhere": (
        lambda at: pointing(hostile.good_docx(), DOCUMENT, "image", at),
        "план.docx",
        READ,
    ),
    "an object elsewhere": (
        lambda at: pointing(hostile.good_docx(), DOCUMENT, "oleObject", at),
        "план.docx",
        READ,
    ),
    "a frame elsewhere": (
        lambda at: pointing(hostile.good_docx(), "word/webSettings.xml", "frame", at),
        "план.docx",
        READ,
    ),
    "a text put in from elsewhere": (
        shown('<w:altChunk SPACES r:id="rIdOut"/>', "aFChunk"),
        "план.docx",
        READ,
    ),
    "a picture shown from elsewhere": (
        shown('<w:p SPACES><w:r><w:pict r:id="rIdOut"/></w:r></w:p>', "image"),
        "план.docx",
        READ,
    ),
    "a main part elsewhere": (
        lambda at: pointing(hostile.good_docx(), "", "officeDocument", at),
        "план.docx",
        READ,
    ),
    "a book elsewhere": (outer_table, "план.xlsx", READ),
    "a sheet elsewhere": (
        lambda at: pointing(hostile.good_xlsx(), SHEET, "worksheet", at),
        "план.xlsx",
        READ,
    ),
    "a share of Windows": (
        lambda _: pointing(
            hostile.good_docx(), "word/settings.xml", "attachedTemplate", "file://///host/share/a.dotm"
        ),
        "план.docx",
        READ,
    ),
    "an entity elsewhere": (entity, "план.docx", "doctype"),
    "a list of types elsewhere": (outer_types, "план.docx", READ),
    "a page with its pictures elsewhere": (outer_page, "план.html", READ),
}


@pytest.mark.parametrize("what", OUTSIDE)
async def test_what_lies_elsewhere_is_never_fetched(what: str) -> None:
    make, name, outcome = OUTSIDE[what]
    async with listening() as there:
        data = make(there.address)
        try:
            read = READ if (await read_isolated(data, name)).measures else "no measures"
        except DocumentRefused as refused:
            read = refused.reason
        assert (read, there.calls) == (outcome, 0)


async def test_a_call_would_have_been_counted() -> None:
    async with listening() as there:
        port = int(there.address.rsplit(":", 1)[1].partition("/")[0])
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.sleep(0)
        writer.close()
        await writer.wait_closed()
    assert there.calls == 1
