"""Puts back together what a page, a column border or a scan has torn apart."""

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

from documents.understanding.words import flat, fold

_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f][^\W\d_]*)*")
_CLEAN = re.compile(r"^[А-Яа-яЁё]+$")
_LAST_WORD = re.compile(rf"{_WORD.pattern}$")
_FIGURES = re.compile(r"(?<!\w)\d+(?!\w)")
_ENDING = re.compile(
    r"^(?:[ьъы]|(?:ен|ан|ни|ти|ци|ов|ев|ск|н|к|т|ш|щ|в|л)?"
    r"(?:и?[ея]|ию?|ию|ой|ей|ом|ем|ам|ям|ами|ями|ах|ях|ых|их|ым|им|ыми|ими|ого|его|ому|ему|ая|ую|юю|ое|ые|ие|ый|ий)$)"
)
_OWN_WORDS = re.compile(r"^(?:и|я|их|им|е[йеё]|его|ему|ими|не[йм]|ни[мх]|те[мй]|то[мй]|нам|вам)$")
_MAX_OVERLAP = 2
_ONCE = 2  # a clean spelling counts twice, so that it wins over a garbled one
_GARBLED_COPY = 0.7
_COPY_LENGTH = 200


class Vocabulary:
    """The document's own words: a torn word is whole somewhere else in it."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts
        self._surfaces: dict[str, Counter[str]] | None = None

    def surface(self, word: str) -> str | None:
        """The commonest clean spelling of the word in the document, None if it is nowhere whole."""
        if self._surfaces is None:
            self._surfaces = _count(self._texts)
        found = self._surfaces.get(fold(word))
        return found.most_common(1)[0][0] if found else None

    def knows(self, word: str) -> bool:
        """Whether the word stands somewhere in the document."""
        return self.surface(word) is not None

    def repeats(self, word: str) -> bool:
        """Whether the word stands in the document more than once: a fragment of a torn word hardly does."""
        self.surface(word)
        return self._surfaces is not None and self._surfaces.get(fold(word), Counter()).total() > _ONCE

    def begins(self, fragment: str) -> bool:
        """Whether some longer word of the document begins with the fragment."""
        self.surface(fragment)
        folded = fold(fragment)
        return any(word.startswith(folded) and word != folded for word in self._surfaces or ())


def _count(texts: Iterable[str]) -> dict[str, Counter[str]]:
    surfaces: dict[str, Counter[str]] = {}
    for text in texts:
        for word in _WORD.findall(text):
            surfaces.setdefault(fold(word), Counter())[word] += _ONCE if _CLEAN.match(word) else 1
    return surfaces


def join_broken(left: str, right: str, vocabulary: Vocabulary) -> str:
    """A cell and its continuation in the next row; a word hyphenated at the break is made whole."""
    if not left or not right:
        return left or right
    if left.endswith("-") and left[-2:-1].isalpha() and right[0].islower():
        head = _LAST_WORD.search(left[:-1])
        tail = _WORD.match(right)
        if head and tail and vocabulary.knows(head.group() + tail.group()):
            return left[:-1] + right
        return left + right
    return f"{left} {right}"


def glue(left: str, right: str, vocabulary: Vocabulary) -> str:
    """Two pieces of one heading cut by a column border, possibly in the middle of a word."""
    if not left or not right:
        return left or right
    head, tail = _LAST_WORD.search(left), _WORD.match(right)
    if head and tail and (word := _whole(head.group(), tail.group(), vocabulary)):
        return left[: head.start()] + word + right[tail.end() :]
    return f"{left} {right}"


def _whole(head: str, tail: str, vocabulary: Vocabulary) -> str | None:
    """The word that two fragments make, letters doubled at the cut counted once."""
    for overlap in range(_MAX_OVERLAP + 1):
        if overlap and not _may_overlap(head, tail, overlap):
            continue
        word = head[: len(head) - overlap] + tail
        surface = vocabulary.surface(word)
        if surface is not None:
            return word if _CLEAN.match(word) else surface
    return head + tail if _are_fragments(head, tail, vocabulary) else None


def _are_fragments(head: str, tail: str, vocabulary: Vocabulary) -> bool:
    """Whether two pieces can hardly be words of their own, though their word is nowhere whole."""
    if vocabulary.repeats(tail) or not (_CLEAN.match(head) and _CLEAN.match(tail)):
        return False
    if _ENDING.match(tail) and not _OWN_WORDS.match(tail):
        return True
    return not vocabulary.repeats(head) and vocabulary.begins(head)


def _may_overlap(head: str, tail: str, overlap: int) -> bool:
    """A whole word of its own («и») is not the doubled end of the word before it."""
    own_word = _CLEAN.match(tail) and len(tail) <= _MAX_OVERLAP
    return not own_word and len(head) > overlap and fold(tail).startswith(fold(head[-overlap:]))


def is_garbled_copy(one: str, other: str) -> bool:
    """Whether two readings of a cell are the same words, one of them misread by a scanner."""
    if max(len(one), len(other)) > _COPY_LENGTH:
        return False
    one, other = fold(one), fold(other)
    if not one or not other or _FIGURES.findall(one) != _FIGURES.findall(other):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= _GARBLED_COPY and matcher.ratio() >= _GARBLED_COPY


def better_copy(one: str, other: str, vocabulary: Vocabulary) -> str:
    """Of two copies of a cell the more legible: more of its words are known and capitals are in place."""
    return max((one, other), key=lambda text: _legibility(text, vocabulary))


def _legibility(text: str, vocabulary: Vocabulary) -> float:
    words = _WORD.findall(text)
    if not words:
        return 0.0
    common = sum(1 for word in words if vocabulary.surface(word) == word)
    capital = 0.5 if flat(text)[:1].isupper() else 0.0
    return common / len(words) + capital
