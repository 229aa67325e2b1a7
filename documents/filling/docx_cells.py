"""Words into cells of a Word table, in the look of what stands beside them."""

from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from texts.printable import printable

_OF_ONE_CELL = tuple(map(qn, ("w:gridSpan", "w:vMerge", "w:hMerge", "w:tcW", "w:cnfStyle")))
_OF_ONE_PARAGRAPH = tuple(map(qn, ("w:numPr", "w:sectPr", "w:pageBreakBefore", "w:rPr")))
_CONTENT = tuple(map(qn, ("w:p", "w:tbl", "w:sdt", "w:bookmarkStart", "w:bookmarkEnd")))


def like(pattern: Any) -> Any:
    """An empty cell with the borders, the shade and the font of another."""
    cell = deepcopy(pattern)
    for child in list(cell):
        if child.tag in _CONTENT:
            cell.remove(child)
    properties = cell.find(qn("w:tcPr"))
    if properties is not None:
        for child in list(properties):
            if child.tag in _OF_ONE_CELL:
                properties.remove(child)
    cell.append(_paragraph_like(pattern))
    return cell


def set_words(cell: Any, words: str) -> None:
    """The words instead of whatever the cell says, in its own font."""
    paragraph = _paragraph_like(cell)
    for child in list(cell):
        if child.tag in _CONTENT:
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
    )


def properties_of(cell: Any) -> Any:
    """The cell's properties, made where it has none."""
    return cell.get_or_add_tcPr()


def _paragraph_like(cell: Any) -> Any:
    """An empty paragraph set as the cell's first; its mark carries the font of the first run."""
    paragraph = OxmlElement("w:p")
    source = next(cell.iter(qn("w:p")), None)
    given = None if source is None else source.find(qn("w:pPr"))
    properties = OxmlElement("w:pPr") if given is None else deepcopy(given)
    for child in list(properties):
        if child.tag in _OF_ONE_PARAGRAPH:
            properties.remove(child)
    font = _font(cell)
    if font is not None:
        properties.append(font)
    paragraph.append(properties)
    return paragraph


def _font(cell: Any) -> Any:
    """A copy of the look of the cell's first run, else of its paragraph's mark; None where it has none."""
    for path in ("w:r/w:rPr", "w:pPr/w:rPr"):
        found = next((f for p in cell.iter(qn("w:p")) for f in p.xpath(f"./{path}")), None)
        if found is not None:
            return deepcopy(found)
    return None


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
