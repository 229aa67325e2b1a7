"""How well people keep their days, in the two customary shares, and fairly.

What is not the executor's doing does not count against them: a day is kept by sending the report, whenever
the curator decides; what waits for a decision is left out; so is what nobody could be told about, and what
has no day or had it before the road map was followed here.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from roadmap.clock import local_date
from roadmap.ids import DutyId
from roadmap.summary.summary_views import OVERDUE, Standing, SummaryDuty


@dataclass(frozen=True, slots=True, kw_only=True)
class Discipline:
    """Counts of duties whose day has come, or that are done before it.

    `waiting`, `unreached`: left out of both shares.
    """

    in_time: int = 0
    late: int = 0
    overdue: int = 0
    undone: int = 0
    waiting: int = 0
    unreached: int = 0

    @property
    def done(self) -> int:
        return self.in_time + self.late

    @property
    def planned(self) -> int:
        """What should have been done by now, done or not."""
        return self.done + self.overdue + self.undone

    @property
    def of_done(self) -> float | None:
        """Done in time of what is done; None where nothing is."""
        return self.in_time / self.done if self.done else None

    @property
    def of_planned(self) -> float | None:
        """Done of what should have been done; None where nothing was planned."""
        return self.done / self.planned if self.planned else None


def discipline(
    duties: Iterable[SummaryDuty], time_zone: str, unreached: Collection[DutyId] = ()
) -> Discipline:
    """The counts of these duties; `unreached` are those whose executors nobody could write to."""
    found = dict.fromkeys(Discipline.__dataclass_fields__, 0)
    for owed in duties:
        if (name := counts_as(owed, time_zone, unreached)) is not None:
            found[name] += 1
    return Discipline(**found)


def counts_as(owed: SummaryDuty, time_zone: str, unreached: Collection[DutyId]) -> str | None:
    """The field of `Discipline` this duty is counted in; None for what has no day, or not yet."""
    if owed.standing is Standing.WAITING:
        return "waiting"
    if owed.duty.due_on is None:
        return None
    match owed.standing:
        case Standing.ACCEPTED:
            return "in_time" if is_in_time(owed, time_zone) else "late"
        case Standing.CLOSED_UNDONE:
            return "undone"
        case standing if standing in OVERDUE:
            return "unreached" if owed.duty.id in unreached else "overdue"
        case _:
            return None


def is_in_time(owed: SummaryDuty, time_zone: str) -> bool:
    """Whether the last report was sent by the day in force; days a decision was waited for are given back."""
    report, last = owed.last_report, latest_day(owed)
    return report is not None and last is not None and local_date(report.line.created_at, time_zone) <= last


def latest_day(owed: SummaryDuty) -> date | None:
    """The last day the duty could be answered in time."""
    days = [day for day in (owed.duty.due_on, owed.duty.owed_by) if day]
    return max(days, default=None)


def days_late(owed: SummaryDuty, time_zone: str) -> int:
    """By how many days the last report came after the day; 0 for one in time or none at all."""
    report, last = owed.last_report, latest_day(owed)
    if report is None or last is None:
        return 0
    return max(0, (local_date(report.line.created_at, time_zone) - last).days)
