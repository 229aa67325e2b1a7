"""How one person is named in words of documents and people, so that the name can be taken out of them.

«Лугова Анна Петровна», «Анне Петровне Луговой», «Лугова А.П.», «А. П. Лугова», and «Лугова» alone.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

ERASED = "сотрудник удалён № {number}"
"""What stands where a name stood; the number is the person's id and never given anew."""

_PATRONYMIC = re.compile(r"(?:[ое]вич|[ои]вна|[ое]вна|ична|инична|ьич|оглы|кызы)$", re.IGNORECASE)
_SURNAME = re.compile(
    r"(?:[оеё]в|[иы]н|[оеё]ва|[иы]на|[сц]кий|[сц]кой|[сц]кая|енко|чук|[иы]х|дзе|швили|янц?)$", re.IGNORECASE
)
_ENDINGS = "а|у|ой|ою|ы|ым|ом|ем|ых|ыми|ами|ам|ах|е|ий|ая|ую|ого|ому|его|ему|им|их|я|ю|ей|и|ь|ье|ья"
_BEFORE, _AFTER = r"(?<![A-Za-zА-Яа-яЁё])", r"(?![A-Za-zА-Яа-яЁё])"
_LEAST_STEM = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """A name taken apart; `is_sure` where it is known which of the words is the surname."""

    surname: str
    given: str
    patronymic: str
    is_sure: bool

    @property
    def initials(self) -> str:
        return (self.given[:1] + self.patronymic[:1]).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesakes:
    """How far others share the name: what is theirs too is not taken out of any words."""

    surname: bool
    initials: bool
    whole: bool


def name_parts(name: str) -> NameParts:
    """Surname, given name, patronymic, in whichever order they are written."""
    words = [word for word in re.split(r"[\s.]+", name.strip()) if word]
    surname, given, patronymic = (*words[:3], "", "", "")[:3]
    if len(words) >= 3 and _PATRONYMIC.search(words[1]) and not _PATRONYMIC.search(words[2]):
        given, patronymic, surname = words[:3]
        return NameParts(surname=surname, given=given, patronymic=patronymic, is_sure=True)
    like_surnames = [bool(_SURNAME.search(word)) for word in words[:2]]
    if len(words) == 2 and like_surnames == [False, True]:
        given, surname = words
    is_sure = len(words) >= 3 or len(words) == 1 or like_surnames.count(True) == 1 or len(given) == 1
    return NameParts(surname=surname, given=given, patronymic=patronymic, is_sure=is_sure)


def whole_words(name: str) -> int:
    """How many words of a name are more than an initial."""
    parts = name_parts(name)
    return sum(len(word) > 1 for word in (parts.surname, parts.given, parts.patronymic))


def namesakes(name: str, others: Iterable[str]) -> Namesakes:
    """Whom the name may be besides this person."""
    mine = name_parts(name)
    alike = [each for each in map(name_parts, others) if _stem(each.surname) == _stem(mine.surname)]
    with_initials = [each for each in alike if each.initials[:1] == mine.initials[:1]]
    whole = [each for each in with_initials if _stem(each.given) == _stem(mine.given)]
    return Namesakes(surname=bool(alike), initials=bool(with_initials), whole=bool(whole))


def traces(name: str) -> tuple[str, ...]:
    """Pieces one of which stands wherever the person is named: what a search looks for first."""
    parts = name_parts(name)
    words = (parts.surname,) if parts.is_sure else (parts.surname, parts.given)
    found: list[str] = []
    for word in words:
        stem = word.casefold().partition("-")[0][: len(_stem(word))]
        for each in (stem, stem.replace("ё", "е")):
            found += (each.capitalize(), each, each.upper())
    return tuple(dict.fromkeys(filter(None, found)))


def taker(name: str, instead: str, others: Namesakes, *, is_strict: bool = False) -> Callable[[str], str]:
    """What puts `instead` where words name this person; `is_strict` leaves a surname that stands alone."""
    pattern = _pattern(name_parts(name), replace(others, surname=others.surname or is_strict))
    return (lambda words: words) if pattern is None else (lambda words: pattern.sub(instead, words))


def taken_out(value: Any, take: Callable[[str], str]) -> Any:
    """The same JSON without the name in any of its words, and in what words are kept under."""
    if isinstance(value, str):
        return take(value)
    if isinstance(value, dict):
        return {take(key): taken_out(part, take) for key, part in value.items()}
    if isinstance(value, list):
        return [taken_out(part, take) for part in value]
    return value


def _pattern(parts: NameParts, others: Namesakes) -> re.Pattern[str] | None:
    surname = inflected(parts.surname)
    forms: list[str] = []
    if parts.given and not others.whole and len(parts.given) > 1:
        given = inflected(parts.given)
        rest = rf"(?:\s+{inflected(parts.patronymic)})?" if parts.patronymic else r""
        forms += [rf"{surname}\s+{given}{rest}", rf"{given}{rest}\s+{surname}"]
    if parts.given and not others.initials:
        first, second = _folded(parts.given[0]), _folded(parts.patronymic[:1])
        after = rf"\s*{second}\.?" if second else r""
        before = rf"(?:\s*{second}\.)?" if second else r""
        forms += [rf"{surname}\s+{first}(?:\.?{after})?", rf"{first}\.{before}\s*{surname}"]
        if not parts.is_sure:
            forms.append(rf"{inflected(parts.given)}\s+{_folded(parts.surname[0])}\.?")
    if parts.is_sure and not others.surname:
        forms.append(surname if _SURNAME.search(parts.surname) else _capital(surname, parts.surname))
    if not forms or len(_stem(parts.surname)) < _LEAST_STEM:
        return None
    return re.compile(f"{_BEFORE}(?:{'|'.join(forms)}){_AFTER}", re.IGNORECASE)


def _capital(pattern: str, word: str) -> str:
    """Written with a capital letter: the same word may be no name («мороз»)."""
    return rf"(?-i:(?=[{word[0].upper()}])){pattern}"


def inflected(word: str) -> str:
    """A pattern of the word in any case."""
    stem = _stem(word)
    if not stem:
        return r"(?!)"
    return rf"{_folded(stem)}(?:{_ENDINGS})?"


def _folded(stem: str) -> str:
    return "".join("[её]" if char in "её" else re.escape(char) for char in stem.casefold())


def _stem(word: str) -> str:
    """The word without its ending, small letters, ё as е."""
    plain = word.casefold().replace("ё", "е")
    for ending in ("ий", "ая", "ой", "ый"):
        if plain.endswith(ending) and len(plain) > len(ending) + _LEAST_STEM:
            return plain[: -len(ending)]
    return plain[:-1] if len(plain) > _LEAST_STEM and plain[-1] in "аяйьоеи" else plain
