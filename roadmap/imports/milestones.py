"""Dates named inside other cells of a proposal: offered, off until a person takes them.

A milestone that is taken stands in the proposal as a sub-row of its measure, answered for by the same people.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from roadmap.imports.proposal import Milestone, Proposal, ProposedMeasure
from roadmap.wording import normal

MARK = "milestone"
"""The attribute of a row that was a milestone; its value is the deadline's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One date of the proposal, by its number among all offers; `row` is where its measure stands now."""

    number: int
    row: int
    milestone: Milestone
    is_taken: bool


def is_milestone(measure: ProposedMeasure) -> bool:
    return MARK in measure.attributes


def offers(proposal: Proposal) -> tuple[Offer, ...]:
    """Every date offered, in document order."""
    found: list[Offer] = []
    for row, measure in enumerate(proposal.measures):
        if is_milestone(measure):
            continue
        taken = {_key(one) for one in _taken_under(proposal, row)}
        for milestone in measure.milestones:
            found.append(
                Offer(
                    number=len(found),
                    row=row,
                    milestone=milestone,
                    is_taken=_key(_as_row(measure, milestone)) in taken,
                )
            )
    return tuple(found)


def toggled(proposal: Proposal, number: int) -> Proposal:
    """The proposal with this offer taken, or given back; an unknown number changes nothing."""
    offer = next((offer for offer in offers(proposal) if offer.number == number), None)
    if offer is None:
        return proposal
    measure = proposal.measures[offer.row]
    new = _as_row(measure, offer.milestone)
    below = offer.row + 1
    taken = len(_taken_under(proposal, offer.row))
    rows = list(proposal.measures[below : below + taken])
    if offer.is_taken:
        rows = [row for row in rows if _key(row) != _key(new)]
    else:
        rows.append(new)
        order = [_key(_as_row(measure, one)) for one in measure.milestones]
        rows.sort(key=lambda row: order.index(_key(row)))
    measures = (*proposal.measures[:below], *rows, *proposal.measures[below + taken :])
    return replace(proposal, measures=measures)


def taken_again(proposal: Proposal, titles: Collection[str]) -> Proposal:
    """The proposal with the offers taken that were taken in the edition before: their folded titles."""
    for offer in offers(proposal):
        if not offer.is_taken and normal(offer.milestone.text) in titles:
            proposal = toggled(proposal, offer.number)
    return proposal


def _taken_under(proposal: Proposal, row: int) -> tuple[ProposedMeasure, ...]:
    """The milestone rows right below this one."""
    below = proposal.measures[row + 1 :]
    count = next((at for at, measure in enumerate(below) if not is_milestone(measure)), len(below))
    return below[:count]


def _as_row(measure: ProposedMeasure, milestone: Milestone) -> ProposedMeasure:
    return ProposedMeasure(
        number="",
        parent=measure.number,
        section=measure.section,
        title=milestone.text,
        deadline_text=milestone.deadline_text,
        deadline=milestone.deadline,
        confidence=1.0,
        responsible_text=measure.responsible_text,
        responsibles=measure.responsibles,
        attributes={MARK: milestone.deadline_text},
        place=replace(measure.place, cells={}) if measure.place else None,
    )


def _key(row: ProposedMeasure) -> tuple[str, str]:
    return normal(row.title), normal(row.deadline_text)
