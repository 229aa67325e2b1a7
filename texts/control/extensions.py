"""«Перенести срок»: asking, deciding, and what each side hears."""

from collections.abc import Sequence
from datetime import date

from roadmap.control.duty_lines import DutyLine
from roadmap.control.requests import ExtensionRequest, RequestState
from roadmap.errors import NotFound
from services.buttons.deciding import QueueButton
from services.buttons.duties import OpenDutyButton
from services.buttons.requests import (
    AskExtensionButton,
    ExtensionDateButton,
    ExtensionMemoButton,
    ExtensionReasonButton,
    GrantExtensionButton,
    OpenExtensionButton,
    OtherDateButton,
    ProlongButton,
    ProlongDateButton,
    RefuseExtensionButton,
    RefuseExtensionSilentlyButton,
    TypeExtensionDateButton,
)
from services.control.duties.cards import CardView
from services.control.requests.extension_views import (
    ExtensionAsked,
    ExtensionDecided,
    ExtensionOffer,
    ExtensionView,
)
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines, quote, text
from texts.control.duty_words import name, on_day, waited_days, whose
from texts.plural import day, plural
from texts.short import passage

REASONS = (
    "Ждём документы от других",
    "Мероприятие перенесено",
    "Ответственный болеет или в отпуске",
    "Нужно больше времени",
)
ASKED = "Просьба о переносе отправлена куратору. Если срок не прошёл, до решения время стоит."
PROLONGED = "по решению куратора"
WITHDRAWN = "Просьба отозвана."
GRANTED = "Срок перенесён."
REFUSED = "Отказано, срок прежний."


def day_number(value: date) -> int:
    """A date inside a button: 20260930."""
    return int(value.strftime("%Y%m%d"))


