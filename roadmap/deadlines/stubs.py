"""Parts of a rhythm's units that the edge of a plan has cut off: too short to have anything to report."""

from collections.abc import Sequence

from roadmap.deadlines.calendar_stretch import Stretch
from roadmap.deadlines.deadline import Deadline, Recurring, Rhythm, TimeUnit
from roadmap.deadlines.period import PlanPeriod, Window
from roadmap.deadlines.rhythm_grid import grid

LONG = frozenset({TimeUnit.MONTH, TimeUnit.QUARTER, TimeUnit.HALF_YEAR})


def without_stubs(found: Sequence[Window], deadline: Deadline, period: PlanPeriod) -> Sequence[Window]:
    """The windows without such parts: in a school year September is no quarter of its own.

    A part of at least half of its unit stays; so does whatever the words name, and the only window there is.
    """
    if not isinstance(deadline, Recurring) or deadline.times or not all(map(_is_plain, deadline.rhythms)):
        return found
    units = [unit for rhythm in deadline.rhythms for unit in grid(rhythm, period)]
    kept = [window for window in found if not any(_is_stub(window, unit, period) for unit in units)]
    return kept or found


def _is_plain(rhythm: Rhythm) -> bool:
    """Its windows are whole units: no day, no month of them is named."""
    is_whole = rhythm.every == 1 and rhythm.count == 1 and rhythm.counted_from is None
    return rhythm.unit in LONG and is_whole and rhythm.on is None and not rhythm.within


def _is_stub(window: Window, unit: Stretch, period: PlanPeriod) -> bool:
    first, last = unit
    is_cut = first < period.start or last > period.end
    if not is_cut or (window.first, window.last) != (max(first, period.start), min(last, period.end)):
        return False
    return 2 * ((window.last - window.first).days + 1) < (last - first).days + 1
