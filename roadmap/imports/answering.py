"""Which rows of a proposal somebody answers for, and which of its words need a person's decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from roadmap.deadlines.deadline import Basis, Deadline, Missing, Unscheduled
from roadmap.deadlines.of_plan import of_plan
from roadmap.deadlines.period import PlanPeriod
from roadmap.deadlines.rule_set import LITERAL, RuleSet, has_days
from roadmap.deadlines.windows import windows
from roadmap.imports.milestones import is_milestone
from roadmap.imports.proposal import Proposal, ProposedMeasure, ProposedResponsible, ResponsibleKind
from roadmap.language.reader import CLEAR_ENOUGH
from roadmap.wording import normal


class AskedBecause(StrEnum):
    """Why a deadline is asked about."""

    NOT_SAID = "not-said"
    UNREAD = "unread"
    NO_DATES = "no-dates"
    NO_SUCH_DAY = "no-such-day"
    YEAR_MISPRINTED = "year-misprinted"
    SERIAL = "serial"
    REVERSED = "reversed"
    BEFORE_PERIOD = "before-period"
    AFTER_PERIOD = "after-period"
    HARDLY_READ = "hardly-read"


_OF_PROBLEMS = {
    "deadline-impossible-date": AskedBecause.NO_SUCH_DAY,
    "deadline-no-such-day": AskedBecause.NO_SUCH_DAY,
    "deadline-year-misprinted": AskedBecause.YEAR_MISPRINTED,
    "deadline-serial": AskedBecause.SERIAL,
    "deadline-range-reversed": AskedBecause.REVERSED,
}
EVER = PlanPeriod(start=date(1900, 1, 1), end=date(2200, 12, 31))


class QuestionKind(StrEnum):
    PERIOD = "period"
    DEADLINE = "deadline"
    RESPONSIBLE = "responsible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One wording nobody has explained yet; `rows` are the positions of its measures in the proposal.

    `subject` is the wording as `normal` folds it ("" where the cell is empty), `words` as printed;
    `hint` says what the reader took a responsible for; `beside` is the body a person in brackets stands with.
    """

    kind: QuestionKind
    subject: str
    words: str
    rows: tuple[int, ...]
    hint: ResponsibleKind | None = None
    beside: str = ""


def parent_rows(measures: Sequence[ProposedMeasure]) -> tuple[int | None, ...]:
    """For each row, the position of the row it stands under: the nearest one above with that number."""
    return tuple(
        None
        if measure.parent is None
        else next(
            (
                above
                for above in range(row - 1, -1, -1)
                if measures[above].number == measure.parent and not measures[above].is_dropped
            ),
            None,
        )
        for row, measure in enumerate(measures)
    )


def rows_with_duty(measures: Sequence[ProposedMeasure]) -> frozenset[int]:
    """Rows that are somebody's duty.

    A row that introduces sub-rows is one only if it names its own assignee and deadline and they are not
    merely what its sub-rows repeat: «3. Сбор данных:» with 3.1 and 3.2 is a heading, not a duty.
    """
    children: dict[int, list[ProposedMeasure]] = {}
    for row, parent in enumerate(parent_rows(measures)):
        if parent is not None and not is_milestone(measures[row]) and not measures[row].is_dropped:
            children.setdefault(parent, []).append(measures[row])
    return frozenset(
        row
        for row, measure in enumerate(measures)
        if not measure.is_dropped and (row not in children or _says_more(measure, children[row]))
    )


