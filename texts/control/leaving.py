"""Somebody no longer works here: what it means, who takes over, and what the curator is told."""

from services.buttons.people import UnitsButton
from services.buttons.persons import (
    AskDismissButton,
    DismissButton,
    FindSuccessorButton,
    PersonButton,
    SuccessorButton,
)
from services.control.leaving.closing import LeftUnit
from services.control.leaving.dismissing import Dismissed, Leaving, PersonLeft, Successor
from services.notice import Button, ButtonStyle, Notice, bold, lines
from services.people.roster import FoundPeople
from texts.people.presence_words import MARKS
from texts.plural import plural
from texts.short import shortened

NAME = 40
LONG_NAME = 120


def ask_successor(leaving: Leaving) -> Notice:
    """What the dismissal would mean, and, where something is open, who takes it over."""
    card = leaving.card
    person_id = card.person.id
    back = (Button("‹ К карточке", PersonButton(person_id)),)
    said = (
        bold(f"{card.person.name} больше не работает?"),
        "",
        "Права и чат закроются сразу, ссылки перестанут действовать. Отправленное и решённое останется.",
        *(_unit_words(unit) for unit in leaving.units),
    )
    if not leaving.named:
        sure = DismissButton(person_id, 0, 0)
        return Notice(
            body=lines(*said),
            buttons=((Button("Больше не работает", sure, style=ButtonStyle.DANGER),), back),
        )
    units = [(unit.unit_id, unit.name) for unit in leaving.units if unit.others]
    return Notice(
        body=lines(*said, "", f"Названо по имени: {_duties(leaving.named)}. Кому передать?"),
        buttons=(
            *(
                (Button(f"Организации: {shortened(name, NAME)}", SuccessorButton(person_id, unit_id, 0)),)
                for unit_id, name in units
            ),
            *(
                (Button(shortened(each.name, NAME), SuccessorButton(person_id, 0, each.id)),)
                for each in leaving.colleagues
            ),
            (Button("Другому…", FindSuccessorButton(person_id)),),
            back,
        ),
    )


def _unit_words(unit: LeftUnit) -> str:
    name = shortened(unit.name, NAME)
    if unit.others:
        return f"{name}: остаётся {plural(unit.others, 'человек', 'человека', 'человек')}."
    if not unit.open_duties:
        return f"{name}: никого не останется, открытых поручений нет."
    return f"⚠ {name}: никого не останется, там {_duties(unit.open_duties)}. Об этом узнает куратор."


def _duties(count: int) -> str:
    return plural(count, "открытое поручение", "открытых поручения", "открытых поручений")


def ask_successor_name(leaving: Leaving) -> Notice:
    return Notice(
        body=lines(bold("Кому передать?"), "", "Напишите фамилию или её начало."),
        buttons=((Button("‹ Назад", AskDismissButton(leaving.card.person.id)),),),
    )


def found_successors(found: FoundPeople, person_id: int) -> Notice:
    """Those found, each a press away."""
    rows = tuple(
        (
            Button(
                f"{shortened(line.person.name, NAME)} · {MARKS[line.person.presence(found.now)]}",
                SuccessorButton(person_id, 0, line.person.id),
            ),
        )
        for line in found.people
    )
    title = "Кому передать?" if rows else f"«{shortened(found.words, NAME)}»: никого нет. Напишите иначе."
    return Notice(body=lines(title), buttons=(*rows, (Button("‹ Назад", AskDismissButton(person_id)),)))


def confirm(chosen: Successor) -> Notice:
    """Where the duties go, before it is done."""
    person, target = chosen.leaving.card.person, chosen.target
    sure = DismissButton(person.id, target.unit_id or 0, target.person_id or 0)
    unheard = "⚠ Там пока никого нет в чате: напоминать будет некому." if not chosen.reachable else None
    return Notice(
        body=lines(
            bold(f"{person.name} больше не работает?"),
            "",
            f"Передаю: {_duties(chosen.leaving.named)}. Кому: {shortened(chosen.name, LONG_NAME)}.",
            "Туда же пойдут будущие сроки этих мероприятий.",
            unheard,
        ),
        buttons=(
            (Button("Да, передать и закрыть доступ", sure, style=ButtonStyle.DANGER),),
            (Button("‹ Назад", AskDismissButton(person.id)),),
        ),
    )


def done(result: Dismissed) -> str:
    """The toast."""
    if not result.moved:
        return "Доступ закрыт."
    return f"Доступ закрыт. Передано: {_duties(result.moved)}."


CLOSED = "Ваш доступ к «Вехе» закрыт координатором. Если это ошибка, попросите у координатора новую ссылку."
"""Into the chat of whoever was dismissed or unbound."""
TAKEN_BACK = "Снова в списках, роли прежние. Пригласите: чат нужно открыть заново."


def person_left(view: PersonLeft) -> Notice:
    """To a curator."""
    handed = f"Передано: {_duties(view.moved)}. Кому: {shortened(view.to, LONG_NAME)}."
    alone = [f"⚠ {shortened(name, NAME)}: отвечать теперь некому." for name in view.alone]
    what = ": согласие отозвано, доступ закрыт" if view.withdrew else " больше не работает"
    return Notice(
        body=lines(
            bold(f"{view.person}{what}"),
            shortened(view.unit, LONG_NAME),
            "",
            handed if view.moved else None,
            *alone,
            "Стереть имя и остальное: «Организации и люди», «Персональные данные»."
            if view.withdrew
            else None,
        ),
        buttons=((Button("Организации и люди", UnitsButton(0)),),),
    )
