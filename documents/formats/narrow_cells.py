"""Words that narrow cells of a PDF have cut in the middle, made whole where geometry and words agree."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from documents.formats.pdf_lines import Line
from documents.understanding.joining import Vocabulary

_HAIR = 0.5
_SPACE = 0.38  # of the height of a line
_CLOSING = re.compile(r"[.,;:!?)»%](?!\d)")
_DATE = re.compile(r"(?:\d{1,2}\.\d{1,2}\.\d{4}|(?<!\d)(?:19|20)\d\d)$")
_UNFINISHED = re.compile(r"\d[\d.]*$")
_FIGURES = re.compile(r"\d+")
_HEAD = re.compile(r"[^\W\d_]+$")
_TAIL = re.compile(r"[^\W\d_]+")
_SHORT_WORDS = frozenset({
    "а", "в", "и", "к", "о", "с", "у", "во", "до", "за", "из", "их", "им", "на", "не", "ни", "но", "об", "он",
    "по", "со", "то",
})  # fmt: skip
_ENDING = re.compile(
    r"^(?:[ьъы]|т?ся|[аи]?сь|(?:ен|ан|ни|ти|ци|ов|ев|ск|н|к|т|ш|щ|в|л)?(?:и?[еюя]|ой|ей|ом|ем|[ая]ми?|[ая]х|[ыи]х|[ыи]ми?"
    r"|[ое]го|[ое]му|ая|ую|юю|[ое]е|[ыи]е|[ыи]й))$"
)
_WHOLE = re.compile(
    r"(?:ть|т?ся|[аяуюеи]т|[ое]го|[ое]му|[ыи]ми|[ая]ми|[ыи]м|[ое]м|[оеыи]й|ая|яя|[ое]е|[ыи]е|[ыи]х|ость|[ен]ие|ция|ции)$"
)
_BEFORE_AND = re.compile(r"(?:[аяыи]м|л)$")


class NarrowCells:
    """Knows the words of a document, and `right` edges of its cells by what it is asked."""

    def __init__(self, cells: Iterable[tuple[Sequence[Line], float]], prose: Iterable[Line]) -> None:
        cells = list(cells)
        self._keeps_spaces = any(line.spaced for lines, _ in cells for line in lines)
        self._vocabulary = Vocabulary([*_whole_texts(cells), *(line.text for line in prose)])

    def text(self, lines: Sequence[Line], right: float) -> str:
        """The lines of a cell, each on a line of its own unless it goes on with a word cut at `right`."""
        text = lines[0].text if lines else ""
        may_be_cut = [_may_be_cut(above, line, right) for above, line in pairwise(lines)]
        for index, (above, line) in enumerate(pairwise(lines)):
            follows = may_be_cut[index + 1 : index + 2]
            goes_on = (_CLOSING.match(line.text) and not above.spaced) or (
                may_be_cut[index]
                and self._is_cut(above, line, right, is_last=not follows, is_full=any(follows))
            )
            text += line.text if goes_on else "\n" + line.text
        return text

    def _is_cut(self, above: Line, line: Line, right: float, *, is_last: bool, is_full: bool) -> bool:
        if figures := _FIGURES.match(line.text):
            head = _UNFINISHED.search(above.text)
            whole = head.group() + figures.group() if head else ""
            return head is not None and not _DATE.search(head.group()) and _DATE.search(whole) is not None
        head, tail = _HEAD.search(above.text), _TAIL.match(line.text)
        if head is None or tail is None:
            return False
        rest = line.text[tail.end() :]
        closes = not rest.startswith(" ") if rest else is_last
        certain = self._has_room(above, right)
        if tail.group().lower() in _SHORT_WORDS:
            return self._is_short_piece(head.group(), tail.group().lower(), sure=certain or closes)
        return self._are_pieces(head.group(), tail.group(), certain=certain, is_full=is_full)

    def _has_room(self, above: Line, right: float) -> bool:
        """Whether a space after the line, had there been one, would have been kept."""
        return self._keeps_spaces and right - above.x1 > (above.bottom - above.top) * _SPACE

    def _is_short_piece(self, head: str, tail: str, *, sure: bool) -> bool:
        """Whether «в», «и», «на» is the end of a cut word; `sure`: no word of its own could stand there."""
        knows = self._vocabulary.knows
        if len(tail) > 1:
            return knows(head + tail) and not knows(head)
        if sure or (tail == "и" and _BEFORE_AND.search(head)):
            return True
        return not knows(head) and not _WHOLE.search(head)

    def _are_pieces(self, head: str, tail: str, *, certain: bool, is_full: bool) -> bool:
        """Whether two pieces are one word: known nowhere by themselves, the first without a whole ending.

        `is_full`: the second fills its line, too; few words are as long as three lines.
        """
        knows = self._vocabulary.knows
        if len(tail) == 1 or knows(head + tail):
            return True
        if knows(head) and knows(tail):
            return False
        if certain or _ENDING.match(tail):
            return True
        if is_full:
            return self._vocabulary.begins(head) and not knows(head)
        return not (knows(head) or knows(tail) or _WHOLE.search(head))


def _may_be_cut(above: Line, line: Line, right: float) -> bool:
    """One word without a space after it, as wide as its cell, and the next line goes on in small letters."""
    return (
        not above.spaced
        and " " not in above.text
        and above.x1 + line.first_width > right - _HAIR
        and (above.text[-1].isalnum() or above.text[-1] == ".")
        and (line.text[0].islower() or line.text[0].isdecimal())
    )


def _whole_texts(cells: Iterable[tuple[Sequence[Line], float]]) -> Iterator[str]:
    """Lines of cells without those that may hold a piece of a word."""
    for lines, right in cells:
        cut = {
            index + step
            for index, (above, line) in enumerate(pairwise(lines))
            if _may_be_cut(above, line, right)
            for step in (0, 1)
        }
        yield from (line.text for index, line in enumerate(lines) if index not in cut)
