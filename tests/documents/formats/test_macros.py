"""Files with a program in them, whatever it is called and however its type is spelled."""

import time

import pytest

from tests.documents import hostile
from tests.documents.odd import Odd, inside, kept_as_evidence, read_as_plan

TYPES = "[Content_Types].xml"


def named_anew(data: bytes, types: bytes) -> bytes:
    """A program under another name, of this type in the list of types."""
    parts = hostile.parts_of(data)
    added = b'<Override PartName="/word/rest.dat" ContentType="' + types + b'"/></Types>'
    parts[TYPES] = parts[TYPES].replace(b"</Types>", added)
    return hostile.archive(parts | {"word/rest.dat": b"x"})


def in_utf_16() -> bytes:
    """The same list of types, two bytes a letter."""
    data = named_anew(hostile.good_docx(), b"application/vnd.ms-office.vbaProject")
    types = hostile.parts_of(data)[TYPES].decode().replace("UTF-8", "UTF-16")
    return hostile.with_part(data, TYPES, types.encode("utf-16"))


def with_old_macros() -> bytes:
    """Macros of Excel 4.0 live in sheets, without a program beside them."""
    return hostile.with_part(hostile.good_xlsx(), "xl/macrosheets/sheet1.xml", b"<xm:macrosheet/>")


MACROS = (
    Odd(
        what="a program in a document",
        make=inside("word/vbaProject.bin", b"x"),
        read="macros",
        kept="evidence-macros",
    ),
    Odd(
        what="a program in capitals",
        make=inside("word/VBAPROJECT.BIN", b"x"),
        read="macros",
        kept="evidence-macros",
    ),
    Odd(
        what="a program in a table",
        make=lambda: hostile.with_part(hostile.good_xlsx(), "xl/vbaProject.bin", b"x"),
        name="план.xlsx",
        read="macros",
        kept="evidence-macros",
    ),
    Odd(
        what="a program under another name",
        make=lambda: named_anew(hostile.good_docx(), b"application/vnd.ms-office.vbaProject"),
        read="macros",
        kept="evidence-macros",
    ),
    Odd(
        what="its type in other letters",
        make=lambda: named_anew(hostile.good_docx(), b"Application/VND.ms-office.VbaProject"),
        read="macros",
        kept="evidence-macros",
    ),
    Odd(
        what="its type in references",
        make=lambda: named_anew(hostile.good_docx(), b"application/vnd.ms-office.&#118;baProject"),
        read="macros",
        kept="evidence-macros",
    ),
    Odd(what="its type in UTF-16", make=in_utf_16, read="macros", kept="evidence-macros"),
    Odd(
        what="macros of Excel 4.0",
        make=with_old_macros,
        name="план.xlsx",
        read="macros",
        kept="evidence-macros",
    ),
    Odd(
        what="their type alone",
        make=lambda: named_anew(hostile.good_xlsx(), b"application/vnd.ms-excel.macrosheet+xml"),
        name="план.xlsx",
        read="macros",
        kept="evidence-macros",
    ),
)


@pytest.mark.parametrize("odd", MACROS, ids=lambda odd: odd.what)
def test_as_a_plan_it_is_read_or_refused_with_its_reason_in_no_time(odd: Odd) -> None:
    began = time.process_time()
    assert read_as_plan(odd) == odd.read
    assert time.process_time() - began < 2


@pytest.mark.parametrize("odd", MACROS, ids=lambda odd: odd.what)
def test_as_evidence_it_is_taken_by_its_bytes_or_refused_with_its_reason(odd: Odd) -> None:
    assert kept_as_evidence(odd) == odd.kept
