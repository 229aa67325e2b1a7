"""Words of the consolidated report: sheets, states, sentences. Each is read by people who print it."""

from collections.abc import Sequence
from datetime import date

from roadmap.control.duty import ReportSource
from roadmap.control.duty_lines import DutyLine
from roadmap.language.kept_place import place_told, without_place
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.monitoring.campaign_views import CampaignQuestion
from roadmap.plan.measure import CompletionRule
from roadmap.summary.summary_source import DateChange
from roadmap.summary.summary_views import (
    EvidenceLine,
    Standing,
    SummaryHeader,
    SummaryMeasure,
    SummaryPoint,
    SummaryReport,
)
from texts.control import signatures
from texts.control.duty_words import waiting_words
from texts.control.outcomes import decision_words, outcome_words, part_words
from texts.monitoring.words import answer_words as told_words
from texts.plural import plural
from texts.short import shortened
from texts.summary.indicator_words import came_to

OVERVIEW, MEASURES, ASSIGNEES = "Сводка", "Мероприятия", "По организациям"
RED, WARNING, MOVED = "Красный контроль", "Предупредительный контроль", "Переносы"
EVIDENCE, MONITORING, MATRIX = "Подтверждения", "Мониторинг", "Матрица"
ONLY_YOURS = "Здесь только организации, которые вы курируете; у остальных видно лишь, что исполнитель есть."
ELSEWHERE = "У организаций, которых вы не видите"
WARNED_DAYS = 14
RED_HINT = "Срок прошёл, отчёта нет или он возвращён; дольше всего просроченные сверху."
WARNING_HINT = f"Срок наступит в ближайшие {WARNED_DAYS} дней."
NOTHING_RED = "Просроченного нет."
NOTHING_SOON = f"В ближайшие {WARNED_DAYS} дней сроков нет."
NOTHING_MOVED = "Сроки не переносились."
FIGURES_TITLE = "Итоги"
WHOLE_PERIOD = "Весь период"
TO_BE_DONE, DONE_OF_THEM, DONE_IN_TIME = "Подлежало исполнению", "Исполнено", "из них в срок"
OVERDUE_OF_THEM, WAITING_OF_THEM = "Не исполнено в срок", "Ждёт решения куратора (в доли не входит)"
PAGE_FOOTER = "Страница &P из &N"

STANDING_WORDS = {
    Standing.OVERDUE: "Просрочено, отчёта нет",
    Standing.OVERDUE_RETURNED: "Просрочено, ждём исправленный отчёт",
    Standing.OVERDUE_PARTIAL: "Просрочено, выполнено частично",
    Standing.RETURNED: "Ждём исправленный отчёт",
    Standing.CLOSED_UNDONE: "Закрыто как невыполненное",
    Standing.PASSED: "Срок прошёл до начала работы",
    Standing.PARTIAL: "Выполнено частично",
    Standing.WAITING: "Ждёт решения куратора",
    Standing.RUNNING: "В работе",
    Standing.UPCOMING: "Ещё не наступило",
    Standing.PAUSED: "Приостановлено",
    Standing.ACCEPTED: "Снято с контроля",
    Standing.COVERED: "Выполнено другим исполнителем",
    Standing.WITHDRAWN: "Исключено",
}
SHORT_STANDINGS = {
    Standing.OVERDUE: "просрочено",
    Standing.OVERDUE_RETURNED: "просрочено, возврат",
    Standing.OVERDUE_PARTIAL: "просрочено, частично",
    Standing.RETURNED: "возврат",
    Standing.CLOSED_UNDONE: "закрыто невыполн.",
    Standing.PASSED: "прошёл",
    Standing.PARTIAL: "частично",
    Standing.WAITING: "у куратора",
    Standing.RUNNING: "в работе",
    Standing.UPCOMING: "впереди",
    Standing.PAUSED: "пауза",
    Standing.ACCEPTED: "снято",
    Standing.COVERED: "другим исполн.",
    Standing.WITHDRAWN: "исключено",
}
RULE_WORDS = {
    CompletionRule.ALL: "",
    CompletionRule.ANY: "достаточно одного исполнителя",
    CompletionRule.MAIN: "решает основной исполнитель",
}
SOURCE_WORDS = {
    ReportSource.CHAT: "чат",
    ReportSource.CAMPAIGN: "мониторинг",
    ReportSource.COMMAND_LINE: "командная строка",
    ReportSource.DOCUMENT: "документ",
    ReportSource.BEFORE_WORK: "до начала работы в боте",
    ReportSource.CURATOR: "внёс куратор",
    ReportSource.FILE: "из формы",
    ReportSource.RESULT: "мониторинг",
}

