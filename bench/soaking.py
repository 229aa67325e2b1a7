"""Whether what is sampled over months stays flat: windows, limits, and what the base grows by."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bench.figures import median, percentile
from bench.table import Verdict

MEGABYTE = 2**20
YEAR = timedelta(days=365)
MEMORY_SHARE, MEMORY_SPARED = 0.10, 8 * MEGABYTE
"""Memory may differ by this share, and by so much however small it is: arenas are not given back at once."""
HELD_SPARED = 4
"""Descriptors and tasks come and go with requests under way."""
SLOWER, SLOWER_SPARED = 1.5, 0.02
"""A press may take so many times as long and so many seconds more: a shared machine has its moods."""
BASE_PER_DEED = 16 * 1024
"""A report, its decision and the messages about it leave rows of about so many bytes with their indexes."""
FEWEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """At one moment of the moved clock; `presses` are seconds from a press to its card since the last one."""

    at: datetime
    memory: int
    descriptors: int
    tasks: int
    base: int
    deeds: int
    """Reports and decisions so far."""
    presses: Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """What is compared: the first quarter is warming up and left out, the second stands against the last."""

    early: Sequence[Sample]
    late: Sequence[Sample]

    @classmethod
    def of(cls, samples: Sequence[Sample]) -> "Windows":
        """ValueError for fewer samples than can be compared."""
        if len(samples) < FEWEST:
            raise ValueError(f"{len(samples)} samples are too few to compare: {FEWEST} at least")
        quarter = len(samples) // 4
        return cls(early=samples[quarter : 2 * quarter], late=samples[-quarter:])

    def medians(self, of: Callable[[Sample], int]) -> tuple[float, float]:
        return median([of(each) for each in self.early]), median([of(each) for each in self.late])

    def latency(self, share: float) -> tuple[float, float]:
        """This percentile of the presses of either window."""
        early, late = ([s for each in window for s in each.presses] for window in (self.early, self.late))
        return percentile(early, share), percentile(late, share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """Of the base, from the first sample to the last."""

    bytes: int
    deeds: int
    passed: timedelta

    @classmethod
    def of(cls, samples: Sequence[Sample]) -> "Growth":
        first, last = samples[0], samples[-1]
        return cls(bytes=last.base - first.base, deeds=last.deeds - first.deeds, passed=last.at - first.at)

    def per_thousand_and_year(self, people: int) -> float:
        """Bytes for each 1,000 people and year."""
        return self.bytes / (people / 1000) / (self.passed / YEAR)

    @property
    def per_deed(self) -> float:
        return self.bytes / max(self.deeds, 1)


def verdicts(samples: Sequence[Sample]) -> list[Verdict]:
    """Flat, or grown as it may: one line of each."""
    windows, growth = Windows.of(samples), Growth.of(samples)
    return [
        _memory(*windows.medians(lambda each: each.memory)),
        _held("descriptors", *windows.medians(lambda each: each.descriptors)),
        _held("tasks", *windows.medians(lambda each: each.tasks)),
        _latency(*windows.latency(0.95)),
        Verdict(
            promised=f"the base grows by deeds: at most {BASE_PER_DEED // 1024} KB a report or decision",
            measured=f"{growth.per_deed / 1024:.1f} KB",
            is_kept=growth.per_deed <= BASE_PER_DEED,
        ),
    ]


def _memory(early: float, late: float) -> Verdict:
    limit = early + max(early * MEMORY_SHARE, MEMORY_SPARED)
    return Verdict(
        promised=f"memory flat: within {MEMORY_SHARE:.0%} or {MEMORY_SPARED // MEGABYTE} MB",
        measured=f"{early / MEGABYTE:.0f} and {late / MEGABYTE:.0f} MB",
        is_kept=late <= limit,
    )


def _held(what: str, early: float, late: float) -> Verdict:
    return Verdict(
        promised=f"{what} flat: within {HELD_SPARED}",
        measured=f"{early:.0f} and {late:.0f}",
        is_kept=late <= early + HELD_SPARED,
    )


def _latency(early: float, late: float) -> Verdict:
    return Verdict(
        promised=f"a press is no slower: p95 within {SLOWER} times and {SLOWER_SPARED * 1000:.0f} ms",
        measured=f"{early * 1000:.0f} and {late * 1000:.0f} ms",
        is_kept=late <= early * SLOWER + SLOWER_SPARED,
    )
