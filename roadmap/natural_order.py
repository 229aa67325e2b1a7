"""Order of names as people expect it: «Школа № 2» before «Школа № 10»."""

import re
from functools import lru_cache

_YO = "е\uffff"
"""Between «е» and «ж», where the alphabet has it and its code does not."""
_NUMBER = re.compile(r"(\d+)")


@lru_cache(maxsize=4096)
def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A sorting key: runs of digits compare as numbers, letters whatever their case, «ё» after «е».

    The names of a department are sorted at every look at it.
    """
    parts = _NUMBER.split(name.casefold().replace("ё", _YO))
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)
