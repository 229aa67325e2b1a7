"""A road map as read, for a person at a terminal: what is doubtful first, then the measures."""

from collections.abc import Iterator, Sequence

from roadmap.deadline import Missing
from roadmap.draft import Approval, DraftMeasure, RiskFactor, RoadMapDraft, concerned
from roadmap.language.phrase import phrase
from roadmap.period import PlanPeriod
from texts.plural import day, plural
from texts.problems import explain_problem


def roadmap_text(draft: RoadMapDraft) -> str:
    """Title, period and order; doubts; sections with their measures and the reading of every deadline."""
    return "\n".join(_lines(draft))


def _lines(draft: RoadMapDraft) -> Iterator[str]:
    yield draft.title or "Без названия"
    yield f"Период: {_period(draft.period)}. {_approval(draft.approval)}"
    measures = plural(len(draft.measures), "мероприятие", "мероприятия", "мероприятий")
    sections = plural(len(draft.sections), "раздел", "раздела", "разделов")
    yield f"{measures}, {sections}."
    doubts = [*draft.problems, *(problem for measure in draft.measures for problem in measure.problems)]
    if doubts:
        yield ""
        yield "Проверьте:"
        for problem in doubts:
            place = f"{problem.measure}: " if problem.measure else ""
            yield f"– {place}{explain_problem(problem)}"
    section = None
    for measure in draft.measures:
        if measure.section != section:
            section = measure.section
            yield ""
            yield section
        yield from _measure(measure, draft.risk_factors)


def _measure(measure: DraftMeasure, factors: Sequence[RiskFactor]) -> Iterator[str]:
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
