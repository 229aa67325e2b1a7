"""One person or one organisation that was entered twice: who stays, what comes along."""

from roadmap.people.roster import Presence, RosterPerson
from services.buttons.people import UnitButton, UnitsButton
from services.buttons.persons import (
    AskMergeButton,
    KeepOtherCardButton,
    MergePeopleButton,
    MergeWithButton,
    PersonButton,
    TwinsButton,
)
from services.buttons.units import (
    AskMergeUnitButton,
    MergeUnitsButton,
    MergeUnitWithButton,
    UndoMergeButton,
    UnitCardButton,
)
from services.control.leaving.merging_people import PeopleMerge, PeopleMerged, TwinsPage
from services.control.leaving.merging_units import UnitMerge, UnitsMerged, UnitTwins
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines
from services.people.person_cards import PersonCard
from services.people.roster import FoundPeople
from texts.people.presence_words import MARKS
from texts.people.roster import role_words
from texts.plural import plural
from texts.short import shortened

NAME = 40
LONG_NAME = 120
MERGED = "Объединено. Прежнее имя документы поймут сами."
CHAT_CLOSED = (
    "Этот чат больше не связан с «Вехой»: координатор объединил две ваши карточки, сообщения приходят "
    "в другой ваш чат. Если это ошибка, скажите координатору."
)
UNDONE = "Снова две записи."
UNDOABLE = (
    "Отменить можно 10 минут: обе записи вернутся со своим. Отправленные за это время сообщения и то, что "
    "успели сделать, останутся."
)


def twins(page: TwinsPage) -> Notice:
    """Pairs of one organisation whose names may be one person's."""
    rows = [
        (
            Button(
                f"{shortened(pair.one.name, NAME)} = {shortened(pair.other.name, NAME)}",
                MergeWithButton(pair.one.id, pair.other.id),
            ),
        )
        for pair in page.pairs
    ]
    arrows = tuple(
        Button(words, TwinsButton(at))
        for words, at in (("‹", page.page - 1), ("›", page.page + 1))
        if 0 <= at < page.pages
    )
    said = [
        f"• {shortened(pair.unit, NAME)}: {_marked(pair.one, page)} и {_marked(pair.other, page)}"
        for pair in page.pairs
    ]
    return Notice(
        body=lines(
            bold("Возможно, записаны дважды"),
            "",
            *(said or ["Таких нет: в каждой организации имена разные."]),
            "" if said else None,
            "Откройте пару: покажу, что куда перейдёт, до того как объединить." if said else None,
        ),
        buttons=(*rows, *((arrows,) if arrows else ()), (Button("‹ Организации", UnitsButton(0)),)),
    )


def _marked(person: RosterPerson, page: TwinsPage) -> str:
    return f"{shortened(person.name, NAME)} ({MARKS[person.presence(page.now)]})"


# People


def ask_person(card: PersonCard) -> Notice:
    """Those who may be the same person; anybody else by name."""
    person_id = card.person.id
    rows = tuple(
        (
            Button(
                f"{shortened(twin.name, NAME)} · {MARKS[twin.presence(card.now)]}",
                MergeWithButton(person_id, twin.id),
            ),
        )
        for twin in card.twins[:5]
    )
    return Notice(
        body=lines(
            bold(f"С кем объединить: {card.person.name}?"),
            "",
            "Один человек записан дважды? Выберите вторую карточку или напишите фамилию.",
            "Ничего не изменится, пока вы не увидите, что куда перейдёт.",
        ),
        buttons=(*rows, (Button("‹ К карточке", PersonButton(person_id)),)),
    )


def noticed(card: PersonCard) -> Notice:
    """Right after somebody was added whose name is there already."""
    rows = tuple(
        (
            Button(
                f"Это тот же человек: {shortened(twin.name, NAME)}", MergeWithButton(twin.id, card.person.id)
            ),
        )
        for twin in card.twins[:3]
    )
    names = "; ".join(
        f"{shortened(each.name, NAME)} ({MARKS[each.presence(card.now)]})" for each in card.twins[:3]
    )
    return Notice(
        body=lines(
            bold(f"{shortened(card.person.name, NAME)}. Похоже, этот человек уже записан:"),
            names,
            "",
            "Если это разные люди, ничего не нажимайте.",
        ),
        buttons=rows,
    )


def found_people(found: FoundPeople, person_id: int) -> Notice:
    """Those found, each a press away."""
    rows = tuple(
        (
            Button(
                f"{shortened(line.person.name, NAME)} · {MARKS[line.person.presence(found.now)]}",
                MergeWithButton(person_id, line.person.id),
            ),
        )
        for line in found.people
    )
    title = "С кем объединить?" if rows else f"«{shortened(found.words, NAME)}»: никого нет. Напишите иначе."
    return Notice(body=lines(title), buttons=(*rows, (Button("‹ Назад", AskMergeButton(person_id)),)))


