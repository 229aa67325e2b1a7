"""The road map's own table with a filled last column: what the department signs four times a year."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from roadmap.ids import MeasureId
from roadmap.plan.measure_place import MeasurePlace


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """A measure as printed; `mark` is the filled last cell.

    `place` is None where the document has no such row: the measure was added later. `amended` are words to be
    added to a printed cell, by column key.
    """

    measure_id: MeasureId
    section: str
    number: str
    title: str
    deadline: str
    responsible: str
    result: str
    mark: str
    place: MeasurePlace | None = None
    amended: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormContent:
    """Everything that is written: lines above the table, rows in order, lines of the signers below it.

    `title` is the road map's own, printed only where the form is built anew. `others` are places of measures
    whose rows are left out. `column` heads the filled cells.
    """

    heading: tuple[str, ...]
    title: str
    column: str
    rows: tuple[FormRow, ...]
    signers: tuple[str, ...]
    others: tuple[MeasurePlace, ...] = ()
