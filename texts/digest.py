"""The daily digest as people read it: one duty as a card, several as a grouped list."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from services.cards import CardView
from services.digest import DigestView
from services.duties import Duty
from services.keys.duties import (
    BoardButton,
    DigestDutyButton,
    MyDutiesButton,
    OverdueUnitsButton,
    ReminderSettingsButton,
)
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines, text
from texts.duties import reminder_card
from texts.duty_words import OVERDUE_MARK, days_left, due_words, name, on_day
from texts.monitoring_words import shortened
from texts.plural import day, plural, weekday

OWN_SHOWN, WATCHED_SHOWN, LED_SHOWN = 15, 6, 4
"""Longer digests would not fit one message; the rest is a number and a button."""
TITLE_LENGTH = 80
UNIT_LENGTH = 40
KEYS_PER_ROW = 5
Rows = tuple[tuple[Button, ...], ...]


def digest(view: DigestView) -> Notice:
    """One message for the whole day."""
    if view.card is not None:
        return reminder_card(view.card, _single_heading(view.card))
    numbered = [*view.own[:OWN_SHOWN], *view.watched[:WATCHED_SHOWN]]
    own, watched = numbered[: len(view.own[:OWN_SHOWN])], view.watched[:WATCHED_SHOWN]
    return Notice(
        body=lines(
            bold(f"Сводка на {day(view.today, today=view.today)}, {weekday(view.today)}"),
            *_own(own, view),
            *_watched(watched, view, first=len(own) + 1),
            *_led(view),
        ),
        buttons=(*_number_keys(numbered, view.today), *_links(view)),
    )


def _single_heading(card: CardView) -> Html:
    due_on, today = card.card.duty.due_on, card.today
    if due_on is None or due_on < today:
        return bold("Срок прошёл, отчёта ещё нет")
    if due_on == today:
        return bold("Сегодня последний день")
    return bold(f"Скоро срок: {days_left(due_on, today)}")


def _own(shown: Sequence[Duty], view: DigestView) -> list[Html | str | None]:
    said: list[Html | str | None] = []
    place = 1
    for title, group in _grouped(shown, view.today):
        said += ["", bold(title)]
        for duty in group:
            said.append(Html(f"{place}. ") + name(duty, TITLE_LENGTH) + f" — {due_words(duty, view.today)}")
            place += 1
    if (more := len(view.own) - len(shown)) > 0:
        said.append(f"…и ещё {more}")
    if view.own and view.open_duties > len(view.own):
        overdue = f", из них просрочено: {view.overdue_duties}" if view.overdue_duties else ""
        said += ["", f"Всего за вами {_measures(view.open_duties)} со сроком{overdue}."]
    return said


def _grouped(duties: Iterable[Duty], today: date) -> list[tuple[str, list[Duty]]]:
    """By urgency, in the order the reader needs them; empty groups are left out."""
    sunday = today + timedelta(days=6 - today.weekday())
    groups: dict[str, list[Duty]] = {
        f"{OVERDUE_MARK} Просрочено": [],
        "Сегодня": [],
        "На этой неделе": [],
        "Позже": [],
    }
    overdue, now, week, later = groups.values()
    for duty in duties:
        due_on = duty.due_on or date.max
        group = overdue if due_on < today else now if due_on == today else week if due_on <= sunday else later
        group.append(duty)
    return [(title, group) for title, group in groups.items() if group]


def _watched(shown: Sequence[Duty], view: DigestView, *, first: int) -> list[Html | str | None]:
    if not view.watched:
        return []
    said: list[Html | str | None] = ["", bold(f"{OVERDUE_MARK} Не отчитались в срок: {len(view.watched)}")]
    for place, duty in enumerate(shown, start=first):
        said.append(Html(f"{place}. ") + _elsewhere(duty, view.today))
    if (more := len(view.watched) - len(shown)) > 0:
        said.append(f"…и ещё {more}")
    return said


def _led(view: DigestView) -> list[Html | str | None]:
    if not view.led:
        return []
    said: list[Html | str | None] = ["", bold(f"{OVERDUE_MARK} Просрочено больше недели: {len(view.led)}")]
    said += [Html("• ") + _elsewhere(duty, view.today) for duty in view.led[:LED_SHOWN]]
    if (more := len(view.led) - LED_SHOWN) > 0:
        said.append(f"…и ещё {more}")
    return said


def _elsewhere(duty: Duty, today: date) -> Html:
    """Somebody else's duty: whose it is comes first."""
    whose = text(shortened(duty.assignee, UNIT_LENGTH))
    when = on_day(duty.due_on, today) if duty.due_on else ""
    return whose + Html(": ") + name(duty, TITLE_LENGTH) + f" — срок был {when}"


def _number_keys(duties: Sequence[Duty], today: date) -> Rows:
    keys = [
        Button(
            str(place),
            DigestDutyButton(duty.id),
            style=ButtonStyle.DANGER if duty.is_overdue(today) else None,
        )
        for place, duty in enumerate(duties, start=1)
    ]
    return tuple(tuple(keys[at : at + KEYS_PER_ROW]) for at in range(0, len(keys), KEYS_PER_ROW))


def _links(view: DigestView) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if view.own:
        rows.append((Button("Все мои мероприятия", MyDutiesButton("", 0)),))
    if view.watched:
        rows.append((Button("Просроченное по организациям", OverdueUnitsButton(0)),))
    if view.led:
        rows.append((Button("Обзор", BoardButton()),))
    rows.append((Button("Как часто напоминать", ReminderSettingsButton(0)),))
    return tuple(rows)


def _measures(count: int) -> str:
    return plural(count, "мероприятие", "мероприятия", "мероприятий")
