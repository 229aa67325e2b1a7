"""How often a rhythm denser than a month is asked about: routine work by itself, or by control points."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction

from roadmap.deadlines.deadline import (
    Deadline,
    Ongoing,
    Recurring,
    Rhythm,
    Time,
    TimeUnit,
    Weekdays,
    WholePeriod,
)

DAYS_IN_UNIT = {
    TimeUnit.DAY: Fraction(1),
    TimeUnit.WEEK: Fraction(7),
    TimeUnit.MONTH: Fraction(30),
    TimeUnit.QUARTER: Fraction(91),
    TimeUnit.HALF_YEAR: Fraction(182),
    TimeUnit.YEAR: Fraction(365),
}
SHORTEST_MONTH = 28


class ControlPace(StrEnum):
    """What a plan makes of routine work; `ROUTINE` leaves it to the monitoring."""

    ROUTINE = "routine"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    EACH = "each"


_UNITS = {ControlPace.MONTHLY: TimeUnit.MONTH, ControlPace.QUARTERLY: TimeUnit.QUARTER}


def is_routine(deadline: Deadline) -> bool:
    """Whether it comes round more than once a month: «ежедневно», «по средам», «2 раза в месяц»."""
    if not isinstance(deadline, Recurring):
        return False
    together: dict[object, Fraction] = {}
    for rhythm in deadline.rhythms:
        key = rhythm.unit, rhythm.within, rhythm.without, rhythm.thereafter
        together[key] = together.get(key, Fraction()) + _times_in_a_month(rhythm)
    return any(times > 1 for times in together.values())


def planned_deadline(deadline: Deadline, pace: ControlPace) -> Deadline:
    """The deadline a plan is laid by: of routine work one window of all its time, or the points chosen."""
    if not isinstance(deadline, Recurring) or not is_routine(deadline) or pace is ControlPace.EACH:
        return deadline
    if pace is ControlPace.ROUTINE:
        return Ongoing(times=_frames(deadline))
    rhythms = [
        replace(rhythm, unit=_UNITS[pace], every=1, count=1, on=None, counted_from=None)
        for rhythm in deadline.rhythms
    ]
    return replace(deadline, rhythms=tuple(dict.fromkeys(rhythms)))


def _times_in_a_month(rhythm: Rhythm) -> Fraction:
    days = len(rhythm.on.days) if isinstance(rhythm.on, Weekdays) else 1
    return SHORTEST_MONTH * rhythm.count * days / (DAYS_IN_UNIT[rhythm.unit] * rhythm.every)


def _frames(deadline: Recurring) -> tuple[Time, ...]:
    """What the rhythms keep to, and the times named beside them; the whole period where one keeps to none."""
    within: Iterable[Time] = (time for rhythm in deadline.rhythms for time in rhythm.within)
    if any(not rhythm.within for rhythm in deadline.rhythms):
        return (WholePeriod(),)
    return tuple(dict.fromkeys((*deadline.times, *within)))
