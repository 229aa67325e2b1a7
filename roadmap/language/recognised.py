"""Which known name other words mean: «СОШ № 5» is «Школа № 5», «РМЦ» a centre by its first letters."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

from roadmap.language.name_forms import name_parts
from roadmap.wording import name_key, normal

K = TypeVar("K", bound=Hashable)
Sign = frozenset[str]

_TOKEN = re.compile(r"\d+|[а-я]+")
_ENDING = re.compile(
    r"(?:[оеыи]го|[оеыи]му|[ыия]ми|ами|[оеыи]й|[аоуюяе]я|[ое]е|[ую]ю|[ыиоеая]м|[ыиая]х|ов|[аеиоуыюяьй])$"
)
_LEAST_STEM = 3
_KINDS = (
    (re.compile(r"школ[аеуыой]{0,2}|[сон]ош"), ("школа",)),
    (re.compile(r"лице[йяюем]{0,2}"), ("лицей",)),
    (re.compile(r"гимнази[яиюей]{0,2}"), ("гимназия",)),
    (re.compile(r"м?[а-я]?доу|дс"), ("детск", "сад")),
    (re.compile(r"м[бка]?(?:оу|у)|г[бка]?оу|средн\w+|основн\w+|общеобразовательн\w+"), ()),
    (re.compile(r"муниципальн\w+|бюджетн\w+|казенн\w+|автономн\w+"), ()),
)
_BODIES = frozenset({"школа", "лицей", "гимназия", "детск", "сад"})
_TAIL = re.compile(r"(?<=\d)\s*,?\s+(?:им\.?|имени|г|п|с|д|пос|пгт|ст)\b.*")
_ABBREVIATION = re.compile(r"[А-ЯЁ]{2,7}")
_INITIALS_FIRST = re.compile(r"([А-ЯЁ])\.\s*(?:([А-ЯЁ])\.)?\s*([А-ЯЁ][а-яё-]+)$")
_QUOTED = re.compile(r"[«„“\"].*?[»”“\"]")
_SMALL = frozenset({"и", "по", "в", "на", "для", "с", "при"})
_LEGAL_FORM = re.compile(
    r"^(?:(?:м|г|р)[бка]?у(?:до|к)?|[мг]о?[бка]?оу|(?:муниципальн|государственн|бюджетн|казенн|автономн)\w+"
    r"|учреждени\w+|до|дпо|дополнительного|образования)\s+(?=\S)"
)
"""A word of the form it is registered in, folded: the name is what stands after all of them."""
_OWN = re.compile(r"наш\w*\s+(управлени|отдел|комитет|департамент)\w*")


class Recognised(Generic[K]):
    """Known names ready to be met in other words; what may be two of them is left to a human."""

    def __init__(
        self,
        units: Iterable[tuple[K, str]],
        persons: Iterable[tuple[K, str]],
        own: tuple[K, str] | None = None,
    ) -> None:
        units, self._own = list(units), own
        self._signs = _bearers(units, sign)
        self._short_signs = _bearers(units, lambda name: sign(_TAIL.sub("", normal(name))))
        self._initials = _bearers(units, abbreviation)
        self._bare = _bearers(units, bare_name)
        self._persons: dict[str, list[tuple[K, str]]] = {}
        for key, name in persons:
            self._persons.setdefault(normal(name_parts(name).surname), []).append((key, _initials(name)))

    def unit(self, words: str) -> K | None:
        """The one organisation these words mean; None where there is none or more than one."""
        if self._own is not None and means_own(words, self._own[1]):
            return self._own[0]
        if _ABBREVIATION.fullmatch(words.strip()):
            return _only(self._initials, name_key(words))
        said = sign(words)
        if not said:
            return _only(self._bare, bare_name(words))
        return _only(self._signs, said) or _only(self._short_signs, said)

    def person(self, words: str) -> K | None:
        """The one person with this surname and these initials; None where another may bear them."""
        surname_first = _INITIALS_FIRST.sub(r"\3 \1 \2", words.strip())
        parts, said = name_parts(surname_first), _initials(surname_first)
        if len(parts.given) != 1 or len(parts.patronymic) > 1:
            return None
        alike = self._persons.get(normal(parts.surname), [])
        may_be = [(key, known) for key, known in alike if known.startswith(said) or said.startswith(known)]
        (key, known) = may_be[0] if len(may_be) == 1 else (None, "")
        return key if known.startswith(said) else None


def means_own(words: str, department: str) -> bool:
    """Whether somebody of the department calls it so: «наше управление»."""
    found = _OWN.fullmatch(normal(words))
    return found is not None and found[1] in normal(department)


def sign(words: str) -> Sign:
    """What all spellings of an organisation share, in any case; empty where they tell it from no other."""
    found: set[str] = set()
    for token in _TOKEN.findall(name_key(words)):
        found.update(_stems(token))
    return frozenset(found) if found - _BODIES and found & _BODIES else frozenset()


def abbreviation(name: str) -> str:
    """The first letters of the words of a name, as `name_key` folds them; "" for one word, or a number."""
    words = [word for word in normal(_QUOTED.sub(" ", name)).split() if word not in _SMALL]
    is_of_words = len(words) > 1 and all(word.replace("-", "").isalpha() for word in words)
    return name_key("".join(word[0] for word in words)) if is_of_words else ""


def bare_name(words: str) -> str:
    """The name without its legal form; "" where only one word is left."""
    name = normal(words)
    while (shorter := _LEGAL_FORM.sub("", name)) != name:
        name = shorter
    return name_key(name) if " " in name else ""


def _stems(token: str) -> tuple[str, ...]:
    for pattern, stems in _KINDS:
        if pattern.fullmatch(token):
            return stems
    shorter = _ENDING.sub("", token)
    return (shorter if len(shorter) >= _LEAST_STEM else token,)


def _initials(name: str) -> str:
    return name_parts(name).initials.replace("ё", "е")


S = TypeVar("S", str, Sign)


def _bearers(units: Iterable[tuple[K, str]], spelled: Callable[[str], S]) -> dict[S, set[K]]:
    found: dict[S, set[K]] = {}
    for key, name in units:
        found.setdefault(spelled(name), set()).add(key)
    return found


def _only(bearers: Mapping[S, set[K]], spelled: S) -> K | None:
    found = bearers.get(spelled, set()) if spelled else set()
    return next(iter(found)) if len(found) == 1 else None
