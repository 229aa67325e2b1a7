"""Names that may be one name spelled twice: asked about, never taken for each other."""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher
from heapq import nsmallest

from roadmap.language.unit_names import kind_of_name
from roadmap.people.likeness import are_alike
from roadmap.people.persons import UnitKind
from roadmap.wording import normal

_DIGITS = re.compile(r"\d+")
_NEAR_UNIT, _NEAR_PERSON = 0.82, 0.86
_FAR = 0.8
"""Farther than anything that is asked about: such names are not compared letter by letter."""
_MOST_COMPARED = 60
"""Of many surnames that begin alike, those of about the same length."""
_FIRST_LETTERS = 3


class Alike:
    """Known names, ready to be asked about; each new name is compared with few of them."""

    def __init__(self, units: Mapping[int, str], persons: Mapping[int, str]) -> None:
        self._units = _shelved({key: normal(name) for key, name in units.items()}, _numbers)
        self._persons = _shelved({key: normal(name) for key, name in persons.items()}, _start)

    def unit(self, name: str) -> int | None:
        """The unit whose name this may be: the same numbers in it, and nearly the same words."""
        words = normal(name)
        return _nearest(words, self._units.get(_numbers(words), ()), _unit_nearness, _NEAR_UNIT)

    def person(self, name: str) -> int | None:
        """The person whose name this may be: a slip of the pen, initials, a name without a patronymic."""
        words = normal(name)
        return _nearest(words, self._persons.get(_start(words), ()), _person_nearness, _NEAR_PERSON)


Shelf = list[tuple[int, str]]
Nearness = Callable[[str, str], float]


def _shelved(names: Mapping[int, str], shelf_of: Callable[[str], str]) -> dict[str, Shelf]:
    shelves: dict[str, Shelf] = {}
    for key, words in names.items():
        shelves.setdefault(shelf_of(words), []).append((key, words))
    return shelves


def _nearest(words: str, known: Iterable[tuple[int, str]], nearness: Nearness, least: float) -> int | None:
    best, found = least, None
    for key, other in nsmallest(_MOST_COMPARED, known, key=lambda each: abs(len(each[1]) - len(words))):
        near = nearness(words, other)
        if near >= best:
            best, found = near, key
    return found


def _numbers(words: str) -> str:
    return ",".join(_DIGITS.findall(words))


def _start(words: str) -> str:
    return words[:_FIRST_LETTERS]


def _unit_nearness(one: str, other: str) -> float:
    """Of two schools of one number the words around it say little."""
    near = _ratio(one, other)
    if _numbers(one) and kind_of_name(one) is kind_of_name(other) is UnitKind.SCHOOL:
        return max(_NEAR_UNIT, near)
    return near


def _person_nearness(one: str, other: str) -> float:
    return 1.0 if are_alike(one, other) else _ratio(one, other)


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _FAR or matcher.quick_ratio() < _FAR:
        return 0.0
    return matcher.ratio()
