"""The written analysis as a Word file: prose, lists, the table of sources, signers."""

import io

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from reports.docx.page import add_line, add_row, add_table, new_document
from roadmap.summary.summary_source import SummarySource
from texts.summary.analysis_words import FIGURE_HEADINGS, SOURCES, analysis

_INDENT = Cm(1.25)
_WIDTHS = (2.0, 6.5, 9.0)


def write_analysis(source: SummarySource) -> bytes:
    """A Word file on A4, to be edited and signed."""
    text = analysis(source)
    document = new_document(landscape=False, size=13)
    for number, line in enumerate(text.title):
        add_line(document, line, bold=number in (0, 2), centred=True)
    for passage in text.passages:
        heading = add_line(document, passage.heading, bold=True)
        heading.paragraph_format.space_before = Cm(0.4)
        heading.paragraph_format.keep_with_next = True
        for words in passage.paragraphs:
            paragraph = add_line(document, words)
            paragraph.paragraph_format.first_line_indent = _INDENT
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        for number, item in enumerate(passage.items, 1):
            paragraph = add_line(document, f"{number}. {item}")
            paragraph.paragraph_format.left_indent = _INDENT
    for line in ("", *text.signers) if text.signers else ():
        add_line(document, line)
    heading = add_line(document, SOURCES, bold=True)
    heading.paragraph_format.space_before = Cm(0.6)
    heading.paragraph_format.keep_with_next = True
    table = add_table(document, FIGURE_HEADINGS, _WIDTHS)
    for figure in text.figures:
        add_row(table, (figure.number, figure.meaning, figure.source))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
