"""What measures are found by: a number exactly, else the beginnings of words, the best first."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from roadmap.ids import MeasureId
from roadmap.wording import normal

_NUMBER = re.compile(r"(?:(?:п|пункт|№)\.?\s*)?(\d+(?:\.\d+)*[а-я]?)\.?")
_WORD = re.compile(r"\w+")
MAX_WORDS = 8
STEM = 4
"""Longer words are compared without their endings: «семинары» finds «семинар»."""
MAX_ENDING = 2


REMEMBERED = 8192
"""Texts whose words are kept: a person's duties are compared again and again."""


class Found(IntEnum):
    """Where of a measure a word stands; what counts more goes first."""

    NUMBER = 0
    TITLE = 1
    ELSEWHERE = 2


WEIGHTS = {Found.TITLE: 3, Found.ELSEWHERE: 1}
Places = Mapping[MeasureId, Found]
"""The measures a word was found in, and the best place of each."""


@dataclass(frozen=True, slots=True)
class SoughtNumber:
    number: str


@dataclass(frozen=True, slots=True)
class SoughtWords:
    """Beginnings of words; a measure is meant by all of them."""

    stems: tuple[str, ...]


def sought(words: str) -> SoughtNumber | SoughtWords | None:
    """What typed words look for; None for words too many, or too short, to be a question."""
    folded = normal(words)
    if number := _NUMBER.fullmatch(folded):
        return SoughtNumber(number.group(1))
    said = _WORD.findall(folded)
    if not said or len(said) > MAX_WORDS or all(len(word) < STEM - 1 for word in said):
        return None
    return SoughtWords(tuple(dict.fromkeys(map(stem_of, said))))


def words_of(title: str, elsewhere: str) -> dict[str, Found]:
    """Every word a measure is found by, with the best place it stands in."""
    other = dict.fromkeys(text_words(elsewhere), Found.ELSEWHERE)
    return other | dict.fromkeys(text_words(title), Found.TITLE)


@lru_cache(maxsize=REMEMBERED)
def text_words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    return tuple(_WORD.findall(normal(text)))


def number_of(printed: str) -> str:
    """A measure's number as it is compared; "" where it has none."""
    return normal(printed).strip(".")


def ranked(places: Sequence[Places], order: Iterable[MeasureId]) -> tuple[MeasureId, ...]:
    """Of measures in the order of the plan those found by every word, words of the title counting more."""
    scores = {
        id_: sum(WEIGHTS[each[id_]] for each in places)
        for id_ in order
        if all(id_ in each for each in places)
    }
    return tuple(sorted(scores, key=lambda id_: -scores[id_]))


def stem_of(word: str) -> str:
    """The word without its last letters, as far as enough of it stays."""
    return word[: max(STEM, len(word) - MAX_ENDING)] if word.isalpha() else word