REMAINING_LENGTH = 120
REPORT_LENGTH = 600
"""Longer reports stand whole on their own sheet."""
STATES_TITLE = "Исполнение по состояниям"
SECTIONS_TITLE = "По разделам"
ROUNDS_TITLE = "Квартальный мониторинг"
TOTAL = "Всего поручений"
NO_SECTION = "Без раздела"
NO_DATE = "без даты"
DASH = "—"
NOBODY_ASKED = "Мониторинга ещё не было."
NO_REPORTS = "Отчётов ещё нет."
NO_MEASURES = "Мероприятий нет."
NO_ANSWER = "нет ответа"
LATE = "с опозданием"
IN_TIME = "в срок"
RETRACTED = "отозван автором"
IN_PARTS = "По подпунктам"
NO_SCHEDULE = "Нет графика"
"""Somebody answers for the measure, and nobody has said by when."""
NOBODY_NAMED = "Исполнитель не назван"
MATRIX_TOTAL = "Снято с контроля"
MATRIX_HINT = (
    "Общие мероприятия по организациям. Где контрольных точек несколько, показано, сколько снято и как "
    "остальные."
)


def subtitle(header: SummaryHeader) -> str:
    """«Приказ № 14-р от 25.08.2026. Период: 01.09.2026 – 31.05.2027»."""
    number = f"№ {header.approval_number}" if header.approval_number else ""
    on = f"от {header.approval_on:%d.%m.%Y}" if header.approval_on else ""
    approval = f"Утверждена: {' '.join(part for part in (number, on) if part)}. " if number or on else ""
    return f"{approval}Период: {header.period_start:%d.%m.%Y} – {header.period_end:%d.%m.%Y}"


def made(header: SummaryHeader, local: str) -> str:
    """What the report covers and when it was made; `local` is the moment in the department's zone."""
    of = f"за {quarter(header.quarter)}" if header.quarter else "за весь период"
    return f"Сводный отчёт {of}. Состояние на {local}"


def quarter(value: CalendarQuarter) -> str:
    return f"{value.number} квартал {value.year} года"


def short_quarter(value: CalendarQuarter) -> str:
    return f"{value.number} кв. {value.year}"


def title_with_result(title: str, result: str) -> str:
    return f"{title}\nРезультат: {result}" if result else title


def assignee_of(point: SummaryPoint, responsible: str) -> str:
    """The assignee's name; for many, how many and the document's own word for them."""
    if len(point.everyone) == 1:
        return point.duties[0].duty.assignee
    many = plural(len(point.everyone), "исполнитель", "исполнителя", "исполнителей")
    rule = RULE_WORDS[point.rule]
    return "\n".join(
        part for part in (shortened(responsible, 160), many + (f", {rule}" if rule else "")) if part
    )


def why_not_planned(measure: SummaryMeasure) -> str:
    """What a measure without control points still misses."""
    if measure.is_elsewhere:
        return ELSEWHERE
    if measure.is_assigned:
        return NO_SCHEDULE
    return IN_PARTS if measure.has_parts else NOBODY_NAMED


def standing_of_point(point: SummaryPoint, today: date) -> str:
    """The state in words; for many assignees, how many stand how."""
    if len(point.everyone) == 1:
        (only,) = point.everyone
        part = part_words(only.duty.percent, only.duty.remaining, REMAINING_LENGTH)
        words = STANDING_WORDS[point.standing] + (f", {part}" if part else "")
        if point.standing is Standing.WAITING:
            waits = waiting_words(only.duty, today)
            words = waits[0].upper() + waits[1:]
    else:
        words = "\n".join(f"{STANDING_WORDS[standing]}: {n}" for standing, n in point.counts.items())
    if point.is_moved:
        was = f" с {point.original_due_on:%d.%m.%Y}" if point.original_due_on else ""
        few = len(point.moved) < len(point.everyone)
        said = f"перенос у {len(point.moved)} из {len(point.everyone)}" if few else f"срок перенесён{was}"
        words = f"{words}\n({said})"
    return words


