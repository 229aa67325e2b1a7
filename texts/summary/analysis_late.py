"""Passages of the written analysis about days: what is not done and why, which days were moved."""

from collections.abc import Mapping

from roadmap.control.duty import ReportOutcome
from roadmap.ids import DutyId
from roadmap.summary.summary_source import DateChange, SummarySource
from roadmap.summary.summary_views import OVERDUE, Standing, SummaryDuty
from texts.short import shortened
from texts.summary.analysis_passage import LISTED, TITLE, Passage

_QUOTE = 220


def late(source: SummarySource) -> Passage | None:
    summary = source.summary
    found = [owed for owed in summary.duties if owed.standing in OVERDUE | {Standing.CLOSED_UNDONE}]
    if not found:
        return Passage(heading="Просроченное", paragraphs=("Просроченных поручений на отчётную дату нет.",))
    reasons = _reasons(source)
    items = [_late_line(owed, reasons) for owed in found[:LISTED]]
    more = len(found) - LISTED
    return Passage(
        heading="Что не исполнено и почему",
        paragraphs=("Причины приведены словами исполнителей; где слов нет, причина не сообщена.",),
        items=(*items, *((f"и ещё {more}, полный список в Excel",) if more > 0 else ())),
    )


def _reasons(source: SummarySource) -> Mapping[DutyId, str]:
    """What people said is in the way: in reports, to the monitoring, asking to move the day."""
    found: dict[DutyId, str] = {change.duty_id: change.reason for change in source.changes if change.reason}
    for owed in source.summary.duties:
        for report in owed.reports:
            if report.line.outcome in (ReportOutcome.NOT_DONE, ReportOutcome.DIFFICULTY) and report.line.text:
                found[owed.duty.id] = report.line.text
    for turn in source.summary.rounds:
        for question in turn.questions:
            answer = question.answer
            if answer and answer.outcome is ReportOutcome.DIFFICULTY and answer.text:
                found[question.duty.id] = answer.text
    return found


def _late_line(owed: SummaryDuty, reasons: Mapping[DutyId, str]) -> str:
    duty = owed.duty
    number = f"п. {duty.number} " if duty.number else ""
    due = f", срок {duty.due_on:%d.%m.%Y}" if duty.due_on else ""
    reason = reasons.get(duty.id)
    said = f": «{shortened(reason, _QUOTE)}»" if reason else ": причина не сообщена"
    return f"{number}«{shortened(duty.title, TITLE)}», {duty.assignee}{due}{said}"


def changes(source: SummarySource) -> Passage | None:
    if not source.changes:
        return None
    granted = [change for change in source.changes if change.is_granted]
    asked = [change for change in source.changes if not change.is_own]
    given = len(source.changes) - len(asked)
    refused = sum(change.is_granted is False for change in source.changes)
    open_ones = sum(change.is_granted is None for change in source.changes)
    lines = {owed.duty.id: owed.duty for owed in source.summary.duties}
    tail = [f"продлено куратором без просьбы: {given}"] * bool(given)
    tail += [f"отказано: {refused}"] * bool(refused) + [f"ждут решения: {open_ones}"] * bool(open_ones)
    items = [
        f"{_measure_name(change, lines)}: с {change.from_on:%d.%m.%Y} на {change.to_on:%d.%m.%Y} "
        f"({shortened(change.reason, _QUOTE) or 'причина не указана'})"
        for change in granted[:LISTED]
        if change.duty_id in lines
    ]
    return Passage(
        heading="Переносы сроков",
        paragraphs=(
            "; ".join(
                [f"Просьб о переносе срока: {len(asked)}, удовлетворено: {len(granted) - given}", *tail]
            )
            + ".",
        ),
        items=tuple(items),
    )


def _measure_name(change: DateChange, lines: Mapping[DutyId, object]) -> str:
    duty = lines[change.duty_id]
    number, title = getattr(duty, "number", ""), getattr(duty, "title", "")
    return f"п. {number}" if number else f"«{shortened(title, 60)}»"
