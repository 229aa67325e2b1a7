"""What the words of a proposal come to once its questions are answered."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from roadmap.deadlines.control_pace import ControlPace, planned_deadline
from roadmap.deadlines.deadline import Basis, Dated, Deadline, Missing, Unscheduled
from roadmap.deadlines.of_plan import of_plan
from roadmap.deadlines.period import PlanPeriod
from roadmap.deadlines.rule_set import RuleSet
from roadmap.ids import UnitId
from roadmap.imports.answering import (
    Doubt,
    QuestionKind,
    deadline_doubt,
    is_unclear,
    names_of,
    rows_with_duty,
)
from roadmap.imports.proposal import Proposal, ProposedMeasure, ResponsibleKind
from roadmap.imports.questions import (
    UNSETTLED,
    Answer,
    Assigned,
    ForPeriod,
    Import,
    Question,
    QuestionState,
    Reworded,
)
from roadmap.language.reader import read_deadline
from roadmap.language.recognised import Recognised
from roadmap.people.persons import Person, Unit
from roadmap.wording import name_key, normal
from services.imports.names_on_desk import names_on_desk
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The answers given so far, by the wording they explain."""

    period: PlanPeriod | None
    rules: RuleSet
    reworded: Mapping[str, str]
    assigned: Mapping[str, Assigned]

    def deadline(self, measure: ProposedMeasure) -> Deadline:
        """The rule to plan by; unread while its question is unsettled: nothing is planned by guess."""
        words = self.reworded.get(normal(measure.deadline_text))
        if words is not None:
            return of_plan(read_deadline(words).deadline, self.period)
        deadline = of_plan(measure.deadline, self.period)
        if isinstance(deadline, Missing | Unscheduled) or not is_unclear(measure, self.period, self.rules):
            return deadline
        return Unscheduled(basis=Basis.UNREAD)

    def planned(self, measure: ProposedMeasure) -> Deadline:
        """The deadline the plan is laid by: of routine work, what was chosen for it."""
        return planned_deadline(self.deadline(measure), measure.pace or ControlPace.ROUTINE)

    def assignees(self, measure: ProposedMeasure) -> tuple[Assigned, ...]:
        """Who answers, in the order named: persons in brackets instead of their body, each of them once."""
        found: list[Assigned] = []
        for responsible in measure.responsibles:
            names = names_of(responsible)
            known = [self.assigned[name.subject] for name in names if name.subject in self.assigned]
            persons = [one for one in known if one.person_id is not None]
            found.extend(persons or known)
        if not measure.responsibles:
            nobody_named = self.assigned.get(normal(measure.responsible_text))
            found.extend([nobody_named] if nobody_named else [])
        return tuple(dict.fromkeys(found))

    def names_everybody(self, measure: ProposedMeasure) -> bool:
        """Whether every name of the measure is known, so that those not named any more can go."""
        names = [name.subject for one in measure.responsibles for name in names_of(one)]
        return all(name in self.assigned for name in names or [normal(measure.responsible_text)])


