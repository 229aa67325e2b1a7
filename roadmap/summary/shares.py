"""Whole percents that sum to a hundred."""

from collections.abc import Sequence


def whole_percents(counts: Sequence[int]) -> list[int]:
    """Of each count; what rounding leaves over goes to those that lost most by it."""
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    exact = [100 * count / total for count in counts]
    percents = [int(share) for share in exact]
    order = sorted(range(len(counts)), key=lambda place: percents[place] - exact[place])
    for place in order[: 100 - sum(percents)]:
        percents[place] += 1
    return percents
