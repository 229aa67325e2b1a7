"""Order of names as people expect it: «Школа № 2» before «Школа № 10»."""

import re

_NUMBER = re.compile(r"(\d+)")


def natural(name: str) -> list[tuple[int, int, str]]:
    """A sorting key: runs of digits compare as numbers, letters whatever their case."""
    parts = _NUMBER.split(name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]
