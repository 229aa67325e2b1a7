"""A question with what it is about, and the schools a group is being made of."""

from roadmap.deadlines.deadline import Dated
from roadmap.deadlines.period import PlanPeriod
from roadmap.errors import BadInput
from roadmap.imports.answering import QuestionKind
from roadmap.imports.questions import Import, ImportState, Question
from roadmap.language.phrase import phrase
from roadmap.language.reader import read_deadline
from roadmap.people.persons import Actor, Person, Unit, UnitKind
from services.imports.names_on_desk import NamesOnDesk, names_on_desk
from services.imports.previewing import asked_because, meaning
from services.imports.question_choices import resembled, school_marks
from services.imports.question_views import PersonChoice, QuestionCard, SchoolMarks, UnitChoice
from services.imports.resolving import open_questions, resolution
from services.imports.typed_dates import understood_deadline
from storage.unit_of_work import UnitOfWork

SHOWN_MEASURES = 8


async def marks_of(uow: UnitOfWork, actor: Actor, question: Question, page: int) -> SchoolMarks:
    """The page of schools with those of the group for these words marked."""
    units = (await names_on_desk(uow, actor.department_id)).units
    return school_marks(question, units, page)


async def question_card(uow: UnitOfWork, question: Question, imported: Import) -> QuestionCard:
    """Everything the screen of one question shows."""
    questions = await uow.imports.questions(imported.id)
    known = await names_on_desk(uow, imported.department_id)
    measures = imported.proposal.measures
    period = resolution(imported, questions).period
    return QuestionCard(
        id=question.id,
        import_id=imported.id,
        kind=question.kind,
        hint=question.hint,
        words=question.words,
        measures=tuple(
            f"{measures[row].number} {measures[row].title}".strip() for row in question.rows[:SHOWN_MEASURES]
        ),
        rows=len(question.rows),
        state=question.state,
        meaning=meaning(question, known.names),
        left=len([q for q in open_questions(questions) if q.id != question.id]),
        is_approved=imported.state is ImportState.APPROVED,
        department_id=imported.department_id,
        schools=sum(unit.kind is UnitKind.SCHOOL for unit in known.units),
        because=asked_because(question, imported, period),
        understood=_understood(question, imported),
        alike=_known_alike(question, known),
        acceptable=acceptable(question, imported, period),
    )


def _known_alike(question: Question, known: NamesOnDesk) -> UnitChoice | PersonChoice | None:
    if question.kind is not QuestionKind.RESPONSIBLE or not question.subject:
        return None
    match resembled(question, known.units, known.persons):
        case Unit() as unit:
            return UnitChoice(id=unit.id, name=unit.name, kind=unit.kind)
        case Person() as person:
            return PersonChoice(id=person.id, name=person.name, post=person.post)
        case None:
            return None


def acceptable(question: Question, imported: Import, period: PlanPeriod | None) -> str:
    """The reading in words that may stand as the answer; "" where it names no days of the plan."""
    if question.kind is not QuestionKind.DEADLINE or not question.rows:
        return ""
    deadline = imported.proposal.measures[question.rows[0]].deadline
    words = phrase(deadline)
    try:
        understood_deadline(question.id, words, period)
    except BadInput:
        return ""
    return words if read_deadline(words).deadline == deadline else ""


def _understood(question: Question, imported: Import) -> str:
    """The date that doubtful words seem to name; "" where they name none."""
    if question.kind is not QuestionKind.DEADLINE or not question.rows:
        return ""
    deadline = imported.proposal.measures[question.rows[0]].deadline
    return phrase(deadline) if isinstance(deadline, Dated) and deadline.times else ""
