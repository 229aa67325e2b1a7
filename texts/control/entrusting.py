"""«Поручить»: to whom of the organisation, who has answered, and what those asked are told."""

from collections.abc import Collection

from roadmap.control.duty import ReportOutcome
from roadmap.control.entrusting import Entrusted, Entrustment
from roadmap.ids import PersonId
from roadmap.people.invites import Recipient
from services.buttons.duties import MoreButton, OpenDutyButton
from services.buttons.entrusting import (
    AnswerFilesButton,
    AnswersButton,
    AskSilentButton,
    EndEntrustingButton,
    EntrustButton,
    EntrustOneButton,
    GiveButton,
    TickEverybodyButton,
    TickPersonButton,
)
from services.buttons.reporting import StartReportButton
from services.control.duties.cards import CardView
from services.control.duties.duty_lists import paging_of
from services.control.duties.entrusting import AskedAgain, Colleagues, EntrustedNews, NoLongerAsked
from services.control.duties.verbs import Verb
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines, quote, text
from texts.control.cards import card_body
from texts.control.duty_lists import turn
from texts.control.duty_words import measure_name, name, of_map
from texts.control.entrusted_words import in_short, names_words
from texts.plural import plural
from texts.short import passage, shortened

PER_PAGE = 8
NAME_LENGTH = 40
OPENLY = 5
"""More names than that are folded."""
NAMES_IN_REPORT = 12
TAKEN_BACK = "Поручение снято: снова спрашиваю всех, кто отвечает за организацию."
Rows = tuple[tuple[Button, ...], ...]
_MARKS = {
    None: "⏳",
    ReportOutcome.DONE: "✓",
    ReportOutcome.PARTIAL: "◐",
    ReportOutcome.NOT_DONE: "✗",
    ReportOutcome.ON_TRACK: "▶",
    ReportOutcome.DIFFICULTY: "⚠️",
}


# To whom


def choose(found: Colleagues, page: int) -> Notice:
    """One colleague by name, or several."""
    duty_id = found.view.card.duty.id
    paging = paging_of(len(found.people), page)
    shown = found.people[paging.offset : paging.offset + PER_PAGE]
    several = Button("Попросить нескольких", TickPersonButton(duty_id, 0, 0))
    return Notice(
        body=lines(
            bold("Кому поручить?"),
            name(found.view.card.duty, 200),
            "",
            "Выберите, кто отчитается один. Или попросите нескольких: каждый ответит вам, а отчитаетесь вы.",
            _given_line(found.view),
        ),
        buttons=(
            *((Button(_person(one), EntrustOneButton(duty_id, one.person_id)),) for one in shown),
            *turn(paging, lambda to: EntrustButton(duty_id, to)),
            (several,),
            (Button("‹ К карточке", OpenDutyButton(duty_id)),),
        ),
    )


def _given_line(view: CardView) -> str | None:
    given = view.card.entrusted
    return (
        f"Сейчас поручено: {in_short(given).rstrip('.')}. Новое поручение встанет вместо этого."
        if given
        else None
    )


def _person(one: Recipient) -> str:
    return shortened(one.name, NAME_LENGTH) + ("" if one.place else " (не в чате)")


def sure_one(found: Colleagues, one: Recipient) -> Notice:
    """What giving it to this colleague means."""
    duty_id = found.view.card.duty.id
    absent = f"{one.name} ещё не в чате: напоминать будет некому, кроме вас." if one.place is None else None
    return Notice(
        body=lines(
            bold(f"Поручить: {one.name}?"),
            name(found.view.card.duty, 200),
            "",
            f"{one.name} отчитается куратору. Остальных спрашивать не буду, вам скажу, когда отчёт уйдёт или "
            "когда наступит срок. Отвечаете по-прежнему вы.",
            absent,
        ),
        buttons=(
            *_give_rows(found, one.person_id),
            (Button("‹ Другой человек", EntrustButton(duty_id, 0)),),
        ),
    )


def _give_rows(found: Colleagues, person_id: int) -> Rows:
    duty_id = found.view.card.duty.id
    verb = "Поручить" if person_id else "Попросить"
    if found.dates <= 1:
        return ((Button(verb, GiveButton(duty_id, person_id, 0), style=ButtonStyle.SUCCESS),),)
    return (
        (Button(f"{verb}: только этот срок", GiveButton(duty_id, person_id, 0), style=ButtonStyle.SUCCESS),),
        (Button(f"{verb}: все сроки ({found.dates})", GiveButton(duty_id, person_id, 1)),),
    )


def tick(found: Colleagues, ticked: Collection[PersonId], page: int) -> Notice:
    """Which of them are asked, each for an answer."""
    duty_id = found.view.card.duty.id
    paging = paging_of(len(found.people), page)
    shown = found.people[paging.offset : paging.offset + PER_PAGE]
    at = paging.page
    return Notice(
        body=lines(
            bold("Кого попросить?"),
            name(found.view.card.duty, 200),
            "",
            f"Отмечено: {len(ticked)} из {len(found.people)}. Каждый ответит вам здесь, в чате. Вы увидите, "
            "кто ответил и кто нет, и отчитаетесь за всех.",
        ),
        buttons=(
            *(
                (
                    Button(
                        f"{'☑' if one.person_id in ticked else '☐'} {_person(one)}",
                        TickPersonButton(duty_id, one.person_id, at),
                    ),
                )
                for one in shown
            ),
            *turn(paging, lambda to: TickPersonButton(duty_id, 0, to)),
            (Button("Отметить всех", TickEverybodyButton(duty_id)),),
            *(_give_rows(found, 0) if ticked else ()),
            (Button("‹ К карточке", OpenDutyButton(duty_id)),),
        ),
    )


