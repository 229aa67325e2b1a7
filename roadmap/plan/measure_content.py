"""What can be changed about a measure of a plan in force, and what a change of it comes to."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from roadmap.brevity import Columns, MeasureWords
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.control_pace import ControlPace
from roadmap.deadlines.deadline import Deadline, Missing
from roadmap.ids import MeasureId
from roadmap.imports.questions import Assigned
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.plan.measure import CompletionRule, MeasureStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Who answers for a measure. A co-executor may owe it `days_earlier` than the measure is due."""

    assigned: Assigned
    is_main: bool
    days_earlier: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureContent:
    """Everything about a measure that a document, a person or a table can change.

    `standing` DROPPED: it is no part of the plan any more. `reason` tells why it stands so.
    """

    section: MeasureWords
    position: int
    number: str
    title: MeasureWords
    result: MeasureWords
    deadline_text: str
    deadline: Deadline
    reading: str
    pace: ControlPace
    responsible_text: str
    answering: tuple[Answering, ...]
    evidence: EvidenceRule = EvidenceRule.WORDS
    completion_rule: CompletionRule = CompletionRule.ALL
    standing: MeasureStanding = MeasureStanding.IN_FORCE
    reason: str = ""
    attributes: Columns = field(default_factory=dict)


class Aspect(StrEnum):
    """One thing about a measure that a change may touch, in the order people are told of them."""

    STANDING = "standing"
    TITLE = "title"
    NUMBER = "number"
    DEADLINE = "deadline"
    RESULT = "result"
    ANSWERING = "answering"
    EVIDENCE = "evidence"
    COMPLETION = "completion"
    SECTION = "section"


_FIELDS: dict[Aspect, tuple[str, ...]] = {
    Aspect.STANDING: ("standing", "reason"),
    Aspect.TITLE: ("title",),
    Aspect.NUMBER: ("number",),
    Aspect.DEADLINE: ("deadline_text", "deadline", "pace"),
    Aspect.RESULT: ("result",),
    Aspect.ANSWERING: ("answering",),
    Aspect.EVIDENCE: ("evidence",),
    Aspect.COMPLETION: ("completion_rule",),
    Aspect.SECTION: ("section",),
}


def aspects(before: MeasureContent, after: MeasureContent) -> tuple[Aspect, ...]:
    """What differs between the two, apart from the place in the section and the words of the reading."""
    return tuple(
        aspect
        for aspect, names in _FIELDS.items()
        if any(_value(before, name) != _value(after, name) for name in names)
    )


def _value(content: MeasureContent, name: str) -> object:
    """In what order the executors are named makes no difference."""
    return frozenset(content.answering) if name == "answering" else getattr(content, name)


def with_aspects(content: MeasureContent, of: MeasureContent, taken: tuple[Aspect, ...]) -> MeasureContent:
    """The content with these aspects of another."""
    names = [name for aspect in taken for name in _FIELDS[aspect]]
    if Aspect.DEADLINE in taken:
        names.append("reading")
    if Aspect.ANSWERING in taken:
        names.append("responsible_text")
    return replace(content, **{name: getattr(of, name) for name in names})


def with_words(content: MeasureContent, aspect: Aspect, words: str) -> MeasureContent:
    """The content with other words of an aspect that is nothing but words."""
    match aspect:
        case Aspect.NUMBER:
            return replace(content, number=words)
        case Aspect.TITLE:
            return replace(content, title=words)
        case Aspect.RESULT:
            return replace(content, result=words)
        case Aspect.SECTION:
            return replace(content, section=words)
        case _:
            raise ValueError(aspect)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChange:
    """A measure as it was and as it becomes; `measure_id` and `before` are None for one that is added."""

    measure_id: MeasureId | None
    before: MeasureContent | None
    after: MeasureContent

    @property
    def is_drop(self) -> bool:
        return self.after.standing is MeasureStanding.DROPPED

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """What it touches; nothing of a measure that is added."""
        return aspects(self.before, self.after) if self.before else ()


def earlier_day(day: date | None, days_earlier: int, today: date, calendar: WorkingCalendar) -> date | None:
    """The working day a co-executor owes it; the day of the measure itself once that one is over."""
    if day is None or not days_earlier:
        return day
    earlier = calendar.preceding(day - timedelta(days=days_earlier))
    return earlier if earlier >= today else day


def in_order(named: tuple[Assigned, ...], before: tuple[Answering, ...] = ()) -> tuple[Answering, ...]:
    """Who is named, the first of them the main one; whoever stays keeps an earlier day of their own."""
    days = {one.assigned: one.days_earlier for one in before}
    return tuple(
        Answering(assigned=one, is_main=not place, days_earlier=days.get(one, 0) if place else 0)
        for place, one in enumerate(dict.fromkeys(named))
    )


def empty_measure(section: str, position: int, number: str, title: str) -> MeasureContent:
    """A measure that has just been named: nobody answers for it and it has no deadline."""
    return MeasureContent(
        section=section,
        position=position,
        number=number,
        title=title,
        result="",
        deadline_text="",
        deadline=Missing(),
        reading="",
        pace=ControlPace.ROUTINE,
        responsible_text="",
        answering=(),
    )
