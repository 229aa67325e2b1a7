"""Read models of a document's questions and of the choices that answer them."""

from dataclasses import dataclass

from roadmap.deadlines.period import Window
from roadmap.ids import ImportId, PersonId, QuestionId, UnitId
from roadmap.imports.answering import AskedBecause, QuestionKind
from roadmap.imports.proposal import ResponsibleKind
from roadmap.imports.questions import QuestionState
from roadmap.people.persons import UnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A question of a list; `meaning` is what was answered, in words people wrote or names they gave."""

    id: QuestionId
    kind: QuestionKind
    words: str
    state: QuestionState
    rows: tuple[int, ...]
    meaning: str
    because: AskedBecause | None = None

    @property
    def measures(self) -> int:
        """How many rows of the document it is about."""
        return len(self.rows)

    @property
    def holds(self) -> bool:
        """Whether its rows wait for the answer; a deadline that reads well is planned as read meanwhile."""
        return self.kind is not QuestionKind.DEADLINE or self.because is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewName:
    """A name of the document that would be entered as new; `alike` is a known one it resembles, if any.

    `kind` is what would be made of it, where it is nobody's; the department is there already.
    """

    words: str
    hint: ResponsibleKind | None
    alike: str
    kind: UnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCard:
    """One question: `rows` counts its measures, `measures` names a few, `left` counts other open ones."""

    id: QuestionId
    import_id: ImportId
    kind: QuestionKind
    hint: ResponsibleKind | None
    words: str
    measures: tuple[str, ...]
    rows: int
    state: QuestionState
    meaning: str
    left: int
    is_approved: bool
    department_id: UnitId
    schools: int
    because: AskedBecause | None = None
    understood: str = ""
    alike: "UnitChoice | PersonChoice | None" = None
    """The known unit or person the words resemble most."""
    acceptable: str = ""
    """The reading, where it may be taken as the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChoice:
    id: UnitId
    name: str
    kind: UnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChoice:
    id: PersonId
    name: str
    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Whom the words may mean: one page of units or of people, the likeliest first.

    `typed` is what was typed to find them; then both stand here.
    """

    question_id: QuestionId
    words: str
    page: int
    pages: int
    units: tuple[UnitChoice, ...] = ()
    persons: tuple[PersonChoice, ...] = ()
    typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Homes:
    """Where a new person may work: one page of units, the likeliest first; `post` as the document says."""

    question_id: QuestionId
    words: str
    post: str
    units: tuple[UnitChoice, ...]
    page: int
    pages: int
    typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolMark:
    id: UnitId
    name: str
    is_marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolMarks:
    """The schools a group is being made of: a page of them, how many are ticked on all pages."""

    question_id: QuestionId
    words: str
    schools: tuple[SchoolMark, ...]
    page: int
    pages: int
    marked: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstoodDates:
    """Typed words as the deadline reader took them, to be confirmed before they count."""

    question_id: QuestionId
    is_period: bool
    words: str
    reading: str
    windows: tuple[Window, ...]
    is_hard: bool
