"""Absences and deputies."""

from datetime import date

from roadmap.people.absence import AbsenceState
from roadmap.people.roster import Presence
from services.buttons.absences import (
    AbsencesButton,
    AddAbsenceButton,
    DeputyButton,
    EndAbsenceButton,
    FindDeputyButton,
    SaveAbsenceButton,
)
from services.buttons.deciding import QueueButton
from services.buttons.duties import MyDutiesButton
from services.buttons.people import MenuButton
from services.buttons.persons import PersonButton
from services.notice import Button, ButtonStyle, Notice, bold, lines
from services.people.absences import AbsenceLine, AbsenceNews, Absences, ChosenDeputy, DeputyChoice
from services.people.roster import FoundPeople
from texts.people.presence_words import MARKS
from texts.plural import day, plural
from texts.short import shortened

NAME = 40


def absences(view: Absences) -> Notice:
    """When the person is away, who stands in, and how to change it."""
    person_id = view.person.id
    rows = [
        (
            Button(
                f"Убрать: {_days(line.absence.first_on, line.absence.last_on, view.today)}",
                EndAbsenceButton(line.absence.id),
            ),
        )
        for line in view.lines
    ]
    return Notice(
        body=lines(
            bold(_title(view.person.name, is_self=view.is_self)),
            "",
            *([f"• {_line(line, view.today)}" for line in view.lines] or ["Отсутствий не отмечено."]),
            "",
            "На время отсутствия напоминания приходят заместителю, а без него коллегам или куратору: можно "
            "отчитываться и решать с пометкой «за …». Начинается и кончается само, по датам.",
        ),
        buttons=(
            *rows,
            (Button("Отметить отсутствие", AddAbsenceButton(person_id), style=ButtonStyle.PRIMARY),),
            _back(person_id, is_self=view.is_self),
        ),
    )


def _title(name: str, *, is_self: bool) -> str:
    return "Отпуск и замещение" if is_self else f"Отпуск и замещение: {name}"


def _back(person_id: int, *, is_self: bool) -> tuple[Button, ...]:
    return (Button("‹ Меню", MenuButton()) if is_self else Button("‹ К карточке", PersonButton(person_id)),)


def _line(line: AbsenceLine, today: date) -> str:
    days = _days(line.absence.first_on, line.absence.last_on, today)
    if line.absence.state is AbsenceState.RUNNING:
        if not line.stand_in:
            return f"{days}, сейчас. Замещать некому: напоминания приходят по-прежнему."
        without = "" if line.absence.stand_in_id == line.absence.deputy_id else " (заместителя нет)"
        return f"{days}, сейчас. Замещает: {line.stand_in}{without}."
    return f"{days}. Заместитель: {line.deputy}." if line.deputy else f"{days}. Заместителя нет."


def _days(first: date, last: date, today: date) -> str:
    """«15 сентября», «15–28 сентября», «с 28 декабря по 8 января 2027 года»."""
    if first == last:
        return day(first, today=today)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last, today=today)}"
    return f"с {day(first, today=today)} по {day(last, today=today)}"


def ask_days(view: Absences) -> Notice:
    """What to type."""
    return Notice(
        body=lines(
            bold(_title(view.person.name, is_self=view.is_self)),
            "",
            "Напишите дни. Например: «с 15 по 28 сентября» или «до 28 сентября».",
        ),
        buttons=((Button("‹ Назад", AbsencesButton(view.person.id)),),),
    )


def ask_deputy(choice: DeputyChoice) -> Notice:
    """The days as they were understood, and who may stand in."""
    person_id, first, last = choice.person.id, _number(choice.first_on), _number(choice.last_on)
    rows = tuple(
        (Button(shortened(each.name, NAME), DeputyButton(person_id, first, last, each.id)),)
        for each in choice.colleagues
    )
    return Notice(
        body=lines(
            bold(f"Понял так: {_days(choice.first_on, choice.last_on, choice.today)}"),
            "" if choice.is_self else choice.person.name,
            "Кто замещает? Не те дни? Напишите ещё раз.",
        ),
        buttons=(
            *rows,
            (Button("Другой…", FindDeputyButton(person_id, first, last)),),
            (Button("Без заместителя", DeputyButton(person_id, first, last, 0)),),
            (Button("‹ Назад", AbsencesButton(person_id)),),
        ),
    )


