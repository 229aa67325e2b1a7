"""The visible text of a Word paragraph: as if tracked changes were accepted, without hidden runs."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}instrText", f"{_MC}Fallback", f"{W}tbl"})
_CHARACTERS = {
    f"{W}tab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
_TEXT = f"{W}t"
_RUN = f"{W}r"
_BOX = f"{W}txbxContent"


def paragraph_text(paragraph: Element) -> str:
    """Text of the paragraph's runs, text boxes apart."""
    return "".join(_pieces(paragraph))


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == _TEXT:
            yield child.text or ""
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        elif tag in _SKIPPED or tag == _BOX or (tag == _RUN and _is_hidden(child)):
            continue
        else:
            yield from _pieces(child)


def _is_hidden(run: Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and value(vanish) not in ("0", "false")


def boxes(paragraph: Element) -> Iterator[Element]:
    """Text boxes anchored in the paragraph: where «Утверждено приказом …» often is."""
    for child in paragraph:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _SKIPPED:
            yield from boxes(child)


def value(element: Element | None) -> str:
    """The `w:val` of a property, "" where there is none."""
    return element.get(f"{W}val", "") if element is not None else ""
