"""Whether two names may be one person's: by whole words and initials, in any order."""

from collections.abc import Sequence

_MIN_SHARED = 2


def name_words(name: str) -> frozenset[str]:
    """The words a person is found by: «Лугова А. П.» → «лугова», «а», «п»."""
    return frozenset(_words(name))


def are_alike(one: str, other: str) -> bool:
    """«Лугова А. П.» and «Анна Петровна Лугова»: each word of the shorter name stands for one of the longer.

    A surname alone is nobody; of two full names both words have to agree.
    """
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    if len(shorter) < _MIN_SHARED or not any(len(word) > 1 and word in longer for word in shorter):
        return False
    return _fits(shorter, longer)


def _words(name: str) -> list[str]:
    return name.casefold().replace("ё", "е").replace(".", " ").split()


def _fits(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether the words can be laid on each other, whole words first."""
    free = list(longer)
    for word in sorted(shorter, key=len, reverse=True):
        match = next((each for each in free if _stands_for(word, each)), None)
        if match is None:
            return False
        free.remove(match)
    return True


def _stands_for(word: str, other: str) -> bool:
    return word == other or (1 in (len(word), len(other)) and word[0] == other[0])
