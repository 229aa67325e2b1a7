"""What is drawn of a road map, as numbers: progress, discipline, the year, who is loaded when."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from roadmap.ids import DutyId
from roadmap.natural_order import natural
from roadmap.plan.load_map import LoadMap, YearAndMonth, load_map, months_between
from roadmap.summary.discipline import Discipline, discipline
from roadmap.summary.summary_views import OVERDUE, RoadMapSummary, Standing, SummaryDuty


class Share(StrEnum):
    """What a bar is made of, in this order."""

    DONE = "done"
    WAITING = "waiting"
    AHEAD = "ahead"
    OVERDUE = "overdue"


Shares = Mapping[Share, int]


def share_of(owed: SummaryDuty) -> Share | None:
    """None for what is not asked for any more."""
    match owed.standing:
        case Standing.WITHDRAWN | Standing.PAUSED | Standing.PASSED:
            return None
        case Standing.ACCEPTED | Standing.COVERED:
            return Share.DONE
        case Standing.WAITING:
            return Share.WAITING
        case Standing.CLOSED_UNDONE:
            return Share.OVERDUE
        case standing if standing in OVERDUE:
            return Share.OVERDUE
        case _:
            return Share.AHEAD


def by_section(summary: RoadMapSummary) -> dict[str, Shares]:
    """How every section stands, in the order of the document; "" has no section."""
    found: dict[str, Counter[Share]] = {}
    for measure in summary.measures:
        for point in measure.points:
            _count(found.setdefault(measure.section, Counter()), point.duties)
    return {name: counts for name, counts in found.items() if counts}


def by_month(summary: RoadMapSummary) -> dict[YearAndMonth, Shares]:
    """The dated duties by the month of their day, every month from the first to the last."""
    found = defaultdict[YearAndMonth, Counter[Share]](Counter)
    for owed in summary.duties:
        if owed.duty.due_on is not None:
            _count(found[owed.duty.due_on.year, owed.duty.due_on.month], (owed,))
    return {month: found[month] for month in months_between(found)}


def _count(counts: Counter[Share], duties: Iterable[SummaryDuty]) -> None:
    counts.update(share for owed in duties if (share := share_of(owed)) is not None)


def by_assignee(summary: RoadMapSummary, unreached: Collection[DutyId]) -> dict[str, Discipline]:
    """How each keeps the days, the worst first; those whose days have not come are left out."""
    duties = defaultdict[str, list[SummaryDuty]](list)
    for owed in summary.due:
        duties[owed.duty.assignee].append(owed)
    found = {name: discipline(own, summary.header.time_zone, unreached) for name, own in duties.items()}

    def place(name: str) -> tuple[float, int, object]:
        return found[name].of_planned or 0.0, -found[name].planned, natural(name)

    return {name: found[name] for name in sorted(found, key=place) if found[name].planned}


def load_of(summary: RoadMapSummary, most: int) -> LoadMap:
    """Of all dated duties that are still asked for, or were done."""
    counts = Counter(
        (owed.duty.assignee, (owed.duty.due_on.year, owed.duty.due_on.month))
        for owed in summary.duties
        if owed.duty.due_on is not None and share_of(owed) is not None
    )
    return load_map(counts, most)
