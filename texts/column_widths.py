"""How wide the columns of a printed table are: as their words ask, and no word broken where there is room."""

import re
from collections.abc import Sequence

LETTER = 0.55
"""A letter is so wide of its height, in the typefaces of office papers, bold ones too."""
_CAPITAL = 1.35
_WORD_ENDS = re.compile(r"\s+|(?<=-)")
_LONGEST_WORD = 20.0
_TALKATIVE = 400
"""Longer texts ask for no more room: a few of them would press all others together."""
_SHORT_ONES_GAIN = 0.7
"""Short cells lose more by being narrow than long ones do: a word is not divided."""
_FOR_THE_LEAST = 0.75
"""Of the room: what is over goes to those who say most, be a word broken for it."""


def asked(columns: Sequence[Sequence[str]]) -> list[float]:
    """What share of the room each column asks for, by what its cells say on the average."""
    return [_asked(cells) ** _SHORT_ONES_GAIN for cells in columns]


def _asked(cells: Sequence[str]) -> float:
    return max(1.0, sum(min(len(text), _TALKATIVE) for text in cells) / len(cells))


def longest_word(cells: Sequence[str]) -> float:
    """How many small letters wide the longest word is, of those a narrow column can be asked to hold."""
    return min(_LONGEST_WORD, max(map(_letters, {word for text in cells for word in _WORD_ENDS.split(text)})))


def _letters(word: str) -> float:
    return sum(_CAPITAL if letter.isupper() else 1 for letter in word)


def shared(room: float, shares: Sequence[float], least: Sequence[float]) -> list[float]:
    """The room by these shares, but nobody less than their least, as far as there is room for that."""
    if (needed := sum(least)) > room * _FOR_THE_LEAST:
        least = [each * room * _FOR_THE_LEAST / needed for each in least]
    raised: set[int] = set()
    while True:
        rest = room - sum(least[at] for at in raised)
        whole = sum(share for at, share in enumerate(shares) if at not in raised)
        widths = [least[at] if at in raised else share * rest / whole for at, share in enumerate(shares)]
        more = {at for at, width in enumerate(widths) if width < least[at]} - raised
        if not more:
            return widths
        raised |= more
