"""No file of the hostile kinds takes more processor time than a document may, whatever it was made for."""

import io
import resource
from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from documents import limits
from documents.isolation import read_isolated
from roadmap.errors import DocumentRefused
from tests.documents import hostile

START = 1.5
"""Seconds a worker takes to begin, before its own limit counts, on a machine that is busy."""


def drawn(pages: int, draw: Callable[[Canvas, int], None]) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, pageCompression=1)
    for page in range(pages):
        draw(canvas, page)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def grid(canvas: Canvas, page: int) -> None:
    """A page ruled into thousands of cells."""
    for step in range(420):
        canvas.line(20 + step * 1.3, 20, 20 + step * 1.3, 820)
        canvas.line(20, 20 + step * 1.9, 570, 20 + step * 1.9)


def crowd(canvas: Canvas, page: int) -> None:
    """A page of thousands of letters, each placed by itself."""
    for step in range(9_000):
        canvas.drawString(20 + step % 137 * 4, 20 + step // 137 * 12 + page % 7, "abc"[step % 3])


def curves(canvas: Canvas, page: int) -> None:
    for step in range(2_500):
        canvas.bezier(20, 20 + step % 800, 200, 90, 300, step % 700, 560, 800 - step % 780)


def boxes(canvas: Canvas, page: int) -> None:
    for step in range(4_000):
        canvas.rect(20 + step % 90 * 6, 20 + step // 90 * 17, 5.5, 16, fill=step % 2)


HEAVY = {
    "grids": lambda: drawn(40, grid),
    "letters": lambda: drawn(14, crowd),
    "curves": lambda: drawn(16, curves),
    "boxes": lambda: drawn(20, boxes),
}
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    **{f"a PDF of {name}": (make, "план.pdf") for name, make in HEAVY.items()},
    "a zip bomb": (hostile.bomb, "план.docx"),
    "a bomb that lies about its size": (hostile.lying_bomb, "план.docx"),
    "a billion laughs": (hostile.entities, "план.docx"),
    "tables in tables": (lambda: hostile.deep_tables(30), "план.docx"),
    "a cell where nobody looks": (lambda: hostile.far_cell("A1048576"), "план.xlsx"),
    "a merge without end": (hostile.endless_merge, "план.xlsx"),
}


def processor_seconds() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


@pytest.mark.parametrize("what", HOSTILE)
async def test_it_is_read_or_refused_within_the_time_of_a_document(what: str) -> None:
    make, name = HOSTILE[what]
    data, before = make(), processor_seconds()
    try:
        await read_isolated(data, name)
    except DocumentRefused as refused:
        assert refused.reason in {"too-heavy", "archive-bomb", "damaged", "doctype", "too-many-rows"} | {
            *("too-many-cells", "too-deep", "no-plan-table", "no-ruled-table", "too-many-columns", "empty"),
        }
    spent = processor_seconds() - before
    assert spent <= limits.WORKER_CPU_SECONDS + START


def test_the_pdfs_are_as_small_as_what_was_sent_once() -> None:
    """335 KB were enough to keep a reader busy for minutes; these are of that size."""
    sizes = {name: len(make()) // 1024 for name, make in HEAVY.items()}
    assert all(40 <= size <= 1_500 for size in sizes.values()), sizes
