"""What a road map is called on a button: the words of its title that tell it from others."""

import re
from collections.abc import Collection

LONGEST = 36
_SAID_OF_EVERY = re.compile(
    r"(муниципальн\w+|региональн\w+|районн\w+|комплексн\w+|план\w*|комплекс\w*|мероприяти\w+|мер|"
    r"\(?«?дорожн\w+ карт\w+»?\)?|программ\w+|реализаци\w+|и|на)\b[\s,:.–—-]*|[«»\"“”()]+\s*",
    re.IGNORECASE,
)
_HANGING = re.compile(r"(\s+(в|во|на|по|с|со|о|об|и|за|к|ко|для|у|от|из|при|под))+\Z", re.IGNORECASE)
_MINUTES = re.compile(r"протокол\b", re.IGNORECASE)
_NUMBER = re.compile(r"№\s*([\w/-]{1,12})")
_DAY = re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b")
_BY = re.compile(r"по\s+(\w+)", re.IGNORECASE)
_ADJECTIVE = re.compile(
    r"\s+\w+(?:ого|его|ому|ему|ой|ей|ых|их|ым|ими|ыми|ая|яя|ое|ее|ые|ие|ую|юю)\Z", re.IGNORECASE
)
"""The last word of a cut phrase, where its noun is cut off: «качества общего»."""
_HEAD = re.compile(r"\b(план|программ|комплекс)(?:а|ы|у|ом|ой)?\b", re.IGNORECASE)
_HEADS = {"план": "План", "программ": "Программа", "комплекс": "Комплекс мер"}
_DOINGS = (("нию", "ние"), ("тию", "тие"), ("ции", "ция"), ("вке", "вка"), ("тке", "тка"), ("жке", "жка"))
"""What is done, in the dative and in the nominative: «развитию», «подготовке», «организации»."""
_EDGE = ' ,;:.–—-«("'
_YEARS = re.compile(r"[\s,]*(на|в)?\s*\(?20\d\d\b.*\Z", re.IGNORECASE | re.DOTALL)


def short_name(title: str, taken: Collection[str] = ()) -> str:
    """At most `LONGEST` characters of the title, unlike the names that are taken."""
    words = " ".join(title.split())
    telling = _of_minutes(words) or _named(_without_preamble(words)) or words
    name = _cut(telling[:1].upper() + telling[1:], LONGEST)
    known = {each.casefold() for each in taken}
    number = 2
    unlike = name
    while unlike.casefold() in known:
        mark = f" ({number})"
        unlike = _cut(name, LONGEST - len(mark)) + mark
        number += 1
    return unlike


def _of_minutes(words: str) -> str:
    """«Протокол № 4 от 12.12.2026»; "" for any other title, and for one that names neither."""
    if not _MINUTES.match(words):
        return ""
    number, day = _NUMBER.search(words), _DAY.search(words)
    said = (f"№ {number[1]}" if number else "", f"от {day[0]}" if day else "")
    return " ".join(filter(None, ("Протокол", *said))) if any(said) else ""


def _without_preamble(words: str) -> str:
    """Without what every title begins with, and without the years at its end."""
    rest = _YEARS.sub("", words)
    while (found := _SAID_OF_EVERY.match(rest)) and found.end():
        rest = rest[found.end() :]
    head = _HEAD.search(words[: len(_YEARS.sub("", words)) - len(rest)])
    rest = rest.strip(" .,:–—-")
    rest = rest if rest.count("«") == rest.count("»") else rest.strip("«»")
    is_of_head = head is not None and rest[:1].islower() and not _BY.match(rest)
    return f"{_HEADS[head[1].lower()]} {rest}" if head and is_of_head else rest


def _named(words: str) -> str:
    """«По повышению качества» lost its noun, the plan: «Повышение качества»; else «План по…»."""
    found = _BY.match(words)
    if found is None:
        return words
    for dative, nominative in _DOINGS:
        if found[1].endswith(dative):
            return found[1].removesuffix(dative) + nominative + words[found.end() :]
    return f"План {words[0].lower()}{words[1:]}"


def _cut(words: str, limit: int) -> str:
    """Whole words as far as they fit, no preposition last, with «…» for the rest."""
    if len(words) <= limit:
        return words
    return whole_phrase(words, limit)[: limit - 1] + "…"


def whole_phrase(words: str, limit: int) -> str:
    """Whole words as far as they fit; no preposition and no adjective without its noun is last."""
    flat = " ".join(words.split())
    if len(flat) <= limit:
        return flat.rstrip(_EDGE)
    whole = flat[: limit + 1].rsplit(" ", 1)[0] if " " in flat[:limit] else flat[:limit]
    return _HANGING.sub("", _ADJECTIVE.sub("", _HANGING.sub("", whole.rstrip(_EDGE)))).rstrip(_EDGE)
