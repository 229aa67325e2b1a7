"""Splits a «Ответственные» cell into persons, bodies and collectives, keeping the document's words."""

import re

from documents.understanding.bodies import (
    AUTHORITY,
    BODY_HEAD,
    COLLECTIVES,
    LEGAL_FORMS,
    OWNERS,
    POST_MANY,
    POST_ONE,
    WHOLE_COLLECTIVE,
)
from documents.understanding.words import flat, fold, starts_low
from roadmap.imports.proposal import ProposedResponsible, ResponsibleKind

_INITIALS = r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?"
_SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_PERSON = re.compile(rf"(?<![\w.])(?:{_SURNAME}\s{{0,2}}{_INITIALS}|{_INITIALS}\s?{_SURNAME})(?![а-яё])")
_WHOLE_PERSON = re.compile(
    rf"^(?:{_PERSON.pattern}|{_SURNAME}\s{_SURNAME}\s[А-ЯЁ][а-яё]+(?:вич|вна|ична|ич))$"
)
_ONE = re.compile(rf"^(?:{POST_ONE})$")
_OWN_POST = re.compile(rf"^(?:{POST_ONE}|завуч|завхоз|зам\.?\w*)(?:[.\s]|$)")
_POST = re.compile(rf"^(?:{POST_ONE}|{POST_MANY})$")
_MANY = re.compile(rf"^(?:{POST_MANY})$")
_HEAD = re.compile(rf"^(?:{BODY_HEAD})$")
_ABBREVIATION = re.compile(r"^[А-ЯЁA-Z]{2,8}(?:-\d+)?$|^[А-ЯЁ]{1,4}[а-я]{1,3}[А-ЯЁ]{1,4}$")
_LONGEST_ABBREVIATION = 8
_BARE_NUMBERS = re.compile(r"^(?:№\s?)?\d{1,4}(?:\s+и\s+(?:№\s?)?\d{1,4})*$")
_BEFORE_NUMBER = re.compile(r"^[^«»\"()]*?(?:№|\bN|\bNo)\s?(?=\d{1,4}$)")
_LISTED = re.compile(r"(?:№|\bN|\bNo)\s?\d{1,4}\s+и\s+(?:№\s?)?\d{1,4}$")
_NUMBERS = re.compile(r"\s+и\s+(?=(?:№\s?)?\d{1,4}(?:\s|$))")
_NAMED_AFTER = re.compile(r"(?:^|\s)(?:им\.|имени)$", re.IGNORECASE)
_SEPARATOR = re.compile(r"[,;]")
_TOGETHER = re.compile(r"\s+совместно\s+со?\s+(?=[А-ЯЁ]{2,}(?:\s|$)|«)")
"""Before a name that has no case: «отдел совместно с МКУ «Центр»» are two."""
_GENITIVE_COLLECTIVE = re.compile(r"(?:организации|учреждении|школ|оо|оу)$")


def split_responsibles(cell: str, *, soft_breaks: bool = False) -> tuple[ProposedResponsible, ...]:
    """The names of the cell in order. `soft_breaks`: line breaks are wrapping and separate nothing."""
    text = flat(cell) if soft_breaks else cell
    names = [name for part in _whole_numbers(_parts(text)) for name in _names(part)]
    return tuple(_responsible(name) for name in _with_posts(names))


def _with_posts(names: list[str]) -> list[str]:
    """«Лугова А.П.», «зам. начальника» → one name: a single post after a person says who that is."""
    whole: list[str] = []
    for name in names:
        if whole and _WHOLE_PERSON.match(whole[-1]) and _is_own_post(name):
            whole[-1] += f", {name}"
        else:
            whole.append(name)
    return whole


def _is_own_post(name: str) -> bool:
    word = fold(name).split()[0] if name.split() else ""
    return starts_low(name) and bool(_OWN_POST.match(word)) and not _PERSON.search(name)


def _parts(text: str) -> list[str]:
    """Cut at commas, semicolons and line breaks outside brackets and quotes."""
    parts: list[str] = []
    for line in _lines(text):
        depth, current = 0, ""
        for char in line:
            depth += (char in "(«") - (char in ")»")
            if depth <= 0 and _SEPARATOR.match(char):
                parts.append(current)
                current, depth = "", 0
            else:
                current += char
        parts.append(current)
    parts = [whole for part in parts for whole in _TOGETHER.split(part)]
    return [
        part
        for part in (flat(part).strip(" .-–—•") if _is_marker(part) else flat(part) for part in parts)
        if part
    ]


def _whole_numbers(parts: list[str]) -> list[str]:
    """«СОШ № 1», «2», «3 и 4» → four schools: a bare number takes the words before the number above."""
    whole: list[str] = []
    for part in parts:
        for number in _NUMBERS.split(part) if _BARE_NUMBERS.match(part) or _LISTED.search(part) else [part]:
            before = _BEFORE_NUMBER.match(whole[-1]) if whole and _BARE_NUMBERS.match(number) else None
            whole.append(f"{before.group()}{number.lstrip('№NnoО. ')}" if before else number)
    return whole


def _is_marker(part: str) -> bool:
    return flat(part)[:1] in "-–—•" or not any(map(str.isalnum, part))


def _lines(text: str) -> list[str]:
    """Line breaks separate names, unless the next line finishes the name above."""
    lines: list[str] = []
    for line in filter(None, map(flat, text.split("\n"))):
        if lines and _finishes(lines[-1], line):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


