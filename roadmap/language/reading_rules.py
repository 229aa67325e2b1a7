"""The rules a deadline was read by, as data: what its words oblige to, and what the region adds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from roadmap.deadlines.control_pace import ControlPace, is_routine
from roadmap.deadlines.deadline import (
    Dated,
    Day,
    DayAfter,
    Deadline,
    EachYear,
    HalfYear,
    Missing,
    Month,
    MonthPart,
    MonthWeekday,
    Ongoing,
    Quarter,
    Recurring,
    Rhythm,
    SchoolYear,
    SeasonOf,
    Since,
    Span,
    Thereafter,
    Time,
    TimeUnit,
    Unscheduled,
    Until,
    Weekdays,
    WholePeriod,
    Year,
)
from roadmap.deadlines.rule_set import LITERAL, RuleSet, Shift, has_days
from roadmap.language.years import lacks_year


class ReadingRule(StrEnum):
    """One rule of the deadline language; `texts.plan.reading_rules` says each in Russian."""

    # named times
    DAY = "day"
    MONTH = "month"
    PART_OF_MONTH = "part-of-month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    SEASON = "season"
    YEAR = "year"
    RANGE = "range"
    UNTIL = "until"
    SINCE = "since"
    YEAR_OF_PLAN = "year-of-plan"
    NO_SUCH_DAY = "no-such-day"
    # rhythms
    END_OF_UNIT = "end-of-unit"
    DAY_OF_UNIT = "day-of-unit"
    WEEKDAYS = "weekdays"
    AFTER_REPORTED = "after-reported"
    COUNTED_FROM = "counted-from"
    EACH_YEAR = "each-year"
    ROUTINE = "routine"
    CONTROL_POINTS = "control-points"
    # no hard date
    ONGOING = "ongoing"
    WAITING = "waiting"
    NOT_SAID = "not-said"
    # what a rule set adds
    REPORTED_BY_DAY = "reported-by-day"
    CONSTANT_BY = "constant-by"
    URGENT_DAYS = "urgent-days"
    BEFORE_DAY_OFF = "before-day-off"
    AFTER_DAY_OFF = "after-day-off"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedRule:
    """A rule as it was applied.

    `unit`: of a rhythm, `times`: how often in it; `clause`: of the region's regulation, "" where none is
    known.
    """

    rule: ReadingRule
    unit: TimeUnit | None = None
    times: int = 1
    clause: str = ""


def rules_applied(
    deadline: Deadline, rules: RuleSet = LITERAL, pace: ControlPace = ControlPace.ROUTINE
) -> tuple[AppliedRule, ...]:
    """What the deadline was read by, each rule once: first the words, then what the rule set adds."""
    found = [*_of_words(deadline, rules, pace), *_of_rule_set(deadline, rules, pace)]
    return tuple(dict.fromkeys(found))


def _of_words(deadline: Deadline, rules: RuleSet, pace: ControlPace) -> Iterator[AppliedRule]:
    match deadline:
        case Dated(times=()):
            yield AppliedRule(rule=ReadingRule.NO_SUCH_DAY)
        case Dated(times=times):
            yield from (AppliedRule(rule=_of_time(time)) for time in times)
            if any(map(lacks_year, times)):
                yield AppliedRule(rule=ReadingRule.YEAR_OF_PLAN)
        case Recurring() if is_routine(deadline) and pace is not ControlPace.EACH:
            rule = ReadingRule.ROUTINE if pace is ControlPace.ROUTINE else ReadingRule.CONTROL_POINTS
            yield AppliedRule(rule=rule, unit=_PACE_UNITS.get(pace))
        case Recurring(rhythms=rhythms, times=times):
            yield from (AppliedRule(rule=_of_time(time)) for time in times)
            yield from (_of_rhythm(rhythm) for rhythm in rhythms)
        case Ongoing():
            yield AppliedRule(rule=ReadingRule.ONGOING)
        case Unscheduled() if not has_days(deadline, rules):
            yield AppliedRule(rule=ReadingRule.WAITING)
        case Missing():
            yield AppliedRule(rule=ReadingRule.NOT_SAID)


_PACE_UNITS = {ControlPace.MONTHLY: TimeUnit.MONTH, ControlPace.QUARTERLY: TimeUnit.QUARTER}
_OF_TIMES: Mapping[type[Time], ReadingRule] = {
    Day: ReadingRule.DAY,
    MonthWeekday: ReadingRule.DAY,
    Month: ReadingRule.MONTH,
    MonthPart: ReadingRule.PART_OF_MONTH,
    Quarter: ReadingRule.QUARTER,
    HalfYear: ReadingRule.HALF_YEAR,
    SeasonOf: ReadingRule.SEASON,
    Year: ReadingRule.YEAR,
    SchoolYear: ReadingRule.YEAR,
    EachYear: ReadingRule.YEAR,
    Span: ReadingRule.RANGE,
    Until: ReadingRule.UNTIL,
    Since: ReadingRule.SINCE,
    WholePeriod: ReadingRule.ONGOING,
    Thereafter: ReadingRule.ONGOING,
}


def _of_time(time: Time) -> ReadingRule:
    return _OF_TIMES[type(time)]


def _of_rhythm(rhythm: Rhythm) -> AppliedRule:
    if rhythm.counted_from is not None:
        return AppliedRule(rule=ReadingRule.COUNTED_FROM, unit=rhythm.unit)
    if rhythm.unit is TimeUnit.YEAR and rhythm.within:
        return AppliedRule(rule=ReadingRule.EACH_YEAR)
    match rhythm.on:
        case None:
            return AppliedRule(rule=ReadingRule.END_OF_UNIT, unit=rhythm.unit, times=rhythm.count)
        case DayAfter():
            return AppliedRule(rule=ReadingRule.AFTER_REPORTED, unit=rhythm.unit)
        case Weekdays():
            return AppliedRule(rule=ReadingRule.WEEKDAYS)
        case _:
            return AppliedRule(rule=ReadingRule.DAY_OF_UNIT, unit=rhythm.unit)


def _of_rule_set(deadline: Deadline, rules: RuleSet, pace: ControlPace) -> Iterator[AppliedRule]:
    match deadline:
        case Unscheduled() if has_days(deadline, rules):
            yield _of_region(ReadingRule.URGENT_DAYS, rules)
        case Ongoing(times=times) if rules.constant_by is not None and WholePeriod() in times:
            yield _of_region(ReadingRule.CONSTANT_BY, rules)
        case Recurring() if rules.report_by_day is not None and _is_reported_after(deadline, pace):
            yield _of_region(ReadingRule.REPORTED_BY_DAY, rules)
    if _has_hard_dates(deadline, pace):
        if rules.shift is Shift.PRECEDING:
            yield _of_region(ReadingRule.BEFORE_DAY_OFF, rules)
        elif rules.shift is Shift.FOLLOWING:
            yield _of_region(ReadingRule.AFTER_DAY_OFF, rules)


def _has_hard_dates(deadline: Deadline, pace: ControlPace) -> bool:
    if isinstance(deadline, Dated):
        return bool(deadline.times)
    left_to_monitoring = is_routine(deadline) and pace is ControlPace.ROUTINE
    return isinstance(deadline, Recurring) and not left_to_monitoring


def _is_reported_after(deadline: Recurring, pace: ControlPace) -> bool:
    if is_routine(deadline):
        return pace in _PACE_UNITS
    return any(
        rhythm.unit in (TimeUnit.MONTH, TimeUnit.QUARTER)
        and rhythm.on is None
        and rhythm.every == rhythm.count == 1
        for rhythm in deadline.rhythms
    )


def _of_region(rule: ReadingRule, rules: RuleSet) -> AppliedRule:
    return AppliedRule(rule=rule, clause=rules.clauses.get(rule.value, ""))