def _says_more(parent: ProposedMeasure, children: Sequence[ProposedMeasure]) -> bool:
    if not parent.responsibles or not parent.deadline_text.strip():
        return False
    deadlines = {normal(child.deadline_text) for child in children}
    names = {normal(one.text) for child in children for one in child.responsibles}
    return normal(parent.deadline_text) not in deadlines or any(
        normal(one.text) not in names for one in parent.responsibles
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name to be found among the department's people: a body, a collective or a person."""

    words: str
    kind: ResponsibleKind
    beside: str = ""

    @property
    def subject(self) -> str:
        return normal(self.words)


def post_of(measures: Sequence[ProposedMeasure], name: str) -> str:
    """What the document calls this person beside the name: «зам. начальника»; "" where it says nothing."""
    for measure in measures:
        for one in measure.responsibles:
            if one.kind is ResponsibleKind.PERSON and one.persons == (name,) and one.text != name:
                return one.text.replace(name, "").strip(" ,()")
    return ""


def names_of(responsible: ProposedResponsible) -> tuple[Name, ...]:
    """The body and the persons in its brackets, apart: «Управление (О. А. Ветрова)» is two names."""
    body = responsible.text.split("(")[0].strip() or responsible.text
    if responsible.kind is ResponsibleKind.PERSON:
        return tuple(Name(words=name, kind=responsible.kind) for name in responsible.persons or (body,))
    persons = tuple(
        Name(words=name, kind=ResponsibleKind.PERSON, beside=normal(body)) for name in responsible.persons
    )
    return (Name(words=body, kind=responsible.kind), *persons)


def doubts(proposal: Proposal, period: PlanPeriod | None, rules: RuleSet = LITERAL) -> tuple[Doubt, ...]:
    """Every wording that has to be explained before the whole proposal can become a plan, in document order.

    The period is always among them: where the document names it, it has its answer, and can be corrected.
    """
    rows = sorted(rows_with_duty(proposal.measures))
    found: dict[tuple[QuestionKind, str], Doubt] = {}
    found[QuestionKind.PERIOD, ""] = Doubt(kind=QuestionKind.PERIOD, subject="", words="", rows=())
    for row in rows:
        measure = proposal.measures[row]
        if is_unclear(measure, period, rules):
            _add(
                found, Doubt(kind=QuestionKind.DEADLINE, subject="", words=measure.deadline_text, rows=(row,))
            )
        for name in _names(measure):
            doubt = Doubt(
                kind=QuestionKind.RESPONSIBLE,
                subject="",
                words=name.words,
                rows=(row,),
                hint=name.kind,
                beside=name.beside,
            )
            _add(found, doubt)
    return tuple(found.values())


def deadline_doubt(proposal: Proposal, row: int) -> Doubt | None:
    """A doubt about the deadline of this row and of every row with the same words."""
    if not 0 <= row < len(proposal.measures):
        return None
    words = proposal.measures[row].deadline_text
    same = sorted(
        other
        for other in rows_with_duty(proposal.measures)
        if normal(proposal.measures[other].deadline_text) == normal(words)
    )
    return Doubt(kind=QuestionKind.DEADLINE, subject=normal(words), words=words, rows=tuple(same))


def _names(measure: ProposedMeasure) -> tuple[Name, ...]:
    named = tuple(name for one in measure.responsibles for name in names_of(one))
    return named or (Name(words=measure.responsible_text.strip(), kind=ResponsibleKind.BODY),)


def _add(found: dict[tuple[QuestionKind, str], Doubt], doubt: Doubt) -> None:
    subject = normal(doubt.words)
    same = found.get((doubt.kind, subject))
    rows = doubt.rows if same is None else tuple(dict.fromkeys((*same.rows, *doubt.rows)))
    first = same or doubt
    found[doubt.kind, subject] = Doubt(
        kind=first.kind, subject=subject, words=first.words, rows=rows, hint=first.hint, beside=first.beside
    )


def is_unclear(measure: ProposedMeasure, period: PlanPeriod | None, rules: RuleSet = LITERAL) -> bool:
    """Whether no control point can be named from the words alone, or the words were hardly understood."""
    return why_unclear(measure, period, rules) is not None


def why_unclear(
    measure: ProposedMeasure, period: PlanPeriod | None, rules: RuleSet = LITERAL
) -> AskedBecause | None:
    """What has to be asked about the deadline; None where control points can be named."""
    deadline = of_plan(measure.deadline, period)
    if has_days(deadline, rules):
        return None
    match deadline:
        case Missing():
            return AskedBecause.NOT_SAID
        case Unscheduled(basis=Basis.UNREAD):
            return AskedBecause.UNREAD
        case Unscheduled():
            return AskedBecause.NO_DATES
    placed = windows(deadline, period) if period is not None else None
    codes = [problem.code for problem in (*measure.problems, *(placed.problems if placed else ()))]
    doubted = next((_OF_PROBLEMS[code] for code in codes if code in _OF_PROBLEMS), None)
    if measure.confidence < CLEAR_ENOUGH:
        return doubted or AskedBecause.HARDLY_READ
    if period is None or (placed is not None and placed.windows):
        return None
    return doubted or _outside(deadline, period)


def _outside(deadline: Deadline, period: PlanPeriod) -> AskedBecause:
    ever = windows(deadline, EVER).windows
    after = bool(ever) and ever[0].first > period.end
    return AskedBecause.AFTER_PERIOD if after else AskedBecause.BEFORE_PERIOD
