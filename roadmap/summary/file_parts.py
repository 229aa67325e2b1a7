"""A file that is too large to be sent goes in parts; each says what it holds."""

from collections.abc import Sequence
from dataclasses import dataclass

LARGEST_FILE = 45 * 1024 * 1024
"""What a messenger takes as one file, with room to spare."""
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePart:
    """`sheets` are those of a workbook; `measures` name the rows where they are not all."""

    data: bytes
    sheets: tuple[str, ...]
    measures: tuple[str, ...] = ()


def first_and_last(numbers: Sequence[str]) -> tuple[str, ...]:
    """A few names whole, of many the first and the last."""
    distinct = list(dict.fromkeys(numbers))
    return tuple(distinct) if len(distinct) <= _NAMED else (distinct[0], distinct[-1])
