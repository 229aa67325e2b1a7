"""Holidays and days off of one organisation: what holds, what typed days would move."""

from roadmap.ids import UnitDaysId
from roadmap.people.persons import Unit, UnitKind
from services.buttons.units import (
    AskDropDaysButton,
    DropDaysButton,
    SaveUnitDaysButton,
    UnitCardButton,
    UnitDaysButton,
)
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines
from services.plan.unit_days import UnitDaysChange, UnitDaysPage
from texts.control.calendar_moved import moved_line
from texts.plan.calendars import holidays, own_days
from texts.plural import plural

SHOWN = 8
MOVES = 10
NAME = 45
SAVED = "Сохранено."
DROPPED = "Убрано."
_ASK = (
    "Добавить или изменить? Напишите, например: «осенние каникулы с 26 октября по 3 ноября» "
    "или «выходной 30 августа». Покажу, какие сроки сдвинутся, и спрошу."
)


def days(page: UnitDaysPage, *, is_asking: bool = True) -> Notice:
    """What was said of the unit itself, each a press from being dropped, and what holidays hold for it.

    `is_asking`: words that are typed now are taken for further days; else a button asks for them.
    """
    unit_id = page.unit.id
    own = page.own[-SHOWN:]
    known = page.holidays[:SHOWN]
    return Notice(
        body=lines(
            bold(f"Каникулы и выходные: {page.unit.name}"),
            "",
            "Своё:" if own else "Своего нет.",
            *(f"• {own_days(each.days)}" for each in own),
            "",
            "Ближайшие каникулы по календарю:" if known else "Даты каникул пока неизвестны.",
            *(f"• {holidays(each)}" for each in known),
            "",
            _whose(page.unit),
            _ASK if is_asking else None,
        ),
        buttons=(
            *(
                (Button(f"Убрать: {own_days(each.days)}", AskDropDaysButton(unit_id, each.id)),)
                for each in own
            ),
            *(() if is_asking else ((Button("Добавить ещё", UnitDaysButton(unit_id)),),)),
            (Button("‹ Назад", UnitCardButton(unit_id)),),
        ),
    )


def _whose(unit: Unit) -> str | None:
    """For whom the days hold."""
    if unit.kind is UnitKind.DEPARTMENT:
        return "Действует для всех организаций, кроме тех, у кого записано своё."
    if unit.kind is UnitKind.GROUP:
        return "Действует для всех организаций группы, кроме тех, у кого записано своё."
    return None


def read_back(change: UnitDaysChange) -> Notice:
    """How the days were understood and which deadlines they move, before they are kept."""
    unit_id = change.unit.id
    save = Button("Сохранить", SaveUnitDaysButton(unit_id), style=ButtonStyle.SUCCESS)
    return Notice(
        body=lines(bold(change.unit.name), "", f"Понято так: {own_days(change.days)}.", *_moves(change)),
        buttons=((save,), (Button("‹ Не менять", UnitDaysButton(unit_id)),)),
    )


def ask_drop(change: UnitDaysChange, days_id: UnitDaysId) -> Notice:
    """What dropping the days moves."""
    unit_id = change.unit.id
    drop = Button("Убрать", DropDaysButton(unit_id, days_id), style=ButtonStyle.DANGER)
    return Notice(
        body=lines(
            bold(change.unit.name),
            "",
            f"Убрать: {own_days(change.days)}? Будут действовать общие дни.",
            *_moves(change),
        ),
        buttons=((drop,), (Button("‹ Оставить", UnitDaysButton(unit_id)),)),
    )


def _moves(change: UnitDaysChange) -> list[Html | str]:
    """The deadlines that move, those that become earlier first."""
    ordered = sorted(change.moved, key=lambda one: not one.is_earlier)
    earlier = sum(one.is_earlier for one in ordered)
    fresh = f"Даты появятся у поручений: {change.fresh}." if change.fresh else None
    if not ordered:
        return [each for each in (fresh or "Сроки не сдвинутся.",) if each]
    count = plural(len(ordered), "срок", "срока", "сроков")
    left = len(ordered) - MOVES
    return [
        f"Сдвинется: {count}, из них раньше: {earlier}. "
        + ("Тем, кому раньше, бот скажет сам." if earlier else ""),
        *([fresh] if fresh else []),
        *(moved_line(one) for one in ordered[:MOVES]),
        *([f"И ещё {plural(left, 'срок', 'срока', 'сроков')}."] if left > 0 else []),
    ]
