"""Every file that cannot be read is refused with a code and a sentence, quickly and before it is unpacked."""

import io
import re
import time
from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from documents import limits
from documents.reader import read_document
from roadmap.errors import DocumentRefused
from tests.documents import hostile
from tests.documents.plans import EXCEL_HEADING, EXCEL_ROW, excel, read_rows
from tests.places import ROOT
from texts.errors import explain
from texts.imports.document_refusals import explain_document_refusal


def pdf(draw: Callable[[Canvas], None], **options: object) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, **options)  # type: ignore[arg-type]
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def scan() -> bytes:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    picture = ImageReader(Image.new("1", (400, 600)))
    return pdf(lambda canvas: canvas.drawImage(picture, 0, 0, 500, 700))


def locked_pdf() -> bytes:
    return pdf(lambda canvas: canvas.drawString(50, 700, "plan"), encrypt="secret")


BODY = "word/document.xml"
WHAT_NEXT = re.compile(
    "пришлите|подойдут|проверьте|оставьте|скопируйте|перенесите|сохраните|снимите", re.IGNORECASE
)
QUICK = [
    ("empty", lambda: b"", "план.docx"),
    ("too-large", lambda: b"x" * (limits.MAX_BYTES + 1), "план.txt"),
    ("old-office", lambda: hostile.OLE + b"\0" * 600, "план.docx"),
    ("old-office", lambda: hostile.OLE + b"\0" * 600, "план.xls"),
    ("old-office", lambda: b"{\\rtf1 plan}", "план.doc"),
    ("encrypted", lambda: hostile.OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 99, "план.docx"),
    ("open-document", lambda: hostile.archive({"mimetype": b"x", "content.xml": b"<a/>"}), "план.docx"),
    ("macros", lambda: hostile.with_part(hostile.good_docx(), "word/vbaProject.bin", b"x"), "план.docx"),
    ("macros", lambda: hostile.with_part(hostile.good_xlsx(), "xl/vbaProject.bin", b"x"), "план.xlsm"),
    ("not-a-document", lambda: hostile.archive({"a.txt": b"x"}), "план.docx"),
    ("not-a-document", lambda: b"MZ\x90\0\x03\0\0\0" * 20, "план.txt"),
    ("not-a-document", lambda: b"hello", "план.exe"),
    ("not-a-document", lambda: b"Rar!\x1a\x07\0", "план.txt"),
    ("picture", lambda: b"\xff\xd8\xff\xe0" + b"\0" * 99, "план.pdf"),
    ("damaged", lambda: b"PK\x03\x04 and nothing more", "план.docx"),
    ("damaged", lambda: hostile.good_docx()[:-40], "план.docx"),
    ("archive-bomb", hostile.bomb, "план.docx"),
    ("archive-bomb", lambda: hostile.many_entries(limits.MAX_ENTRIES + 1), "план.docx"),
]


@pytest.mark.parametrize(("reason", "make", "name"), QUICK, ids=[f"{q[0]}-{i}" for i, q in enumerate(QUICK)])
def test_a_file_is_refused_before_anything_is_unpacked(
    reason: str, make: Callable[[], bytes], name: str
) -> None:
    data = make()
    started = time.process_time()
    with pytest.raises(DocumentRefused) as refused:
        read_document(data, name)
    assert time.process_time() - started < 0.05
    assert refused.value.reason == reason


SLOW = [
    ("doctype", hostile.entities, "план.docx"),
    ("doctype", lambda: hostile.entities("utf-16"), "план.docx"),
    ("damaged", hostile.lying_bomb, "план.docx"),
    (
        "damaged",
        lambda: hostile.with_part(hostile.good_docx(), "word/document.xml", b"<a><b></a>"),
        "план.docx",
    ),
    ("damaged", lambda: hostile.with_part(hostile.good_docx(), "word/document.xml", b"<a/>"), "план.docx"),
    ("damaged", lambda: hostile.with_part(hostile.good_xlsx(), "xl/workbook.xml", b"<a"), "план.xlsx"),
    ("damaged", lambda: b"PK\x03\x04" + hostile.good_xlsx()[700:], "план.xlsx"),
    ("damaged", lambda: b"%PDF-1.7\nnothing", "план.pdf"),
    ("too-deep", hostile.deep_tables, "план.docx"),
    ("too-many-rows", lambda: hostile.far_cell("A1048576"), "план.xlsx"),
    ("too-many-columns", lambda: hostile.far_cell("XFD3"), "план.xlsx"),
    ("too-many-cells", hostile.endless_merge, "план.xlsx"),
    ("too-many-rows", lambda: ("№\tМероприятие\tСрок\n" + "1\tа\tмарт\n" * 5001).encode(), "план.txt"),
    ("too-many-rows", lambda: ("№;Мероприятие;Срок\n" + "1;а;март\n" * 5001).encode(), "план.csv"),
    ("too-many-columns", lambda: ("№\tМероприятие\tСрок\n" + "а\t" * 99 + "а").encode(), "план.txt"),
    ("too-many-columns", lambda: ("№;Мероприятие;Срок\n" + "а;" * 99 + "а").encode(), "план.csv"),
    ("scan-only", scan, "план.pdf"),
    ("encrypted", locked_pdf, "план.pdf"),
    ("no-ruled-table", lambda: pdf(lambda canvas: canvas.drawString(50, 700, "plan")), "план.pdf"),
    ("no-plan-table", lambda: excel([("Фамилия", "Класс"), ("Иванов", 5)]), "список.xlsx"),
]


@pytest.mark.parametrize(("reason", "make", "name"), SLOW, ids=[f"{s[0]}-{i}" for i, s in enumerate(SLOW)])
def test_a_file_is_refused_while_it_is_read(reason: str, make: Callable[[], bytes], name: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_document(make(), name)
    assert refused.value.reason == reason


def test_a_small_file_may_pack_well() -> None:
    rows = [EXCEL_HEADING, *[EXCEL_ROW] * 3000]
    assert len(read_document(excel(rows), "план.xlsx").measures) == 3000


def test_a_file_is_what_it_contains_whatever_its_name() -> None:
    assert read_document(hostile.good_xlsx(), "../../план.doc").measures
    assert read_document(hostile.good_docx(), "план.pdf\u202excod").measures


def test_as_many_rows_as_allowed_are_read() -> None:
    rows = [f"{number}\tДело {number}\tмарт\tОО\t" for number in range(1, limits.MAX_ROWS)]
    assert len(read_rows(*rows).measures) == limits.MAX_ROWS - 1


def raised_codes() -> set[str]:
    """Every code of a refusal that the readers can raise."""
    sources = [path.read_text("utf-8") for path in (ROOT / "documents").rglob("*.py")]
    found = {code for text in sources for code in re.findall(r'DocumentRefused\(\s*"([a-z-]+)"', text)}
    found |= {code for text in sources for code in re.findall(r'"refused": "([a-z-]+)"', text)}
    return found | {"encrypted", "old-office", "damaged", "too-heavy", "scan-only", "empty"}


@pytest.mark.parametrize("code", sorted(raised_codes()))
def test_every_refusal_says_what_to_do_next(code: str) -> None:
    sentence = explain_document_refusal(code, "5000")
    assert sentence == explain(DocumentRefused(code, "5000"))
    assert "{" not in sentence and len(sentence) <= 200
    assert WHAT_NEXT.search(sentence)
