"""A printed sample as a PDF with ruled tables, rows broken over pages and the heading repeated on each."""

from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from samples.typeset.printed import Printed, Row, groups

_PLACES = (
    Path("/usr/share/fonts/truetype/dejavu"),
    Path("/usr/share/fonts/dejavu"),
    Path("/usr/share/fonts/TTF"),
    Path("/Library/Fonts"),
)
_MARGIN = 30


def cyrillic_fonts() -> Path | None:
    """A DejaVu Sans of the system, None if there is none."""
    return next((place / "DejaVuSans.ttf" for place in _PLACES if (place / "DejaVuSans.ttf").exists()), None)


def write(page: Printed, path: Path, font: Path) -> None:
    """Landscape A4."""
    pdfmetrics.registerFont(TTFont("Sample", str(font)))
    cell = ParagraphStyle("cell", fontName="Sample", fontSize=7, leading=9)
    prose = ParagraphStyle("prose", fontName="Sample", fontSize=10, leading=13)
    lines = (*page.approval, page.title, *page.edition)
    story: list[Flowable] = [Paragraph(escape(line), prose) for line in lines]
    story.append(Spacer(1, 12))
    if page.audit:
        rows = [Row(cells) for cells in page.audit]
        story += [_table(page.audit_heading, rows, cell), Spacer(1, 12)]
    story.append(_table(page.heading, page.rows, cell))
    document = SimpleDocTemplate(
        str(path),
        pagesize=landscape(A4),
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        invariant=1,
    )
    document.build(story)


def _table(heading: list[str], rows: list[Row], style: ParagraphStyle) -> Table:
    width = len(heading)
    body = [[Paragraph(escape(text), style) for text in heading]]
    spans: list[tuple[object, ...]] = []
    for index, row in enumerate(rows, 1):
        cells = [*row.cells, *[None] * (width - len(row.cells))]
        body.append([Paragraph(escape(text), style) if text else "" for text in cells])
        if row.level:
            spans.append(("SPAN", (0, index), (-1, index)))
    for column in range(width):
        spans += [("SPAN", (column, first + 1), (column, last + 1)) for first, last in groups(rows, column)]
    table = Table(body, colWidths=_widths(width), repeatRows=1, splitInRow=0 if _has_groups(rows) else 1)
    table.setStyle(
        [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP"), *spans]
    )
    return table


def _has_groups(rows: list[Row]) -> bool:
    return any(text is None for row in rows for text in row.cells)


def _widths(columns: int) -> list[float]:
    whole = landscape(A4)[0] - 2 * _MARGIN
    first = whole * 0.06 if columns != 4 else whole * 0.1
    return [first, *[(whole - first) / (columns - 1)] * (columns - 1)]
