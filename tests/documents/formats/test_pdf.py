"""What a PDF does to a plan: narrow cells cut words, pages lose rules, marks are raised, pages are turned."""

import io
import zlib
from collections.abc import Callable, Sequence

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from documents.formats.blocks import Prose, RawTable
from documents.formats.narrow_cells import NarrowCells
from documents.formats.pdf_lines import Line
from documents.reader import read_document, read_raw
from roadmap.errors import DocumentRefused
from samples.typeset.pdf_file import cyrillic_fonts
from tests.documents.plans import TITLE, cells

FONT = "Test"
HEADING = ["№", "Мероприятие", "Срок", "Ответственные"]
FIRST = ["1.", "Неделя книги", "до 15 марта 2024", "ОО"]
SECOND = ["2.", "Смотр кабинетов", "до 30 мая 2024", "ОО"]
EDGES = (40, 70, 260, 390, 520)
TOP, ROW = 700, 22


def pdf(*draws: Callable[[Canvas], None]) -> bytes:
    """A page for each of these."""
    found = cyrillic_fonts()
    if found is None:
        pytest.skip("no DejaVu Sans on this machine to draw Russian letters with")
    pdfmetrics.registerFont(TTFont(FONT, str(found)))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for draw in draws:
        canvas.setFont(FONT, 9)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def table(canvas: Canvas, rows: Sequence[Sequence[str]], without: Sequence[str] = ()) -> None:
    """A ruled table; `without` names sides that have no rule: top, bottom, left, right."""
    bottom = TOP - ROW * len(rows)
    for index in range(len(rows) + 1):
        is_open = ("top" in without and index == 0) or ("bottom" in without and index == len(rows))
        if not is_open:
            canvas.line(EDGES[0], TOP - ROW * index, EDGES[-1], TOP - ROW * index)
    for index, x in enumerate(EDGES):
        is_open = ("left" in without and index == 0) or ("right" in without and index == len(EDGES) - 1)
        if not is_open:
            canvas.line(x, TOP, x, bottom)
    for index, row in enumerate(rows):
        for x, text in zip(EDGES, row, strict=False):
            canvas.drawString(x + 3, TOP - ROW * index - 15, text)


def plan(canvas: Canvas) -> None:
    canvas.drawString(40, 760, TITLE)
    table(canvas, [HEADING, FIRST, SECOND])


SIDES = ["top", "bottom", "left", "right"]


@pytest.mark.parametrize("sides", [*([side] for side in SIDES), SIDES])
def test_a_page_on_which_a_side_of_the_table_is_not_drawn_loses_no_row(sides: list[str]) -> None:
    def following(canvas: Canvas) -> None:
        table(canvas, [["3.", "Семинар", "май 2024", "ОО"], ["4.", "Сбор", "июнь 2024", "ОО"]], sides)

    proposal = read_document(pdf(plan, following), "план.pdf")
    assert cells(proposal.measures, "number", "title", "deadline_text")[2:] == [
        ("3", "Семинар", "май 2024"), ("4", "Сбор", "июнь 2024"),
    ]  # fmt: skip


def test_rules_above_and_below_prose_make_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        plan(canvas)
        canvas.line(40, 300, 520, 300)
        canvas.drawString(40, 280, "Согласовано")
        canvas.line(40, 260, 520, 260)

    blocks = read_raw(pdf(draw), "план.pdf").blocks
    assert sum(isinstance(block, RawTable) for block in blocks) == 1
    assert Prose("Согласовано") in blocks


def test_text_beside_a_table_is_reported() -> None:
    def draw(canvas: Canvas) -> None:
        plan(canvas)
        canvas.drawString(530, TOP - ROW - 15, "срочно")

    [beside] = read_raw(pdf(draw), "план.pdf").left_out
    assert (beside.code, beside.text, beside.place.page) == ("text-beside-table", "срочно", 1)


def test_a_raised_mark_is_dropped() -> None:
    def draw(canvas: Canvas) -> None:
        plan(canvas)
        end = EDGES[1] + 3 + canvas.stringWidth(FIRST[1], FONT, 9)
        canvas.setFont(FONT, 5)
        canvas.drawString(end, TOP - ROW - 11, "1")

    data = pdf(draw)
    assert cells(read_document(data, "план.pdf").measures, "title")[0] == ("Неделя книги",)
    assert [one.code for one in read_raw(data, "план.pdf").left_out] == ["note-marks"]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_is_turned_keeps_its_title(degrees: int) -> None:
    width, height = A4

    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(degrees)
        if degrees == 180:
            canvas.translate(width, height)
        elif degrees == 90:
            canvas.translate(width, 0)
        else:
            canvas.translate(0, height)
        canvas.rotate(degrees)
        canvas.setFont(FONT, 9)
        plan(canvas)

    proposal = read_document(pdf(draw), "план.pdf")
    assert (proposal.title, len(proposal.measures)) == (TITLE, 2)


