"""When two wordings of a document are the same words: what aliases and remembered answers are kept under."""

import re

_SPACES = re.compile(r"\s+")
_AFTER_INITIAL = re.compile(r"(?<=\b\w\.)\s+(?=\w)")
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_PERSON_WORDS = 2
_EDGES = " .,;:!\"'«»“”„()-"


_NUMBER_SIGN = re.compile(r"(?:№|\bn(?:o|о)?\.?)\s*(?=\d)")
_LOOKALIKES = str.maketrans(
    {
        "a": "а",
        "b": "в",
        "c": "с",
        "e": "е",
        "h": "н",
        "k": "к",
        "m": "м",
        "o": "о",
        "p": "р",
        "t": "т",
        "x": "х",
        "y": "у",
    }
)


def name_key(words: str) -> str:
    """What two spellings of one name share: «N 3» and «№3», Latin look-alikes, a surname before or after."""
    key = _NUMBER_SIGN.sub("№", normal(words)).translate(_LOOKALIKES)
    parts = key.split()
    is_person = len(parts) == _PERSON_WORDS and all(part.replace("-", "").isalpha() for part in parts)
    return " ".join(sorted(parts)) if is_person else key


def normal(words: str) -> str:
    """The words without case, spacing, quotes, kinds of dash and edge punctuation; "" stays ""."""
    folded = _HYPHENS.sub("-", _INVISIBLE.sub("", words)).casefold().replace("ё", "е")
    folded = re.sub('[«»“”„"]', "", folded)
    return _AFTER_INITIAL.sub("", _SPACES.sub(" ", folded)).strip(_EDGES)
