"""The service memo about a moved date as a Word file, ready to be signed."""

import io

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from reports.docx.page import add_line, new_document
from roadmap.control.extension_memo import ExtensionMemo
from texts.control import extension_memo as words

_INDENT = Cm(1.25)
_CORNER = Cm(8.5)


def write_memo(memo: ExtensionMemo) -> bytes:
    """One page of A4."""
    document = new_document(landscape=False, size=14)
    for line in words.addressed(memo):
        add_line(document, line).paragraph_format.left_indent = _CORNER
    heading = add_line(document, words.TITLE, bold=True, centred=True)
    heading.paragraph_format.space_before = Cm(1.5)
    add_line(document, words.SUBJECT, centred=True).paragraph_format.space_after = Cm(0.8)
    for line in words.paragraphs(memo):
        paragraph = add_line(document, line)
        paragraph.paragraph_format.first_line_indent = _INDENT
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for number, line in enumerate(words.history(memo), 1):
        add_line(document, f"{number}. {line}").paragraph_format.left_indent = _INDENT
    add_line(document, words.signature(memo)).paragraph_format.space_before = Cm(1.5)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
