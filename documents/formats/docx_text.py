"""The visible text of a Word paragraph: tracked changes accepted, hidden and struck runs left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from documents.formats.docx_formulas import M, formula
from documents.formats.note_marks import raised
from documents.formats.symbols import in_font, symbol

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_APART = frozenset({f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}tbl", f"{W}txbxContent"})
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_CHARACTERS = {
    f"{W}tab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
_TEXTS = (f"{W}t", f"{W}delText")
_RUN = f"{W}r"
_BOX = f"{W}txbxContent"
_OFF = ("0", "false", "off")
_STRUCK, _HIDDEN, _DELETED_TEXT, _UNKNOWN = "struck-out", "hidden-text", "deleted-text", "symbol-unknown"
_MAX_BASES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How a run is drawn; None: as whatever stands behind it says."""

    struck: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    font: str = ""

    def over(self, other: "_Look") -> "_Look":
        return _Look(
            struck=other.struck if self.struck is None else self.struck,
            hidden=other.hidden if self.hidden is None else self.hidden,
            raised=other.raised if self.raised is None else self.raised,
            font=self.font or other.font,
        )


_PLAIN = _Look()


class Texts:
    """Reads paragraphs; `dropped` holds the code and the words of what was not taken from the last ones."""

    def __init__(self, styles: Element | None) -> None:
        self.dropped: list[tuple[str, str]] = []
        self._styles = {} if styles is None else _looks(styles)

    def paragraph(self, paragraph: Element) -> str:
        """Text of the paragraph's runs, text boxes apart."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return "".join(self._pieces(paragraph, self._styles.get(value(style), _PLAIN), ""))

    def is_struck_mark(self, paragraph: Element) -> bool:
        """Whether the end of the paragraph is struck, and with it a number that Word prints."""
        properties = paragraph.find(f"{W}pPr/{W}rPr")
        return bool(properties is not None and _look(properties).struck)

    def all_of(self, element: Element) -> str:
        """Every letter inside, seen or not."""
        return "".join(
            "\n" if piece.tag == f"{W}p" else piece.text or ""
            for piece in element.iter()
            if piece.tag in (*_TEXTS, f"{M}t", f"{W}p")
        ).strip()

    def _pieces(self, element: Element, look: _Look, dropping: str) -> Iterator[str]:
        for child in seen_children(element):
            tag = child.tag
            if tag in _APART:
                continue
            if tag == _RUN:
                own = self._of_run(child, look)
                hiding = _HIDDEN if own.hidden else _STRUCK if own.struck else ""
                yield from self._pieces(child, own, dropping or hiding)
            elif tag in _DELETED:
                yield from self._pieces(child, look, _DELETED_TEXT)
            elif tag in _CHARACTERS or tag in _TEXTS or tag in (f"{W}sym", f"{M}oMath"):
                yield self._taken(self._text(child, look), dropping)
            else:
                yield from self._pieces(child, look, dropping)

    def _text(self, element: Element, look: _Look) -> str:
        if element.tag in _CHARACTERS:
            return _CHARACTERS[element.tag]
        if element.tag == f"{M}oMath":
            return formula(element)
        if element.tag == f"{W}sym":
            sign = symbol(element.get(f"{W}font", ""), element.get(f"{W}char", ""))
            if not sign:
                self.dropped.append((_UNKNOWN, element.get(f"{W}char", "")))
            return sign
        text = in_font(element.text or "", look.font)
        return raised(text) if look.raised else text

    def _taken(self, text: str, dropping: str) -> str:
        if not dropping:
            return text
        if self.dropped and self.dropped[-1][0] == dropping:
            self.dropped[-1] = (dropping, self.dropped[-1][1] + text)
        else:
            self.dropped.append((dropping, text))
        return ""

    def _of_run(self, run: Element, behind: _Look) -> _Look:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return behind
        style = self._styles.get(value(properties.find(f"{W}rStyle")), _PLAIN)
        return _look(properties).over(style).over(behind)


def _look(properties: Element) -> _Look:
    strikes = [_switch(properties, name) for name in ("strike", "dstrike")]
    align = properties.find(f"{W}vertAlign")
    fonts = properties.find(f"{W}rFonts")
    return _Look(
        struck=any(strikes) if any(strike is not None for strike in strikes) else None,
        hidden=_switch(properties, "vanish"),
        raised=None if align is None else value(align) == "superscript",
        font="" if fonts is None else fonts.get(f"{W}ascii", ""),
    )


def _switch(properties: Element, name: str) -> bool | None:
    found = properties.find(f"{W}{name}")
    return None if found is None else value(found) not in _OFF


def _looks(styles: Element) -> dict[str, _Look]:
    """How each style draws its text, with the styles it is based on."""
    own: dict[str, _Look] = {}
    bases: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        properties = style.find(f"{W}rPr")
        own[name] = _PLAIN if properties is None else _look(properties)
        bases[name] = value(style.find(f"{W}basedOn"))
    return {name: _whole(name, own, bases) for name in own}


def _whole(name: str, own: dict[str, _Look], bases: dict[str, str]) -> _Look:
    look = _PLAIN
    for _ in range(_MAX_BASES):
        if name not in own:
            break
        look, name = look.over(own[name]), bases[name]
    return look


def seen_children(element: Element) -> Iterator[Element]:
    """Children, of content in two variants those of one that says anything: the newer, else the older."""
    for child in element:
        if child.tag == f"{_MC}AlternateContent":
            for variant in _better_variant(child):
                yield from seen_children(variant)
        else:
            yield child


def _better_variant(alternatives: Element) -> list[Element]:
    variants = [*alternatives.findall(f"{_MC}Choice"), *alternatives.findall(f"{_MC}Fallback")]
    with_text = (one for one in variants if any((piece.text or "").strip() for piece in one.iter(f"{W}t")))
    return [found] if (found := next(with_text, variants[0] if variants else None)) is not None else []


def boxes(paragraph: Element) -> Iterator[Element]:
    """Text boxes anchored in the paragraph: where «Утверждено приказом …» often is."""
    for child in seen_children(paragraph):
        if child.tag == _BOX:
            yield child
        elif child.tag not in _APART and child.tag not in _DELETED:
            yield from boxes(child)


def value(element: Element | None) -> str:
    """The `w:val` of a property, "" where there is none."""
    return element.get(f"{W}val", "") if element is not None else ""
