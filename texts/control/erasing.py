"""Erasing somebody's data: whose are kept, what goes, what stays."""

from roadmap.language.name_forms import ERASED as INSTEAD
from services.buttons.people import UnitsButton
from services.buttons.persons import (
    AskDismissButton,
    AskEraseButton,
    EraseButton,
    PersonButton,
    WithoutConsentButton,
)
from services.control.leaving.erasing import ErasureView, WithoutConsent
from services.notice import Button, ButtonStyle, Notice, bold, lines
from texts.people.presence_words import MARKS
from texts.plural import plural
from texts.short import shortened

NAME = 40
ERASED = "Стёрто. В течение минуты имя исчезнет из всех текстов."
"""The toast."""


def without_consent(found: WithoutConsent) -> Notice:
    """People who left or never joined, each a press away."""
    back = (Button("‹ Организации", UnitsButton(0)),)
    if not found.total:
        return Notice(
            body=lines(
                bold("Персональные данные"),
                "",
                "Все, чьи имена хранит бот, работают и дали согласие.",
            ),
            buttons=(back,),
        )
    people = [
        (
            Button(
                f"{shortened(each.name, NAME)} · {MARKS[each.presence(found.now)]}", AskEraseButton(each.id)
            ),
        )
        for each in found.people
    ]
    page = f", страница {found.page + 1} из {found.pages}" if found.pages > 1 else ""
    arrows = [
        *([Button("‹", WithoutConsentButton(found.page - 1))] if found.page else []),
        *([Button("›", WithoutConsentButton(found.page + 1))] if found.page + 1 < found.pages else []),
    ]
    return Notice(
        body=lines(
            bold("Персональные данные"),
            plural(found.total, "человек", "человека", "человек") + page,
            "",
            "Больше не работают или названы в документах и списках, но согласия не давали. Если имя больше "
            "не нужно для работы, сотрите его.",
        ),
        buttons=(*people, *([tuple(arrows)] if arrows else []), back),
    )


def ask_erase(view: ErasureView) -> Notice:
    """What goes and what stays, before it is done; whoever works here is dismissed first."""
    person = view.card.person
    back = (Button("‹ К карточке", PersonButton(person.id)),)
    if person.is_active:
        return Notice(
            body=lines(
                bold(f"Стереть данные: {person.name}?"),
                "",
                "Сначала отметьте, что человек больше не работает: доступ закроется, открытые поручения "
                "перейдут другим. После этого вернитесь сюда.",
            ),
            buttons=((Button("Больше не работает", AskDismissButton(person.id)),), back),
        )
    return Notice(
        body=lines(
            bold(f"Стереть данные: {person.name}?"),
            "",
            f"Исчезнут: имя, должность, роли, чат, ссылки, неотправленный отчёт. Вместо имени всюду станет "
            f"«{INSTEAD.format(number=person.id)}»: в базе, в отчётах, в названиях файлов, в ещё не "
            "ушедших сообщениях, в следующих резервных копиях.",
            "",
            _left_words(view),
            "Не изменятся: подписанный документ, то, что уже отправлено в чаты и выгружено, прежние "
            "резервные копии (их сменят новые).",
            "⚠ Есть однофамильцы: фамилия без имени и инициалов в текстах останется."
            if view.has_namesakes
            else None,
            _files_words(view.left.files),
            "",
            "Вернуть будет нельзя.",
        ),
        buttons=(*_deeds(view), back),
    )


def _left_words(view: ErasureView) -> str:
    kept = [
        plural(view.left.reports, "отчёт", "отчёта", "отчётов") if view.left.reports else "",
        plural(view.left.decisions, "решение", "решения", "решений") if view.left.decisions else "",
        "записи журнала действий",
    ]
    return f"Останутся без имени: {', '.join(filter(None, kept))}."


def _files_words(files: int) -> str | None:
    if not files:
        return None
    return (
        f"К отчётам приложено: {plural(files, 'файл', 'файла', 'файлов')}. Что внутри, бот не знает. Без них "
        "у отчётов не останется подтверждений."
    )


def _deeds(view: ErasureView) -> list[tuple[Button, ...]]:
    person_id = view.card.person.id
    sure = ButtonStyle.DANGER
    if not view.left.files:
        return [(Button("Стереть", EraseButton(person_id, 0), style=sure),)]
    return [
        (Button("Стереть, файлы оставить", EraseButton(person_id, 0), style=sure),),
        (Button("Стереть вместе с файлами", EraseButton(person_id, 1), style=sure),),
    ]
