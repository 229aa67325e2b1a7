"""Keys that begin with the channel, channel by channel."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

Number = TypeVar("Number", bound=int)


def by_channel(keys: Iterable[tuple[str, Number]]) -> Mapping[str, list[Number]]:
    """The numbers of each channel: SQLite finds many numbers of one channel by an index, not many pairs."""
    numbers: dict[str, list[Number]] = {}
    for channel, number in keys:
        numbers.setdefault(channel, []).append(number)
    return numbers
