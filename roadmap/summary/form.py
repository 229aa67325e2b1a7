"""The road map's own table with a filled last column: what the department signs four times a year."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from roadmap.ids import MeasureId
from roadmap.plan.measure_content import MeasureContent
from roadmap.plan.measure_place import MeasurePlace
from roadmap.summary.summary_views import RoadMapSummary

_BOOKMARK = "vekha_"


def bookmark_of(measure_id: MeasureId) -> str:
    """The name of the bookmark around the filled cell of a measure, by which it is found again."""
    return f"{_BOOKMARK}{measure_id}"


def measure_of(bookmark: str) -> MeasureId | None:
    """The measure whose cell such a bookmark names; None for any other bookmark."""
    number = bookmark.removeprefix(_BOOKMARK)
    return MeasureId(int(number)) if number != bookmark and number.isdecimal() and len(number) < 19 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSource:
    """Everything the form is made of.

    `places` say where measures stand in `original`, the document of the last edition that had one; without
    one both are empty. `edition` is the number in force, `signers` are lines of the map's own.
    """

    summary: RoadMapSummary
    places: Mapping[MeasureId, MeasurePlace]
    original: bytes | None
    edition: int
    signers: tuple[str, ...] = ()
    printed: Mapping[MeasureId, MeasureContent] = field(default_factory=dict)
    """What the document says of measures that were changed since; the last change was `amended_on`."""
    amended_on: date | None = None
    dropped: frozenset[MeasureId] = frozenset()
    """Measures of the document that are no part of the plan any more."""
    is_whole: bool = True
    """It is of everybody's rows."""
    whose: str = ""
    """Of whose rows it is, where it is of one organisation's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """A measure as printed; `mark` is the filled last cell.

    `extra` are the document's further columns by their heading. `place` is None where the document has no
    such row: the measure was added later. `amended` are words to be added to a printed cell, by column key.
    `bookmark` is around the filled cell where the row is of less than the measure.
    """

    measure_id: MeasureId
    section: str
    number: str
    title: str
    deadline: str
    responsible: str
    result: str
    mark: str
    extra: Mapping[str, str] = field(default_factory=dict)
    place: MeasurePlace | None = None
    amended: Mapping[str, str] = field(default_factory=dict)
    bookmark: str = ""


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
