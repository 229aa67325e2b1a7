"""The card of one duty."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from roadmap.control.duty import SILENT, WAITING_FOR_ASSIGNEE, DutyState
from roadmap.control.duty_lines import DutyCard, DutyLine, ReportLine
from roadmap.deadlines.rule_set import RULE_SETS
from roadmap.language.kept_place import place_told, without_place
from roadmap.language.reading_rules import rules_applied
from roadmap.people.invites import Recipient
from roadmap.plan.document_words import DOCUMENT_DEADLINE
from services.buttons.duties import BoardButton, MoreButton, MyDutiesButton
from services.buttons.reporting import StartReportButton
from services.control.duties.cards import CardView, Hearing
from services.notice import Button, ButtonStyle, Html, Notice, bold, italic, lines, quote, text, written_to
from texts.control.card_buttons import card_buttons, more_buttons, whole_card
from texts.control.duty_words import (
    OVERDUE_MARK,
    days_ago,
    days_left,
    name,
    nobody_words,
    on_day,
    state_words,
    waited_days,
    waiting_words,
)
from texts.control.entrusted_words import entrusted_lines
from texts.control.evidence_words import ask, ask_place, rule_words
from texts.control.outcomes import decision_words, outcome_words
from texts.control.signatures import author, decided_by, entered
from texts.plan.reading_rules import rules_words
from texts.plural import day, plural
from texts.short import passage, shortened

ATTRIBUTE_LENGTH = 130
READING_LENGTH = 220
PEOPLE_SHOWN = 3
ATTRIBUTE_WORDS = {
    "situation": "Ситуация",
    "solution": "Решение",
    "form": "Форма",
    "audience": "Участники",
    "place": "Место",
    "note": "Примечание",
}
"""Of the columns a document may have, those that help to carry the measure out."""


def duty_card(view: CardView, *, back: Button | None = None) -> Notice:
    """The card with the verbs open to this viewer; `back` is where «‹» leads."""
    rows = (*card_buttons(view), (back or _way_out(view),))
    return Notice(body=card_body(view), buttons=rows)


def duty_card_more(view: CardView) -> Notice:
    """The same card with its rarer verbs."""
    return Notice(body=card_body(view), buttons=more_buttons(view))


def reminder_card(view: CardView, heading: Html, unsent: Button | None = None) -> Notice:
    """A digest of one duty: the card with two buttons only; `unsent` goes on with a report that was begun."""
    duty = view.card.duty
    report = StartReportButton(duty.id, duty.version, "done")
    return Notice(
        body=lines(heading, "", card_body(view)),
        buttons=(
            *(((unsent,),) if unsent else ()),
            (
                Button("Отчитаться", report, style=ButtonStyle.PRIMARY),
                Button("Ещё…", MoreButton(duty.id)),
            ),
            *whole_card(view),
        ),
    )


def _way_out(view: CardView) -> Button:
    if view.viewer.is_assignee:
        return Button("‹ Мои мероприятия", MyDutiesButton("", 0))
    return Button("‹ Обзор", BoardButton())


def card_body(view: CardView) -> Html:
    """Everything there is to know about the duty, well under the longest message."""
    card, duty = view.card, view.card.duty
    return lines(
        name(duty, 600),
        italic(shortened(duty.section, 200)) if duty.section else None,
        "",
        *_deadline(card, view.today),
        _read_as(card),
        _fact("Результат", shortened(duty.result, 500)) if duty.result else None,
        *_attributes(card),
        _fact("Исполнитель", _assignee(view)) if not view.viewer.is_assignee else None,
        _people(view.hearing),
        _fact("Вы отвечаете за", view.viewer.stands_for) if view.viewer.stands_for else None,
        _fact("Состояние", _state(duty, view.today)) if _is_telling(view) else None,
        _evidence_rule(view),
        *_passed_up(card, view),
        *entrusted_lines(view),
        *_requests(card, view.today),
        *_last_report(card, view),
    )


def _assignee(view: CardView) -> str:
    """Who owes it, and whether they hear of it at all."""
    name, hearing = shortened(view.card.duty.assignee, 150), view.hearing
    if hearing is None:
        return name
    if hearing.stand_in:
        name = f"{name} (сейчас замещает: {hearing.stand_in})"
    if not hearing.people:
        return f"{name}, {nobody_words(hearing.left)}"
    return f"{name}, ещё не в чате" if hearing.is_unheard else name


def _people(hearing: Hearing | None) -> Html | None:
    """Who answers for it, with their posts; a press on a name opens the chat with them."""
    if hearing is None or not hearing.people:
        return None
    shown = hearing.people[:PEOPLE_SHOWN]
    label = "Написать" if any(person.place for person in shown) else "Отвечает"
    said = Html(f"{label}: ") + _person(shown[0])
    for person in shown[1:]:
        said = said + "; " + _person(person)
    more = len(hearing.people) - len(shown)
    return said + f" и ещё {more}" if more else said


def _person(person: Recipient) -> Html:
    named = shortened(person.name, 60)
    post = f", {shortened(person.post, 60)}" if person.post else ""
    if person.place is None:
        return text(f"{named}{post} (не в чате)")
    return written_to(named, person.place) + post


def _passed_up(card: DutyCard, view: CardView) -> list[Html | None]:
    """What its curator has left to the head."""
    passed = card.passed_up
    if passed is None or view.viewer.is_assignee:
        return []
    on = day(passed.created_at.astimezone(ZoneInfo(view.time_zone)).date(), today=view.today)
    words = quote(passage(passed.words, 400)) if passed.words else None
    return [text(f"Передано начальнику {on}, {shortened(passed.by, 80)}{':' if words else ''}"), words]


def _attributes(card: DutyCard) -> list[Html]:
    said = [(words, card.attributes.get(key)) for key, words in ATTRIBUTE_WORDS.items()]
    return [
        _fact(words, shortened(value, ATTRIBUTE_LENGTH))
        for words, value in said
        if isinstance(value, str) and value
    ]


def _is_telling(view: CardView) -> bool:
    """The assignee need not read that a report is owed: the buttons say so."""
    duty = view.card.duty
    return not (view.viewer.is_assignee and duty.state is DutyState.OPEN and duty.waits_for_assignee)


def _state(duty: DutyLine, today: date) -> str:
    """How the duty stands; at the curator's, for how long."""
    words = state_words(duty, 300)
    if not duty.waits_for_curator:
        return words
    waits = waiting_words(duty, today)
    if duty.state is DutyState.REPORTED and not duty.is_reported_late:
        has_waited = duty.stopped_on is not None and duty.stopped_on < today
        return f"отчёт {waits}" if has_waited else words
    return waits if duty.state in SILENT or duty.is_reported_late else f"{words}, {waits}"