def resolution(imported: Import, questions: Iterable[Question]) -> Resolution:
    """The answers among these questions, ready to be applied."""
    settled = [question for question in questions if question.state not in UNSETTLED]
    period = imported.proposal.period
    for question in settled:
        if isinstance(question.answer, ForPeriod):
            period = question.answer.period
    return Resolution(
        period=period,
        rules=imported.rules,
        reworded={q.subject: q.answer.words for q in settled if isinstance(q.answer, Reworded)},
        assigned={q.subject: q.answer for q in settled if isinstance(q.answer, Assigned)},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a department has explained before, or what goes without saying: exact names."""

    aliases: Mapping[str, Assigned]
    deadlines: Mapping[str, str]
    names: Mapping[str, Assigned] = field(default_factory=dict)
    respelled: Mapping[str, Assigned] = field(default_factory=dict)
    """What was explained, by its `name_key`: an answer for «Школа № 1» is one for «Школа №1»."""
    recognised: Recognised[Assigned] = field(default_factory=lambda: Recognised((), ()))
    department: Unit | None = None

    def answer(self, question: Question, period: PlanPeriod | None) -> Answer | None:
        """The answer known beforehand; None where a person has to say."""
        if question.kind is QuestionKind.PERIOD:
            return ForPeriod(period=period) if period else None
        if not question.subject:
            return None
        match question.kind:
            case QuestionKind.RESPONSIBLE:
                known = self.aliases.get(question.subject) or self.names.get(name_key(question.words))
                known = known or self.respelled.get(name_key(question.words))
                return known or self._own_name(question) or self._recognised(question)
            case QuestionKind.DEADLINE:
                meaning = self.deadlines.get(question.subject)
                return (
                    Reworded(words=meaning)
                    if meaning and _still_fits(question.subject, meaning, period)
                    else None
                )

    def _own_name(self, question: Question) -> Assigned | None:
        """The department, where the words are its name with fewer or more of them."""
        if self.department is None or question.hint is ResponsibleKind.PERSON:
            return None
        said, known = question.subject.split(), normal(self.department.name).split()
        is_own = said[:2] == known[:2] and (set(said) <= set(known) or set(known) <= set(said))
        return Assigned(unit_id=self.department.id) if is_own and len(said) > 1 else None

    def _recognised(self, question: Question) -> Assigned | None:
        """Another spelling of a name that only one bears: a person's by initials, a body's by its number."""
        is_person = question.hint is ResponsibleKind.PERSON
        return (self.recognised.person if is_person else self.recognised.unit)(question.words)

    def corrected(
        self, proposal: Proposal, period: PlanPeriod | None, besides: Iterable[Doubt]
    ) -> tuple[Doubt, ...]:
        """Deadlines that read well but were corrected in an earlier document."""
        asked = {doubt.subject for doubt in besides if doubt.kind is QuestionKind.DEADLINE}
        found = {}
        for row in sorted(rows_with_duty(proposal.measures)):
            subject = normal(proposal.measures[row].deadline_text)
            if subject in self.deadlines and subject not in asked and subject not in found:
                doubt = deadline_doubt(proposal, row)
                if doubt is not None and _still_fits(subject, self.deadlines[subject], period):
                    found[subject] = doubt
        return tuple(found.values())


def _still_fits(words: str, meaning: str, period: PlanPeriod | None) -> bool:
    """Dates typed for last year's document say nothing about this one's.

    Nor do days given where words only promise some: «по отдельному графику» means others in every document.
    """
    reading = read_deadline(meaning)
    if isinstance(reading.deadline, Dated) and _promise_days(words):
        return False
    asked = ProposedMeasure(
        number="",
        parent=None,
        section="",
        title="",
        deadline_text=meaning,
        deadline=reading.deadline,
        confidence=reading.confidence,
    )
    return not is_unclear(asked, period)


async def known_words(uow: UnitOfWork, department_id: UnitId) -> Known:
    """Aliases and remembered deadlines of the department, and the exact names of its units and people."""
    on_desk = await names_on_desk(uow, department_id)
    units, persons = on_desk.units, on_desk.persons
    present = {Assigned(unit_id=u.id) for u in units} | {Assigned(person_id=p.id) for p in persons}
    department = await uow.people.unit(department_id)
    explained = (await uow.spellings.known(department_id)).items()
    remembered = {words: meaning for words, meaning in explained if meaning in present}
    return Known(
        aliases={**_by_name(units, persons, normal), **remembered},
        respelled={name_key(words): meaning for words, meaning in remembered.items()},
        deadlines=await uow.imports.remembered_deadlines(department_id),
        names=_by_name(units, persons, name_key),
        recognised=_recognised(units, persons, department),
        department=department,
    )


def _recognised(
    units: Sequence[Unit], persons: Sequence[Person], department: Unit | None
) -> Recognised[Assigned]:
    return Recognised(
        [(Assigned(unit_id=unit.id), unit.name) for unit in units],
        [(Assigned(person_id=person.id), person.name) for person in persons],
        (Assigned(unit_id=department.id), department.name) if department else None,
    )


def _promise_days(words: str) -> bool:
    read = read_deadline(words)
    return (
        isinstance(read.deadline, Unscheduled)
        and read.deadline.basis is not Basis.UNREAD
        and not read.problems
    )


def _by_name(
    units: Sequence[Unit], persons: Sequence[Person], spelled: Callable[[str], str]
) -> dict[str, Assigned]:
    """Names that one unit or person alone bears, so spelled; namesakes are left to a human."""
    bearers: dict[str, list[Assigned]] = {}
    for unit in units:
        bearers.setdefault(spelled(unit.name), []).append(Assigned(unit_id=unit.id))
    for person in persons:
        bearers.setdefault(spelled(person.name), []).append(Assigned(person_id=person.id))
    return {name: found[0] for name, found in bearers.items() if len(found) == 1}


def with_period(imported: Import, period: PlanPeriod) -> Import:
    """The import with the period a person has named."""
    return replace(imported, proposal=replace(imported.proposal, period=period))


def unsettled(questions: Iterable[Question]) -> list[Question]:
    """Those whose measures are not planned yet, except what a newer edition asks anew."""
    return [q for q in questions if q.state in UNSETTLED]


def open_questions(questions: Iterable[Question]) -> list[Question]:
    """Those nobody has decided about; skipped ones are decided."""
    return [q for q in questions if q.state is QuestionState.OPEN]
