"""The history of a measure, and the reports about it."""

from datetime import date
from zoneinfo import ZoneInfo

from roadmap.control.duty import DecisionKind, ReportOutcome, ReportSource
from roadmap.control.measure_history import HistoryLine, MeasureReport
from roadmap.people.persons import Through
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.process.audit import HASHED
from services.buttons.duties import ListedDutyButton
from services.buttons.plan import MeasureButton, MeasureHistoryButton, MeasureReportsButton
from services.buttons.reporting import EvidenceButton
from services.control.measures.history import HistoryPage, ReportsPage
from services.notice import Button, Html, Notice, bold, lines, quote, text
from texts.control.duty_lists import Rows, page_words, turn
from texts.control.duty_words import measure_name
from texts.control.evidence_words import RULES_IN_SHORT
from texts.control.outcomes import OUTCOME_MARKS, OUTCOME_WORDS, outcome_words
from texts.control.signatures import BY_RESULT, entered
from texts.plural import plural
from texts.short import passage, shortened

VALUE_LENGTH = 45
SHOWN_FACTS = 2
REPORT_LENGTH = 160
ACTIONS = {
    "measure.added": "мероприятие добавлено",
    "measure.changed": "мероприятие изменено",
    "measure.undone": "изменение отменено",
    "measure.dated": "названы даты",
    "reassignment.named": "названо, чьё это",
    "duty.entrusted": "поручено внутри организации",
    "duty.asked_all": "поручение внутри организации снято",
    "duty.asked_again": "напомнили, кто не ответил",
    "duty.answered": "ответ коллеге",
    "measure.evidence": "правило о подтверждении",
    "measure.relaid": "срок сдвинут: изменился производственный календарь",
    "measure.in_force": "снова в работе",
    "measure.paused": "приостановлено",
    "measure.cancelled": "отменено",
    "measure.dropped": "исключено из карты",
    "duty.acknowledged": "принято в работу",
    "duty.reported": "отправлен отчёт",
    "report.taken_back": "отчёт отозван",
    "duty.accepted": "снято с контроля",
    "duty.part_accepted": "часть принята",
    "duty.progress_accepted": "отчёт принят",
    "duty.closed_undone": "закрыто как невыполненное",
    "duty.returned": "возвращено на доработку",
    "difficulty.noted": "трудность принята к сведению",
    "decision.undone": "решение отменено",
    "decision.reworded": "замечание исправлено",
    "duty.handed_over": "передано другому",
    "duty.paused": "приостановлено куратором",
    "duty.resumed": "возобновлено куратором",
    "duty.taken_off": "снято с плана куратором",
    "duty.put_on": "возвращено в план куратором",
    "duty.passed_up": "передано начальнику",
    "duty.head_given": "начальник поручил решить куратору",
    "duty.head_said": "решение начальника",
    "duty.head_closed": "закрыто начальником",
    "duty.head_reopened": "начальник отменил закрытие",
    "duty.taken_back": "отозвано у начальника",
    "extension.asked": "запрошен перенос срока",
    "extension.granted": "срок перенесён",
    "extension.refused": "в переносе отказано",
    "extension.withdrawn": "просьба о переносе отозвана",
    "reassignment.asked": "ответ «не моё»",
    "reassignment.granted": "передано по ответу «не моё»",
    "reassignment.handed": "передано другому куратором",
    "reassignment.refused": "оставлено у исполнителя",
    "reassignment.withdrawn": "«не моё» отозвано",
    "reassignment.undone": "передача отменена",
    "request.reworded": "причина исправлена",
}
THROUGH = {
    Through.CHAT: "",
    Through.COMMAND: "командой",
    Through.TABLE: "таблицей",
    Through.FILE: "из файла",
    Through.CAMPAIGN: "в мониторинге",
    Through.DEPUTY: "заместителем",
    Through.BEAT: "само, по сроку",
}
ASPECTS = {
    "title": "название",
    "number": "номер",
    "result": "результат",
    "section": "раздел",
    "deadline": "срок",
    "answering": "исполнитель",
}


def history(page: HistoryPage) -> Notice:
    """Who, what, when, through what, the latest first."""
    measure = page.measure
    said = [_change(line, page.time_zone) for line in page.lines]
    return Notice(
        body=lines(
            measure_name(measure.number, measure.title, 200),
            bold("История"),
            page_words(page.paging),
            "",
            *(said or [text("С мероприятием ещё ничего не происходило.")]),
        ),
        buttons=(
            *turn(page.paging, lambda to: MeasureHistoryButton(measure.id, to)),
            (Button("‹ К мероприятию", MeasureButton(measure.id, "")),),
        ),
    )


