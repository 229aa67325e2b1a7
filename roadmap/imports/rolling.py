"""Next year's plan out of this one's: the same measures, every named year moved."""

import re
from collections.abc import Collection, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import TypeVar

from roadmap.deadlines.deadline import Deadline
from roadmap.deadlines.period import PlanPeriod
from roadmap.errors import BadInput
from roadmap.imports.proposal import Milestone, Proposal, ProposedMeasure, chosen_plans
from roadmap.imports.proposal_places import Accounted
from roadmap.language.phrase import phrase
from roadmap.language.reader import read_deadline
from roadmap.problem import Problem

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
LEAP_DAY = (2, 29)
T = TypeVar("T")


def rolled_plans(proposal: Proposal, to: int, numbers: Sequence[int] = ()) -> tuple[Proposal, ...]:
    """The plans of a file moved together, or those of these numbers: the first begins in the year `to`."""
    first, *others = chosen_plans(proposal, numbers)
    moved = rolled(first, to)
    years = to - first.period.start.year if first.period else 0
    starts = [(other.period.start.year if other.period else to - years) + years for other in others]
    return (moved, *(rolled(other, start) for other, start in zip(others, starts, strict=True)))


def rolled(proposal: Proposal, to: int) -> Proposal:
    """The proposal for the period that begins in the year `to`; BadInput where the proposal has no period.

    Nothing is in force yet: order and edition are left out, and a measure whose own words name a year of the
    old plan carries a problem that says so.
    """
    if proposal.period is None:
        raise BadInput("period-unknown")
    years = to - proposal.period.start.year
    old = frozenset(proposal.period.years)
    return replace(
        proposal,
        title=_moved_words(proposal.title, years, old),
        period=PlanPeriod(start=_moved(proposal.period.start, years), end=_moved(proposal.period.end, years)),
        approval=None,
        edition=None,
        measures=tuple(_measure(measure, years, old) for measure in proposal.measures),
        amendments=(),
        problems=(),
        rests=(),
        accounted=Accounted(),
    )


def shifted(part: T, years: int) -> T:
    """A deadline, or any part of one, with every year it names moved."""
    if isinstance(part, tuple):
        return tuple(shifted(one, years) for one in part)  # type: ignore[return-value]
    if not is_dataclass(part) or isinstance(part, type):
        return part
    changes = {field.name: shifted(getattr(part, field.name), years) for field in fields(part)}
    year = changes.get("year")
    if isinstance(year, int):
        changes["year"] = year + years
        if (changes.get("month"), changes.get("day")) == LEAP_DAY and not _is_leap(year + years):
            changes["day"] = 28
    return replace(part, **changes)


def _measure(measure: ProposedMeasure, years: int, old: Collection[int]) -> ProposedMeasure:
    deadline = shifted(measure.deadline, years)
    named = [year for year in map(int, _YEAR.findall(measure.title)) if year in old]
    return replace(
        measure,
        deadline=deadline,
        execution=None,
        is_confirmed=False,
        deadline_text=_deadline_words(measure.deadline_text, deadline, measure.deadline, years),
        milestones=tuple(_milestone(milestone, years) for milestone in measure.milestones),
        problems=tuple(
            Problem(code="rolled-year", measure=measure.number or None, facts={"year": year})
            for year in dict.fromkeys(named)
        ),
    )


def _milestone(milestone: Milestone, years: int) -> Milestone:
    deadline = shifted(milestone.deadline, years)
    words = _deadline_words(milestone.deadline_text, deadline, milestone.deadline, years)
    return replace(milestone, deadline=deadline, deadline_text=words)


def _deadline_words(words: str, deadline: Deadline, before: Deadline, years: int) -> str:
    """The document's words with other years, if they still say exactly that; else the canonical phrase."""
    if deadline == before:
        return words
    moved = _moved_words(words, years, None)
    return moved if read_deadline(moved).deadline == deadline else phrase(deadline)


def _moved_words(words: str, years: int, only: Collection[int] | None) -> str:
    def move(match: re.Match[str]) -> str:
        year = int(match.group())
        return str(year + years) if only is None or year in only else match.group()

    return _YEAR.sub(move, words)


def _moved(day: date, years: int) -> date:
    if (day.month, day.day) == LEAP_DAY and not _is_leap(day.year + years):
        return date(day.year + years, 2, 28)
    return day.replace(year=day.year + years)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
