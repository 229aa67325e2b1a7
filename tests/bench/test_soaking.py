"""A soak tells what stays flat from what grows."""

from datetime import UTC, datetime, timedelta

import pytest

from bench.soaking import MEGABYTE, Growth, Sample, Windows, verdicts

BEGAN = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


def sampled(
    *,
    memory: int = 0,
    descriptors: int = 0,
    tasks: int = 0,
    slower: float = 0.0,
    mood: float = 0.0,
    base: int = 4096,
    days: int = 40,
) -> list[Sample]:
    """A sample a day, ten reports each; what is named grows by so much a day."""
    return [
        Sample(
            at=BEGAN + timedelta(days=day),
            memory=100 * MEGABYTE + day * memory,
            descriptors=20 + day * descriptors,
            tasks=10 + day * tasks,
            base=MEGABYTE + day * 10 * base,
            deeds=day * 10,
            presses=[0.01 + day * slower] * 5,
            works=[0.004 + day * mood] * 5,
        )
        for day in range(days)
    ]


def missed(samples: list[Sample]) -> list[str]:
    return [verdict.promised.split()[0] for verdict in verdicts(samples) if not verdict.is_kept]


def test_what_stays_as_it_is_is_flat() -> None:
    assert missed(sampled()) == []


@pytest.mark.parametrize(
    ("samples", "named"),
    [
        (sampled(memory=MEGABYTE), "memory"),
        (sampled(descriptors=2), "descriptors"),
        (sampled(tasks=1), "tasks"),
        (sampled(slower=0.01), "presses"),
        (sampled(base=20 * 1024), "the"),
    ],
    ids=["memory", "descriptors", "tasks", "latency", "base"],
)
def test_what_grows_without_reason_is_named_alone(samples: list[Sample], named: str) -> None:
    assert missed(samples) == [named]


def test_a_press_that_is_slower_with_the_whole_machine_is_not_held_against_it() -> None:
    assert missed(sampled(slower=0.01, mood=0.004)) == []


def test_what_grows_while_it_warms_up_is_not_held_against_it() -> None:
    cold = sampled(memory=MEGABYTE, days=10)
    warm = [*cold, *(each for each in sampled(days=40)[10:])]
    steady = [Sample(at=s.at, memory=cold[-1].memory, descriptors=20, tasks=10, base=s.base, deeds=s.deeds,
                     presses=s.presses, works=s.works) for s in warm[10:]]  # fmt: skip

    assert missed([*cold, *steady]) == []


def test_the_base_is_told_for_a_thousand_people_and_a_year() -> None:
    growth = Growth(bytes=MEGABYTE, deeds=100, passed=timedelta(days=73))

    assert growth.per_thousand_and_year(2_000) == pytest.approx(2.5 * MEGABYTE)
    assert growth.per_deed == pytest.approx(MEGABYTE / 100)


def test_too_few_samples_are_not_compared() -> None:
    with pytest.raises(ValueError, match="too few"):
        Windows.of(sampled(days=7))
