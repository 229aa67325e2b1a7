"""What a new edition changes: rows are matched by section, number and text, never by position."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from roadmap.wording import normal

ALIKE = 0.6
"""How much two texts under one number of one section must share to be the same measure reworded."""
SAME_TEXT = 0.85
"""How much two texts must share to be one measure wherever they stand."""
FUZZY_LIMIT = 200
"""Beyond this many unmatched rows texts are no longer compared with each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionMeasure:
    """What a row of either edition is recognised by, and what of it can change."""

    section: str
    number: str
    title: str
    deadline_text: str
    responsible_text: str
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Positions in the old and the new edition; `changed` are those of `kept` whose words differ."""

    kept: tuple[tuple[int, int], ...]
    changed: tuple[tuple[int, int], ...]
    added: tuple[int, ...]
    removed: tuple[int, ...]


def difference(old: Sequence[EditionMeasure], new: Sequence[EditionMeasure]) -> Difference:
    """Match the rows of two editions, from the surest sign to the weakest."""
    match = _Matching(
        old=old, new=new, free_old=list(range(len(old))), free_new=list(range(len(new))), pairs={}
    )
    for key in (_place_and_text, _section_and_text, _text_only):
        match.by_key(key)
    match.by_likeness(lambda a, b: _place(a) == _place(b), ALIKE)
    match.by_likeness(lambda a, b: True, SAME_TEXT)
    kept = tuple(sorted(match.pairs.items(), key=lambda pair: pair[1]))
    return Difference(
        kept=kept,
        changed=tuple((o, n) for o, n in kept if _words(old[o]) != _words(new[n])),
        added=tuple(match.free_new),
        removed=tuple(match.free_old),
    )


def _place(row: EditionMeasure) -> tuple[str, str]:
    return normal(row.section), normal(row.number)


def _place_and_text(row: EditionMeasure) -> Hashable:
    return *_place(row), normal(row.title)


def _section_and_text(row: EditionMeasure) -> Hashable:
    return normal(row.section), normal(row.title)


def _text_only(row: EditionMeasure) -> Hashable:
    return normal(row.title)


def _words(row: EditionMeasure) -> tuple[str, ...]:
    said = (row.section, row.number, row.title, row.deadline_text, row.responsible_text, row.result)
    return tuple(normal(words) for words in said)


@dataclass(slots=True, kw_only=True)
class _Matching:
    old: Sequence[EditionMeasure]
    new: Sequence[EditionMeasure]
    free_old: list[int]
    free_new: list[int]
    pairs: dict[int, int]

    def by_key(self, key: Callable[[EditionMeasure], Hashable]) -> None:
        """Pair free rows of one key, in the order they stand."""
        waiting: dict[Hashable, list[int]] = {}
        for position in self.free_old:
            waiting.setdefault(key(self.old[position]), []).append(position)
        for position in tuple(self.free_new):
            same = waiting.get(key(self.new[position]))
            if same:
                self._pair(same.pop(0), position)

    def by_likeness(self, may: Callable[[EditionMeasure, EditionMeasure], bool], enough: float) -> None:
        """Pair free rows whose texts are the most alike, the best pair first."""
        if max(len(self.free_old), len(self.free_new)) > FUZZY_LIMIT:
            return
        scored = sorted(self._scores(may, enough), reverse=True)
        for _, old, new in scored:
            if old in self.free_old and new in self.free_new:
                self._pair(old, new)

    def _scores(
        self, may: Callable[[EditionMeasure, EditionMeasure], bool], enough: float
    ) -> Iterable[tuple[float, int, int]]:
        for new in self.free_new:
            matcher = SequenceMatcher(b=normal(self.new[new].title), autojunk=False)
            for old in self.free_old:
                if not may(self.old[old], self.new[new]):
                    continue
                matcher.set_seq1(normal(self.old[old].title))
                if matcher.real_quick_ratio() >= enough and matcher.quick_ratio() >= enough:
                    ratio = matcher.ratio()
                    if ratio >= enough:
                        yield ratio, old, new

    def _pair(self, old: int, new: int) -> None:
        self.pairs[old] = new
        self.free_old.remove(old)
        self.free_new.remove(new)
