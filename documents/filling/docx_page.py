"""The page of a Word document: turned on its side it has room for one more column."""

from typing import Any

from docx.oxml.ns import qn

_MARGINS = ("w:left", "w:right")
_SECTION = qn("w:sectPr")


def turn_page_of(table: Any) -> int:
    """Lay the page a table stands on on its side; the width of its text, in twentieths of a point.

    Pages of other sections stay as they are. 0 where the page does not say its size.
    """
    section = _section_of(table)
    size = None if section is None else section.find(qn("w:pgSz"))
    if section is None or size is None:
        return 0
    width, height = _number(size, "w:w"), _number(size, "w:h")
    if width < height:
        size.set(qn("w:w"), str(height))
        size.set(qn("w:h"), str(width))
        size.set(qn("w:orient"), "landscape")
    margins = section.find(qn("w:pgMar"))
    taken = 0 if margins is None else sum(_number(margins, side) for side in _MARGINS)
    return max(max(width, height) - taken, 0)


def _section_of(table: Any) -> Any:
    """The properties of the section: they stand in its last paragraph, or at the end of the document."""
    body = next(table.iterancestors(qn("w:body")))
    place = table
    while place.getparent() is not body:
        place = place.getparent()
    for after in place.itersiblings():
        if after.tag == _SECTION:
            return after
        found = after.find(f".//{_SECTION}")
        if found is not None:
            return found
    return None


def _number(element: Any, name: str) -> int:
    text = element.get(qn(name), "")
    return int(text) if text.isdecimal() else 0
