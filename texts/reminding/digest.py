"""The daily digest as people read it: one duty as a card, several as a grouped list."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from roadmap.clock import local_date
from roadmap.control.boards import OverdueCounts
from roadmap.control.duty import SILENT, DutyState
from roadmap.control.duty_lines import DutyLine
from roadmap.ids import DutyId
from services.buttons.delivery import UndeliveredButton
from services.buttons.duties import BoardButton, DigestDutyButton, MyDutiesButton, OverdueUnitsButton
from services.buttons.reminding import ReminderSettingsButton
from services.buttons.reporting import DigestDraftButton, ResumeDraftButton
from services.control.duties.cards import CardView
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines, quote, text
from services.reminding.digest import DigestView
from texts.control.cards import reminder_card
from texts.control.duty_words import (
    OVERDUE_MARK,
    REMAINING_LENGTH,
    due_words,
    duties,
    missing_words,
    name,
    number,
    on_day,
)
from texts.control.evidence_words import ask
from texts.control.outcomes import part_words
from texts.delivery.undelivered import undelivered_label
from texts.plural import day, weekday
from texts.reminding.curator_desk import desk_keys, desk_lines
from texts.short import key_words, shortened, told_apart

OWN_SHOWN, WATCHED_SHOWN, WATCHED_BESIDE_OWN, LED_SHOWN = 15, 15, 6, 4
"""Longer digests would not fit one message; the rest is a number and a button."""
TITLE_LENGTH, ALERT_LENGTH = 80, 60
ASKS_SHOWN, ASK_LENGTH = 5, 70
"""More files that are asked for are told in one block."""
UNIT_LENGTH = 26
UNITS_SHOWN = 3
WATCHED_KEYS, KEY_LENGTH = 3, 60
FRIDAY = 4
GO_ON = "Продолжить черновик"
ALERTS = {
    "silent": ("Не отчитались в срок", SILENT),
    "returned": ("Ждём исправленный отчёт", frozenset({DutyState.RETURNED})),
    "partial": ("Выполнено частично", frozenset({DutyState.PARTIAL})),
}
"""What is missing after the due day, by the fields of `OverdueCounts`, and in which states."""
KEYS_PER_ROW = 5
SOON_DAYS = 14
Rows = tuple[tuple[Button, ...], ...]


def digest(view: DigestView) -> Notice:
    """One message for the whole day."""
    if view.card is not None:
        heading, unsent = _single_heading(view.card), view.unsent
        key = Button(GO_ON, ResumeDraftButton(unsent.id)) if unsent else None
        return reminder_card(view.card, lines(heading, _unsent_words(view)), key)
    shown = view.own[:OWN_SHOWN]
    return Notice(
        body=lines(
            bold(f"Сводка на {day(view.today, today=view.today)}, {weekday(view.today)}"),
            *_own(shown, view),
            *_red(view),
            *_alerts("Просрочено неделю и дольше. ", view.led, LED_SHOWN, view.today),
            *desk_lines(view.desk, view.today),
            *(("", f"{undelivered_label(view.undelivered)}.") if view.undelivered else ()),
        ),
        buttons=(
            *_number_keys(shown, view.today),
            *(((Button(GO_ON, DigestDraftButton(view.unsent.id)),),) if view.unsent else ()),
            *_watched_keys(view),
            *desk_keys(view.desk),
            *_links(view),
        ),
    )


def _red(view: DigestView) -> list[Html | str | None]:
    """What is overdue where they watch: with a week's first digest all of it, then what is new."""
    limit = WATCHED_BESIDE_OWN if view.own else WATCHED_SHOWN
    week = view.desk.week if view.desk else None
    if week is None or not week.overdue:
        return _alerts("", view.watched, limit, view.today)
    return _alerts("", week.overdue[:limit], limit, view.today, week.missing)


