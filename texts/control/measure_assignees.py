"""Changing who answers for a measure in force."""

from collections.abc import Callable

from roadmap.imports.questions import Assigned
from roadmap.plan.measure_content import Answering
from services.buttons.plan_edits import (
    AssigneeButton,
    AssigneesButton,
    CandidatesButton,
    ChooseAssigneeButton,
    DaysEarlierButton,
    EditMeasureButton,
    MakeMainButton,
    RemoveAssigneeButton,
)
from services.notice import Button, Html, Notice, bold, lines, text
from services.plan.edit_views import Candidates, MeasureEditor, Replacement
from texts.control.change_words import earlier_words
from texts.control.duty_words import measure_name
from texts.plural import plural
from texts.short import shortened

NAME_LENGTH = 45
DAYS = (3, 5, 7, 10, 14)
Rows = tuple[tuple[Button, ...], ...]


def ids(assigned: Assigned | None) -> tuple[int, int]:
    """How a button names somebody: unit and person, 0 for the one it is not."""
    if assigned is None:
        return 0, 0
    return assigned.unit_id or 0, assigned.person_id or 0


def assignees(view: MeasureEditor) -> Notice:
    """Everybody who answers, a key each."""
    id_ = view.measure_id
    said = [text(f"• {_named(one, view)}") for one in view.content.answering]
    return Notice(
        body=lines(
            measure_name(view.content.number, view.content.title, 200),
            bold("Исполнители"),
            "",
            *(said or [text("Пока никого: отвечать некому.")]),
            "",
            "Выберите, кого заменить, снять или назначить основным.",
        ),
        buttons=(
            *(
                (Button(shortened(_name(one, view), NAME_LENGTH), AssigneeButton(id_, *ids(one.assigned))),)
                for one in view.content.answering
            ),
            (Button("Добавить исполнителя", CandidatesButton(id_, 0, 0, 0)),),
            (Button("‹ К правке", EditMeasureButton(id_)),),
        ),
    )


def assignee(view: MeasureEditor, one: Answering) -> Notice:
    """What can be done about one of them."""
    id_, who = view.measure_id, ids(one.assigned)
    rows: list[tuple[Button, ...]] = [(Button("Заменить", CandidatesButton(id_, *who, 0)),)]
    if not one.is_main:
        rows.append((Button("Сделать основным", MakeMainButton(id_, *who)),))
        rows.append((Button("Свой срок раньше", DaysEarlierButton(id_, *who, one.days_earlier, 1)),))
    if len(view.content.answering) > 1:
        rows.append((Button("Снять", RemoveAssigneeButton(id_, *who)),))
    return Notice(
        body=lines(
            measure_name(view.content.number, view.content.title, 200),
            "",
            bold(_name(one, view)),
            "Основной исполнитель" if one.is_main else "Соисполнитель",
            _earlier(one),
        ),
        buttons=(*rows, (Button("‹ К исполнителям", AssigneesButton(id_)),)),
    )


def days_earlier(view: MeasureEditor, one: Answering) -> Notice:
    """How much earlier this co-executor owes it."""
    id_, who = view.measure_id, ids(one.assigned)
    keys = [Button(f"{days} дн.", DaysEarlierButton(id_, *who, days, 0)) for days in DAYS]
    same = [(Button("В общий срок", DaysEarlierButton(id_, *who, 0, 0)),)] if one.days_earlier else []
    by_date = " или дату: «10 декабря»" if view.dates == 1 else ""
    return Notice(
        body=lines(
            measure_name(view.content.number, view.content.title, 200),
            "",
            bold(f"{_name(one, view)}: на сколько дней раньше?"),
            f"Выберите или напишите число дней{by_date}. Выходной сдвигается на рабочий день перед ним.",
            _earlier(one),
        ),
        buttons=(
            tuple(keys),
            *same,
            (Button("‹ Не менять", AssigneeButton(id_, *who)),),
        ),
    )


def candidates(view: Candidates) -> Notice:
    """A page of those who could answer; typed words look for others."""
    id_, who = view.measure_id, ids(view.instead)
    question = f"Кто вместо «{view.instead_name}»?" if view.instead else "Кого добавить?"
    nobody = f"По словам «{shortened(view.words, 40)}» никого не нашлось." if view.words else None
    return Notice(
        body=lines(
            measure_name(view.content.number, view.content.title, 200),
            "",
            bold(question),
            f"Страница {view.page + 1} из {view.pages}" if view.pages > 1 else None,
            "Выберите или напишите часть названия или фамилии." if view.found else nobody,
        ),
        buttons=(
            *(
                (
                    Button(
                        shortened(one.name, NAME_LENGTH),
                        ChooseAssigneeButton(id_, *who, *ids(one.assigned), 0),
                    ),
                )
                for one in view.found
            ),
            *_turn(view, lambda page: CandidatesButton(id_, *who, page)),
            (Button("‹ К исполнителям", AssigneesButton(id_)),),
        ),
    )


def _turn(view: Candidates, to: Callable[[int], CandidatesButton]) -> Rows:
    if view.pages < 2:
        return ()
    keys = []
    if view.page:
        keys.append(Button("‹ Раньше", to(view.page - 1)))
    if view.page + 1 < view.pages:
        keys.append(Button("Дальше ›", to(view.page + 1)))
    return (tuple(keys),)


def where(view: Replacement) -> Notice:
    """In this row only, or everywhere the old one answers."""
    id_ = view.measure_id
    both = (*ids(view.old.assigned), *ids(view.new.assigned))
    total = view.elsewhere + 1
    rows = plural(total, "мероприятии", "мероприятиях", "мероприятиях")
    return Notice(
        body=lines(
            measure_name(view.content.number, view.content.title, 200),
            "",
            bold(f"«{view.new.name}» вместо «{view.old.name}»"),
            f"«{view.old.name}» отвечает в {rows} этой карты. Где заменить?",
        ),
        buttons=(
            (Button("Только здесь", ChooseAssigneeButton(id_, *both, 1)),),
            (Button(f"Везде: {total}", ChooseAssigneeButton(id_, *both, 2)),),
            (Button("‹ Не менять", AssigneesButton(id_)),),
        ),
    )


def _name(one: Answering, view: MeasureEditor) -> str:
    return view.names.get(one.assigned, "кто-то из выбывших")


def _named(one: Answering, view: MeasureEditor) -> str:
    kind = "основной" if one.is_main else "соисполнитель"
    own = f", {earlier_words(one.days_earlier)}" if one.days_earlier else ""
    return f"{_name(one, view)} ({kind}{own})"


def _earlier(one: Answering) -> Html | None:
    return text(f"Свой срок: {earlier_words(one.days_earlier)} общего") if one.days_earlier else None
