"""The curator's queue, reviewing a report, and what the author hears of the decision."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from roadmap.clock import local_date
from roadmap.control.duty import DecisionKind, ReportOutcome
from roadmap.control.duty_lines import DutyLine, ReportLine
from roadmap.control.reports import SeenEvidence, WaitingKind
from roadmap.errors import NotFound
from roadmap.language.indicator import indicator_of, number_words
from services.buttons.deciding import (
    QueueButton,
    ReturnButton,
    ReturnDatesButton,
    ReturnPresetButton,
    ReturnPresetUntilButton,
    ReturnUntilButton,
    ReviewButton,
    TickAllButton,
)
from services.buttons.duties import BoardButton, OpenDutyButton
from services.buttons.packing import ButtonData
from services.buttons.reporting import StartReportButton
from services.buttons.requests import OpenExtensionButton, OpenReassignmentButton
from services.control.deciding.decisions import PAGE, DecidedView, QueueLine, QueuePage
from services.control.duties.cards import CardView
from services.control.duties.verbs import Verb
from services.control.reporting.announcing import GatheredView, SubmittedView
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines, quote
from texts.control.card_buttons import Rows, verb_rows
from texts.control.cards import duty_card, told_words
from texts.control.duty_words import NUMBERLESS, STATE_WORDS, name, number, on_day, whose
from texts.control.extensions import day_number
from texts.control.outcomes import decision_words, outcome_words
from texts.control.reporting import seen_line
from texts.control.signatures import author, decided_by
from texts.plural import day, plural
from texts.short import key_words, shortened, told_apart

RETURN_PRESETS = (
    "Нет подтверждающих документов",
    "Вложение не читается",
    "Не видно результата: добавьте даты, участников, итоги",
    "Отчёт по другому пункту",
)
OTHERS_SHOWN = 6
WORDS_WANTED = "Здесь нужны слова: напишите текстом или вернитесь кнопкой выше."
DECISION_UNDONE = "Решение отменено, отчёт снова ждёт."
RETURNED = "Возвращено на доработку."
NOTED = "Принято к сведению, исполнитель узнает."
EVIDENCE_REQUIRED = "Теперь «Выполнено» по этому пункту не отправить без файла."
EVIDENCE_OPTIONAL = "Теперь отчитаться по этому пункту можно и без вложений."

KEY_LENGTH = 56
MARKS = {
    WaitingKind.REPORT: "📝",
    WaitingKind.EXTENSION: "📅",
    WaitingKind.REASSIGNMENT: "↪️",
    WaitingKind.DIFFICULTY: "⚠️",
}
KINDS = {
    WaitingKind.REPORT: "отчёт",
    WaitingKind.EXTENSION: "перенос срока",
    WaitingKind.REASSIGNMENT: "«не моё»",
    WaitingKind.DIFFICULTY: "есть трудности",
}


def queue(page: QueuePage) -> Notice:
    """What waits for a decision, longest first, each line with its button."""
    if not page.total:
        return Notice(
            body=lines(bold("Ждут вашего решения"), "", "Сейчас ничего не ждёт. Новое придёт сообщением."),
            buttons=((Button("‹ Обзор", BoardButton()),),),
        )
    first = page.page * PAGE
    labels = told_apart(
        page.lines,
        lambda line, when: waiting_key(line.item.kind, line.duty, when),
        lambda line: line.duty.owed_by,
    )
    rows: list[tuple[Button, ...]] = [
        (_queue_button(line, label, page),) for line, label in zip(page.lines, labels, strict=True)
    ]
    pages = -(-page.total // PAGE)
    if pages > 1:
        arrows = [Button("‹", QueueButton(page.page - 1))] if page.page else []
        arrows += [Button("›", QueueButton(page.page + 1))] if page.page + 1 < pages else []
        rows.append(tuple(arrows))
    if sum(line.item.kind is WaitingKind.REPORT for line in page.lines) > 1:
        rows.append((Button("Отметить все", TickAllButton(page.page)),))
    rows.append((Button("‹ Обзор", BoardButton()),))
    return Notice(
        body=lines(
            bold(f"Ждут вашего решения: {page.total}")
            + (f", страница {page.page + 1} из {pages}" if pages > 1 else ""),
            *(_queue_line(first + place, line, page) for place, line in enumerate(page.lines, 1)),
        ),
        buttons=tuple(rows),
    )


def _queue_line(place: int, line: QueueLine, page: QueuePage) -> Html:
    waited = waits(line.item.since, page.now, page.time_zone)
    return lines(
        "",
        Html(f"{place}. {MARKS[line.item.kind]} ") + name(line.duty, 110),
        f"{shortened(line.duty.assignee, 60)} · {KINDS[line.item.kind]} · {waited}",
    )


def waiting_key(kind: WaitingKind, duty: DutyLine, when: str = "") -> str:
    """On a button: what waits, of which road map where there are several, and whose it is."""
    head = f"{MARKS[kind]} {number(duty.number)}".strip()
    return key_words(head, duty.map_name, duty.assignee, when, limit=KEY_LENGTH)


def _queue_button(line: QueueLine, label: str, page: QueuePage) -> Button:
    match line.item.kind:
        case WaitingKind.REPORT | WaitingKind.DIFFICULTY:
            return Button(label, ReviewButton(line.duty.id, page.page))
        case WaitingKind.EXTENSION:
            return Button(label, OpenExtensionButton(line.item.subject_id))
        case WaitingKind.REASSIGNMENT:
            return Button(label, OpenReassignmentButton(line.item.subject_id))


def waits(since: datetime, now: datetime, time_zone: str) -> str:
    """For how many days of the calendar it has waited, as the digest counts them."""
    days = (local_date(now, time_zone) - local_date(since, time_zone)).days
    return f"ждёт {plural(days, 'день', 'дня', 'дней')}" if days else "сегодня"


def review(view: CardView, seen: Sequence[SeenEvidence], page: int) -> Notice:
    """A report in the queue: the card, and a warning where its files have been seen elsewhere."""
    card = duty_card(view, back=Button("‹ К очереди", QueueButton(page)))
    return Notice(
        body=lines(card.body, *(seen_line(each, view.time_zone) for each in seen[:3])),
        buttons=card.buttons,
    )


def accepted(view: CardView) -> str:
    """The toast: what accepting the report made of the duty."""
    line = view.card.last_answer
    words = decision_words(line, view.card.duty) if line else STATE_WORDS[view.card.duty.state]
    return f"{words[0].upper()}{words[1:]}."


def decided_card(view: CardView) -> Notice:
    """The card after a decision, with the way to the next one."""
    return duty_card(view, back=Button("Дальше по очереди ›", QueueButton(0)))


def ask_return(view: CardView, report_id: int, until: date | None = None) -> Notice:
    """Why is it returned? The usual reasons as buttons, others by typing; `until` is the new date."""
    duty = view.card.duty
    rows = [
        (Button(words, _return_preset_button(view, report_id, place, until)),)
        for place, words in enumerate(RETURN_PRESETS)
    ]
    if until is None and duty.due_on is not None:
        rows.append((Button("Вернуть с новым сроком…", ReturnDatesButton(report_id, duty.version)),))
    return Notice(
        body=lines(
            bold("Вернуть на доработку. ") + name(duty, 200),
            f"Новый срок: до {on_day(until, view.today)}." if until else None,
            "",
            "Что исправить? Выберите или напишите своими словами: исполнитель увидит это дословно.",
        ),
        buttons=(*rows, (Button("‹ К карточке", OpenDutyButton(duty.id)),)),
    )


def _return_preset_button(view: CardView, report_id: int, place: int, until: date | None) -> ButtonData:
    version = view.card.duty.version
    if until is None:
        return ReturnPresetButton(report_id, version, place)
    return ReturnPresetUntilButton(report_id, version, place, day_number(until))


def return_dates(view: CardView, report_id: int, days: Sequence[date]) -> Notice:
    """Until which later day it is returned."""
    duty = view.card.duty
    return Notice(
        body=lines(
            bold("Вернуть с новым сроком. ") + name(duty, 200),
            f"Сейчас: до {on_day(duty.due_on, view.today)}." if duty.due_on else None,
            "",
            "До какого дня исправить? Нажмите или напишите: «15 декабря».",
            "Первоначальный срок останется на карточке.",
        ),
        buttons=(
            *(
                (
                    Button(
                        f"до {on_day(each, view.today)}",
                        ReturnUntilButton(report_id, duty.version, day_number(each)),
                    ),
                )
                for each in days
            ),
            (Button("‹ Назад", ReturnButton(report_id, duty.version)),),
        ),
    )


def return_preset(place: int) -> str:
    """The words of a preset; NotFound for a forged number."""
    if place >= len(RETURN_PRESETS):
        raise NotFound
    return RETURN_PRESETS[place]


# What comes unasked


def noted(view: DecidedView) -> Notice:
    """To whoever told of a difficulty: their curator has seen it."""
    duty = view.view.card.duty
    return Notice(
        body=lines(
            bold("Куратор знает о трудности"),
            "",
            name(duty, 300),
            f"{decided_by(view.report)}: принято к сведению. Срок и отчёт остаются за вами.",
        ),
        buttons=((Button("Открыть карточку", OpenDutyButton(duty.id)),),),
        is_silent=True,
    )


def decision_undone(view: CardView) -> Notice:
    """In place of what the author was told: it is not so any more."""
    duty = view.card.duty
    return Notice(
        body=lines(
            bold("Отменено: решение по отчёту отозвано"),
            "",
            name(duty, 300),
            "Отчёт снова ждёт решения, ничего делать не нужно.",
        ),
        buttons=((Button("Открыть карточку", OpenDutyButton(duty.id)),),),
    )


def report_waits(view: SubmittedView | GatheredView) -> Notice:
    """To a curator: one report, or on a busy day all that wait."""
    return submitted(view) if isinstance(view, SubmittedView) else gathered(view)


def submitted(view: SubmittedView) -> Notice:
    """To a curator: a report has come, with the decision right here."""
    card, duty = view.view.card, view.view.card.duty
    line = card.last_report
    assert line is not None
    outcome = outcome_words(line)
    files = f", {plural(line.evidence_count, 'файл', 'файла', 'файлов')}" if line.evidence_count else ""
    return Notice(
        body=lines(
            bold(f"{_opening(line)}: {outcome}{files}"),
            "",
            name(duty, 300),
            whose(duty.assignee, author(line)),
            _due(view.view),
            _indicator(duty, line),
            *told_words(line.text, 700),
            _others(view.others),
            f"Всего ждут решения: {view.waiting}." if view.waiting > 1 else None,
        ),
        buttons=_decision_rows(view),
        is_silent=line.outcome is ReportOutcome.PARTIAL,
    )


def _due(view: CardView) -> str | None:
    """The day, and whether the report came after the last day it could come in time."""
    duty, line = view.card.duty, view.card.last_report
    if duty.due_on is None:
        return None
    last = max(duty.due_on, duty.owed_by or duty.due_on)
    is_late = line is not None and local_date(line.created_at, view.time_zone) > last
    return f"Срок: до {on_day(duty.due_on, view.today)}" + (", отчёт после срока" if is_late else "")


def _indicator(duty: DutyLine, line: ReportLine) -> str | None:
    """«Показатель: 18 участников (цель 20)»."""
    if line.value is None:
        return None
    found = indicator_of(duty.result)
    told = f"Показатель: {number_words(line.value)}"
    return f"{told} {found.unit} (цель {number_words(found.target)})" if found else told


def _others(others: Sequence[DutyLine]) -> str | None:
    """What else the same press has reported on, by number, of several assignees with their names."""
    if not others:
        return None
    named = [
        f"{number(duty.number) or shortened(duty.title, 40) or NUMBERLESS} ({shortened(duty.assignee, 40)})"
        for duty in others[:OTHERS_SHOWN]
    ]
    more = f" и ещё {len(others) - OTHERS_SHOWN}" if len(others) > OTHERS_SHOWN else ""
    return f"Этим же отчётом: {', '.join(named)}{more}."


def gathered(view: GatheredView) -> Notice:
    """To a curator on a busy day, instead of one message a report."""
    rest = view.waiting - len(view.oldest)
    return Notice(
        body=lines(
            bold(f"Ждут вашего решения: {view.waiting}"),
            "",
            *(
                Html(f"{MARKS[item.kind]} ") + name(duty, 90) + f" ({shortened(duty.assignee, 50)})"
                for item, duty in view.oldest
            ),
            f"и ещё {rest}" if rest else None,
        ),
        buttons=((Button("Разобрать", QueueButton(0), style=ButtonStyle.PRIMARY),),),
    )


def _opening(line: ReportLine) -> str:
    return "Новый отчёт" if line.version == 1 else f"Отчёт № {line.version}"


def _decision_rows(view: SubmittedView) -> Rows:
    last = [Button("Открыть карточку", OpenDutyButton(view.view.card.duty.id))]
    if view.waiting > 1:
        last.append(Button(f"Вся очередь ({view.waiting})", QueueButton(0)))
    return (*verb_rows(view.view, Verb.ACCEPT, Verb.RETURN, Verb.SHOW_FILES), tuple(last))


def decided(view: DecidedView) -> Notice:
    """To the author: what became of the report."""
    return _returned(view) if view.report.decision is DecisionKind.RETURN else _accepted(view)


def _returned(view: DecidedView) -> Notice:
    """What to put right, in the curator's words."""
    duty, line = view.view.card.duty, view.report
    again = StartReportButton(duty.id, duty.version, ReportOutcome.DONE.value)
    return Notice(
        body=lines(
            bold("↩️ Отчёт возвращён на доработку"),
            "",
            name(duty, 300),
            f"{decided_by(line)}:",
            quote(line.decision_comment),
            _owed_by(view.view),
            f"Отчёт № {line.version} сохранён в истории.",
        ),
        buttons=(
            (Button("Отчитаться заново", again, style=ButtonStyle.PRIMARY),),
            (Button("Открыть карточку", OpenDutyButton(duty.id)),),
        ),
        answers=view.said_in,
    )