def _single_heading(card: CardView) -> Html:
    due_on, today = card.card.duty.owed_by, card.today
    if due_on is None or due_on < today:
        is_silent = card.card.duty.state in SILENT
        return bold(f"Срок прошёл, {'отчёта ещё нет' if is_silent else missing_words(card.card.duty)}")
    if due_on == today:
        return bold("Сегодня последний день")
    if due_on.weekday() > FRIDAY and (due_on - today).days == due_on.weekday() - FRIDAY:
        return bold("Сегодня последний рабочий день до срока")
    taken_on = card.card.duty.taken_on
    if card.card.duty.state is DutyState.ACKNOWLEDGED and taken_on and (due_on - today).days > SOON_DAYS // 2:
        return bold(f"Взято в работу {day(taken_on, today=today)}. Как идёт?")
    return bold("Скоро срок" if (due_on - today).days <= SOON_DAYS else "Напоминаю о сроке")


def _own(shown: Sequence[DutyLine], view: DigestView) -> list[Html | str | None]:
    said: list[Html | str | None] = []
    place = 1
    asked = {duty.id: to_attach for duty in shown if (to_attach := _to_attach(duty))}
    is_folded = len(asked) > ASKS_SHOWN
    for title, group in _grouped(shown, view.today):
        said += ["", bold(title)]
        for duty in group:
            when = "" if duty.owed_by == view.today else f" — {due_words(duty, view.today)}"
            said.append(Html(f"{place}. ") + name(duty, TITLE_LENGTH) + when)
            if duty.id in asked and not is_folded:
                said.append(text(asked[duty.id]))
            if view.unsent and duty.id in view.unsent.covers:
                said.append(_unsent_words(view))
            place += 1
    if view.unsent and not any(duty.id in view.unsent.covers for duty in shown):
        said += ["", _unsent_words(view)]
    if (more := len(view.own) - len(shown)) > 0:
        said.append(f"…и ещё {more}")
    said += _folded_asks(shown, view.today, asked) if is_folded else []
    if view.own and view.open_duties > len(view.own):
        overdue = f", из них просрочено: {view.overdue_duties}" if view.overdue_duties else ""
        said += ["", f"Всего за вами {duties(view.open_duties)} со сроком{overdue}."]
    return said


def _unsent_words(view: DigestView) -> Html | None:
    """That a report was begun and never sent."""
    if view.unsent is None:
        return None
    begun_on = day(local_date(view.unsent.begun_at, view.actor.time_zone), today=view.today)
    if not view.unsent.covers:
        return text(f"✏️ Есть неотправленный черновик от {begun_on}, пункт в нём не выбран.")
    return text(f"✏️ Отчёт начат и не отправлен: черновик от {begun_on}.")


def _to_attach(duty: DutyLine) -> str:
    """«📎 Приложите: справку»; "" where a file is not asked for."""
    if not duty.evidence.asks_for_file:
        return ""
    return f"📎 {shortened(ask(duty.evidence, duty.result), ASK_LENGTH)}"


def _folded_asks(shown: Sequence[DutyLine], today: date, asked: Mapping[DutyId, str]) -> list[Html]:
    """Where many files are asked for, they are told in a block that unfolds."""
    ordered = [duty for _, group in _grouped(shown, today) for duty in group]
    told = [f"{place}. {asked[duty.id]}" for place, duty in enumerate(ordered, 1) if duty.id in asked]
    return [quote(lines(f"Что приложить: {len(told)}", *told), collapsed=True)]


def _grouped(shown: Iterable[DutyLine], today: date) -> list[tuple[str, list[DutyLine]]]:
    """By urgency, in the order the reader needs them; empty groups are left out."""
    sunday = today + timedelta(days=6 - today.weekday())
    groups: dict[str, list[DutyLine]] = {
        f"{OVERDUE_MARK} Просрочено": [],
        "Сегодня": [],
        "На этой неделе": [],
        "На следующей неделе": [],
        "Позже": [],
    }
    ends = (today - timedelta(days=1), today, sunday, sunday + timedelta(days=7), date.max)
    for duty in shown:
        due_on = duty.owed_by or date.max
        next(group for group, end in zip(groups.values(), ends, strict=True) if due_on <= end).append(duty)
    return [(title, group) for title, group in groups.items() if group]