def report_line(report: SummaryReport) -> str:
    """The outcome and the words of a report."""
    words = outcome_words(report.line)
    said = without_place(report.line.text)
    return f"{words}: {said}" if said else words


def report_with_day(report: SummaryReport, duty: DutyLine) -> str:
    """When, what, what the indicator came to, which files, what was decided; each on a line of its own."""
    files = evidence_numbers(sorted(line.id for line in report.evidence))
    place = place_told(report.line.text)
    said = (
        f"{report.day:%d.%m.%Y}, {shortened(report_line(report), REPORT_LENGTH)}",
        came_to(report.line.value, duty.result),
        f"Файлы: {files}" if files else "",
        f"Подтверждение хранится: {shortened(place, REPORT_LENGTH)}" if place else "",
        decision_line(report, duty),
    )
    return "\n".join(line for line in said if line)


def kept(place: str) -> str:
    """Instead of a file: where the evidence is kept."""
    return f"Хранится: {place}"


def all_questions(count: int) -> str:
    """Instead of the measures of who has answered nothing."""
    return f"Все вопросы: {count}"


def latest_of_many(reported: int, total: int) -> str:
    return f"Отчитались: {reported} из {total}" if reported else "Отчётов нет"


def evidence_numbers(numbers: Sequence[int]) -> str:
    """«№ 3, 7–9»: sorted numbers, those in a row joined."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return f"№ {', '.join(_run(first, last) for first, last in runs)}" if runs else ""


def _run(first: int, last: int) -> str:
    if last - first < 2:
        return str(first) if first == last else f"{first}, {last}"
    return f"{first}–{last}"


def file_line(line: EvidenceLine) -> str:
    """«№ 3 фото.jpg, 240 КБ»: the number people quote, and what to look for in the archive."""
    return f"{f'№ {line.id} {line.name}'.rstrip()}, {_size(line.size)}"


def _size(size: int) -> str:
    if size >= 1024 * 1024:
        return f"{size / 1024 / 1024:.1f} МБ".replace(".", ",")
    return f"{max(1, round(size / 1024))} КБ"


def decision_line(report: SummaryReport, duty: DutyLine) -> str:
    """«возвращено на доработку: нет подписи (О. Ветрова)», or nothing while undecided."""
    line = report.line
    if line.decision is None:
        return ""
    comment = f": {line.decision_comment}" if line.decision_comment else ""
    return f"{decision_words(line, duty)}{comment} ({signatures.decided_by(line)})"


def decision_with_hour(report: SummaryReport, duty: DutyLine, local: str) -> str:
    """«возвращено на доработку: нет подписи\nО. Ветрова, 18.09.2026 12:00», or nothing while undecided."""
    line = report.line
    if line.decision is None:
        return ""
    comment = f": {line.decision_comment}" if line.decision_comment else ""
    return f"{decision_words(line, duty)}{comment}\n{signatures.decided_by(line)}, {local}"


def sent_words(report: SummaryReport) -> str:
    """«№ 2, мониторинг, Лидия Саранцева»."""
    return f"{version(report)}, {SOURCE_WORDS[report.source]}, {signatures.author(report.line)}"


def move_decision(change: DateChange) -> str:
    """Who decided about a moved day, and how."""
    if change.is_granted is None:
        return "ждёт решения"
    said = "продлено" if change.is_granted else "отказано"
    comment = f": {change.comment}" if change.comment else ""
    return f"{said}{comment}" + (f" ({change.decided_by})" if change.decided_by else "")


def nth(place: int) -> str:
    """«2-й»."""
    return f"{place}-й"


def answer_words(question: CampaignQuestion) -> str:
    return NO_ANSWER if question.answer is None else told_words(question.answer)


def answer_remark(question: CampaignQuestion) -> str:
    """Whether the answer came in time; nothing where there is none."""
    if question.answer is None:
        return ""
    return LATE if question.answer.is_late else IN_TIME


def version(report: SummaryReport) -> str:
    retracted = f", {RETRACTED}" if report.line.retracted_at else ""
    return f"№ {report.line.version}{retracted}"


def waiting(count: int) -> str:
    return f"{count} на проверке"


def done_of(done: int, total: int) -> str:
    return f"{done} из {total}"