def ask_deputy_name(person_id: int) -> Notice:
    return Notice(
        body=lines(bold("Кто замещает?"), "", "Напишите фамилию или её начало."),
        buttons=((Button("‹ Назад", AbsencesButton(person_id)),),),
    )


def found_deputies(found: FoundPeople, person_id: int, first: date, last: date) -> Notice:
    """Those found, each a press away."""
    rows = tuple(
        (
            Button(
                f"{shortened(each.person.name, NAME)} · {MARKS[each.person.presence(found.now)]}",
                DeputyButton(person_id, _number(first), _number(last), each.person.id),
            ),
        )
        for each in found.people
    )
    title = "Кто замещает?" if rows else f"«{shortened(found.words, NAME)}»: никого нет. Напишите иначе."
    return Notice(body=lines(title), buttons=(*rows, (Button("‹ Назад", AbsencesButton(person_id)),)))


def confirm(chosen: ChosenDeputy) -> Notice:
    """All of it, before it is kept."""
    person_id, first, last = chosen.person.id, _number(chosen.first_on), _number(chosen.last_on)
    save = SaveAbsenceButton(person_id, first, last, chosen.deputy.id if chosen.deputy else 0)
    return Notice(
        body=lines(
            bold(_title(chosen.person.name, is_self=chosen.is_self)),
            "",
            f"Дни: {_days(chosen.first_on, chosen.last_on, chosen.today)}",
            *_who(chosen),
        ),
        buttons=(
            (Button("Сохранить", save, style=ButtonStyle.SUCCESS),),
            (Button("‹ Не сохранять", AbsencesButton(person_id)),),
        ),
    )


def _who(chosen: ChosenDeputy) -> tuple[str | None, ...]:
    if chosen.deputy is not None:
        is_here = chosen.deputy.presence(chosen.now) is Presence.HERE
        unheard = "⚠ Этого человека ещё нет в чате: пока так, напоминания пойдут куратору."
        return f"Заместитель: {chosen.deputy.name}", None if is_here else unheard
    if chosen.stand_in:
        return (
            "Заместителя нет.",
            f"Напоминать будем коллегам по организации, а где их нет: {chosen.stand_in}.",
        )
    return ("Заместителя нет, и замещать некому: напоминания будут приходить по-прежнему.",)


SAVED = "Сохранено."
ENDED = "Отсутствие убрано."


def news(view: AbsenceNews) -> Notice:
    """To whoever stands in; at the end also to the one who was away."""
    days = _days(view.first_on, view.last_on, view.today)
    mine = _ways(view)
    if view.is_over:
        head = "Вы снова на месте" if view.is_own else f"Замещение кончилось: {view.person}"
        again = f"Напоминания снова приходят вам. {_left(view)}" if view.is_own else None
        return Notice(body=lines(bold(head), again), buttons=mine)
    if view.is_ahead:
        return Notice(
            body=lines(
                bold(f"Вам предстоит замещать: {view.person}"),
                f"Дни: {days}",
                "",
                "В первый день напомню. Делать ничего не нужно.",
            )
        )
    name = (Button("Назначить заместителя", AbsencesButton(view.person_id)),)
    without = None if view.is_deputy else "Заместителя нет, поэтому напоминания приходят вам."
    return Notice(
        body=lines(
            bold(f"Вы замещаете: {view.person}"),
            f"Дни: {days}",
            "",
            without,
            f"{_left(view)} Отчёты и решения встанут с пометкой «за …».",
        ),
        buttons=(*mine, *([name] if view.may_name_deputy and not view.is_deputy else [])),
    )


def _left(view: AbsenceNews) -> str:
    """«Сейчас ждут: 4 открытых поручения, 6 решений.»"""
    waiting = [
        plural(view.duties, "открытое поручение", "открытых поручения", "открытых поручений")
        if view.duties
        else "",
        plural(view.decisions, "решение", "решения", "решений") if view.decisions else "",
    ]
    said = ", ".join(filter(None, waiting))
    return f"Сейчас ждут: {said}." if said else "Сейчас ничего не ждёт."


def _ways(view: AbsenceNews) -> tuple[tuple[Button, ...], ...]:
    """To what waits; to the decisions first."""
    queue = (Button(f"Решить ({view.decisions})", QueueButton(0)),)
    mine = (Button("Мои мероприятия", MyDutiesButton("", 0)),)
    has_queue = view.decisions and (view.is_own or not view.is_over)
    return (queue, mine) if has_queue else (mine,)


def _number(on: date) -> int:
    return int(f"{on:%Y%m%d}")
