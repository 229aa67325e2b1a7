"""The consolidated report of a road map as an XLSX file, or several where one would be too large."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from reports.xlsx.assignees import write_assignees
from reports.xlsx.cells import Book
from reports.xlsx.control_lists import write_red, write_warning
from reports.xlsx.indicators import write_indicators
from reports.xlsx.matrix import write_matrix
from reports.xlsx.measures import write_measures
from reports.xlsx.monitoring import write_monitoring
from reports.xlsx.moved import write_moved
from reports.xlsx.overview import write_overview
from reports.xlsx.sent_reports import write_reports
from roadmap.summary.file_parts import LARGEST_FILE, FilePart, first_and_last
from roadmap.summary.summary_source import SummarySource
from roadmap.summary.summary_views import SummaryMeasure
from texts.summary.file_parts import measures_words

Item = TypeVar("Item")
Writer = Callable[[Book, SummarySource], None]
SHEETS: Sequence[Writer] = (
    write_overview,
    lambda book, source: write_measures(book, source.summary),
    write_assignees,
    lambda book, source: write_red(book, source.summary),
    lambda book, source: write_warning(book, source.summary),
    write_moved,
    lambda book, source: write_reports(book, source.summary),
    lambda book, source: write_monitoring(book, source.summary),
    lambda book, source: write_indicators(book, source.summary),
    lambda book, source: write_matrix(book, source.summary),
)


def export_summary(source: SummarySource, largest: int = LARGEST_FILE) -> list[FilePart]:
    """Workbooks of values only, of no more bytes than `largest` where that can be: every text is text."""
    return list(_parts(source, SHEETS, (), largest))


def _parts(
    source: SummarySource, sheets: Sequence[Writer], measures: tuple[str, ...], largest: int
) -> Iterator[FilePart]:
    """Sheets are parted first, so that sums stay whole; the rows of one sheet only if it must be."""
    names, data = _workbook(source, sheets)
    if not names:
        return
    rows = source.summary.measures
    if len(data) <= largest or (len(sheets) == 1 and len(rows) < 2):
        yield FilePart(data=data, sheets=names, measures=measures)
        return
    del data
    if len(sheets) > 1:
        for half in _halves(sheets):
            yield from _parts(source, half, measures, largest)
    else:
        for some in _halves(rows):
            own = first_and_last([each.number or each.title for each in some])
            yield from _parts(_only(source, some, own), sheets, own, largest)


def _workbook(source: SummarySource, sheets: Sequence[Writer]) -> tuple[tuple[str, ...], bytes]:
    """The names of its sheets and the file; nothing where none has anything to say."""
    book = Book(source.summary.header.time_zone)
    for write in sheets:
        write(book, source)
    target = io.BytesIO()
    if book.names:
        book.save(target)
    return book.names, target.getvalue()


def _only(source: SummarySource, measures: Sequence[SummaryMeasure], named: tuple[str, ...]) -> SummarySource:
    """The same of some measures; the heading says of which."""
    summary = source.summary
    kept = {each.id for each in measures}
    rounds = tuple(
        replace(each, questions=tuple(q for q in each.questions if q.duty.measure_id in kept))
        for each in summary.rounds
    )
    title = f"{summary.header.title}, {measures_words(named)}"
    some = replace(
        summary, header=replace(summary.header, title=title), measures=tuple(measures), rounds=rounds
    )
    duties = {owed.duty.id for owed in some.duties}
    return replace(
        source, summary=some, changes=tuple(one for one in source.changes if one.duty_id in duties)
    )


def _halves(whole: Sequence[Item]) -> tuple[Sequence[Item], Sequence[Item]]:
    middle = len(whole) // 2
    return whole[:middle], whole[middle:]
