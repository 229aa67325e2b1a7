"""Dates named inside other cells of a draft: offered, off until a person takes them.

A milestone that is taken stands in the draft as a sub-row of its measure, answered for by the same people.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from roadmap.draft import DraftMeasure, Milestone, RoadMapDraft
from roadmap.wording import normal

MARK = "milestone"
"""The attribute of a row that was a milestone; its value is the deadline's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One date of the draft, by its number among all offers; `row` is where its measure stands now."""

    number: int
    row: int
    milestone: Milestone
    is_taken: bool


def is_milestone(measure: DraftMeasure) -> bool:
    return MARK in measure.attributes


def offers(draft: RoadMapDraft) -> tuple[Offer, ...]:
    """Every date offered, in document order."""
    found: list[Offer] = []
    for row, measure in enumerate(draft.measures):
        if is_milestone(measure):
            continue
        taken = {_key(one) for one in _taken_under(draft, row)}
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


def toggled(draft: RoadMapDraft, number: int) -> RoadMapDraft:
    """The draft with this offer taken, or given back; an unknown number changes nothing."""
    offer = next((offer for offer in offers(draft) if offer.number == number), None)
    if offer is None:
        return draft
    measure = draft.measures[offer.row]
    new = _as_row(measure, offer.milestone)
    below = offer.row + 1
    taken = len(_taken_under(draft, offer.row))
    rows = list(draft.measures[below : below + taken])
    if offer.is_taken:
        rows = [row for row in rows if _key(row) != _key(new)]
    else:
        rows.append(new)
        order = [_key(_as_row(measure, one)) for one in measure.milestones]
        rows.sort(key=lambda row: order.index(_key(row)))
    measures = (*draft.measures[:below], *rows, *draft.measures[below + taken :])
    return replace(draft, measures=measures)


def taken_again(draft: RoadMapDraft, titles: Collection[str]) -> RoadMapDraft:
    """The draft with the offers taken that were taken in the edition before: their folded titles."""
    for offer in offers(draft):
        if not offer.is_taken and normal(offer.milestone.text) in titles:
            draft = toggled(draft, offer.number)
    return draft


def _taken_under(draft: RoadMapDraft, row: int) -> tuple[DraftMeasure, ...]:
    """The milestone rows right below this one."""
    below = draft.measures[row + 1 :]
    count = next((at for at, measure in enumerate(below) if not is_milestone(measure)), len(below))
    return below[:count]


def _as_row(measure: DraftMeasure, milestone: Milestone) -> DraftMeasure:
    return DraftMeasure(
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
    )


def _key(row: DraftMeasure) -> tuple[str, str]:
    return normal(row.title), normal(row.deadline_text)
