"""One page for a meeting: the picture, what is to be decided, with room for the pen, what is late."""

import io
from collections.abc import Iterable, Sequence

from docx.document import Document as WordDocument
from docx.shared import Cm

from reports.docx.page import add_line, add_row, add_table, new_document
from roadmap.summary.meeting import MeetingPack
from texts.pictures import Bars
from texts.printable import printable
from texts.summary import meeting as words
from texts.summary.letters import verdict

_PICTURE = Cm(12.5)
_TALLEST = Cm(9)
_DECISIONS = (0.8, 5.6, 3.2, 4.2, 3.7)
_WORST = (0.8, 8.0, 4.7, 2.4, 1.6)


def write_meeting(pack: MeetingPack, picture: bytes | None) -> bytes:
    """A Word file with the picture (PNG) in it, where it was drawn."""
    document = new_document(landscape=False)
    add_line(document, words.heading(pack), bold=True, centred=True, size=14)
    add_line(document, pack.department, centred=True)
    add_line(document, verdict(pack), bold=True).paragraph_format.space_before = Cm(0.3)
    add_line(document, words.counts(pack), size=11)
    for each in pack.maps[: words.BARS]:
        add_line(document, words.progress(each), size=11)
    if picture is not None:
        _add_picture(document, picture, words.picture(pack))
    if pack.decisions:
        rows = (words.decision_row(place, each) for place, each in enumerate(pack.decisions, 1))
        _add_table(document, words.DECISIONS, words.DECISION_COLUMNS, _DECISIONS, rows)
    else:
        add_line(document, words.NO_DECISIONS, size=11)
    if pack.worst:
        late = (words.worst_row(place, each, pack.today) for place, each in enumerate(pack.worst, 1))
        _add_table(document, words.WORST, words.WORST_COLUMNS, _WORST, late)
    add_line(document, words.NOTES, bold=True, size=11).paragraph_format.space_before = Cm(0.3)
    for _ in range(words.BLANKS):
        add_line(document, "_" * 80, size=11)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _add_picture(document: WordDocument, picture: bytes, told: Bars) -> None:
    """As wide as the text, but no taller than a third of the page; said in words for who cannot see it."""
    shape = document.add_picture(io.BytesIO(picture), width=_PICTURE)
    shape._inline.docPr.set("title", printable(told.title))
    shape._inline.docPr.set("descr", printable(told.said))
    if shape.height > _TALLEST:
        shape.width, shape.height = int(shape.width * _TALLEST / shape.height), _TALLEST
    document.paragraphs[-1].paragraph_format.space_before = Cm(0.2)


def _add_table(
    document: WordDocument,
    title: str,
    columns: Sequence[str],
    widths: Sequence[float],
    rows: Iterable[Sequence[str]],
) -> None:
    add_line(document, title, bold=True, size=11).paragraph_format.space_before = Cm(0.3)
    table = add_table(document, columns, widths, size=9)
    for row in rows:
        add_row(table, row, size=9)
