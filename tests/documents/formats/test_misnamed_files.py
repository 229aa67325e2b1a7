"""Files of nothing, and files under the name of something else: what counts is what is in them."""

import time

import pytest

from tests.documents import hostile
from tests.documents.odd import READ, Odd, kept_as_evidence, read_as_plan

PROGRAM = b"MZ\x90\0\x03\0\0\0" * 20
PICTURE = b"\xff\xd8\xff\xe0" + b"\0" * 99
EMPTY = tuple(
    Odd(what=f"nothing, as {name}", make=lambda: b"", name=name, read="empty", kept="evidence-empty")
    for name in ("план.docx", "план.xlsx", "план.pdf", "план.txt", "план.csv", "план", "")
)
MISNAMED = (
    Odd(what="Word as PDF", make=hostile.good_docx, name="план.pdf", read=READ, kept="docx"),
    Odd(what="Word as Excel", make=hostile.good_docx, name="план.xlsx", read=READ, kept="docx"),
    Odd(what="Excel as Word", make=hostile.good_xlsx, name="план.docx", read=READ, kept="xlsx"),
    Odd(what="Excel as CSV", make=hostile.good_xlsx, name="план.csv", read=READ, kept="xlsx"),
    Odd(what="Excel as a picture", make=hostile.good_xlsx, name="план.jpg", read=READ, kept="xlsx"),
    Odd(what="Word without a name", make=hostile.good_docx, name="", read=READ, kept="docx"),
    Odd(what="a text as Word", make=hostile.good_text, read="not-a-document", kept="evidence-kind"),
    Odd(what="a picture as Word", make=lambda: PICTURE, read="picture", kept="jpg"),
    Odd(what="a program as Word", make=lambda: PROGRAM, read="not-a-document", kept="evidence-kind"),
    Odd(
        what="a program as a text",
        make=lambda: PROGRAM,
        name="план.txt",
        read="not-a-document",
        kept="evidence-kind",
    ),
    Odd(what="a picture as a text", make=lambda: PICTURE, name="план.txt", read="picture", kept="jpg"),
)


@pytest.mark.parametrize("odd", (*EMPTY, *MISNAMED), ids=lambda odd: odd.what)
def test_as_a_plan_it_is_read_or_refused_with_its_reason_in_no_time(odd: Odd) -> None:
    began = time.process_time()
    assert read_as_plan(odd) == odd.read
    assert time.process_time() - began < 2


@pytest.mark.parametrize("odd", (*EMPTY, *MISNAMED), ids=lambda odd: odd.what)
def test_as_evidence_it_is_taken_by_its_bytes_or_refused_with_its_reason(odd: Odd) -> None:
    assert kept_as_evidence(odd) == odd.kept
