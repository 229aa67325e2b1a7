"""Whether what is sampled over months stays flat: windows, limits, and what the base grows by."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bench.figures import median
from bench.table import Verdict

MEGABYTE = 2**20
YEAR = timedelta(days=365)
MEMORY_SHARE, MEMORY_SPARED = 0.10, 8 * MEGABYTE
"""Memory may differ by this share, and by so much however small it is: arenas are not given back at once."""
DESCRIPTORS_SPARED = 32
"""Eight connections to the base, of three files each, and lines to Telegram, opened when first needed."""
TASKS_SPARED = 4
"""They come and go with what is under way."""
SLOWER, SLOWER_SPARED = 1.5, 0.02
"""A press may take so many times as long and so many seconds more, measured by what the machine takes for a
fixed piece of work at the same time: a shared one has its moods."""
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
    works: Sequence[float]
    """Seconds the machine took for a fixed piece of work, again and again between the presses."""


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

    def middles(self, of: Callable[[Sample], Sequence[float]]) -> tuple[float, float]:
        """The median of all these seconds in either window."""
        early, late = ([s for each in window for s in of(each)] for window in (self.early, self.late))
        return median(early), median(late)


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


def verdicts(samples: Sequence[Sample], processes: int = 1) -> list[Verdict]:
    """Flat, or grown as it may: one line of each. What is spared, each of the processes is spared."""
    windows, growth = Windows.of(samples), Growth.of(samples)
    return [
        _memory(processes, *windows.medians(lambda each: each.memory)),
        _held("descriptors", DESCRIPTORS_SPARED * processes, *windows.medians(lambda each: each.descriptors)),
        _held("tasks", TASKS_SPARED * processes, *windows.medians(lambda each: each.tasks)),
        _latency(windows.middles(lambda each: each.presses), windows.middles(lambda each: each.works)),
        Verdict(
            promised=f"the base grows by deeds: at most {BASE_PER_DEED // 1024} KB a report or decision",
            measured=f"{growth.per_deed / 1024:.1f} KB",
            is_kept=growth.per_deed <= BASE_PER_DEED,
        ),
    ]


def _memory(processes: int, early: float, late: float) -> Verdict:
    spared = MEMORY_SPARED * processes
    limit = early + max(early * MEMORY_SHARE, spared)
    return Verdict(
        promised=f"memory flat: within {MEMORY_SHARE:.0%} or {spared // MEGABYTE} MB",
        measured=f"{early / MEGABYTE:.0f} and {late / MEGABYTE:.0f} MB",
        is_kept=late <= limit,
    )


def _held(what: str, spared: int, early: float, late: float) -> Verdict:
    return Verdict(
        promised=f"{what} flat: within {spared}",
        measured=f"{early:.0f} and {late:.0f}",
        is_kept=late <= early + spared,
    )


def _latency(presses: tuple[float, float], works: tuple[float, float]) -> Verdict:
    mood = max(works[1] / works[0], 1.0)
    return Verdict(
        promised=f"presses slow down only with the machine: {SLOWER} times, {SLOWER_SPARED * 1000:.0f} ms",
        measured="{:.0f} and {:.0f} ms, the machine {:.2f} and {:.2f} ms".format(
            *(seconds * 1000 for seconds in (*presses, *works))
        ),
        is_kept=presses[1] <= presses[0] * mood * SLOWER + SLOWER_SPARED,
    )
