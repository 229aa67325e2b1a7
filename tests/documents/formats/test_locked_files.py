"""Files under a password: refused as a plan in those words; a PDF is kept as it came."""

import time

import pytest

from tests.documents import hostile
from tests.documents.formats.test_refusals import locked_pdf
from tests.documents.odd import Odd, kept_as_evidence, read_as_plan

ENCRYPTED = hostile.OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500


def under_a_password(data: bytes) -> bytes:
    """Every entry is marked as encrypted, in its place and in the table of contents."""
    marked = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = marked.find(sign)
        while place >= 0:
            marked[place + offset] |= 1
            place = marked.find(sign, place + 4)
    return bytes(marked)


LOCKED = (
    Odd(
        what="a document of Word under a password",
        make=lambda: ENCRYPTED,
        read="encrypted",
        kept="evidence-old-office",
    ),
    Odd(
        what="a table of Excel under a password",
        make=lambda: ENCRYPTED,
        name="план.xlsx",
        read="encrypted",
        kept="evidence-old-office",
    ),
    Odd(
        what="a zip under a password",
        make=lambda: under_a_password(hostile.good_docx()),
        read="encrypted",
        kept="evidence-kind",
    ),
    Odd(
        what="a PDF under a password is kept unopened",
        make=locked_pdf,
        name="план.pdf",
        read="encrypted",
        kept="pdf",
    ),
)


@pytest.mark.parametrize("odd", LOCKED, ids=lambda odd: odd.what)
def test_as_a_plan_it_is_read_or_refused_with_its_reason_in_no_time(odd: Odd) -> None:
    began = time.process_time()
    assert read_as_plan(odd) == odd.read
    assert time.process_time() - began < 2


@pytest.mark.parametrize("odd", LOCKED, ids=lambda odd: odd.what)
def test_as_evidence_it_is_taken_by_its_bytes_or_refused_with_its_reason(odd: Odd) -> None:
    assert kept_as_evidence(odd) == odd.kept
