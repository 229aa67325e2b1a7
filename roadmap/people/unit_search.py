"""Whether typed words mean an organisation: «школа 3» is «МБОУ СОШ № 3»."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from roadmap.language.unit_names import kind_of_name, tells_no_name
from roadmap.people.persons import UnitKind
from roadmap.wording import normal

T = TypeVar("T")
_BY_KIND = 1_000
"""Farther than any name that has the words: only the kind of the organisation is meant."""
_BY_BEGINNING = 100
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_NUMBER_SIGN = re.compile(r"№|\bn(?=\s*\d)")


def unit_tokens(words: str) -> tuple[str, ...]:
    """Numbers and words, without the sign of a number."""
    return tuple(_TOKEN.findall(_NUMBER_SIGN.sub(" ", normal(words))))


def means_unit(typed: str, names: Iterable[str], kind: UnitKind) -> bool:
    """Whether each typed number stands in one of the names, and each word begins a word of it.

    A word for a kind of organisation fits every organisation of that kind.
    """
    return distance(typed, names, kind) is not None


def closest_first(
    typed: str, units: Sequence[T], names: Callable[[T], Iterable[str]], kind: Callable[[T], UnitKind]
) -> list[T]:
    """Those these words mean: the exact name first, then whole words of one, their beginnings, the kind."""
    far = [(distance(typed, names(unit), kind(unit)), place) for place, unit in enumerate(units)]
    return [units[place] for near, place in sorted((n, p) for n, p in far if n is not None)]


def bears_words(words: str, name: str) -> bool:
    """Whether every word and number is a whole one of the name: «лицей» of МАОУ «Лицей»."""
    sought = unit_tokens(words)
    return bool(sought) and set(sought) <= set(unit_tokens(name))


def has_other_number(words: str, name: str) -> bool:
    """Whether the words name a number that the name does not have: «Школа № 9» is not № 8."""
    numbers = {token for token in unit_tokens(words) if token.isdigit()}
    return bool(numbers - set(unit_tokens(name)))


def distance(typed: str, names: Iterable[str], kind: UnitKind) -> int | None:
    """How far the closest of the names is from the words; 0 is the name itself, None where none is meant."""
    sought = unit_tokens(typed)
    if not sought:
        return None
    found = [_of_name(sought, unit_tokens(name), kind) for name in names]
    return min((near for near in found if near is not None), default=None)


def _of_name(sought: Sequence[str], tokens: tuple[str, ...], kind: UnitKind) -> int | None:
    steps = [_of_word(word, tokens, kind) for word in sought]
    if None in steps:
        return None
    far = sum(step for step in steps if step is not None)
    if far >= _BY_KIND:
        return far
    besides = [token for token in tokens if token not in sought and not tells_no_name(token)]
    return far + len(besides)


def _of_word(word: str, tokens: tuple[str, ...], kind: UnitKind) -> int | None:
    if word in tokens:
        return 0
    if word.isdigit():
        return None
    if any(token.startswith(word) for token in tokens):
        return _BY_BEGINNING
    said = kind_of_name(word)
    return _BY_KIND if said is kind and said is not UnitKind.OTHER else None
