"""The consolidated report of a road map as an XLSX file."""

import io

from reports.xlsx.cells import Book
from reports.xlsx.matrix import write_matrix
from reports.xlsx.measures import write_measures
from reports.xlsx.monitoring import write_monitoring
from reports.xlsx.overview import write_overview
from reports.xlsx.sent_reports import write_reports
from roadmap.summary.summary_views import RoadMapSummary


def export_summary(summary: RoadMapSummary) -> bytes:
    """A workbook with values only: no formulas, every text is text."""
    book = Book(summary.header.time_zone)
    write_overview(book, summary)
    write_measures(book, summary)
    write_reports(book, summary)
    write_monitoring(book, summary)
    write_matrix(book, summary)
    target = io.BytesIO()
    book.workbook.save(target)
    return target.getvalue()
