"""People by surname and initials: «Лугова Анна Петровна» → «Лугова А. П.»."""

import re

from roadmap.language.name_forms import ERASED, name_parts

_WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_PATRONYMIC = r"[А-ЯЁ][а-яё]*(?:вич|ьич|вн|ичн)(?:а|у|ем|ом|е|ой|ою|ы)?"
_FULL = re.compile(
    rf"(?<!\w)(?:(?P<surname>{_WORD})\s+(?P<given>{_WORD})\s+(?P<patronymic>{_PATRONYMIC})"
    rf"|(?P<given_first>{_WORD})\s+(?P<patronymic_second>{_PATRONYMIC})\s+(?P<surname_last>{_WORD}))(?!\w)"
)
_TWO_WORDS = re.compile(rf"{_WORD}\s+{_WORD}")
_NUMBERED = ERASED.partition("{")[0]


def initials(name: str) -> str:
    """The name of a person in short; one word, and the number of an erased person, stay as they are."""
    if name.startswith(_NUMBERED):
        return name
    parts = name_parts(name)
    letters = [f"{word[0].upper()}." for word in (parts.given, parts.patronymic) if word]
    return " ".join((parts.surname, *letters)) if parts.surname else name


def initials_if_person(name: str) -> str:
    """The same of a name that may be a unit's: a surname and a given name are two capitalised words."""
    return initials(name) if _TWO_WORDS.fullmatch(name.strip()) else with_initials(name)


def with_initials(words: str) -> str:
    """The same words with every full name in them, told by its patronymic, in short."""
    return _FULL.sub(_shortened, words)


def _shortened(found: re.Match[str]) -> str:
    surname = found["surname"] or found["surname_last"]
    given = found["given"] or found["given_first"]
    patronymic = found["patronymic"] or found["patronymic_second"]
    return f"{surname} {given[0]}. {patronymic[0]}."