def _deadline(card: DutyCard, today: date) -> Sequence[Html | None]:
    duty, document = card.duty, _document_words(card)
    if duty.due_on is None or duty.owed_by is None:
        return _undated(duty, today), document
    moved = duty.original_due_on is not None and duty.original_due_on != duty.due_on
    original = duty.original_due_on if moved else None
    return (
        _owed_by(duty, duty.owed_by, today),
        _desk_time(duty, today),
        _fact("Первоначальный срок", on_day(original, today)) if original else None,
        document,
    )


def _document_words(card: DutyCard) -> Html | None:
    """The document's own words, also where others were put in force by hand."""
    printed = card.attributes.get(DOCUMENT_DEADLINE)
    if not isinstance(printed, str):
        words = card.duty.deadline_text
        return _fact("В документе", f"«{shortened(words, 200)}»") if words.strip() else None
    now = _fact("В плане", f"«{shortened(card.duty.deadline_text, 200)}»")
    if not printed.strip():
        return now
    return lines(now, _fact("В документе", f"«{shortened(printed, 200)}»"))


def _owed_by(duty: DutyLine, day_: date, today: date) -> Html:
    if duty.is_overdue(today):
        ago = days_ago(day_, today)
        return Html(f"{OVERDUE_MARK} ") + bold(f"Просрочено: срок был {on_day(day_, today)}, {ago}")
    if not duty.waits_for_assignee:
        return _fact("Срок", f"до {on_day(day_, today)}")
    if day_ == today:
        return Html("Срок: ") + bold(f"сегодня, {on_day(day_, today)}")
    return Html("Срок: ") + bold(f"до {on_day(day_, today)}") + f", {days_left(day_, today)}"


