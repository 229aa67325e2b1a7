"""A plan's Word file beside the same file with the form in it: all that is not as it was, part by part.

What is allowed to change is passed over: lines above and below, the last column of the plan's tables with the
widths that make room for it, the repeating of its heading, the side a page lies on.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from tests.word_schema import W

_DOCUMENT = "word/document.xml"
_LISTS = ("[Content_Types].xml", ".rels")
"""Parts that are sets of entries: their order says nothing."""
_WIDTHS = {f"{W}gridCol", f"{W}tcW", f"{W}tblW", f"{W}wBefore", f"{W}wAfter"}
_REPEATED = f"{W}tblHeader"
_WORD = 20 * 13 * 12
"""As wide as the longest word that a column is widened for, in twentieths of a point."""
_WIDTH, _SPAN = f"{W}w", f"{W}gridSpan"
_TC, _TR, _TBL, _AFTER = f"{W}tc", f"{W}tr", f"{W}tbl", f"{W}trPr/{W}gridAfter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """`added` and `kept` are tables by number, from 1, that got a column and that had one to be filled.

    `above` and `below` count the lines around the document, `amended` the cells that say one thing more.
    """

    above: int
    below: int
    added: frozenset[int] = frozenset()
    kept: frozenset[int] = frozenset()
    amended: int = 0


def unlike(before: bytes, after: bytes, allowed: Allowed) -> list[str]:
    """Every difference that is not allowed, told with its place."""
    was, now = _parts(before), _parts(after)
    if was.keys() != now.keys():
        return [f"parts {sorted(was.keys() ^ now.keys())}"]
    others = [name for name in was if name != _DOCUMENT and not _is_same(name, was[name], now[name])]
    walk = _Walk(allowed=allowed)
    walk.body(etree.fromstring(was[_DOCUMENT]), etree.fromstring(now[_DOCUMENT]))
    return [*(f"{name} changed" for name in others), *walk.found, *walk.uneven(), *walk.left_over()]


def _parts(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def _is_same(name: str, before: bytes, after: bytes) -> bool:
    if not name.endswith((".xml", ".rels")):
        return before == after
    if name.endswith(_LISTS):
        return _entries(before) == _entries(after)
    one, other = (etree.tostring(etree.fromstring(part), method="c14n") for part in (before, after))
    return one == other


def _entries(part: bytes) -> set[bytes]:
    return {etree.tostring(entry, method="c14n") for entry in etree.fromstring(part)}


@dataclass
class _Walk:
    """Two documents, element beside element."""

    allowed: Allowed
    found: list[str] = field(default_factory=list)
    _scales: dict[tuple[int, str], list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    _table = 0
    _amended = 0

    def body(self, before: Any, after: Any) -> None:
        was, now = before.find(f"{W}body"), after.find(f"{W}body")
        children = [*now]
        end = len(children) - (children[-1].tag == f"{W}sectPr")
        kept = [*children[self.allowed.above : end - self.allowed.below], *children[end:]]
        self._children("body", [*was], kept)

    def _children(self, place: str, was: Sequence[Any], now: Sequence[Any]) -> None:
        if len(was) != len(now):
            self.found.append(f"{place}: {_names(was)} became {_names(now)}")
            return
        for number, (one, other) in enumerate(zip(was, now, strict=True)):
            self._element(f"{place}/{_name(one)}[{number}]", one, other)

    def _element(self, place: str, was: Any, now: Any) -> None:
        if was.tag != now.tag or (was.text or "").strip() != (now.text or "").strip():
            self.found.append(f"{place}: {_name(was)} {was.text!r} became {_name(now)} {now.text!r}")
            return
        if was.tag == _TBL:
            self._table += 1
        self._attributes(place, was, now)
        children = [*now]
        if self._table in self.allowed.added:
            children = self._without_the_new(was, now)
        if self._table in self.allowed.kept and was.tag == _TC and _is_last(was):
            children = [child for child in children if child.tag == f"{W}tcPr"]
            self._children(place, [child for child in was if child.tag == f"{W}tcPr"], children)
            return
        if was.tag == _TC and len(children) == len(was) + 1 and self._amended < self.allowed.amended:
            self._amended += 1
            children = children[:-1]
        self._children(place, [*was], children)

    def _attributes(self, place: str, was: Any, now: Any) -> None:
        one, other = dict(was.attrib), dict(now.attrib)
        if self._table in self.allowed.added and was.tag in _WIDTHS:
            if one.get(f"{W}type", "dxa") != "auto" and (width := int(one.get(_WIDTH, 0))):
                self._scales[self._table, _name(was)].append((width, int(other[_WIDTH])))
            one.pop(_WIDTH, None), other.pop(_WIDTH, None)
        if self._table in self.allowed.added and was.tag == _SPAN and _is_a_title(was):
            other[f"{W}val"] = str(int(other[f"{W}val"]) - 1)
        if (
            self.allowed.added
            and was.tag == f"{W}pgSz"
            and other.get(f"{W}orient") == "landscape" != one.get(f"{W}orient")
        ):
            other = {**other, _WIDTH: other[f"{W}h"], f"{W}h": other[_WIDTH]}
            one.pop(f"{W}orient", None), other.pop(f"{W}orient")
        if one != other:
            self.found.append(f"{place}: {one} became {other}")

    def _without_the_new(self, was: Any, now: Any) -> list[Any]:
        children = [child for child in now if not _is_repeating(was, child)]
        if was.tag == f"{W}tblGrid":
            return children[:-1]
        if was.tag == _TR and len(list(was.iter(_TC))) > 1:
            cells = [child for child in children if child.tag == _TC]
            new = cells[-2:] if was.find(_AFTER) is not None else cells[-1:]
            return [child for child in children if child not in new]
        return children

    def uneven(self) -> Iterator[str]:
        """Columns that somebody has laid and that did not become narrower alike, to hold a word or not.

        A title grows, so only whole rows are told by.
        """
        for (table, name), widths in self._scales.items():
            given = [was for was, _ in widths]
            if name != "gridCol" or max(given) <= min(given) * 1.15:
                continue
            factor = min(now / was for was, now in widths)
            kept = [(was, now) for was, now in widths if now - was * factor <= 3]
            wider = [(was, now) for was, now in widths if now - was * factor > 3]
            if not kept or any(now > _WORD for _, now in wider):
                yield f"table {table}: {name} {widths}"

    def left_over(self) -> Iterator[str]:
        if self._amended != self.allowed.amended:
            yield f"{self._amended} of {self.allowed.amended} cells are amended"


def _is_repeating(was: Any, child: Any) -> bool:
    """What says only that a heading stands on each page."""
    if child.tag == f"{W}trPr" and was.find(f"{W}trPr") is None:
        return all(each.tag == _REPEATED for each in child)
    return child.tag == _REPEATED and was.find(_REPEATED) is None


def _is_last(cell: Any) -> bool:
    """The last cell of a row of several."""
    cells = list(cell.getparent().iterchildren(_TC))
    return len(cells) > 1 and cells[-1] is cell


def _is_a_title(span: Any) -> bool:
    """It is of the only cell of its row."""
    return len(list(next(span.iterancestors(_TR)).iter(_TC))) == 1


def _name(element: Any) -> str:
    return str(etree.QName(element).localname)


def _names(elements: Sequence[Any]) -> str:
    return " ".join(map(_name, elements))
