"""Words into cells of a Word table, in the look of what stands beside them."""

from collections.abc import Collection, Sequence
from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from texts.printable import printable

_EDITING_OF_A_CELL = ("w:cellIns", "w:cellDel", "w:cellMerge", "w:tcPrChange")
_EDITING = (
    *_EDITING_OF_A_CELL,
    *("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange", "w:pPrChange", "w:trPrChange"),
)
"""Who changed what under the eyes of an editor: it is not told of what only looks like it."""
_OF_ONE_CELL = tuple(map(qn, ("w:gridSpan", "w:vMerge", "w:hMerge", "w:tcW", "w:cnfStyle")))
_OF_ONE_ROW = tuple(map(qn, ("w:vMerge", "w:bookmarkStart", "w:bookmarkEnd", "w:id", *_EDITING)))
_AFTER_A_HEADING = ("w:tblCellSpacing", "w:jc", "w:hidden", "w:ins", "w:del", "w:trPrChange")
_NUMBERS = tuple(
    f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}" for name in ("paraId", "textId")
)
_OF_ONE_PARAGRAPH = tuple(map(qn, ("w:numPr", "w:sectPr", "w:pageBreakBefore", "w:rPr")))
_OF_EDITING = tuple(map(qn, _EDITING))


def like(pattern: Any) -> Any:
    """An empty cell with the borders, the shade and the font of another."""
    cell = OxmlElement("w:tc")
    given = pattern.find(qn("w:tcPr"))
    if given is not None:
        cell.append(_without(deepcopy(given), _OF_ONE_CELL + _OF_EDITING))
    cell.append(_paragraph_like(pattern))
    return cell


def like_row(pattern: Any) -> Any:
    """A copy of a row, grown together with none; what only one of them may have stays with the first."""
    row = deepcopy(pattern)
    for element in list(row.iter(*_OF_ONE_ROW)):
        element.getparent().remove(element)
    for element in row.iter():
        for name in _NUMBERS:
            element.attrib.pop(name, None)
    return row


def set_words(cell: Any, words: str) -> None:
    """The words instead of whatever the cell says, in its own font."""
    paragraph = _paragraph_like(cell)
    for child in list(cell):
        if child.tag != qn("w:tcPr"):
            cell.remove(child)
    cell.append(paragraph)
    _append_run(paragraph, words, paragraph.find(qn("w:pPr")))


def add_words(cell: Any, words: str) -> None:
    """The words as one more paragraph of the cell, in its own font."""
    paragraph = _paragraph_like(cell)
    cell.append(paragraph)
    _append_run(paragraph, words, paragraph.find(qn("w:pPr")))


def bookmark(cell: Any, name: str, number: int) -> None:
    """A name around the cell's words by which they are found again."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    end.set(qn("w:id"), str(number))
    paragraph = cell.find(qn("w:p"))
    properties = paragraph.find(qn("w:pPr"))
    paragraph.insert(0 if properties is None else 1, start)
    paragraph.append(end)


def merge_down(cell: Any, *, starts: bool) -> None:
    """Make the cell the first of a vertical merge, or one that goes on."""
    merge = OxmlElement("w:vMerge")
    if starts:
        merge.set(qn("w:val"), "restart")
    properties_of(cell).insert_element_before(
        merge,
        "w:tcBorders",
        "w:shd",
        "w:noWrap",
        "w:tcMar",
        "w:textDirection",
        "w:tcFitText",
        "w:vAlign",
        "w:hideMark",
        *_EDITING_OF_A_CELL,
    )


def repeat_on_each_page(rows: Sequence[Any]) -> None:
    """Make these first rows of a table the heading of each of its pages, where none of them is it yet."""
    if not any(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows):
        for row in rows:
            heading = OxmlElement("w:tblHeader")
            row.get_or_add_trPr().insert_element_before(heading, *_AFTER_A_HEADING)


def properties_of(cell: Any) -> Any:
    """The cell's properties, made where it has none."""
    return cell.get_or_add_tcPr()


def _paragraph_like(cell: Any) -> Any:
    """An empty paragraph set as the cell's first; its mark carries the font of the first run."""
    paragraph = OxmlElement("w:p")
    source = next(cell.iter(qn("w:p")), None)
    given = None if source is None else source.find(qn("w:pPr"))
    properties = OxmlElement("w:pPr") if given is None else deepcopy(given)
    _without(properties, _OF_ONE_PARAGRAPH + _OF_EDITING)
    font = _font(cell)
    if font is not None:
        properties.append(font)
    paragraph.append(properties)
    return paragraph


def _font(cell: Any) -> Any:
    """A copy of the look of the cell's words, else of what stands left of it; None where none has one."""
    for each in (cell, *cell.itersiblings(qn("w:tc"), preceding=True)):
        for path in ("w:r/w:rPr", "w:pPr/w:rPr"):
            found = next((f for p in each.iter(qn("w:p")) for f in p.xpath(f"./{path}")), None)
            if found is not None:
                return _without(deepcopy(found), _OF_EDITING)
    return None


def _without(properties: Any, tags: Collection[str]) -> Any:
    for child in list(properties):
        if child.tag in tags:
            properties.remove(child)
    return properties


def _append_run(paragraph: Any, words: str, properties: Any) -> None:
    run = OxmlElement("w:r")
    font = None if properties is None else properties.find(qn("w:rPr"))
    if font is not None:
        run.append(deepcopy(font))
    for number, line in enumerate(printable(words).split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        text = OxmlElement("w:t")
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(text)
    paragraph.append(run)
