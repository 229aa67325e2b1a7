"""When two wordings of a document are the same words: what aliases and remembered answers are kept under."""

import re

_SPACES = re.compile(r"\s+")
_AFTER_INITIAL = re.compile(r"(?<=\b\w\.)\s+(?=\w)")
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_EDGES = " .,;:!\"'«»“”„()-"


def normal(words: str) -> str:
    """The words without case, spacing, quotes, kinds of dash and edge punctuation; "" stays ""."""
    folded = _HYPHENS.sub("-", _INVISIBLE.sub("", words)).casefold().replace("ё", "е")
    folded = re.sub('[«»“”„"]', "", folded)
    return _AFTER_INITIAL.sub("", _SPACES.sub(" ", folded)).strip(_EDGES)