def _owed_by(view: CardView) -> str | None:
    duty = view.card.duty
    if duty.owed_by is None:
        return None
    if duty.owed_by < view.today:
        return f"Срок прошёл {on_day(duty.owed_by, view.today)}: исправьте как можно скорее."
    return f"Исправить нужно до {on_day(duty.owed_by, view.today)}."


def _accepted(view: DecidedView) -> Notice:
    """Said without a sound."""
    line = view.report
    words = decision_words(line, view.view.card.duty)
    mark = "" if line.outcome is ReportOutcome.NOT_DONE else "✅ "
    head = f"{mark}{words[0].upper()}{words[1:]}"
    decided = (
        f"{decided_by(line)}, {_local_day(line.decided_at, view.view)}"
        if line.decided_at
        else decided_by(line)
    )
    return Notice(
        body=lines(bold(head), "", name(view.view.card.duty, 300), _still_owed(view), decided),
        buttons=((Button("Открыть карточку", OpenDutyButton(view.view.card.duty.id)),),),
        is_silent=True,
    )


def _still_owed(view: DecidedView) -> str | None:
    """After a part is accepted: what is left, and until when."""
    duty, line = view.view.card.duty, view.report
    if line.outcome is not ReportOutcome.PARTIAL:
        return None
    until = f" Срок: до {on_day(duty.owed_by, view.view.today)}." if duty.owed_by else ""
    return f"Осталось: {shortened(line.remaining, 300)}.{until}" if line.remaining else until.strip() or None


def _local_day(at: datetime, view: CardView) -> str:
    return day(at.astimezone(ZoneInfo(view.time_zone)).date(), today=view.today)
