"""The written analysis as a Word file: prose, lists, pictures, the table of sources, signers."""

import io
from collections.abc import Callable, Mapping, Sequence

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from reports.docx.page import add_line, add_picture, add_row, add_table, new_document
from roadmap.summary.summary_source import SummarySource
from texts.pictures import Picture
from texts.printable import together
from texts.summary import analysis_sources as sources
from texts.summary.analysis_passage import Passage
from texts.summary.analysis_words import analysis

Draw = Callable[[Sequence[Picture]], Sequence[bytes]]
_INDENT = Cm(1.25)
_WIDTHS = (2.0, 6.5, 9.0)


def write_analysis(source: SummarySource, draw: Draw = lambda _: ()) -> bytes:
    """A Word file on A4, to be edited and signed; a picture that is not drawn is told in words alone."""
    text = analysis(source)
    pictures = [picture for passage in text.passages for picture in passage.pictures]
    drawn = dict(zip(pictures, draw(pictures), strict=False))
    document = new_document(landscape=False, size=13)
    for number, line in enumerate(text.title):
        add_line(document, line, bold=number in (0, 2), centred=True)
    for passage in text.passages:
        _add_passage(document, passage, drawn)
    for line in ("", *text.signers) if text.signers else ():
        add_line(document, line)
    _heading(document, sources.TITLE, Cm(0.6))
    table = add_table(document, sources.HEADINGS, _WIDTHS)
    for figure in text.figures:
        add_row(table, (figure.number, figure.meaning, figure.source))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _add_passage(document: WordDocument, passage: Passage, drawn: Mapping[Picture, bytes]) -> None:
    _heading(document, passage.heading, Cm(0.4))
    for words in passage.paragraphs:
        paragraph = add_line(document, together(words))
        paragraph.paragraph_format.first_line_indent = _INDENT
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for number, item in enumerate(passage.items, 1):
        paragraph = add_line(document, together(f"{number}. {item}"))
        paragraph.paragraph_format.left_indent = _INDENT
    for picture in passage.pictures:
        if (data := drawn.get(picture)) is not None:
            add_picture(document, data, picture.title, picture.said)
        paragraph = add_line(document, picture.said, size=11)
        paragraph.paragraph_format.space_after = Cm(0.3)


def _heading(document: WordDocument, words: str, above: Cm) -> None:
    heading = add_line(document, words, bold=True)
    heading.paragraph_format.space_before = above
    heading.paragraph_format.keep_with_next = True
