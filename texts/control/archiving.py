"""An organisation leaves the lists: what is open to it, who takes it over."""

from services.buttons.people import UnitsButton
from services.buttons.units import (
    ArchiveButton,
    ArchiveListButton,
    ArchiveToButton,
    AskArchiveButton,
    RestoreUnitButton,
    UnitCardButton,
)
from services.control.leaving.archiving import Archived, Archiving
from services.notice import Button, ButtonStyle, Notice, bold, lines
from services.people.roster import ArchivePage
from texts.plural import plural
from texts.short import shortened

NAME = 40
LONG_NAME = 120
LABEL = 50
ARCHIVED = "Убрано из списков."
RESTORED = "Снова в списках."


def ask(state: Archiving) -> Notice:
    """What leaving would mean; where something is open, who takes it over."""
    unit_id = state.unit.id
    if not state.needs_successor:
        return confirm(state)
    return Notice(
        body=lines(
            bold(f"Убрать из списков: {shortened(state.unit.name, LONG_NAME)}?"),
            "",
            _open(state),
            "Кому это передать? Напишите название организации.",
        ),
        buttons=((Button("‹ Назад", UnitCardButton(unit_id)),),),
    )


def found(state: Archiving) -> Notice:
    """Those the words mean, each a press away."""
    rows = tuple(
        (Button(shortened(other.name, NAME), ArchiveToButton(state.unit.id, other.id)),)
        for other in state.others
    )
    nothing = f"«{shortened(state.words, NAME)}»: такой нет. Напишите иначе."
    return Notice(
        body=lines("Кому передать?" if rows else nothing),
        buttons=(*rows, (Button("‹ Назад", AskArchiveButton(state.unit.id)),)),
    )


def confirm(state: Archiving) -> Notice:
    """What will happen, before it does."""
    people = plural(state.people, "человека", "человек", "человек")
    to = state.to.id if state.to else 0
    return Notice(
        body=lines(
            bold(f"Убрать из списков: {shortened(state.unit.name, LONG_NAME)}?"),
            "",
            _open(state) if state.needs_successor else "Открытых поручений у неё нет.",
            f"Передаю: {shortened(state.to.name, LONG_NAME)}." if state.to else None,
            f"Роли {people} здесь кончатся, сами люди останутся в списках." if state.people else None,
            "Отправленное и решённое останется.",
        ),
        buttons=(
            (Button("Убрать из списков", ArchiveButton(state.unit.id, to), style=ButtonStyle.DANGER),),
            (Button("‹ Назад", UnitCardButton(state.unit.id)),),
        ),
    )


def archive(page: ArchivePage) -> Notice:
    """Organisations that have left the lists, each a press from being back."""
    keys = [
        (Button(f"Вернуть: {shortened(unit.name, LABEL)}", RestoreUnitButton(unit.id)),)
        for unit in page.units
    ]
    arrows = tuple(
        Button(words, ArchiveListButton(at))
        for words, at in (("‹", page.page - 1), ("›", page.page + 1))
        if 0 <= at < page.pages
    )
    return Notice(
        body=lines(
            bold("Архив: организации, убранные из списков"),
            "",
            "Вернётся название с написаниями. Переданные поручения и роли сами не возвращаются."
            if page.units
            else "Здесь пусто.",
        ),
        buttons=(*keys, *((arrows,) if arrows else ()), (Button("‹ Организации", UnitsButton(0)),)),
    )


def archived(done: Archived) -> Notice:
    """It is out; the way back."""
    duties = plural(done.moved, "поручение", "поручения", "поручений")
    return Notice(
        body=lines(
            bold(f"{shortened(done.unit.name, LONG_NAME)}: убрано из списков."),
            f"Передано: {duties}. Кому: {shortened(done.to, LONG_NAME)}." if done.moved else None,
        ),
        buttons=(
            (Button("Вернуть в списки", RestoreUnitButton(done.unit.id)),),
            (Button("‹ Организации", UnitsButton(0)),),
        ),
    )


def _open(state: Archiving) -> str:
    duties = plural(state.duties, "открытое поручение", "открытых поручения", "открытых поручений")
    measures = plural(state.measures, "пункт плана", "пункта плана", "пунктов плана")
    told = [words for count, words in ((state.duties, duties), (state.measures, measures)) if count]
    return f"За ней: {', '.join(told)}."
