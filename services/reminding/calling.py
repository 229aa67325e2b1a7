"""What a moment calls for of one duty, whoever is told: the same of all duties of a control point.

Worked out once for those that are alike: a school more or less is no other day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from roadmap.clock import local_date
from roadmap.control.duty import DutyState
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.reminding.due_duty import DueDuty
from roadmap.reminding.escalation import EscalationCase, EscalationPolicy, EscalationStep, steps_reached
from roadmap.reminding.ladders import Pace, ReminderRule, paced
from roadmap.reminding.reminders import KEPT, Stage, Timetable, latest_stage, next_look_at
from roadmap.reminding.taken_up import days_of_asking


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """What the moments of a duty hang on; `taken_on` while it is taken up and nothing is said."""

    timetable: Timetable
    rule: ReminderRule
    climbing: EscalationPolicy
    taken_on: date | None
    is_escalated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """`stages` by the pace of who is reminded; `reached` steps of the ladder once it is overdue.

    `asked_on` is the day on which whoever has taken it up is asked how it goes.
    """

    moment: datetime
    stages: Mapping[Pace, Stage | None]
    asked_on: date | None
    reached: Sequence[EscalationStep] | None
    next_at: datetime | None


def alike_of(duty: DueDuty, case: EscalationCase | None, calendar: WorkingCalendar) -> Alike | None:
    """None where nothing is waited for, or not by a date.

    Of a measure that its main executor decides, nobody is told about the co-executors.
    """
    timetable = duty.timetable(calendar)
    if timetable is None or not duty.waits_for_assignee:
        return None
    return Alike(
        timetable=timetable,
        rule=duty.ladder.reminders,
        climbing=case.ladder if case else duty.ladder.escalation,
        taken_on=duty.taken_on if duty.state is DutyState.ACKNOWLEDGED else None,
        is_escalated=duty.is_escalated,
    )


@lru_cache(maxsize=KEPT)
def called_for(of: Alike, since: datetime | None, now: datetime) -> Call:
    """What such a duty calls for now, which was to be looked at `since` then."""
    asking = tuple(days_of_asking(of.taken_on, of.timetable, of.rule)) if of.taken_on else ()
    by = of.timetable.last_day_come(now)
    asks_again = (of.timetable.moment(day) for day in asking if day > by)
    looks_again = next_look_at(of.timetable, now, of.rule, of.climbing)
    return Call(
        moment=now,
        stages={pace: latest_stage(of.timetable, now, paced(of.rule, pace), since) for pace in Pace},
        asked_on=max((day for day in asking if day <= by), default=None),
        reached=_reached(of, local_date(now, of.timetable.time_zone)),
        next_at=min((at for at in (looks_again, *asks_again) if at is not None), default=None),
    )


def _reached(of: Alike, today: date) -> Sequence[EscalationStep] | None:
    """None while it is not overdue."""
    if not of.is_escalated or today <= of.timetable.due_on:
        return None
    return steps_reached(
        EscalationCase(ladder=of.climbing), of.timetable.due_on, today, of.timetable.calendar
    )
