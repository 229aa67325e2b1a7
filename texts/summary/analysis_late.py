"""Passages of the written analysis about days: what is not done and why, which days were moved."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from roadmap.control.duty import ReportOutcome
from roadmap.control.duty_lines import DutyLine
from roadmap.ids import DutyId
from roadmap.summary.summary_source import SummarySource
from roadmap.summary.summary_views import OVERDUE, RoadMapSummary, Standing, SummaryDuty, SummaryHeader
from texts.short import shortened
from texts.summary.analysis_passage import LISTED, TITLE, Passage, left_out

_QUOTE = 220
_NAMED = 8
_UNSAID = "причина не сообщена"


def late(source: SummarySource) -> Passage | None:
    summary = source.summary
    found = undone(summary)
    if not found:
        return Passage(heading="Просроченное", paragraphs=("Просроченных поручений на отчётную дату нет.",))
    reasons = _reasons(source)
    rows = late_rows(summary)
    return Passage(
        heading="Что не исполнено и почему",
        paragraphs=("Причины приведены словами исполнителей; где слов нет, причина не сообщена.",),
        items=tuple(_late_line(row, reasons, summary.header) for row in rows[:LISTED]),
        more=left_out(sum(map(len, rows[LISTED:])), ("поручение", "поручения", "поручений")),
    )


def late_rows(summary: RoadMapSummary) -> list[Sequence[SummaryDuty]]:
    """What is undone, those who owe the same by the same day together."""
    return together(undone(summary), lambda owed: owed.duty.due_on)


def together(
    duties: Iterable[SummaryDuty], by: Callable[[SummaryDuty], object] = lambda _: None
) -> list[Sequence[SummaryDuty]]:
    """The duties of one measure in one row, where `by` says the same of them; the order stays."""
    rows: dict[object, list[SummaryDuty]] = {}
    for owed in duties:
        rows.setdefault((owed.duty.measure_id, by(owed)), []).append(owed)
    return list(rows.values())


def undone(summary: RoadMapSummary) -> list[SummaryDuty]:
    """What the period leaves undone: due in it, then what it has carried over from earlier ones."""
    header = summary.header
    known = OVERDUE | {Standing.CLOSED_UNDONE}
    late = [e for e in summary.duties if e.standing in known and not header.is_after(e.duty.due_on)]
    return sorted(late, key=lambda owed: header.is_carried(owed.duty.due_on))


def _reasons(source: SummarySource) -> Mapping[DutyId, str]:
    """What people said is in the way, quoted: in reports, to the monitoring, in requests, which are named."""
    found = {
        change.duty_id: f"просьба о переносе: {quoted(change.reason)}"
        for change in source.changes
        if change.reason and not change.is_own
    }
    found |= {
        duty_id: f"просьба «Не моё»: {quoted(reason)}"
        for duty_id, reason in source.declined.items()
        if reason
    }
    for owed in source.summary.duties:
        for report in owed.reports:
            is_reason = report.line.outcome in (ReportOutcome.NOT_DONE, ReportOutcome.DIFFICULTY)
            if is_reason and report.line.text and report.line.retracted_at is None:
                found[owed.duty.id] = quoted(report.line.text)
    for turn in source.summary.rounds:
        for question in turn.questions:
            answer = question.answer
            if answer and answer.outcome is ReportOutcome.DIFFICULTY and answer.text:
                found[question.duty.id] = quoted(answer.text)
    return found


def quoted(words: str) -> str:
    return f"«{shortened(words, _QUOTE)}»"


def _late_line(row: Sequence[SummaryDuty], reasons: Mapping[DutyId, str], header: SummaryHeader) -> str:
    due_on = row[0].duty.due_on
    debt = ", долг прошлых кварталов" if header.is_carried(due_on) else ""
    due = f", срок {due_on:%d.%m.%Y}{debt}" if due_on else ""
    return line(row, due, lambda owed: reasons.get(owed.duty.id, _UNSAID))


def line(row: Sequence[SummaryDuty], due: str, words: Callable[[SummaryDuty], str]) -> str:
    """«п. 3 «Кружок», Школа № 8: «Нет станка»»; of several: who says what, the silent last."""
    duty = row[0].duty
    number = f"п. {duty.number} " if duty.number else ""
    name = f"{number}«{shortened(duty.title, TITLE)}»"
    if len(row) == 1:
        return f"{name}, {duty.assignee}{due}: {words(row[0])}"
    said: dict[str, list[str]] = {}
    for owed in row:
        said.setdefault(words(owed), []).append(owed.duty.assignee)
    silent = said.pop(_UNSAID, [])
    told = [f"{', '.join(names)} — {reason}" for reason, names in said.items()]
    told += [f"{_UNSAID} — {_few(silent)}"] if silent else []
    return f"{name}{due}: {'; '.join(told)}"


def _few(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" и ещё {more}" if more > 0 else "")


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
        f"{_measure_name(lines[change.duty_id])}: с {change.from_on:%d.%m.%Y} на {change.to_on:%d.%m.%Y} "
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
        more=left_out(len(granted) - LISTED, ("перенос", "переноса", "переносов")),
    )


def _measure_name(duty: DutyLine) -> str:
    """«п. 3, Школа № 8»: several organisations may move the day of one measure."""
    return (f"п. {duty.number}" if duty.number else f"«{shortened(duty.title, 60)}»") + f", {duty.assignee}"
