"""A road map as read, for a person at a terminal: what is doubtful first, then the measures."""

from collections.abc import Iterator, Sequence

from roadmap.deadlines.deadline import Missing
from roadmap.deadlines.period import PlanPeriod
from roadmap.imports.proposal import Approval, Proposal, ProposedMeasure, RiskFactor, concerned
from roadmap.language.phrase import phrase
from texts.imports.problems import explain_problem
from texts.plural import day, plural


def roadmap_text(proposal: Proposal) -> str:
    """Title, period and order; doubts; sections with their measures and the reading of every deadline.

    Further plans of the file follow in the same way.
    """
    return "\n".join(_lines(proposal))


def _lines(proposal: Proposal) -> Iterator[str]:
    yield proposal.title or "Без названия"
    yield f"Период: {_period(proposal.period)}. {_approval(proposal.approval)}"
    measures = plural(len(proposal.measures), "мероприятие", "мероприятия", "мероприятий")
    sections = plural(len(proposal.sections), "раздел", "раздела", "разделов")
    yield f"{measures}, {sections}."
    doubts = [*proposal.problems, *(problem for measure in proposal.measures for problem in measure.problems)]
    if doubts:
        yield ""
        yield "Проверьте:"
        for problem in doubts:
            place = f"{problem.measure}: " if problem.measure else ""
            yield f"– {place}{explain_problem(problem)}"
    section = None
    for measure in proposal.measures:
        if measure.section != section:
            section = measure.section
            yield ""
            yield section
        yield from _measure(measure, proposal.risk_factors)
    for plan in proposal.plans:
        yield ""
        yield from _lines(plan)


def _measure(measure: ProposedMeasure, factors: Sequence[RiskFactor]) -> Iterator[str]:
    indent = "    " if measure.parent else "  "
    yield f"{indent}{measure.number or '–'} {measure.title}"
    if isinstance(measure.deadline, Missing):
        yield f"{indent}  срок: не указан"
    else:
        yield f"{indent}  срок: {measure.deadline_text} → {phrase(measure.deadline)}"
    if measure.responsibles:
        names = "; ".join(responsible.text for responsible in measure.responsibles)
        yield f"{indent}  отвечает: {names}"
    if schools := concerned(measure, factors):
        yield f"{indent}  касается: {'; '.join(schools)}"


def _period(period: PlanPeriod | None) -> str:
    return f"{day(period.start)} – {day(period.end)}" if period else "не найден"


def _approval(approval: Approval | None) -> str:
    if approval is None:
        return "Приказ не назван."
    number = f" № {approval.number}" if approval.number else ""
    signed = f" от {day(approval.signed_on)}" if approval.signed_on else ""
    return f"Приказ{signed}{number}."
