"""What the document says of a measure that was changed by hand: kept beside it, so that it can be shown,
and so that the next edition of the document knows what it leaves as it was."""

from dataclasses import replace

from roadmap.plan.measure import Measure
from roadmap.plan.measure_content import MeasureChange, MeasureContent

DOCUMENT_DEADLINE, DOCUMENT_RESPONSIBLE = "document_deadline", "document_responsible"
KEPT = {DOCUMENT_DEADLINE: "deadline_text", DOCUMENT_RESPONSIBLE: "responsible_text"}
"""Attributes of a measure, with the words they keep; "" where it was added by hand."""


def document_words(content: MeasureContent | Measure, attribute: str) -> str:
    """What the document says here."""
    kept = content.attributes.get(attribute)
    return kept if isinstance(kept, str) else str(getattr(content, KEPT[attribute]))


def with_document_words(change: MeasureChange) -> MeasureChange:
    """A change by hand that keeps the document's words, while they are not those in force."""
    before, after = change.before, change.after
    attributes = dict(after.attributes)
    for attribute, name in KEPT.items():
        said = document_words(before, attribute) if before is not None else ""
        if said == getattr(after, name):
            attributes.pop(attribute, None)
        elif before is None or getattr(before, name) != getattr(after, name):
            attributes[attribute] = said
    return replace(change, after=replace(after, attributes=attributes))