# Who has answered


def summary(given: Entrustment) -> str:
    """How the report of whoever asked begins."""
    who = plural(len(given.people), "человека", "человек", "человек")
    said = f"Сделали {len(given.done)} из {who}."
    missing = [one.name for one in given.people if not one.is_done]
    return f"{said} Нет: {names_words(missing, NAMES_IN_REPORT)}." if missing else said


def answers(view: CardView, page: int) -> Notice:
    """Everybody who was asked: the silent first, with what the others have said."""
    given = view.card.entrusted
    assert given is not None
    ordered = sorted(given.people, key=lambda one: (one.is_done, one.outcome is not None))
    paging = paging_of(len(ordered), page)
    shown = ordered[paging.offset : paging.offset + PER_PAGE]
    duty_id = view.card.duty.id
    told = [_answer(one) for one in shown]
    files = [
        Button(f"Файлы: {shortened(one.name, 30)} ({one.files})", AnswerFilesButton(duty_id, one.id))
        for one in shown
        if one.files
    ]
    return Notice(
        body=lines(
            bold(f"Сделали {len(given.done)} из {len(given.people)}"),
            name(view.card.duty, 200),
            "",
            quote(lines(*told), collapsed=True) if len(told) > OPENLY else lines(*told),
        ),
        buttons=(
            *((key,) for key in files),
            *turn(paging, lambda to: AnswersButton(duty_id, to)),
            *(((Button(_silent_label(given), AskSilentButton(duty_id)),),) if _may_ask(view) else ()),
            (Button("‹ К карточке", OpenDutyButton(duty_id)),),
        ),
    )


def _may_ask(view: CardView) -> bool:
    return Verb.ASK_SILENT in view.verbs


def _silent_label(given: Entrustment) -> str:
    return f"Напомнить, кто молчит ({len(given.silent)})"


def _answer(one: Entrusted) -> Html:
    said = f": {shortened(one.text, 150)}" if one.text else ""
    files = f" 📎 {one.files}" if one.files else ""
    return text(f"{_MARKS[one.outcome]} {one.name}{said}{files}")


def no_files(name_: str) -> str:
    return f"{name_}: файлов в ответе нет."


def asked_again(found: AskedAgain) -> str:
    """A toast after «Напомнить, кто молчит»."""
    if found.is_before:
        return "Сегодня уже напоминали. Снова можно завтра."
    return f"Напоминание отправлено: {names_words(found.told, 3)}."


def given(view: CardView) -> str:
    """A toast: it is given."""
    given_ = view.card.entrusted
    if given_ is None:
        return ""
    if not given_.is_each:
        return f"Поручено: {given_.people[0].name.rstrip('.')}."
    count = len(given_.people)
    return f"Попросили: {plural(count, 'человека', 'человека', 'человек')}."


def take_back_sure(view: CardView) -> Notice:
    """What taking it back ends."""
    given_ = view.card.entrusted
    duty_id = view.card.duty.id
    who = in_short(given_) if given_ else ""
    return Notice(
        body=lines(
            bold("Снять поручение?"),
            name(view.card.duty, 200),
            "",
            f"Сейчас: {who}." if who else None,
            "Кто ещё не ответил, узнает, что отвечать не нужно. Спрашивать снова буду всех, кто отвечает за "
            "организацию.",
        ),
        buttons=(
            (Button("Снять поручение", EndEntrustingButton(duty_id, 1), style=ButtonStyle.DANGER),),
            (Button("‹ Назад", MoreButton(duty_id)),),
        ),
    )


# Messages


def entrusted(news: EntrustedNews) -> Notice:
    """To whom it was given: the card, ready to be answered."""
    given_, duty = news.entrustment, news.view.card.duty
    if given_.is_each:
        heading = f"{given_.giver}: ответьте, пожалуйста"
        hint = "Ответьте на это сообщение словами, фото или файлом. Куратору отчитается тот, кто просит."
        label = "Ответить"
    else:
        heading = f"Вам поручено. Поручает: {given_.giver}"
        hint = "Отчёт уйдёт куратору от вас. Можно ответить прямо на это сообщение словами, фото или файлом."
        label = "Отчитаться"
    report = StartReportButton(duty.id, duty.version, "done")
    return Notice(
        body=lines(bold(heading), "", card_body(news.view), "", text(hint)),
        buttons=(
            (
                Button(label, report, style=ButtonStyle.PRIMARY),
                Button("Ещё…", MoreButton(duty.id)),
            ),
        ),
    )


def ready(news: EntrustedNews) -> Notice:
    """To whoever gave it: the one has reported, or all have answered."""
    given_, duty = news.entrustment, news.view.card.duty
    if not given_.is_each:
        return Notice(
            body=lines(bold(f"{given_.people[0].name}: отчёт отправлен"), "", card_body(news.view)),
            buttons=((Button("Открыть", OpenDutyButton(duty.id)),),),
        )
    start = StartReportButton(duty.id, duty.version, "done")
    return Notice(
        body=lines(
            bold(f"Ответили все: сделали {len(given_.done)} из {len(given_.people)}"),
            name(duty, 300),
            "",
            "Отчитайтесь куратору: число и файлы уже будут в черновике.",
        ),
        buttons=(
            (
                Button("Отчитаться", start, style=ButtonStyle.PRIMARY),
                Button("Кто ответил", AnswersButton(duty.id, 0)),
            ),
        ),
    )


def ended(news: NoLongerAsked) -> Notice:
    """To whom it was given before."""
    named = of_map(measure_name(news.number, news.title, 300), news.map_name)
    return Notice(
        body=lines(
            bold("Отвечать больше не нужно"), named, "", text(passage(f"Поручение снято: {news.by}.", 200))
        )
    )
