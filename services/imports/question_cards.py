"""A question with what it is about, and the schools a group is being made of."""

from collections.abc import Sequence

from roadmap.deadlines.deadline import Dated
from roadmap.deadlines.period import PlanPeriod
from roadmap.errors import BadInput
from roadmap.ids import UnitId
from roadmap.imports.answering import QuestionKind
from roadmap.imports.questions import Import, ImportState, Question
from roadmap.language.phrase import phrase
from roadmap.language.reader import read_deadline
from roadmap.people.persons import Actor, Person, Unit, UnitKind
from services.imports.new_names import marked_group
from services.imports.previewing import asked_because, assignee_names, meaning
from services.imports.question_choices import resembled, school_marks
from services.imports.question_views import PersonChoice, QuestionCard, SchoolMarks, UnitChoice
from services.imports.resolving import open_questions, resolution
from services.imports.typed_dates import understood_deadline
from storage.unit_of_work import UnitOfWork

SHOWN_MEASURES = 8


async def marks_of(uow: UnitOfWork, actor: Actor, question: Question, page: int) -> SchoolMarks:
    """The page of schools with those of the group for these words marked."""
    group_id = await marked_group(uow, question, actor.department_id)
    marked = frozenset(await uow.people.members(group_id)) if group_id is not None else frozenset[UnitId]()
    return school_marks(question, await uow.people.units(actor.department_id), group_id, marked, page)


async def question_card(uow: UnitOfWork, question: Question, imported: Import) -> QuestionCard:
    """Everything the screen of one question shows."""
    questions = await uow.imports.questions(imported.id)
    units = await uow.people.units(imported.department_id)
    names = await assignee_names(uow, imported.department_id)
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
        meaning=meaning(question, names),
        left=len([q for q in open_questions(questions) if q.id != question.id]),
        is_approved=imported.state is ImportState.APPROVED,
        department_id=imported.department_id,
        schools=sum(unit.kind is UnitKind.SCHOOL for unit in units),
        because=asked_because(question, imported, period),
        understood=_understood(question, imported),
        alike=await _known_alike(uow, question, imported.department_id, units),
        acceptable=acceptable(question, imported, period),
    )


async def _known_alike(
    uow: UnitOfWork, question: Question, department_id: UnitId, units: Sequence[Unit]
) -> UnitChoice | PersonChoice | None:
    if question.kind is not QuestionKind.RESPONSIBLE or not question.subject:
        return None
    match resembled(question, units, await uow.people.persons(department_id)):
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
