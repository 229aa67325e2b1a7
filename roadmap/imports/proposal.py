"""What an import proposes: the document as read, before anyone has approved it. Nothing here is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from roadmap.deadlines.control_pace import ControlPace
from roadmap.deadlines.deadline import Deadline
from roadmap.deadlines.period import PlanPeriod
from roadmap.imports.proposal_places import OF_LEDGER, Accounted, Rest
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.plan.measure_place import MeasurePlace
from roadmap.problem import Problem
from roadmap.wording import normal

AttributeValue = str | tuple[str, ...]
"""A cell of an extra column; `risk_codes` is the only tuple."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """The order that put the document (or its edition) in force; a document may print only one of the two."""

    number: str | None
    signed_on: date | None


class ResponsibleKind(StrEnum):
    PERSON = "person"
    BODY = "body"
    COLLECTIVE = "collective"  # all schools, all heads of schools: each member unit answers


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedResponsible:
    """One name out of the responsible cell, in the document's words; `persons` are those in brackets."""

    text: str
    kind: ResponsibleKind
    persons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A date named inside another cell, such as the way of solving: offered, never taken by itself."""

    text: str
    deadline_text: str
    deadline: Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedSection:
    """A heading row, of level 1 or 2; `body` is the organisation it names, "" when it names a subject."""

    title: str
    level: int = 1
    body: str = ""


class ExecutionState(StrEnum):
    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    UNCLEAR = "unclear"  # the words name no state


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionMark:
    """A filled «Отметка об исполнении»: what it says of the state, the day it names, its own words."""

    state: ExecutionState
    done_on: date | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRow:
    """What the document says in a row that the coordinator has corrected."""

    number: str
    section: str
    title: str
    expected_result: str
    responsible_text: str
    responsibles: tuple[ProposedResponsible, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedMeasure:
    """One row or sub-row as printed; `parent` is the number of the row it stands under.

    `is_heading`: it only introduces its sub-rows, and all it owes is owed by them.
    """

    number: str
    parent: str | None
    section: str
    title: str
    deadline_text: str
    deadline: Deadline
    confidence: float
    deadline_inherited: bool = False
    responsible_text: str = ""
    responsibles: tuple[ProposedResponsible, ...] = ()
    expected_result: str = ""
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    milestones: tuple[Milestone, ...] = ()
    pace: ControlPace | None = None
    """What the coordinator chose for routine work; None while nothing was chosen."""
    evidence: EvidenceRule | None = None
    """What the coordinator wants reports to come with; None while nothing was chosen."""
    is_confirmed: bool = False
    """The coordinator has said that the deadline is read as it is meant."""
    problems: tuple[Problem, ...] = ()
    is_heading: bool = False
    execution: ExecutionMark | None = None
    place: MeasurePlace | None = None
    printed: PrintedRow | None = None
    """The row as printed, where the coordinator has corrected it."""
    is_dropped: bool = False
    """The coordinator has left the row out of the plan."""
    drives_monitoring: bool = False
    """The coordinator has taken it as the monitoring of the plan itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskFactor:
    """A row of the audit table; `code` is what the measures' `risk_codes` point to."""

    code: str
    factor: str
    parameter: str
    organisations: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A note printed among the rows, that a later order changed these measures: their history."""

    text: str
    approval: Approval
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The whole document. `period` is None where neither the title, the order nor the deadlines tell it.

    `plans` are further plans of the file, each of a period of its own. `rests` are what became no part of any
    plan, `accounted` counts them; both speak of the whole file and stand in its first plan only.
    """

    title: str
    period: PlanPeriod | None
    approval: Approval | None
    edition: Approval | None
    sections: tuple[ProposedSection, ...]
    measures: tuple[ProposedMeasure, ...]
    risk_factors: tuple[RiskFactor, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    problems: tuple[Problem, ...] = ()
    rests: tuple[Rest, ...] = ()
    accounted: Accounted = field(default_factory=Accounted)
    plans: tuple["Proposal", ...] = ()


def each_plan(proposal: Proposal) -> tuple[Proposal, ...]:
    """Every plan of the file by itself, in order."""
    return (replace(proposal, plans=()), *proposal.plans)


def chosen_plans(proposal: Proposal, numbers: Sequence[int]) -> tuple[Proposal, ...]:
    """The plans of these numbers, from 1; all of them for none. The first tells the rests of the file."""
    plans = each_plan(proposal)
    first, *others = [plans[number - 1] for number in sorted(set(numbers))] if numbers else plans
    return (replace(first, rests=proposal.rests, accounted=proposal.accounted), *others)


def doubts_besides_rests(proposal: Proposal) -> tuple[Problem, ...]:
    """What is doubtful about the document, without what its rests tell already."""
    told = [rest.problem for rest in proposal.rests]
    left_out = {rest.code for rest in proposal.rests} - OF_LEDGER
    return tuple(one for one in proposal.problems if one not in told and one.code not in left_out)


def paced(proposal: Proposal, paces: Mapping[int, ControlPace]) -> Proposal:
    """The proposal with these choices for its rows of routine work."""
    measures = tuple(
        replace(measure, pace=paces.get(row, measure.pace)) for row, measure in enumerate(proposal.measures)
    )
    return replace(proposal, measures=measures)


def asking(proposal: Proposal, rules: Mapping[int, EvidenceRule]) -> Proposal:
    """The proposal with these rules of evidence for its rows."""
    measures = tuple(
        replace(measure, evidence=rules.get(row, measure.evidence))
        for row, measure in enumerate(proposal.measures)
    )
    return replace(proposal, measures=measures)


def confirmed(proposal: Proposal, row: int) -> Proposal:
    """The proposal with this deadline called right, in every row that says and means the same."""
    right = proposal.measures[row]
    measures = tuple(
        replace(measure, is_confirmed=True)
        if (normal(measure.deadline_text), measure.deadline) == (normal(right.deadline_text), right.deadline)
        else measure
        for measure in proposal.measures
    )
    return replace(proposal, measures=measures)


def concerned(measure: ProposedMeasure, factors: Sequence[RiskFactor]) -> tuple[str, ...]:
    """The organisations whose risks the measure answers: through its codes to the audit, each once."""
    codes = measure.attributes.get("risk_codes", ())
    named = (factor.organisations for factor in factors if factor.code in codes and factor.organisations)
    return tuple(dict.fromkeys(named))
