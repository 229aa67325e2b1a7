"""Order of names as people expect it: «Школа № 2» before «Школа № 10»."""

import re
from functools import lru_cache

_NUMBER = re.compile(r"(\d+)")


@lru_cache(maxsize=4096)
def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A sorting key: runs of digits compare as numbers, letters whatever their case.

    The names of a department are sorted at every look at it.
    """
    parts = _NUMBER.split(name.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)
