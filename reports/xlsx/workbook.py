"""The consolidated report of a road map as an XLSX file."""

import io

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
from roadmap.summary.summary_source import SummarySource


def export_summary(source: SummarySource) -> bytes:
    """A workbook with values only: no formulas, every text is text."""
    summary = source.summary
    book = Book(summary.header.time_zone)
    write_overview(book, source)
    write_measures(book, summary)
    write_assignees(book, source)
    write_red(book, summary)
    write_warning(book, summary)
    write_moved(book, source)
    write_reports(book, summary)
    write_monitoring(book, summary)
    write_indicators(book, summary)
    write_matrix(book, summary)
    target = io.BytesIO()
    book.workbook.save(target)
    return target.getvalue()
