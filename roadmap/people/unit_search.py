"""Whether typed words mean an organisation: «школа 3» is «МБОУ СОШ № 3»."""

import re
from collections.abc import Iterable

from roadmap.language.unit_names import kind_of_name
from roadmap.people.persons import UnitKind
from roadmap.wording import normal

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_NUMBER_SIGN = re.compile(r"№|\bn(?=\s*\d)")


def unit_tokens(words: str) -> tuple[str, ...]:
    """Numbers and words, without the sign of a number."""
    return tuple(_TOKEN.findall(_NUMBER_SIGN.sub(" ", normal(words))))


def means_unit(typed: str, names: Iterable[str], kind: UnitKind) -> bool:
    """Whether each typed number stands in one of the names, and each word begins a word of it.

    A word for a kind of organisation fits every organisation of that kind.
    """
    sought = unit_tokens(typed)
    if not sought:
        return False
    return any(_fits(sought, unit_tokens(name), kind) for name in names)


def _fits(sought: Iterable[str], tokens: tuple[str, ...], kind: UnitKind) -> bool:
    return all(_is_met(word, tokens, kind) for word in sought)


def _is_met(word: str, tokens: tuple[str, ...], kind: UnitKind) -> bool:
    if word.isdigit():
        return word in tokens
    said = kind_of_name(word)
    return any(token.startswith(word) for token in tokens) or (said is kind and said is not UnitKind.OTHER)
