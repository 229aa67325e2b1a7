"""Which measures typed words mean: by number exactly, else by the beginnings of words, the best first."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from roadmap.control.measure_views import SoughtMeasure
from roadmap.ids import MeasureId
from roadmap.wording import normal

_NUMBER = re.compile(r"(?:(?:п|пункт|№)\.?\s*)?(\d+(?:\.\d+)*[а-я]?)\.?")
_WORD = re.compile(r"\w+")
MAX_WORDS = 8
STEM = 4
"""Longer words are compared without their endings: «семинары» finds «семинар»."""
MAX_ENDING = 2
REMEMBERED = 8192
"""Texts whose words are kept: a plan is looked through again and again, folding it costs the most."""


def found(words: str, measures: Sequence[SoughtMeasure]) -> tuple[MeasureId, ...]:
    """The measures these words mean; none for words too many to be a question."""
    folded = normal(words)
    if number := _NUMBER.fullmatch(folded):
        return _by_number(number.group(1), measures)
    sought = _WORD.findall(folded)
    if not sought or len(sought) > MAX_WORDS or all(len(word) < STEM - 1 for word in sought):
        return ()
    stems = [stem_of(word) for word in sought]
    scored = [(score, place, one.id) for place, one in enumerate(measures) if (score := _score(stems, one))]
    return tuple(id_ for _, _, id_ in sorted(scored, key=lambda each: (-each[0], each[1])))


def _by_number(number: str, measures: Iterable[SoughtMeasure]) -> tuple[MeasureId, ...]:
    """Those of exactly this number; where there is none, those below it."""
    numbered = [(normal(one.number).strip("."), one.id) for one in measures]
    exact = tuple(id_ for known, id_ in numbered if known == number)
    return exact or tuple(id_ for known, id_ in numbered if known.startswith(f"{number}."))


def _score(stems: Sequence[str], one: SoughtMeasure) -> int:
    """3 for each word found in the title, 1 elsewhere; 0 unless all of them are found."""
    title, other = words_of(one.title), words_of(f"{one.result} {one.responsible}")
    total = 0
    for stem in stems:
        if any(word.startswith(stem) for word in title):
            total += 3
        elif any(word.startswith(stem) for word in other):
            total += 1
        else:
            return 0
    return total


@lru_cache(maxsize=REMEMBERED)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    return tuple(_WORD.findall(normal(text)))


def stem_of(word: str) -> str:
    """The word without its last letters, as far as enough of it stays."""
    return word[: max(STEM, len(word) - MAX_ENDING)] if word.isalpha() else word
