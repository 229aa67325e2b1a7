"""Lists of organisations and of people."""

from collections.abc import Callable
from datetime import datetime

from roadmap.people.persons import UnitKind
from roadmap.people.roster import HeldRole, Presence, RosterUnit
from services.buttons.invitations import InvitationsButton
from services.buttons.packing import ButtonData
from services.buttons.people import (
    AddPersonButton,
    AddUnitButton,
    MenuButton,
    StaffSheetButton,
    UnitButton,
    UnitsButton,
)
from services.buttons.persons import (
    FindPersonButton,
    PersonButton,
    TwinsButton,
    UnitPeopleButton,
    WithoutConsentButton,
)
from services.buttons.plan import PaperMonthsButton
from services.buttons.reminding import CalendarButton
from services.buttons.units import ArchiveListButton, UnitCardButton
from services.notice import Button, Notice, bold, lines
from services.people.roster import MOST_FOUND, FoundPeople, RosterLine, UnitPage, UnitsPage
from texts.people.people import ROLE_NAMES
from texts.people.presence_words import MARKS
from texts.plural import plural
from texts.short import shortened

LABEL = 60
TO_INVITE = (Presence.UNINVITED, Presence.EXPIRED, Presence.INVITED)
LISTS_TOO = "Многих сразу: пришлите таблицу .xlsx или .csv (организация, сотрудник, должность, роль)."
NAME = 40


def units(found: UnitsPage) -> Notice:
    """A page of organisations, each with how many of its people are in the chat."""
    rows: list[tuple[Button, ...]]
    rows = [(Button(unit_label(each), UnitButton(each.id)),) for each in found.units]
    rows.append(_arrows(found.page, found.pages, UnitsButton))
    rows.append((Button("Найти человека", FindPersonButton()),))
    if found.may_change:
        rows.append((Button("Добавить организацию", AddUnitButton()),))
        rows.append(
            (
                Button("Список людей таблицей", StaffSheetButton()),
                Button("Записаны дважды?", TwinsButton(0)),
            )
        )
        if found.unjoined:
            rows.append((Button(f"Пригласить: {found.unjoined}", InvitationsButton(0)),))
        rows.append((Button("Персональные данные", WithoutConsentButton(0)),))
        if found.archived:
            rows.append((Button(f"Архив ({found.archived})", ArchiveListButton(0)),))
    unjoined = plural(found.unjoined, "человек", "человека", "человек")
    return Notice(
        body=lines(
            bold("Организации и люди" if found.may_change else "Мои организации"),
            plural(found.total, "организация", "организации", "организаций") + _page(found.page, found.pages),
            f"Ещё не в чате: {unjoined}." if found.unjoined else None,
            LISTS_TOO if found.may_change else None,
        ),
        buttons=(*filter(None, rows), (Button("‹ Меню", MenuButton()),)),
    )


def unit_label(unit: RosterUnit) -> str:
    """«Школа № 3 · 2 из 4»."""
    name = shortened(unit.name, NAME)
    if unit.kind is UnitKind.GROUP:
        return f"{name} · группа"
    return f"{name} · {unit.reachable} из {unit.people}" if unit.people else f"{name} · никого"


def unit(found: UnitPage) -> Notice:
    """One organisation: a page of its people, each a press away."""
    back = (Button("‹ Организации", UnitsButton(0)),)
    if found.unit.kind is UnitKind.GROUP:
        members = ", ".join(found.members) or "пока пустая"
        edit = ((Button("Название, состав", UnitCardButton(found.unit.id)),),) if found.may_change else ()
        return Notice(body=lines(bold(found.unit.name), "", f"Это группа: {members}."), buttons=(*edit, back))
    unit_id = found.unit.id
    rows: list[tuple[Button, ...]] = [(_person_button(line, found.now),) for line in found.people]
    rows.append(_arrows(found.page, found.pages, lambda page: UnitPeopleButton(unit_id, page)))
    if found.may_change:
        rows.append((Button("Добавить сотрудника", AddPersonButton(unit_id)),))
        rows.append((Button("Название, куратор, пояс", UnitCardButton(unit_id)),))
        if any(line.person.presence(found.now) in TO_INVITE for line in found.people):
            rows.append((Button("Лист приглашений", InvitationsButton(unit_id)),))
    rows.append((Button("Список на бумаге", PaperMonthsButton(unit_id)),))
    rows.append((Button("Сроки в календарь", CalendarButton(unit_id)),))
    nobody = "Здесь пока никого. Добавьте первого." if found.may_change else "Здесь пока никого."
    counted = plural(found.total, "человек", "человека", "человек") + _page(found.page, found.pages)
    return Notice(
        body=lines(
            bold(found.unit.name),
            "",
            counted if found.total else nobody,
            *(_person_line(line, found.now) for line in found.people),
        ),
        buttons=(*filter(None, rows), back),
    )


def ask_name() -> Notice:
    """What to type to find somebody."""
    return Notice(
        body=lines(bold("Кого найти?"), "", "Напишите фамилию или её начало, можно с именем."),
        buttons=((Button("‹ Организации", UnitsButton(0)),),),
    )


def found_people(found: FoundPeople, also: tuple[tuple[Button, ...], ...] = ()) -> Notice:
    """Those found, with what they are and where; `also` are rows that lead to whatever else was found."""
    back = (Button("‹ Организации", UnitsButton(0)),)
    organisations = tuple((Button(shortened(each.name, LABEL), UnitButton(each.id)),) for each in found.units)
    if not found.people and not found.units:
        return Notice(
            body=lines(f"«{shortened(found.words, NAME)}»: никого нет. Напишите иначе: хватит начала."),
            buttons=(*also, back),
        )
    many = f"Показаны первые {MOST_FOUND}: напишите имя полнее." if len(found.people) == MOST_FOUND else None
    return Notice(
        body=lines(
            bold(f"Найдено по словам «{shortened(found.words, NAME)}»"),
            "",
            *(f"• {shortened(each.name, LABEL)}" for each in found.units),
            *(_person_line(line, found.now, with_units=True) for line in found.people),
            many,
        ),
        buttons=(*organisations, *((_person_button(line, found.now),) for line in found.people), *also, back),
    )


def _person_line(line: RosterLine, now: datetime, *, with_units: bool = False) -> str:
    post = f", {shortened(line.person.post, NAME)}" if line.person.post else ""
    said = (role_words(role) if with_units else ROLE_NAMES[role.role] for role in line.roles)
    roles = ", ".join(said) or "без роли"
    return f"• {shortened(line.person.name, LABEL)}{post} ({roles}): {MARKS[line.person.presence(now)]}"


def role_words(held: HeldRole) -> str:
    """«Школа № 3, исполнитель»."""
    return f"{shortened(held.unit, NAME)}, {ROLE_NAMES[held.role]}"


def _person_button(line: RosterLine, now: datetime) -> Button:
    mark = MARKS[line.person.presence(now)]
    return Button(f"{shortened(line.person.name, NAME)} · {mark}", PersonButton(line.person.id))


def _page(page: int, pages: int) -> str:
    return f", страница {page + 1} из {pages}" if pages > 1 else ""


def _arrows(page: int, pages: int, to: Callable[[int], ButtonData]) -> tuple[Button, ...]:
    """Back and forth between the pages there are."""
    arrows = [Button("‹", to(page - 1))] if page else []
    return (*arrows, *([Button("›", to(page + 1))] if page + 1 < pages else []))