def _desk_time(duty: DutyLine, today: date) -> Html | None:
    """Time on the curator's desk is nobody's delay."""
    if duty.state in WAITING_FOR_ASSIGNEE and duty.stopped_on is not None:
        return text("⏸ Отправлено в срок: пока куратор не решит, время стоит и просрочки нет.")
    waited = waited_days(duty)
    if not waited or duty.due_on is None:
        return None
    days = plural(waited, "день", "дня", "дней")
    return _fact("По плану", f"до {on_day(duty.due_on, today)}, ожидание решения ({days}) не считается")


def _read_as(card: DutyCard) -> Html | None:
    """How the document's words were understood, and by what rule."""
    read = card.read_as
    if read is None or not card.duty.deadline_text.strip():
        return None
    applied = rules_applied(read.deadline, RULE_SETS[read.rule_set], read.pace)
    rule = f"; {rules_words(applied, read.rule_set)}" if applied else ""
    return _fact("Как я понял", shortened(f"{card.duty.reading}{rule}", READING_LENGTH))


def _undated(duty: DutyLine, today: date) -> Html:
    if duty.original_due_on is not None:
        return _fact(
            "Срок",
            f"{on_day(duty.original_due_on, today)}; он прошёл до начала работы в «Вехе», напоминаний нет",
        )
    return _fact(
        "Срок",
        f"с {day(duty.first_on, today=today)} по {day(duty.last_on, today=today)}, без точной даты; "
        "о ходе работы спросит квартальный мониторинг",
    )


def _evidence_rule(view: CardView) -> Html | None:
    """To the assignee an ask, to others the rule."""
    duty = view.card.duty
    if duty.state not in WAITING_FOR_ASSIGNEE:
        return None
    if not view.viewer.is_assignee:
        rule = rule_words(duty.evidence, takes_files=view.takes_files)
        return text(f"📎 К отчёту: {rule}.") if duty.evidence.asks_for_file else None
    asked = ask(duty.evidence, duty.result) if view.takes_files else ask_place(duty.evidence)
    return text(f"📎 {asked}.") if asked else None


def _requests(card: DutyCard, today: date) -> list[Html]:
    said = []
    if card.extension is not None:
        said.append(
            lines(
                "",
                f"Запрошен перенос срока до {on_day(card.extension.to_due_on, today)}:",
                quote(passage(card.extension.reason, 300)) if card.extension.reason else None,
            )
        )
    if card.reassignment is not None:
        said.append(lines("", "Ответ исполнителя: «не моё»:", quote(passage(card.reassignment.reason, 300))))
    return said


def _last_report(card: DutyCard, view: CardView) -> list[Html | None]:
    report = card.last_report
    if report is None:
        return []
    local = report.created_at.astimezone(ZoneInfo(view.time_zone)).date()
    version = f" № {report.version}" if report.version > 1 else ""
    files = f", {plural(report.evidence_count, 'файл', 'файла', 'файлов')}" if report.evidence_count else ""
    outcome = outcome_words(report)
    done = f" ({day(report.done_on, today=view.today)})" if report.done_on else ""
    for_them = entered(report)
    who = f"{author(report)}{for_them}"
    said = f"Отчёт{version} от {day(local, today=view.today)}, {who}: {outcome}{done}{files}"
    return [
        Html(""),
        text(said),
        *told_words(report.text, 600),
        _decision(report, view),
    ]


def told_words(words: str, limit: int) -> list[Html | None]:
    """The words of a report as far as they fit; where its evidence is kept stands by itself."""
    place = place_told(words)
    said = without_place(words) if place else words
    return [
        quote(passage(said, limit)) if said.strip() else None,
        _fact("📎 Хранится", shortened(place, 300)) if place else None,
    ]


def _decision(report: ReportLine, view: CardView) -> Html | None:
    if report.decision is None or report.decided_at is None:
        return None
    local = report.decided_at.astimezone(ZoneInfo(view.time_zone)).date()
    words = decision_words(report, view.card.duty)
    head = f"{words[0].upper()}{words[1:]} {day(local, today=view.today)}, {decided_by(report)}"
    comment = passage(report.decision_comment, 400)
    return lines(f"{head}:" if comment else head, quote(comment) if comment else None)


def _fact(label: str, words: str) -> Html:
    return text(f"{label}: {words}")