def confirm_people(view: PeopleMerge) -> Notice:
    """Which card stays, what comes to it."""
    kept, gone = view.kept.person, view.gone.person
    both = "⚠ Обе карточки в чате. Если это разные люди, не объединяйте: чат второго отвяжется."
    return Notice(
        body=lines(
            bold("Объединить две карточки?"),
            "",
            _card("Останется", view.kept),
            _card("Уйдёт из списков", view.gone),
            "",
            "Перейдёт к тому, кто остаётся:",
            *[f"• {role_words(role)}" for role in view.gone.roles],
            _duties(view.open_duties, view.settled_duties),
            "• чат: сообщения придут в него" if view.moves_chat else None,
            "• отчёты, решения и написания в документах",
            both if view.closes_chat and kept.presence(view.kept.now) is Presence.HERE else None,
            "",
            f"Сроки, которые есть у обоих, останутся по одному. {UNDOABLE}",
        ),
        buttons=(
            (Button("Объединить", MergePeopleButton(kept.id, gone.id), style=ButtonStyle.DANGER),),
            (Button("Оставить другую карточку", KeepOtherCardButton(gone.id, kept.id)),),
            (Button("‹ К карточке", PersonButton(kept.id)),),
        ),
    )


def _card(word: str, card: PersonCard) -> Html:
    post = f", {shortened(card.person.post, NAME)}" if card.person.post else ""
    name = bold(shortened(card.person.name, LONG_NAME))
    return Html(f"{word}: ") + name + f"{post} ({MARKS[card.person.presence(card.now)]})"


def _duties(open_duties: int, settled: int) -> str | None:
    opened = plural(open_duties, "открытое поручение", "открытых поручения", "открытых поручений")
    closed = plural(settled, "закрытое", "закрытых", "закрытых")
    told = [words for count, words in ((open_duties, opened), (settled, closed)) if count]
    return f"• {' и '.join(told)}" if told else None


def people_merged(done: PeopleMerged) -> Notice:
    """It is done; the way back."""
    kept = done.card.person
    return Notice(
        body=lines(
            bold("Объединено"),
            "",
            f"Осталась карточка: {shortened(kept.name, LONG_NAME)}",
            f"Ушла из списков: {shortened(done.gone, LONG_NAME)}",
            "",
            UNDOABLE,
        ),
        buttons=(
            (Button("↩ Разъединить", UndoMergeButton(done.id)),),
            (Button("К карточке", PersonButton(kept.id)),),
        ),
    )


def units_merged(done: UnitsMerged) -> Notice:
    """The same of two organisations."""
    return Notice(
        body=lines(
            bold("Объединено"),
            "",
            f"Осталась: {shortened(done.kept.name, LONG_NAME)}",
            f"Ушла из списков: {shortened(done.gone.name, LONG_NAME)}",
            "",
            UNDOABLE,
        ),
        buttons=(
            (Button("↩ Разъединить", UndoMergeButton(done.id)),),
            (Button("К организации", UnitButton(done.kept.id)),),
        ),
    )


# Organisations


def ask_unit(found: UnitTwins) -> Notice:
    """Those that may be the same organisation; any other by words."""
    return Notice(
        body=lines(
            bold(f"С чем объединить: {shortened(found.unit.name, LONG_NAME)}?"),
            "",
            "Одна организация записана дважды? Выберите вторую запись или напишите её название.",
            "Ничего не изменится, пока вы не увидите, что куда перейдёт.",
        ),
        buttons=(*_others(found), (Button("‹ Назад", UnitCardButton(found.unit.id)),)),
    )


def found_units(found: UnitTwins) -> Notice:
    """Those found, each a press away."""
    nothing = f"«{shortened(found.words, NAME)}»: такой нет. Напишите иначе."
    return Notice(
        body=lines("С чем объединить?" if found.others else nothing),
        buttons=(*_others(found), (Button("‹ Назад", AskMergeUnitButton(found.unit.id)),)),
    )


def _others(found: UnitTwins) -> tuple[tuple[Button, ...], ...]:
    return tuple(
        (Button(shortened(other.name, NAME), MergeUnitWithButton(found.unit.id, other.id)),)
        for other in found.others[:8]
    )


def confirm_units(view: UnitMerge) -> Notice:
    """Which organisation stays, what comes to it."""
    people = plural(view.people, "человек", "человека", "человек")
    return Notice(
        body=lines(
            bold("Объединить две организации?"),
            "",
            Html("Останется: ") + bold(shortened(view.kept.name, LONG_NAME)),
            Html("Уйдёт из списков: ") + bold(shortened(view.gone.name, LONG_NAME)),
            "",
            "Перейдёт к той, что остаётся:",
            f"• {people} с ролями" if view.people else None,
            _duties(view.open_duties, view.settled_duties),
            "• название второй как другое написание: документы его поймут"
            + (f", и ещё написаний: {view.spellings}" if view.spellings else ""),
            "",
            f"Сроки, которые есть у обеих, останутся по одному. {UNDOABLE}",
        ),
        buttons=(
            (Button("Объединить", MergeUnitsButton(view.kept.id, view.gone.id), style=ButtonStyle.DANGER),),
            (Button("Оставить другую", MergeUnitWithButton(view.gone.id, view.kept.id)),),
            (Button("‹ К организации", UnitButton(view.kept.id)),),
        ),
    )
