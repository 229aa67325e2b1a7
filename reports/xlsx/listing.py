"""What sheets share: the lines at the top of each, and a sheet that is one list under them."""

from collections.abc import Iterable, Sequence

from reports.xlsx.cells import Book, Look, Sheet
from reports.xlsx.columns import Column, Line, add_lines, heads, widths
from roadmap.summary.summary_views import RoadMapSummary
from texts.summary import summary_words as words

TITLE_LENGTH = 120
"""Of a measure in a list; its whole title stands on the sheet of measures."""


def write_heading(sheet: Sheet, book: Book, summary: RoadMapSummary) -> None:
    """What this is, of what, and of which day: three lines at the top of every sheet."""
    header = summary.header
    sheet.banner(header.title, Look.TITLE)
    sheet.banner(f"{header.department}. {words.subtitle(header)}", Look.NOTE)
    sheet.banner(words.made(header, book.local(header.made_at)), Look.NOTE)
    sheet.add()


def write_list(
    book: Book,
    summary: RoadMapSummary,
    title: str,
    columns: Sequence[Column[Line]],
    found: Iterable[Line],
    *,
    nothing: str,
) -> None:
    """A sheet of one table with filters; `nothing` stands in it where nothing is found."""
    sheet = book.sheet(title, widths(columns), frozen="C6")
    write_heading(sheet, book, summary)
    sheet.head(*heads(columns))
    head_row = sheet.rows
    add_lines(sheet, columns, found)
    if sheet.rows == head_row:
        sheet.banner(nothing, Look.NOTE)
    sheet.filter(len(columns), head_row)
    sheet.finish()