def day_of(packed: int) -> date:
    """Back from `day_number`; NotFound for a forged one."""
    try:
        return date(packed // 10_000, packed // 100 % 100, packed % 100)
    except (ValueError, OverflowError):
        raise NotFound from None


def reason_of(reasons: Sequence[str], place: int) -> str:
    """The words of a preset; NotFound for a forged number."""
    if place >= len(reasons):
        raise NotFound
    return reasons[place]


# Asking


def offer_dates(offer: ExtensionOffer) -> Notice:
    """To which date? Presets as buttons, any other by typing."""
    duty = offer.view.card.duty
    rows = [
        (Button(f"до {on_day(each, offer.view.today)}", _date_button(offer.view, each)),)
        for each in offer.offered
    ]
    rows.append((Button("Другая дата", TypeExtensionDateButton(duty.id, duty.version)),))
    return Notice(
        body=lines(
            bold("Перенести срок. ") + name(duty, 300),
            "",
            present_date(offer.view),
            *_history(offer.earlier, offer.view.today),
            "На какую дату перенести?",
        ),
        buttons=(*rows, (Button("‹ К карточке", OpenDutyButton(duty.id)),)),
    )


def offer_longer(offer: ExtensionOffer) -> Notice:
    """Till when? For the curator, who decides at once."""
    duty = offer.view.card.duty
    rows = [
        (
            Button(
                f"до {on_day(each, offer.view.today)}",
                ProlongDateButton(duty.id, duty.version, day_number(each)),
            ),
        )
        for each in offer.offered
    ]
    return Notice(
        body=lines(
            bold("Продлить. ") + name(duty, 300),
            text(duty.assignee),
            "",
            present_date(offer.view),
            *_history(offer.earlier, offer.view.today),
            "До какого дня? Нажмите или напишите: «20.10», «до 20 октября». Исполнитель узнает сразу.",
        ),
        buttons=(*rows, (Button("‹ К карточке", OpenDutyButton(duty.id)),)),
    )


def typed_longer(offer: ExtensionOffer, day: date) -> Notice:
    """The typed day read back: nothing has moved yet."""
    duty = offer.view.card.duty
    until = on_day(day, offer.view.today)
    give = Button(
        f"Продлить до {until}",
        ProlongDateButton(duty.id, duty.version, day_number(day)),
        style=ButtonStyle.SUCCESS,
    )
    return Notice(
        body=lines(
            bold("Продлить. ") + name(duty, 300),
            text(duty.assignee),
            "",
            present_date(offer.view),
            f"Станет: до {until}. Исполнитель узнает сразу.",
            "Не тот день? Напишите другой.",
        ),
        buttons=((give,), (Button("‹ Назад", ProlongButton(duty.id, duty.version)),)),
    )


def type_date(view: CardView) -> Notice:
    """Waiting for a typed date."""
    duty = view.card.duty
    return Notice(
        body=lines(
            bold("Перенести срок. ") + name(duty, 300),
            "",
            "Напишите новую дату: «20.10», «до 20 октября», «20.10.2027».",
        ),
        buttons=((Button("‹ К датам", AskExtensionButton(duty.id, duty.version)),),),
    )


def ask_reason(view: CardView, day_chosen: date) -> Notice:
    """Why? The usual reasons as buttons, others by typing."""
    duty = view.card.duty
    packed = day_number(day_chosen)
    rows = [
        (Button(words, ExtensionReasonButton(duty.id, duty.version, packed, place)),)
        for place, words in enumerate(REASONS)
    ]
    return Notice(
        body=lines(
            bold("Перенести срок. ") + name(duty, 300),
            "",
            f"Новая дата: до {on_day(day_chosen, view.today)}.",
            "Почему? Выберите или напишите своими словами: это увидит куратор.",
        ),
        buttons=(*rows, (Button("‹ К датам", AskExtensionButton(duty.id, duty.version)),)),
    )


def _date_button(view: CardView, each: date) -> ExtensionDateButton:
    return ExtensionDateButton(view.card.duty.id, view.card.duty.version, day_number(each))


def present_date(view: CardView) -> Html | None:
    duty = view.card.duty
    if duty.due_on is None:
        return None
    moved = duty.original_due_on if duty.original_due_on != duty.due_on else None
    first = f" (в документе: {on_day(moved, view.today)})" if moved else ""
    if duty.owed_by is None or not waited_days(duty):
        owed = duty.owed_by or duty.due_on
        is_late = duty.waits_for_assignee and owed < view.today
        when = (
            f"срок был {on_day(owed, view.today)}, просрочено"
            if is_late
            else f"до {on_day(owed, view.today)}"
        )
        return text(f"Сейчас: {when}{first}.")
    return text(f"Сейчас: до {on_day(duty.owed_by, view.today)}, ожидание решения не считается{first}.")


def _history(earlier: Sequence[ExtensionRequest], today: date) -> list[str]:
    moved = [each for each in earlier if each.state is RequestState.GRANTED]
    refused = sum(each.state is RequestState.REFUSED for each in earlier)
    said = []
    if moved:
        listed = ", ".join(f"до {day(each.to_due_on, today=today)}" for each in moved[-3:])
        said.append(f"Уже переносили {plural(len(moved), 'раз', 'раза', 'раз')}: {listed}.")
    if refused:
        said.append(f"Отказано раньше: {plural(refused, 'раз', 'раза', 'раз')}.")
    return said


# Deciding


def extension_screen(asked: ExtensionView) -> Notice:
    """The request with the curator's choices."""
    view, request = asked.view, asked.request
    grant = GrantExtensionButton(request.id, day_number(request.to_due_on))
    label = f"Перенести до {day(request.to_due_on, today=view.today)}"
    return Notice(
        body=_extension_body(asked),
        buttons=(
            (Button(label, grant, style=ButtonStyle.SUCCESS),),
            (
                Button("Другая дата", OtherDateButton(request.id)),
                Button("Отказать", RefuseExtensionButton(request.id), style=ButtonStyle.DANGER),
            ),
            (
                Button("Карточка", OpenDutyButton(view.card.duty.id)),
                Button("Очередь", QueueButton(0)),
            ),
            (Button("Служебная записка", ExtensionMemoButton(request.id)),),
        ),
    )


def _extension_body(asked: ExtensionView) -> Html:
    view, request = asked.view, asked.request
    return lines(
        bold(f"📅 Просят перенести срок до {on_day(request.to_due_on, view.today)}"),
        "",
        name(view.card.duty, 300),
        f"{whose(view.card.duty.assignee, asked.author)}:",
        quote(passage(request.reason, 500)),
        present_date(view),
        *_history(asked.earlier, view.today),
    )


def other_date(asked: ExtensionView) -> Notice:
    """Any other date: the same presets, or typed."""
    request = asked.request
    rows = [
        (Button(f"до {on_day(each, asked.view.today)}", GrantExtensionButton(request.id, day_number(each))),)
        for each in asked.offered
        if each != request.to_due_on
    ]
    return Notice(
        body=lines(
            bold("Другая дата. ") + name(asked.view.card.duty, 300),
            "",
            f"Просили: до {on_day(request.to_due_on, asked.view.today)}.",
            "Выберите дату или напишите её: «20.10», «до 20 октября».",
        ),
        buttons=(*rows, (Button("‹ Назад", OpenExtensionButton(request.id)),)),
    )


def typed_grant(asked: ExtensionView, day: date) -> Notice:
    """The typed day read back: nothing is decided yet."""
    request = asked.request
    until = on_day(day, asked.view.today)
    give = Button(
        f"Перенести на {until}", GrantExtensionButton(request.id, day_number(day)), style=ButtonStyle.SUCCESS
    )
    return Notice(
        body=lines(
            bold("Другая дата. ") + name(asked.view.card.duty, 300),
            "",
            f"Просили: до {on_day(request.to_due_on, asked.view.today)}. Будет: до {until}.",
            "Не тот день? Напишите другой.",
        ),
        buttons=((give,), (Button("‹ Назад", OpenExtensionButton(request.id)),)),
    )


def ask_refusal(asked: ExtensionView) -> Notice:
    """Why not? By typing, or without words."""
    return Notice(
        body=lines(
            bold("Отказать в переносе. ") + name(asked.view.card.duty, 300),
            "",
            "Напишите, почему, или откажите без пояснения.",
        ),
        buttons=(
            (Button("Без пояснения", RefuseExtensionSilentlyButton(asked.request.id)),),
            (Button("‹ Назад", OpenExtensionButton(asked.request.id)),),
        ),
    )


def extension_asked(view: ExtensionAsked) -> Notice:
    """To a curator, with the decision right here."""
    return extension_screen(view.asked)


def _as_before(duty: DutyLine, today: date) -> str | None:
    """After a refusal: the same date, but for the days on the curator's desk."""
    if duty.owed_by is None:
        return None
    if waited_days(duty):
        return (
            f"Время идёт дальше, ожидание решения не считается: отчёт ждём до {on_day(duty.owed_by, today)}."
        )
    return f"Срок прежний: до {on_day(duty.owed_by, today)}."


def extension_decided(view: ExtensionDecided) -> Notice:
    """To the one who asked."""
    asked, request = view.asked, view.asked.request
    duty, today = asked.view.card.duty, asked.view.today
    if request.state is RequestState.GRANTED:
        head = bold(f"📅 Срок перенесён: до {on_day(request.to_due_on, today)}")
        rest = [f"Решение: {asked.decided_by}."]
        if duty.original_due_on is not None:
            rest.append(f"В документе стоит {on_day(duty.original_due_on, today)}: эта дата тоже хранится.")
    else:
        head = bold("Срок не перенесён")
        rest = [f"{asked.decided_by}:" if request.comment else f"Решение: {asked.decided_by}."]
    return Notice(
        body=lines(
            head,
            "",
            name(duty, 300),
            *rest,
            quote(passage(request.comment, 500)) if request.comment else None,
            None if request.state is RequestState.GRANTED else _as_before(duty, today),
        ),
        buttons=((Button("Открыть карточку", OpenDutyButton(duty.id)),),),
    )