def _finishes(above: str, line: str) -> bool:
    if line.startswith("(") or above.count("(") > above.count(")") or above.endswith((" и", "-")):
        return True
    return starts_low(line) and not above.endswith((",", ";")) and not _POST.match(fold(line.split()[0]))


def _names(part: str) -> list[str]:
    """Cut where a complete name is followed by the beginning of another."""
    if _is_capitals(part):
        return [part]
    tokens = _tokens(part)
    names: list[list[str]] = []
    for token in tokens:
        if names and not _begins(token, names[-1]):
            names[-1].append(token)
        else:
            names.append([token])
    return [" ".join(name) for name in names]


def _is_capitals(part: str) -> bool:
    """A name typed all in capitals, where an abbreviation cannot be told from a word."""
    return part.isupper() and any(len(word) > _LONGEST_ABBREVIATION for word in part.split())


def _tokens(part: str) -> list[str]:
    """Words; a person, and anything in brackets or quotes with the word before it, are one token each."""
    persons = [match.span() for match in _PERSON.finditer(part)]
    named = [first for first, _ in persons if _NAMED_AFTER.search(part[:first].rstrip())]
    tokens: list[str] = []
    start, depth = 0, 0
    for index, char in enumerate(part):
        depth += (char in "(«") - (char in ")»")
        inside = any(first < index < last for first, last in persons)
        if char == " " and depth <= 0 and not inside and index + 1 not in named:
            tokens.append(part[start:index])
            start = index + 1
    tokens.append(part[start:])
    joined: list[str] = []
    for token in filter(None, tokens):
        if joined and token[0] in "(«№":
            joined[-1] += f" {token}"
        else:
            joined.append(token)
    return joined


def _begins(token: str, name: list[str]) -> bool:
    """Whether the token begins a new name after the words of `name`."""
    if _WHOLE_PERSON.match(token):
        return not _ONE.match(fold(name[0]))
    if not _is_complete(name):
        return False
    word = fold(token)
    if _WHOLE_PERSON.match(name[-1]):
        return True
    if _is_abbreviation(token):
        return _breaks_before(token, name)
    if token[0].isupper():
        return bool(_POST.match(word) or _HEAD.match(word))
    return bool(_MANY.match(word)) and _is_abbreviation(name[-1])


def _breaks_before(token: str, name: list[str]) -> bool:
    """«Руководители ОО | ИМЦ УО», «МКУО ЦОКО», «Методисты ИМЦ УО»."""
    last = _bare(name[-1])
    if _is_abbreviation(last):
        if last in LEGAL_FORMS and token not in LEGAL_FORMS:
            return False
        return last in COLLECTIVES or last in OWNERS or token not in OWNERS
    words = fold(" ".join(name))
    if AUTHORITY.match(words):
        return token not in OWNERS
    return bool(WHOLE_COLLECTIVE.match(words) or _GENITIVE_COLLECTIVE.search(fold(name[-1])))


def _is_complete(name: list[str]) -> bool:
    """Whether the words so far can stand alone: not a bare post or an adjective waiting for its noun."""
    last = _bare(name[-1])
    if all(token in LEGAL_FORMS for token in name):
        return False
    if last.endswith((".", "/")) and not _PERSON.search(last):
        return False
    if fold(last) in {"и", "в", "по", "от", "для", "на", "с", "при", "за"}:
        return False
    return (
        len(name) > 1 or _is_abbreviation(last) or bool(_PERSON.search(last)) or bool(_MANY.match(fold(last)))
    )


def _bare(token: str) -> str:
    return token.split(" ")[0].strip("()«»,;:") if token else token


def _is_abbreviation(token: str) -> bool:
    return bool(_ABBREVIATION.match(_bare(token)))


def _responsible(text: str) -> ProposedResponsible:
    found = [
        match for match in _PERSON.finditer(text) if not _NAMED_AFTER.search(text[: match.start()].rstrip())
    ]
    persons = tuple(match.group() for match in found)
    if (named := _before_post(text)) is not None:
        return ProposedResponsible(text=text, kind=ResponsibleKind.PERSON, persons=(named,))
    if _WHOLE_PERSON.match(text) or (persons and _ONE.match(fold(text.split()[0]))):
        return ProposedResponsible(text=text, kind=ResponsibleKind.PERSON, persons=persons or (text,))
    kind = ResponsibleKind.COLLECTIVE if is_collective(text) else ResponsibleKind.BODY
    return ProposedResponsible(text=text, kind=kind, persons=persons)


def _before_post(text: str) -> str | None:
    """The person of «Лугова А.П., зам. начальника»; None where no post follows a person."""
    name, _, post = text.partition(", ")
    if post and _WHOLE_PERSON.match(name):
        return name if _is_own_post(post) else None
    first = _PERSON.match(text)
    return first.group() if first and _is_own_post(text[first.end() :].strip()) else None


def is_collective(text: str) -> bool:
    """«ОО», «Руководители ОО», «образовательные организации»: many organisations under one name."""
    words = text.split()
    if WHOLE_COLLECTIVE.match(fold(text)):
        return True
    if not words or not _MANY.match(fold(words[0])):
        return len(words) == 1 and words[0] in COLLECTIVES
    return words[-1] in COLLECTIVES or len(words) == 1 or bool(_GENITIVE_COLLECTIVE.search(fold(text)))
