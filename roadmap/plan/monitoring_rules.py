"""How often the monitoring asks about a road map, and on which working days it opens, reminds and closes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any

from roadmap.deadlines.period import Window
from roadmap.ids import MeasureId

ONE_DAY = timedelta(days=1)


class MonitoringRhythm(StrEnum):
    """BY_HAND: nothing is asked until somebody presses."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    BY_HAND = "by_hand"


MONTHS = {
    MonitoringRhythm.MONTHLY: 1,
    MonitoringRhythm.QUARTERLY: 3,
    MonitoringRhythm.HALF_YEARLY: 6,
    MonitoringRhythm.YEARLY: 12,
    MonitoringRhythm.BY_HAND: 3,
}
"""How many calendar months one period has; what is collected by hand stands in its quarter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringRules:
    """What a road map says of its monitoring.

    It opens over the last `opens` working days of a period and closes `closes` working days after its end;
    the silent are reminded `nudges` working days after it has opened. `measure_id` is the measure of the plan
    that is the monitoring itself: its due day closes the campaign, and the result settles it.
    """

    rhythm: MonitoringRhythm = MonitoringRhythm.QUARTERLY
    opens: int = 5
    closes: int = 0
    nudges: tuple[int, ...] = (1, 3)
    measure_id: MeasureId | None = None
    due_days: tuple[date, ...] = ()
    """The days that measure falls due. They stand in the plan, not with these rules."""

    def due_for(self, window: Window) -> date | None:
        """Which of them is meant for this period: the nearest to its end, if any is near."""
        near = [day for day in self.due_days if is_near(window, day)]
        return min(near, key=lambda day: abs(day - window.last), default=None)


NEAR = timedelta(days=45)


def is_near(window: Window, day: date) -> bool:
    """Whether a day may be meant for this period: not before it, and not long before or after its end."""
    return window.first < day and abs(day - window.last) <= NEAR


def rules_to_json(rules: MonitoringRules) -> dict[str, Any]:
    """As it is stored with the road map."""
    return {
        "rhythm": rules.rhythm.value,
        "opens": rules.opens,
        "closes": rules.closes,
        "nudges": list(rules.nudges),
        "measure_id": rules.measure_id,
    }


def rules_from_json(stored: Mapping[str, Any] | None) -> MonitoringRules:
    """The same read back; the usual rules where nothing was chosen."""
    if not stored:
        return MonitoringRules()
    measure_id = stored.get("measure_id")
    return MonitoringRules(
        rhythm=MonitoringRhythm(stored["rhythm"]),
        opens=stored["opens"],
        closes=stored["closes"],
        nudges=tuple(stored["nudges"]),
        measure_id=MeasureId(measure_id) if measure_id is not None else None,
    )


def period_of(rhythm: MonitoringRhythm, day: date) -> Window:
    """The calendar month, quarter, half or year this day is in, whatever the plan's own period is."""
    months = MONTHS[rhythm]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Window(first=first, last=_months_later(first, months) - ONE_DAY)


def period_after(rhythm: MonitoringRhythm, period: Window) -> Window:
    """The next one."""
    return period_of(rhythm, _months_later(period.first, MONTHS[rhythm]))


def period_before(rhythm: MonitoringRhythm, period: Window) -> Window:
    """The one before."""
    return period_of(rhythm, period.first - ONE_DAY)


def rhythm_of_days(days: list[date]) -> MonitoringRhythm | None:
    """What rhythm days that were laid for a year or more come round in; None where there are too few."""
    gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
    if not gaps:
        return None
    usual = gaps[len(gaps) // 2]
    bounds = (
        (45, MonitoringRhythm.MONTHLY),
        (135, MonitoringRhythm.QUARTERLY),
        (270, MonitoringRhythm.HALF_YEARLY),
    )
    return next((rhythm for most, rhythm in bounds if usual <= most), MonitoringRhythm.YEARLY)


def _months_later(first: date, months: int) -> date:
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)
