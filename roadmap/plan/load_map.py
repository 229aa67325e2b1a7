"""Who has how many days to keep in which month."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from roadmap.natural_order import natural

YearAndMonth = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadMap:
    """`counts` has a line for each name and a place for each month, from the first to the last."""

    names: tuple[str, ...]
    months: tuple[YearAndMonth, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def heaviest(self) -> tuple[str, YearAndMonth, int] | None:
        """Who has most in one month; None where nobody has anything."""
        cells = [
            (count, name, month)
            for name, line in zip(self.names, self.counts, strict=True)
            for month, count in zip(self.months, line, strict=True)
        ]
        count, name, month = max(cells, key=lambda cell: cell[0], default=(0, "", (0, 0)))
        return (name, month, count) if count else None


def load_map(counts: Mapping[tuple[str, YearAndMonth], int], most: int) -> LoadMap:
    """Of at most so many names, those with most days, in their natural order."""
    totals = Counter[str]()
    for (name, _), count in counts.items():
        totals[name] += count
    names = sorted((name for name, _ in totals.most_common(most)), key=natural)
    months = tuple(months_between({month for _, month in counts}))
    return LoadMap(
        names=tuple(names),
        months=months,
        counts=tuple(tuple(counts.get((name, month), 0) for month in months) for name in names),
    )


def months_between(months: Collection[YearAndMonth]) -> Sequence[YearAndMonth]:
    """Every month from the earliest to the latest of these."""
    if not months:
        return ()
    (first_year, first), (last_year, last) = min(months), max(months)
    return [
        (number // 12, number % 12 + 1)
        for number in range(first_year * 12 + first - 1, last_year * 12 + last)
    ]
