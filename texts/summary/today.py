"""«Сегодня»: what is asked of a person now, one press from each of it."""

from datetime import date

from roadmap.control.duty import DutyState
from roadmap.control.duty_lines import DutyLine
from roadmap.monitoring.campaign_views import Questionnaire
from services.buttons.deciding import QueueButton
from services.buttons.duties import ListedDutyButton, MyDutiesButton, YearButton
from services.buttons.monitoring import MonitoringButton, QuestionnaireButton
from services.buttons.people import MenuButton
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines, text
from services.summary.today import Today
from texts.control.duty_lists import KEYS_PER_ROW, TODAY_SHELF
from texts.control.duty_words import OVERDUE_MARK, due_words, duties, name, on_day
from texts.monitoring.mornings import MAPS_LENGTH, left_words
from texts.monitoring.mornings import TITLE as MONITORING
from texts.plural import plural
from texts.short import moment, shortened
from texts.summary import monday

TITLE_LENGTH = 100
RETURNED = "↩️ Вернули на доработку"
OVERDUE = f"{OVERDUE_MARK} Просрочено"
NOW = "Сегодня"
WEEK = "На этой неделе"
STILL_WAITS = "Ещё ждёт вас"
Rows = tuple[tuple[Button, ...], ...]
TYPED = "сегодня"
"""Typed into the chat it asks for the same screen."""


def today(view: Today) -> Notice:
    """Everything that waits for the person, the most urgent first; else what comes next."""
    return Notice(
        body=lines(
            bold(f"Сегодня, {on_day(view.today, view.today)}"),
            *_due(view),
            *_monitoring(view),
            *_decisions(view),
            *_open_tasks(view),
            *(() if view.due else _nothing(view)),
            *_at_curators(view),
        ),
        buttons=(*_keys(view), *_monitoring_keys(view), *_links(view)),
    )


def _due(view: Today) -> list[Html | str]:
    said: list[Html | str] = []
    heading = ""
    for place, duty in enumerate(view.due, start=1):
        if (group := _group(duty, view.today)) != heading:
            heading = group
            said += ["", bold(group)]
        when = "" if group == NOW else f" — {due_words(duty, view.today)}"
        said.append(Html(f"{place}. ") + name(duty, TITLE_LENGTH) + when)
    return [*said, f"…и ещё {duties(view.more)}"] if view.more else said


def _group(duty: DutyLine, on: date) -> str:
    if duty.state is DutyState.RETURNED:
        return RETURNED
    if duty.is_overdue(on):
        return OVERDUE
    return NOW if duty.owed_by == on else WEEK


def _monitoring(view: Today) -> list[Html | str]:
    """One block, however many road maps ask."""
    if not view.asked:
        return []
    mark = "• " if len(view.asked) > 1 else ""
    return ["", bold(MONITORING), *(Html(mark) + _asked(asked) for asked in view.asked)]


def _asked(asked: Questionnaire) -> str:
    until = moment(asked.header.campaign.closes_at, asked.time_zone, now=asked.now)
    maps = tuple(header.map_name for header in asked.headers if header.map_name)
    if not asked.is_over:
        return left_words(len(asked.remaining), until, maps)
    left = plural(len(asked.remaining), "вопрос", "вопроса", "вопросов")
    of_maps = f" ({shortened(', '.join(maps), MAPS_LENGTH)})" if maps else ""
    return f"{left} без ответа{of_maps}, можно ответить с опозданием, он закончен {until}"


def _decisions(view: Today) -> list[Html | str]:
    if not view.to_decide:
        return []
    oldest = f", старшему {plural(view.to_decide_days, 'день', 'дня', 'дней')}" if view.to_decide_days else ""
    return ["", bold(f"Ждут вашего решения: {view.to_decide}{oldest}")]


def _open_tasks(view: Today) -> list[Html | str]:
    return ["", bold(STILL_WAITS), *monday.said(view.open_tasks)] if view.open_tasks else []


def _nothing(view: Today) -> list[Html | str]:
    if view.nearest is None:
        return [] if view.is_anything else ["", "Сейчас от вас ничего не ждут."]
    when = due_words(view.nearest, view.today)
    return [
        "",
        "На этой неделе сроков нет. Ближайшее:",
        Html("1. ") + name(view.nearest, TITLE_LENGTH) + f" — {when}",
    ]


def _at_curators(view: Today) -> list[Html | str]:
    if not view.waiting:
        return []
    days = f", старший {plural(view.waiting_days, 'день', 'дня', 'дней')}" if view.waiting_days else ""
    return ["", text(f"На проверке у куратора: {view.waiting}{days}.")]


def _keys(view: Today) -> Rows:
    nearest = (view.nearest,) if view.nearest is not None else ()
    keys = [
        Button(
            str(place),
            ListedDutyButton(duty.id, TODAY_SHELF, 0),
            style=ButtonStyle.DANGER if duty.is_overdue(view.today) else None,
        )
        for place, duty in enumerate(view.due or nearest, start=1)
    ]
    return tuple(tuple(keys[at : at + KEYS_PER_ROW]) for at in range(0, len(keys), KEYS_PER_ROW))


def _monitoring_keys(view: Today) -> Rows:
    if not view.asked:
        return ()
    if len(view.asked) > 1:
        return ((Button(f"Мониторинг ({len(view.asked)})", MonitoringButton()),),)
    (asked,) = view.asked
    label = f"Мониторинг: {len(asked.remaining)}"
    return ((Button(label, QuestionnaireButton(asked.header.campaign.id, 0)),),)


def _links(view: Today) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if view.to_decide:
        rows.append((Button(f"Решить ({view.to_decide})", QueueButton(0)),))
    rows += monday.keys(view.open_tasks)
    rows.append(
        (Button("Мои мероприятия", MyDutiesButton("", 0)), Button("Год", YearButton(view.today.year)))
    )
    rows.append((Button("Меню", MenuButton()),))
    return tuple(rows)
