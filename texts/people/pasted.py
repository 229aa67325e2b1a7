"""«Понял так»: several names pasted at once, read back before they are made."""

from collections.abc import Collection, Sequence

from roadmap.people.persons import Role
from roadmap.people.staff_plan import Fate, PlannedLine, StaffPlan
from services.buttons.people import EnterPastedButton, UnitButton, UnitsButton
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines
from texts.people.people import ROLE_NAMES
from texts.people.staff_lists import reason_words
from texts.plural import plural
from texts.short import shortened

SHOWN = 30
NAME_LENGTH = 80


def understood_units(names: Sequence[str], known: Collection[str]) -> Notice:
    """Which organisations would be added; those that are there already are left alone."""
    fresh = [name for name in names if name not in known]
    count = plural(len(fresh), "новая организация", "новые организации", "новых организаций")
    listed = [f"• {shortened(each, NAME_LENGTH)}{' (уже есть)' if each in known else ''}" for each in names]
    return Notice(
        body=lines(bold(f"Понял так: {count}"), "", *_some(listed), "", CORRECT),
        buttons=((*_enter(fresh), Button("‹ Организации", UnitsButton(0))),),
    )


def understood_people(plan: StaffPlan, unit: str, unit_id: int, role: Role) -> Notice:
    """Which people would be added, each with a link of their own; those who are there already are told."""
    count = plural(plan.new_persons, "новый сотрудник", "новых сотрудника", "новых сотрудников")
    listed = [_person_line(line) for line in plan.lines]
    return Notice(
        body=lines(
            bold(f"Понял так: {count}"),
            f"{shortened(unit, NAME_LENGTH)}, {ROLE_NAMES[role]}",
            "",
            *_some(listed),
            "",
            CORRECT,
        ),
        buttons=((*_enter(plan.granted), Button("‹ Назад", UnitButton(unit_id))),),
    )


CORRECT = "Не так? Напишите ещё раз: каждое название или имя с новой строки."


def added_units(count: int) -> str:
    """The toast after adding them."""
    return f"Добавлено: {plural(count, 'организация', 'организации', 'организаций')}."


def added_people(count: int) -> str:
    """The toast: of those who are in the chat already there is no link."""
    return f"Готово. Ссылок: {count}." if count else "Готово."


def _enter(names: Collection[object]) -> tuple[Button, ...]:
    return (Button("Добавить", EnterPastedButton(), style=ButtonStyle.SUCCESS),) if names else ()


def _person_line(line: PlannedLine) -> Html:
    post = f", {shortened(line.post, NAME_LENGTH)}" if line.post else ""
    head = Html("• ") + bold(shortened(line.person, NAME_LENGTH)) + post
    if line.fate is Fate.REFUSED:
        return head + f": {reason_words(line.reason, line.detail)}"
    if not line.is_new_person:
        return head + (" (уже есть)" if line.fate is Fate.SAME else " (уже есть, станет ещё одна роль)")
    return head + "".join(f". Похоже на «{shortened(like.name, NAME_LENGTH)}»" for like in line.alike)


def _some(listed: Sequence[Html | str]) -> list[Html | str]:
    more = len(listed) - SHOWN
    return [*listed[:SHOWN], *([f"• и ещё {more}"] if more > 0 else [])]
