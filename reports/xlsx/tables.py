"""Tables as a spreadsheet knows them: named, with filters, banded; headings repeat on every printed page."""

from collections.abc import Callable, Iterable, Sequence

from reports.xlsx.cells import Book, Look, Sheet
from reports.xlsx.columns import Column, Line, add_lines, heads, widths
from roadmap.summary.summary_views import RoadMapSummary
from texts.summary import summary_words as words

MOST_CHARTED = 20
TITLE_LENGTH = 120
"""Of a measure in a list; its whole title stands on the sheet of measures."""


def write_heading(sheet: Sheet, book: Book, summary: RoadMapSummary) -> None:
    """What this is, of what, and of which day: the lines at the top of every sheet."""
    header = summary.header
    sheet.banner(header.title, Look.TITLE)
    sheet.banner(f"{header.department}. {words.subtitle(header)}", Look.NOTE)
    sheet.banner(words.made(header, book.local(header.made_at)), Look.NOTE)
    if summary.is_partial:
        sheet.banner(words.ONLY_YOURS, Look.NOTE)
    sheet.add()


def head_row(summary: RoadMapSummary, *, hints: bool = False) -> int:
    """On which row the headings stand: what is frozen has to be said before the first row is written."""
    return 5 + summary.is_partial + hints


def write_table(
    book: Book,
    summary: RoadMapSummary,
    title: str,
    columns: Sequence[Column[Line]],
    found: Iterable[Line],
    *,
    nothing: str = "",
    hint: str = "",
    height: float | None = None,
    charted: Callable[[Sheet, tuple[int, int]], None] | None = None,
) -> None:
    """A sheet of one table; `nothing` stands in it where nothing is found; `height` is of the headings.

    `charted` draws the table of these rows below it, unless there are too many.
    """
    sheet = book.sheet(title, widths(columns), frozen=f"C{head_row(summary, hints=bool(hint)) + 1}")
    write_heading(sheet, book, summary)
    if hint:
        sheet.banner(hint, Look.NOTE)
    sheet.head(*heads(columns), height=height)
    top = sheet.rows
    add_lines(sheet, columns, found)
    if sheet.rows == top:
        sheet.banner(nothing, Look.NOTE)
    else:
        sheet.table([column.heading for column in columns], top)
        if charted is not None and sheet.rows - top <= MOST_CHARTED:
            charted(sheet, (top, sheet.rows))
    sheet.finish()
