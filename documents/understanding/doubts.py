"""What is doubtful in a measure besides its deadline."""

from collections.abc import Iterator, Sequence

from documents.understanding.columns import Field
from documents.understanding.entry import MeasureEntry, Numbered
from documents.understanding.numbers import is_under
from roadmap.imports.proposal import ProposedMeasure
from roadmap.problem import Problem


def doubts(
    measure: ProposedMeasure,
    entry: MeasureEntry,
    *,
    is_head: bool,
    is_doubled: bool,
    known_codes: Sequence[str],
) -> Iterator[Problem]:
    """Problems in the order a person would check them. `is_head`: sub-rows with their own cells follow."""
    if is_doubled:
        yield Problem(code="number-doubled", facts={"number": measure.number})
    if not measure.responsible_text and not is_head:
        yield Problem(code="responsible-missing")
    if not measure.title:
        yield Problem(code="title-missing")
    if _begins_misprinted_group(entry):
        yield Problem(code="number-misprinted", facts={"number": entry.number, "parent": entry.parent or ""})
    if unknown := _unknown_codes(measure, known_codes):
        yield Problem(code="risk-code-unknown", facts={"codes": unknown})


def _begins_misprinted_group(entry: MeasureEntry) -> bool:
    """«11.1» under 13: said once, at the first of the sub-rows."""
    first = entry.number.endswith(".1") and entry.numbered is Numbered.IN_TITLE
    return first and entry.parent is not None and not is_under(entry.number, entry.parent)


def _unknown_codes(measure: ProposedMeasure, known: Sequence[str]) -> tuple[str, ...]:
    """Codes that the document's audit does not have, where it has an audit."""
    codes = measure.attributes.get(Field.RISK_CODES, ())
    return tuple(code for code in codes if code not in known) if known and isinstance(codes, tuple) else ()
