"""Which duties a report without an address is most likely about: by its words and the names of its files."""

import re
from collections.abc import Collection, Sequence

from roadmap.control.duty_lines import DutyLine
from roadmap.ids import DutyId
from roadmap.language.finding import stem_of, text_words
from roadmap.wording import normal

_SAYS_NOTHING = 3
"""Shorter words («и», «по», «для») tell nothing apart."""
_NUMBER = re.compile(r"(?<![\d.])(\d+(?:\.\d+)+)(?![\d.])")
_TITLE, _ELSEWHERE, _ASKED, _NUMBERED = 3, 1, 4, 12


def likely(said: str, duties: Sequence[DutyLine], asked: Collection[DutyId] = ()) -> tuple[DutyLine, ...]:
    """The duties, the likeliest first; `asked` are those of the message that is answered.

    `said` are the words and the names of files. Of equally likely ones the order given stays.
    """
    stems = {stem_of(word) for word in text_words(said) if len(word) > _SAYS_NOTHING}
    numbers = set(_NUMBER.findall(said))
    scored = [
        (-_score(stems, numbers, duty) - _ASKED * (duty.id in asked), place)
        for place, duty in enumerate(duties)
    ]
    return tuple(duties[place] for _, place in sorted(scored))


def _score(stems: Collection[str], numbers: Collection[str], duty: DutyLine) -> int:
    title, other = text_words(duty.title), text_words(duty.result)
    found = sum(
        _TITLE if _begins(title, stem) else _ELSEWHERE if _begins(other, stem) else 0 for stem in stems
    )
    named = _NUMBERED if normal(duty.number).strip(".") in numbers else 0
    return found + named


def _begins(words: Sequence[str], stem: str) -> bool:
    return any(word.startswith(stem) for word in words)
