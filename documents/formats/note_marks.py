"""Raised marks of notes («Неделя книги¹») are dropped and told; raised figures that belong stay («м²»)."""

import re
from collections.abc import Iterator

from documents.formats.blocks import Block, Prose, RawCell, RawDocument, RawTable
from documents.formats.left_out import LeftOut, SourcePlace, reported

_STAR = "⁎"
_RAISED = str.maketrans("0123456789*", f"⁰¹²³⁴⁵⁶⁷⁸⁹{_STAR}")
_MARK = re.compile(rf"[¹²³⁴-⁹{_STAR}][⁰¹²³⁴-⁹{_STAR}]?(?:, ?[¹²³⁴-⁹])*\)?")
_MAY_BE_RAISED = re.compile(r"[0-9*, ]{1,8}\)?$")
_NOTED = re.compile(r"[\w»”\"')\].,;:!?%]$")
_BELONGS = re.compile(
    r"(?:(?<![^\W\d])(?:м|км|дм|см|мм|га|m|km|cm|mm)|(?<!\w)[IVXLХІ]+|[⁺⁻⁰¹²³⁴-⁹])$", re.IGNORECASE
)


def raised(text: str) -> str:
    """The text of a raised run, told from the line by raised figures where it may be a mark."""
    return text.translate(_RAISED) if _MAY_BE_RAISED.match(text) else text


def without_marks(document: RawDocument) -> RawDocument:
    """The document without the marks of notes, each of them told."""
    left_out: list[LeftOut] = []
    blocks = tuple(_blocks(document.blocks, left_out))
    return RawDocument(
        blocks,
        soft_breaks=document.soft_breaks,
        left_out=(*document.left_out, *left_out),
        problems=(*document.problems, *reported(left_out)),
    )


def _blocks(blocks: tuple[Block, ...], left_out: list[LeftOut]) -> Iterator[Block]:
    tables = 0
    for block in blocks:
        match block:
            case Prose(text):
                yield Prose(_clean(text, SourcePlace(), left_out)) if _has_marks(text) else block
            case RawTable(rows):
                tables += 1
                yield RawTable(
                    tuple(
                        tuple(_cell(cell, SourcePlace(table=tables, row=row), left_out) for cell in cells)
                        for row, cells in enumerate(rows, 1)
                    )
                )


def _cell(cell: RawCell, place: SourcePlace, left_out: list[LeftOut]) -> RawCell:
    if not _has_marks(cell.text):
        return cell
    return RawCell(_clean(cell.text, place, left_out), above=cell.above, beside=cell.beside)


def _has_marks(text: str) -> bool:
    return not text.isascii() and _MARK.search(text) is not None


def _clean(text: str, place: SourcePlace, left_out: list[LeftOut]) -> str:
    def judged(found: re.Match[str]) -> str:
        before = text[: found.start()].removesuffix(" ")
        if not _NOTED.search(before) or _BELONGS.search(before):
            return found.group().replace(_STAR, "*")
        left_out.append(LeftOut(code="note-marks", text=found.group().replace(_STAR, "*"), place=place))
        return ""

    return _MARK.sub(judged, text)