@pytest.mark.parametrize("degrees", [90, -90])
def test_text_that_runs_up_or_down_the_page_is_read(degrees: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(A4[0] if degrees > 0 else 0, 0 if degrees > 0 else A4[1])
        canvas.rotate(degrees)
        plan(canvas)

    proposal = read_document(pdf(draw), "план.pdf")
    assert (proposal.title, len(proposal.measures)) == (TITLE, 2)


def test_letters_drawn_twice_to_look_bold_are_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        plan(canvas)
        canvas.drawString(40.3, 760, TITLE)

    assert read_document(pdf(draw), "план.pdf").title == TITLE


def test_text_without_a_ruled_table_says_why_it_is_not_read() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_document(pdf(lambda canvas: canvas.drawString(40, 700, "1. Курс март ОО")), "план.pdf")
    assert refused.value.reason == "no-ruled-table"


def line(text: str, *, room: float = 0.5, spaced: bool = False) -> Line:
    """A line in a cell whose text may reach to 100."""
    return Line(text=text, top=0, bottom=11, x0=40, x1=100 - room, first_width=6, spaced=spaced)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("диагности", "ки чтения"), "диагностики чтения"),
        (("До", "15.09.202", "4"), "До\n15.09.2024"),
        (("Постоянн", "о"), "Постоянно"),
        (("директора", ". Назначить"), "директора. Назначить"),
        (("Составить", "сводку"), "Составить\nсводку"),
        (("школьной", "библиотеке"), "школьной\nбиблиотеке"),
        (("увиденное", "с", "учителем"), "увиденное\nс\nучителем"),
        (("2024", "2025"), "2024\n2025"),
        (("Школа", "Библиотека"), "Школа\nБиблиотека"),
    ],
)
def test_a_word_cut_by_a_narrow_cell_is_whole_and_two_words_stay_two(lines: Sequence[str], text: str) -> None:
    assert (
        NarrowCells([], []).text([line(each, room=0.5 if len(each) > 1 else 50) for each in lines], 100)
        == text
    )


def test_a_line_with_room_or_with_a_space_after_it_ends_a_word() -> None:
    narrow = NarrowCells([], [])
    assert narrow.text([line("диагности", room=30), line("ки")], 100) == "диагности\nки"
    assert narrow.text([line("диагности", spaced=True), line("ки")], 100) == "диагности\nки"


def test_a_word_known_to_be_whole_is_not_joined() -> None:
    narrow = NarrowCells([], [line("приказ управления готов", room=30)])
    assert narrow.text([line("приказ"), line("управления")], 100) == "приказ\nуправления"


def drawn(content: bytes, pages: int = 1) -> bytes:
    """A small PDF whose pages all draw this content, packed."""
    packed = zlib.compress(content, 9)
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R/Resources<</Font<</F1<</Type/Font"
    page += b"/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed),
        *[page] * pages,
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Size %d/Root 1 0 R>>\n%%%%EOF" % (len(objects) + 1)


LINE_OF_TEXT = b"BT /F1 8 Tf 50 700 Td (" + b"plan " * 60 + b") Tj ET\n"
RULES = b"".join(b"10 %d m 590 %d l S %d 10 m %d 790 l S\n" % (n, n, n, n) for n in range(10, 590, 2))


@pytest.mark.parametrize(
    "make",
    [
        lambda: drawn(b" " * (40 << 20)),
        lambda: drawn(LINE_OF_TEXT * 3000),
        lambda: drawn(b"1 1 3 3 re f\n" * 300_000),
        lambda: drawn(b"q Q\n" * 1_500_000),
        lambda: drawn(RULES),
    ],
    ids=["unpacked", "characters", "rectangles", "states", "rules"],
)
def test_a_small_file_that_would_take_long_is_refused_at_once(
    make: Callable[[], bytes], processor_seconds: Callable[[Callable[[], object]], float]
) -> None:
    data = make()
    assert len(data) < 1 << 20

    def read() -> None:
        with pytest.raises(DocumentRefused) as refused:
            read_document(data, "план.pdf")
        assert refused.value.reason in ("too-heavy", "archive-bomb")

    assert processor_seconds(read) < 5


def test_what_is_drawn_on_every_page_counts_on_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.limits.MAX_PDF_WORK", 200_000)
    with pytest.raises(DocumentRefused) as refused:
        read_document(drawn(LINE_OF_TEXT * 5, pages=20), "план.pdf")
    assert refused.value.reason == "too-heavy"


@pytest.fixture
def processor_seconds() -> Callable[[Callable[[], object]], float]:
    import time

    def measure(work: Callable[[], object]) -> float:
        started = time.process_time()
        work()
        return time.process_time() - started

    return measure
