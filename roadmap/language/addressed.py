"""Names in the case they are addressed in («Школе № 3», «Ветровой О. И.») as the department writes them."""

import re
from collections.abc import Iterable
from itertools import chain, zip_longest

from roadmap.language.dative import body_in_nominative
from roadmap.language.name_forms import Namesakes, inflected, namesakes, taker
from roadmap.language.recognised import Recognised

_WORD = re.compile(r"[а-яё]{3,}", re.IGNORECASE)
_ENTRUST = re.compile(r"^\s*(?:поручить|поручается|обязать|просить)\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"(\s*,\s*|\s+и\s+)")
_MARK = "\0"
_GROUPS = (
    (r"\bвсем\b", "все"),
    (r"\bшколам\b", "школы"),
    (r"\bдиректорам\b", "директора"),
    (r"\bруководителям\b", "руководители"),
    (r"\bзаведующим\b", "заведующие"),
    (r"\bорганизациям\b", "организации"),
    (r"\bучреждениям\b", "учреждения"),
    (r"\bобразовательным\b", "образовательные"),
    (r"\bдетским садам\b", "детские сады"),
    (r"\bшколе\b", "школа"),
    (r"\bлицею\b", "лицей"),
    (r"\bгимназии\b", "гимназия"),
    (r"\bдетскому саду\b", "детский сад"),
    (r"\bцентру\b", "центр"),
)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), words) for pattern, words in _GROUPS)


class KnownNames:
    """The organisations and the people of a department, ready to be found in words."""

    def __init__(self, units: Iterable[str], persons: Iterable[str], department: str = "") -> None:
        people, bodies = _longest(persons), _longest(units)
        own = (department, department) if department else None
        self._recognised = Recognised([(name, name) for name in bodies], [], own)
        self._units = [(name, re.compile(_unit(name), re.IGNORECASE)) for name in bodies]
        self._people = [(name, taker(name, name, _others(name, people))) for name in people]
        self._known = {*bodies, *people}
        self._marking = [(name, taker(name, _MARK, _others(name, people))) for name in people]

    def nominative(self, words: str) -> str:
        """The same with every known name, and every group, as the department writes it."""
        said = _ENTRUST.sub("", words)
        for name, pattern in self._units:
            said = pattern.sub(name.replace("\\", ""), said)
        for name, take in self._people:
            said = said if name in said else take(said)
        for group, plain in _COMPILED:
            said = group.sub(plain, said)
        said = self._listed(said.strip(" :;,"))
        return said[:1].upper() + said[1:]

    def _listed(self, said: str) -> str:
        """Known names apart from their neighbours by commas; a body nobody knows in the nominative."""
        if said in self._known:
            return said
        parts = _BETWEEN.split(said)
        names = [self._known_name(part) for part in parts[::2]]
        shown = [name or body_in_nominative(part) for name, part in zip(names, parts[::2], strict=True)]
        apart = [
            ", " if before or after else between
            for before, between, after in zip(names, parts[1::2], names[1:], strict=False)
        ]
        return "".join(chain.from_iterable(zip_longest(shown, apart, fillvalue="")))

    def _known_name(self, part: str) -> str | None:
        return part if part in self._known else self._recognised.unit(part)

    def beginning(self, words: str) -> tuple[str, str] | None:
        """A known name the words begin with, and what follows it; None where they begin with none."""
        said = _ENTRUST.sub("", words)
        for name, pattern in self._units:
            if found := pattern.match(said):
                return name, said[found.end() :]
        for name, mark in self._marking:
            if (marked := mark(said)).startswith(_MARK):
                return name, marked.removeprefix(_MARK)
        return None


def _others(name: str, people: Iterable[str]) -> Namesakes:
    return namesakes(name, [each for each in people if each != name])


def _longest(names: Iterable[str]) -> list[str]:
    return sorted(set(filter(None, names)), key=len, reverse=True)


def _unit(name: str) -> str:
    """The name with its words in any case, any spaces and quotes; a number is no part of a longer one."""
    pieces = re.findall(r"[а-яё]+|\d+|№|[^\s«»\"„“”]", name, re.IGNORECASE)
    return r"(?<!\w)" + r"[\s«»\"„“”]*".join(map(_piece, pieces)) + r"(?!\w)[»\"”“]?"


def _piece(piece: str) -> str:
    return inflected(piece) if _WORD.fullmatch(piece) else re.escape(piece)
