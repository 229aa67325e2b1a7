"""What the coordinator corrects in the rows of a document under review; what was printed is kept beside."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from enum import StrEnum

from roadmap.imports.answering import parent_rows
from roadmap.imports.proposal import (
    PrintedRow,
    Proposal,
    ProposedMeasure,
    ProposedResponsible,
    ResponsibleKind,
)
from roadmap.wording import normal

PRINTED = "printed"
"""The attribute of a measure in force that tells what the document says instead."""
_OF_ROW = tuple(field.name for field in fields(PrintedRow))


class RowField(StrEnum):
    """What of a row may be typed anew."""

    TITLE = "title"
    NUMBER = "number"
    SECTION = "section"
    RESULT = "result"


def corrected(proposal: Proposal, row: int, field: RowField, words: str) -> Proposal:
    """The proposal with these words in this row; rows under it follow its number."""
    renamed = _with_row(proposal, row, lambda measure: _said(measure, field, words))
    if field is not RowField.NUMBER:
        return renamed
    parents = parent_rows(proposal.measures)
    for child, parent in enumerate(parents):
        if parent == row:
            renamed = _replaced(renamed, child, replace(renamed.measures[child], parent=words))
    return renamed


def _said(measure: ProposedMeasure, field: RowField, words: str) -> ProposedMeasure:
    match field:
        case RowField.TITLE:
            return replace(measure, title=words)
        case RowField.NUMBER:
            return replace(measure, number=words)
        case RowField.SECTION:
            return replace(measure, section=words)
        case RowField.RESULT:
            return replace(measure, expected_result=words)


def answered_by(proposal: Proposal, row: int, name: str, kind: ResponsibleKind) -> Proposal:
    """The proposal with this unit or person alone answering for this row."""
    persons = (name,) if kind is ResponsibleKind.PERSON else ()
    responsible = ProposedResponsible(text=name, kind=kind, persons=persons)
    return _with_row(
        proposal,
        row,
        lambda measure: replace(measure, responsible_text=name, responsibles=(responsible,)),
    )


def left_out(proposal: Proposal, row: int, *, is_dropped: bool) -> Proposal:
    """The proposal without this row in the plan, or with it again."""
    return _replaced(proposal, row, replace(proposal.measures[row], is_dropped=is_dropped))


def as_printed(proposal: Proposal, row: int) -> Proposal:
    """The proposal with this row as the document says it."""
    measure = proposal.measures[row]
    if measure.printed is None:
        return left_out(proposal, row, is_dropped=False)
    printed = {name: getattr(measure.printed, name) for name in _OF_ROW}
    back = corrected(proposal, row, RowField.NUMBER, measure.printed.number)
    return _replaced(back, row, replace(measure, **printed, printed=None, is_dropped=False))


def corrected_again(proposal: Proposal, earlier: Proposal) -> Proposal:
    """The proposal with the corrections made to an earlier reading, in rows that are printed as they were."""
    known = {_key(printed_of(one)): one for one in earlier.measures if one.printed or one.is_dropped}
    again = proposal
    for row, measure in enumerate(proposal.measures):
        before = known.get(_key(printed_of(measure)))
        if before is None or measure.printed is not None:
            continue
        if before.printed is not None:
            again = corrected(again, row, RowField.NUMBER, before.number)
            values = {name: getattr(before, name) for name in _OF_ROW}
            told = replace(again.measures[row], **values, printed=printed_of(measure))
            again = _replaced(again, row, told)
        again = left_out(again, row, is_dropped=before.is_dropped)
    return again


def printed_of(measure: ProposedMeasure) -> PrintedRow:
    """The row as the document says it, corrected or not."""
    return measure.printed or PrintedRow(**{name: getattr(measure, name) for name in _OF_ROW})


def differing(measure: ProposedMeasure) -> Iterator[tuple[str, str]]:
    """The fields that were corrected, each with what is printed."""
    if measure.printed is not None:
        for name in ("number", "title", "section", "expected_result", "responsible_text"):
            if getattr(measure, name) != getattr(measure.printed, name):
                yield name, getattr(measure.printed, name)


def _key(row: PrintedRow) -> tuple[str, str, str, str]:
    return normal(row.section), normal(row.number), normal(row.title), normal(row.responsible_text)


def _with_row(proposal: Proposal, row: int, change: Callable[[ProposedMeasure], ProposedMeasure]) -> Proposal:
    measure = proposal.measures[row]
    changed = replace(change(measure), printed=printed_of(measure))
    is_as_printed = not any(differing(changed))
    return _replaced(proposal, row, replace(changed, printed=None) if is_as_printed else changed)


def _replaced(proposal: Proposal, row: int, measure: ProposedMeasure) -> Proposal:
    measures = (*proposal.measures[:row], measure, *proposal.measures[row + 1 :])
    return replace(proposal, measures=measures)
