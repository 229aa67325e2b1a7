"""Word's own rules for the elements this product writes: what stands in what, once, and in which order.

After ECMA-376, wml.xsd (transitional). A file that breaks them opens elsewhere and is damaged for Word.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_PRINTED = {
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr
        shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi
        adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection
        textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""",
    "rPr": """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof
        snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText
        vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange""",
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc
        tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription
        tblPrChange""",
    "tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign
        hideMark headers cellIns cellDel cellMerge tcPrChange""",
    "sectPr": """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders
        lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid
        printerSettings sectPrChange""",
    "tcBorders": "top start left bottom end right insideH insideV tl2br tr2bl",
    "tblCellMar": "top start left bottom end right",
}
ORDER: Mapping[str, Sequence[str]] = {name: printed.split() for name, printed in _PRINTED.items()}
"""Children of properties, each at most once; references to headers may be several, in any order."""
_FIRST = {"p": "pPr", "r": "rPr", "tc": "tcPr", "tr": "trPr", "tbl": "tblPr"}
_REPEATED = {"headerReference", "footerReference"}
_BLOCKS = {f"{W}p", f"{W}tbl", f"{W}sdt"}


def broken_rules(data: bytes) -> list[str]:
    """Every rule broken in the text, headers and footers of a Word file, each told with its place."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if _is_text(name)]
        return [f"{name}: {each}" for name in names for each in _broken(etree.fromstring(archive.read(name)))]


def _is_text(name: str) -> bool:
    return name.startswith(("word/document", "word/header", "word/footer")) and name.endswith(".xml")


def _broken(root: etree._Element) -> Iterator[str]:
    for element in root.iter(f"{W}*"):
        name = _name(element)
        if name in ORDER:
            yield from _out_of_order(element, ORDER[name])
        if name in _FIRST:
            yield from _not_first(element, _FIRST[name])
        if name == "tc" and (len(element) == 0 or element[-1].tag not in _ENDS):
            yield "a cell does not end with a paragraph"
        if name == "tbl":
            yield from _grid(element)
    yield from _twice(root)


_ENDS = {f"{W}p", f"{W}sdt", f"{W}bookmarkEnd"}


def _out_of_order(element: etree._Element, order: Sequence[str]) -> Iterator[str]:
    names = [_name(child) for child in element if child.tag.startswith(W)]
    unknown = sorted(set(names) - set(order))
    if unknown:
        yield f"{_name(element)} holds {', '.join(unknown)}"
        return
    places = [order.index("headerReference" if name in _REPEATED else name) for name in names]
    if places != sorted(places):
        yield f"{_name(element)} in the order {' '.join(names)}"
    doubled = [name for name, count in Counter(names).items() if count > 1 and name not in _REPEATED]
    if doubled:
        yield f"{_name(element)} holds {', '.join(doubled)} more than once"


def _not_first(element: etree._Element, properties: str) -> Iterator[str]:
    found = [place for place, child in enumerate(element) if child.tag == f"{W}{properties}"]
    if found and found not in ([0], [1] if _name(element) == "tr" else [0]):
        yield f"{properties} is not at the beginning of {_name(element)}"


def _grid(table: etree._Element) -> Iterator[str]:
    grid = table.find(f"{W}tblGrid")
    if grid is None or table.find(f"{W}tblPr") is None:
        yield "a table without properties or a grid"


def _twice(root: etree._Element) -> Iterator[str]:
    """Bookmarks with one name or one number, and numbers of paragraphs given twice."""
    for name, found in (
        ("bookmark name", [each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")]),
        ("bookmark number", [each.get(f"{W}id") for each in root.iter(f"{W}bookmarkStart")]),
        ("paragraph number", [each.get(_PARAGRAPH) for each in root.iter() if each.get(_PARAGRAPH)]),
    ):
        doubled = [value for value, count in Counter(found).items() if count > 1]
        if doubled:
            yield f"the {name} {doubled[0]} is given twice"


_PARAGRAPH = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)