def _alerts(
    head: str,
    found: Sequence[DutyLine],
    limit: int,
    today: date,
    of: OverdueCounts | None = None,
) -> list[Html | str | None]:
    """Somebody else's overdue duties: the silent first, apart from those whose report is there.

    `of`: how many there are, where these are only the first of them.
    """
    said: list[Html | str | None] = []
    for kind, (title, states) in ALERTS.items():
        group = [duty for duty in found if duty.state in states]
        count = getattr(of, kind) if of is not None else len(group)
        title = f"{OVERDUE_MARK} {head}{title}: {count}"
        said += _alert_group(title, group, count, limit, today) if count else []
    return said


def _alert_group(
    title: str, found: Sequence[DutyLine], count: int, limit: int, today: date
) -> list[Html | str | None]:
    """One line a control point, with those who have not reported."""
    points: dict[tuple[int, date | None], list[DutyLine]] = {}
    for duty in found:
        points.setdefault((duty.measure_id, duty.owed_by), []).append(duty)
    shown = list(points.values())[:limit]
    said: list[Html | str | None] = ["", bold(title)]
    said += [Html("• ") + _alert(group, today) for group in shown]
    if more := count - sum(len(group) for group in shown):
        said.append(f"…и ещё {duties(more)}")
    return said


def _alert(group: Sequence[DutyLine], today: date) -> Html:
    first = group[0]
    whose = ", ".join(shortened(duty.assignee, UNIT_LENGTH) for duty in group[:UNITS_SHOWN])
    more = f" и ещё {len(group) - UNITS_SHOWN}" if len(group) > UNITS_SHOWN else ""
    when = f"срок был {on_day(first.owed_by, today)}" if first.owed_by else ""
    part = part_words(first.percent, first.remaining, REMAINING_LENGTH) if len(group) == 1 else ""
    left = f", {part}" if part else ""
    return name(first, ALERT_LENGTH) + f", {when}: {whose}{more}{left}"


def _number_keys(shown: Sequence[DutyLine], today: date) -> Rows:
    keys = [
        Button(
            str(place),
            DigestDutyButton(duty.id),
            style=ButtonStyle.DANGER if duty.is_overdue(today) else None,
        )
        for place, duty in enumerate(shown, start=1)
    ]
    return tuple(tuple(keys[at : at + KEYS_PER_ROW]) for at in range(0, len(keys), KEYS_PER_ROW))


def _watched_keys(view: DigestView) -> Rows:
    """A card each while they are few; many are better looked at by organisation."""
    week = view.desk.week if view.desk else None
    red = week.overdue if week is not None and week.overdue else view.watched
    if len(red) > WATCHED_KEYS:
        return ()
    waiting = {line.duty.id for line in view.desk.oldest} if view.desk else set()
    keyed = [duty for duty in red if duty.id not in waiting]  # what waits has a key of its own
    labels = told_apart(keyed, _watched_label, lambda duty: duty.owed_by)
    return tuple(
        (Button(label, DigestDutyButton(duty.id)),) for duty, label in zip(keyed, labels, strict=True)
    )


def _watched_label(duty: DutyLine, when: str) -> str:
    head = f"{OVERDUE_MARK} {number(duty.number)}".strip()
    return key_words(head, duty.map_name, duty.assignee, when, limit=KEY_LENGTH)


def _links(view: DigestView) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if view.own:
        rows.append((Button("Все мои мероприятия", MyDutiesButton("", 0)),))
    if view.watched or (view.desk and view.desk.week and view.desk.week.overdue):
        rows.append((Button("Просроченное по организациям", OverdueUnitsButton(0)),))
    if view.led:
        rows.append((Button("Обзор", BoardButton()),))
    if view.undelivered:
        rows.append((Button(undelivered_label(view.undelivered), UndeliveredButton(0)),))
    rows.append((Button("Как часто напоминать", ReminderSettingsButton(0)),))
    return tuple(rows)