def _change(line: HistoryLine, time_zone: str) -> Html:
    local = line.at.astimezone(ZoneInfo(time_zone))
    who = ", ".join(part for part in (line.by, THROUGH[line.through]) if part)
    of = f" · {shortened(line.assignee, 50)}" if line.assignee else ""
    head = f"• {local:%d.%m.%Y %H:%M} {_action(line)}{of}"
    return lines(f"{head} ({who})" if who else head, *(f"   {words}" for words in _facts(line)))


def _action(line: HistoryLine) -> str:
    words = ACTIONS.get(line.action, "изменение")
    outcome = line.facts.get("outcome")
    if line.action == "duty.reported" and isinstance(outcome, str):
        return f"{words}: {OUTCOME_WORDS[ReportOutcome(outcome)]}"
    return words


def _facts(line: HistoryLine) -> list[str]:
    """«срок: было …, стало …», and the words that went with it."""
    said = []
    for name, words in ASPECTS.items():
        pair = line.facts.get(name)
        if isinstance(pair, list) and len(pair) == len(("was", "is")) and not _is_hashed(pair):
            was, is_ = (shortened(str(value), VALUE_LENGTH) or "пусто" for value in pair)
            said.append(f"{words}: было «{was}», стало «{is_}»")
    said += _evidence(line)
    if len(said) > SHOWN_FACTS:
        said = [*said[:SHOWN_FACTS], f"…и ещё {len(said) - SHOWN_FACTS}"]
    if line.action == "measure.relaid":
        days = [date.fromisoformat(str(line.facts[name])) for name in ("from", "to")]
        said.append("было {:%d.%m.%Y}, стало {:%d.%m.%Y}".format(*days))
    spoken = line.facts.get("comment") or line.facts.get("reason") or line.facts.get("words")
    if isinstance(spoken, str) and spoken.strip() and not spoken.startswith(HASHED):
        said.append(f"«{shortened(spoken, VALUE_LENGTH * 2)}»")
    return said


def _evidence(line: HistoryLine) -> list[str]:
    """«к отчёту: нужен документ»; before there was a choice of rules the history kept only whether."""
    pair = line.facts.get("evidence")
    if not isinstance(pair, list) or pair[-1] not in set(EvidenceRule):
        return []
    return [f"к отчёту: {RULES_IN_SHORT[EvidenceRule(pair[-1])]}"]


def _is_hashed(pair: list[object]) -> bool:
    """Whether the words themselves are not kept any more."""
    return any(isinstance(value, str) and value.startswith(HASHED) for value in pair)


def reports(page: ReportsPage) -> Notice:
    """Every version of every report, a key to its duty and one to its files."""
    measure = page.measure
    numbered = list(enumerate(page.reports, start=page.paging.offset + 1))
    return Notice(
        body=lines(
            measure_name(measure.number, measure.title, 200),
            bold(f"Отчёты ({page.count})") if page.count else bold("Отчётов пока нет"),
            page_words(page.paging),
            *(_report(place, each, page.time_zone) for place, each in numbered),
        ),
        buttons=(
            *_keys(numbered, measure.id),
            *turn(page.paging, lambda to: MeasureReportsButton(measure.id, to)),
            (Button("‹ К мероприятию", MeasureButton(measure.id, "")),),
        ),
    )


def _report(place: int, each: MeasureReport, time_zone: str) -> Html:
    line = each.line
    local = line.created_at.astimezone(ZoneInfo(time_zone))
    version = f", версия {line.version}" if line.version > 1 else ""
    files = f", {plural(line.evidence_count, 'файл', 'файла', 'файлов')}" if line.evidence_count else ""
    head = f"{place}. {local:%d.%m.%Y} {each.assignee}{version}: {OUTCOME_MARKS[line.outcome]} "
    return lines(
        "",
        text(f"{head}{outcome_words(line, 60)}{files}; {_decided(each)}"),
        quote(passage(line.text, REPORT_LENGTH)) if line.text.strip() else None,
    )


def _decided(each: MeasureReport) -> str:
    line = each.line
    if line.retracted_at is not None:
        return "отозван автором"
    if line.decision is None:
        return f"автор {line.author}{entered(line)}"
    if line.source is ReportSource.RESULT:
        return BY_RESULT
    words = "возвращён" if line.decision is DecisionKind.RETURN else "принят"
    return f"автор {line.author}{entered(line)}, {words}: {line.decided_by}"


def _keys(numbered: list[tuple[int, MeasureReport]], measure_id: int) -> Rows:
    return tuple(
        (
            Button(f"{place}. Открыть", ListedDutyButton(each.duty_id, f"m{measure_id}", 0)),
            *(
                (Button(f"Файлы ({each.line.evidence_count})", EvidenceButton(each.line.id)),)
                if each.line.evidence_count
                else ()
            ),
        )
        for place, each in numbered
    )
