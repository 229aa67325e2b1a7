"""Snoozing, the pace and the hour of reminders, and why one came."""

from datetime import date

from roadmap.reminding.ladders import Pace
from roadmap.reminding.reminders import DIGEST_HOURS, ReminderSettings
from roadmap.reminding.snooze import SnoozeChoice
from services.buttons.duties import MoreButton, MyDutiesButton
from services.buttons.people import MenuButton
from services.buttons.reminding import DigestHourButton, PaceButton, ReminderSettingsButton, SnoozeButton
from services.notice import Button, Html, Notice, bold, lines, text
from services.reminding.reminder_choices import SnoozeOffer, Why
from texts.control.duty_words import name, on_day, waiting_words
from texts.plural import day
from texts.short import shortened

CHOICE_LABELS = {
    SnoozeChoice.TOMORROW: "Завтра",
    SnoozeChoice.THREE_DAYS: "Через 3 рабочих дня",
    SnoozeChoice.MONDAY: "В понедельник",
}
PACE_WORDS = {
    Pace.USUAL: "как просит план: каждый понедельник о двух неделях вперёд и отдельно незадолго до срока",
    Pace.SPARING: "реже: по понедельникам о двух неделях вперёд",
}


def snooze_choices(offer: SnoozeOffer) -> Notice:
    """When to be reminded again."""
    rows = tuple(
        (
            Button(
                f"{CHOICE_LABELS[choice]}, {day(when, today=offer.today)}",
                SnoozeButton(offer.duty.id, choice.value),
            ),
        )
        for choice, when in offer.days.items()
    )
    return Notice(
        body=lines(
            name(offer.duty, 300),
            "",
            "Когда напомнить? Срок от этого не изменится; в последний день и в первый день просрочки "
            "напоминание придёт в любом случае.",
        ),
        buttons=(*rows, (Button("‹ Назад", MoreButton(offer.duty.id)),)),
    )


def snoozed(when: date) -> str:
    """Over the chat, after the choice."""
    return f"Напомню {on_day(when, when)}. Срок прежний."


def why(view: Why) -> Notice:
    """Who is reminded of this, by what, and when next."""
    duty, today = view.duty, view.today
    whose = (
        "Исполнитель: вы."
        if view.is_personal
        else f"Исполнитель: {shortened(duty.assignee, 150)}, а вы отвечаете за эту организацию."
    )
    upcoming = f"Следующее напоминание: {on_day(view.next_on, today)}." if view.next_on else None
    if duty.waits_for_curator:
        upcoming = f"Сейчас {waiting_words(duty, today)}, напоминаний нет."
    return Notice(
        body=lines(
            bold("Почему вы это получили"),
            "",
            name(duty, 300),
            text(f"Дорожная карта: {shortened(view.road_map, 200)}") if view.road_map else None,
            whose,
            f"Срок: до {on_day(duty.owed_by, today)}." if duty.owed_by else None,
            "",
            upcoming,
            "Отчитаетесь — напоминания прекратятся.",
        ),
        buttons=(
            (Button("Напоминать реже или в другой час", ReminderSettingsButton(duty.id)),),
            (Button("‹ Назад", MoreButton(duty.id)),),
        ),
    )


def reminder_settings(settings: ReminderSettings, duty_id: int, *, has_own: bool = True) -> Notice:
    """The pace and the hour, and buttons to change them."""
    other = Pace.SPARING if settings.pace is Pace.USUAL else Pace.USUAL
    label = "Напоминать реже" if other is Pace.SPARING else "Напоминать как обычно"
    hours = tuple(
        Button(
            f"• {hour}:00" if hour == settings.digest_hour else f"{hour}:00",
            DigestHourButton(hour, duty_id),
        )
        for hour in DIGEST_HOURS
    )
    home = Button("‹ Мои мероприятия", MyDutiesButton("", 0)) if has_own else Button("‹ Меню", MenuButton())
    back = Button("‹ Назад", MoreButton(duty_id)) if duty_id else home
    return Notice(
        body=lines(
            bold("Напоминания"),
            "",
            Html("Сейчас: ") + bold(PACE_WORDS[settings.pace]) + ".",
            "В последний день и в первый рабочий день просрочки напоминаю всегда, потом раз в неделю, "
            "по понедельникам.",
            "",
            f"Всё за день приходит одной сводкой в {settings.digest_hour}:00. В выходные и ночью бот молчит.",
        ),
        buttons=((Button(label, PaceButton(other.value, duty_id)),), hours, (back,)),
    )
