"""The written analysis as a Word file: prose, lists, signers, the table of sources, pictures at the end."""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from reports.docx.page import add_line, add_picture, add_row, add_table, new_document
from roadmap.summary.summary_source import SummarySource
from texts.pictures import Picture
from texts.printable import together
from texts.summary import analysis_sources as sources
from texts.summary.analysis_passage import PICTURES, Passage, picture_name, picture_said
from texts.summary.analysis_sources import Figure
from texts.summary.analysis_words import Analysis, analysis

Draw = Callable[[Sequence[Picture]], Sequence[bytes]]
_INDENT = Cm(1.25)
_WIDTHS = {3: (2.0, 6.5, 9.0), 4: (1.8, 2.6, 5.6, 7.5)}


def write_analysis(source: SummarySource, draw: Draw = lambda _: ()) -> bytes:
    """A Word file on A4, to be edited and signed; a picture that is not drawn is told in words alone.

    Pictures stand at the end, two on a page: among the text each would leave a page half empty before it.
    """
    text = analysis(source)
    pictures = [picture for passage in text.passages for picture in passage.pictures]
    drawn = dict(zip(pictures, draw(pictures), strict=False))
    places = {picture: place for place, picture in enumerate(drawn, 1)}
    document = new_document(landscape=False, size=13)
    for number, line in enumerate(text.title):
        add_line(document, line, bold=number in (0, 2), centred=True)
    for passage in text.passages:
        _add_passage(document, passage, places)
    for line in ("", *text.signers) if text.signers else ():
        add_line(document, line)
    _add_sources(document, text)
    _add_pictures(document, drawn)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _add_passage(document: WordDocument, passage: Passage, places: Mapping[Picture, int]) -> None:
    _heading(document, passage.heading, Cm(0.4))
    for words in passage.paragraphs:
        _paragraph(document, words)
    for number, item in enumerate(passage.items, 1):
        paragraph = add_line(document, together(f"{number}. {item}"))
        paragraph.paragraph_format.left_indent = _INDENT
    if passage.more:
        _paragraph(document, passage.more)
    for picture in passage.pictures:
        _paragraph(document, picture_said(picture, places.get(picture)))


def _paragraph(document: WordDocument, words: str) -> None:
    paragraph = add_line(document, together(words))
    paragraph.paragraph_format.first_line_indent = _INDENT
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _add_sources(document: WordDocument, text: Analysis) -> None:
    _heading(document, sources.TITLE, Cm(0.6))
    is_compared = len(text.headings) > len(_cells(text.figures[0], is_compared=False))
    table = add_table(document, text.headings, _WIDTHS[len(text.headings)])
    for figure in text.figures:
        add_row(table, _cells(figure, is_compared=is_compared))


def _cells(figure: Figure, *, is_compared: bool) -> tuple[str, ...]:
    former = (figure.former,) if is_compared else ()
    return (figure.number, *former, figure.meaning, figure.source)


def _add_pictures(document: WordDocument, drawn: Mapping[Picture, bytes]) -> None:
    for place, (picture, data) in enumerate(drawn.items(), 1):
        if place == 1:
            _heading(document, PICTURES, Cm(0)).paragraph_format.page_break_before = True
        add_picture(document, data, picture.title, picture.said)
        add_line(document, picture_name(picture, place), centred=True, size=11)


def _heading(document: WordDocument, words: str, above: Cm) -> Any:
    heading = add_line(document, words, bold=True)
    heading.paragraph_format.space_before = above
    heading.paragraph_format.keep_with_next = True
    return heading
