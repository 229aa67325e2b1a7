"""Read models of a document's marks of what is done."""

from dataclasses import dataclass
from datetime import date

from roadmap.ids import ImportId


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedMeasure:
    """A measure the document says is done, in its words, and how many duties that answers."""

    name: str
    done_on: date | None
    words: str
    duties: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMarks:
    """What of the document's marks can be reported; `others` say that something is not or not wholly done."""

    import_id: ImportId
    done: tuple[MarkedMeasure, ...]
    others: int
