"""One row of a document under review, corrected before approval."""

from roadmap.imports.corrections import RowField, differing
from services.buttons.imports import (
    DropRowButton,
    ImportButton,
    ImportRowsButton,
    ReadingButton,
    RestoreRowButton,
    RowButton,
    RowChoicesButton,
    RowPersonButton,
    RowSectionButton,
    RowUnitButton,
    SayRowButton,
)
from services.imports.correcting import RowCard, RowChoice, RowChoices
from services.notice import Button, ButtonStyle, Html, Notice, bold, italic, lines, text
from texts.short import shortened

LENGTH = 400
SHOWN_SECTIONS = 8
FIELDS = {
    RowField.TITLE: "Название",
    RowField.NUMBER: "Номер",
    RowField.SECTION: "Раздел",
    RowField.RESULT: "Результат",
}
_ASKED = {
    RowField.TITLE: "Напишите название мероприятия.",
    RowField.NUMBER: "Напишите номер, например 2.3. Чтобы убрать номер, напишите «-».",
    RowField.SECTION: "Выберите раздел или напишите другой. Чтобы вынести из разделов, напишите «-».",
    RowField.RESULT: "Напишите ожидаемый результат. Чтобы убрать его, напишите «-».",
}
_NAMES = {
    "number": "номер",
    "title": "название",
    "section": "раздел",
    "expected_result": "результат",
    "responsible_text": "ответственные",
}


def row_card(card: RowCard) -> Notice:
    """The row as it would be planned, what the document says instead, and what may be changed."""
    measure = card.measure
    return Notice(
        body=lines(
            bold(shortened(f"{measure.number} {measure.title}", LENGTH)),
            "✗ Убрано из плана вами." if measure.is_dropped else None,
            "",
            f"Раздел: {shortened(measure.section, LENGTH) or 'нет'}",
            f"Срок: {shortened(measure.deadline_text, LENGTH) or 'не указан'}",
            f"Отвечает: {shortened(measure.responsible_text, LENGTH) or 'не указан'}",
            f"Результат: {shortened(measure.expected_result, LENGTH) or 'не указан'}",
            *_printed(card),
        ),
        buttons=(
            *(_keys(card) if card.is_reviewed else ()),
            (Button("‹ Как прочитаны сроки", ImportRowsButton(card.import_id, 0)),),
            (Button("‹ К документу", ImportButton(card.import_id)),),
        ),
    )


def _printed(card: RowCard) -> list[Html | str]:
    said = [
        text(f"• {_NAMES[name]}: {shortened(words, LENGTH) or 'пусто'}")
        for name, words in differing(card.measure)
    ]
    return ["", italic("В документе:"), *said] if said else []


def _keys(card: RowCard) -> tuple[tuple[Button, ...], ...]:
    import_id, row = card.import_id, card.row
    if card.measure.is_dropped:
        back = Button("Вернуть в план", DropRowButton(import_id, row, 0), style=ButtonStyle.SUCCESS)
        return ((back,),)
    say = [Button(words, SayRowButton(import_id, row, field.value)) for field, words in FIELDS.items()]
    rows: list[tuple[Button, ...]] = [
        tuple(say[:2]),
        tuple(say[2:]),
        (
            Button("Ответственный", RowChoicesButton(import_id, row, 0)),
            Button("Срок", ReadingButton(import_id, row)),
        ),
    ]
    drop = Button("Убрать из плана", DropRowButton(import_id, row, 1), style=ButtonStyle.DANGER)
    if card.measure.printed is not None:
        return (*rows, (drop, Button("Как в документе", RestoreRowButton(import_id, row))))
    return (*rows, (drop,))


def ask_words(card: RowCard, field: RowField) -> Notice:
    """Asks for other words."""
    sections = card.sections[:SHOWN_SECTIONS] if field is RowField.SECTION else ()
    keys = tuple(
        (Button(shortened(title, 60), RowSectionButton(card.import_id, card.row, number)),)
        for number, title in enumerate(sections)
    )
    now = {
        RowField.TITLE: card.measure.title,
        RowField.NUMBER: card.measure.number,
        RowField.SECTION: card.measure.section,
        RowField.RESULT: card.measure.expected_result,
    }[field]
    return Notice(
        body=lines(
            bold(FIELDS[field]),
            f"Сейчас: {shortened(now, LENGTH) or 'пусто'}",
            "",
            _ASKED[field],
        ),
        buttons=(*keys, (Button("‹ К строке", RowButton(card.import_id, card.row)),)),
    )


def choices(view: RowChoices) -> Notice:
    """Who answers for this row only."""
    turn = [Button("‹", RowChoicesButton(view.import_id, view.row, view.page - 1))] if view.page else []
    if view.page + 1 < view.pages:
        turn.append(Button("›", RowChoicesButton(view.import_id, view.row, view.page + 1)))
    if view.words:
        turn = [Button("Показать всех", RowChoicesButton(view.import_id, view.row, 0))]
    return Notice(
        body=lines(
            bold(shortened(view.title, LENGTH)),
            "",
            "Кто отвечает за эту строку? Остальные строки с теми же словами не изменятся.",
            _narrowed(view),
        ),
        buttons=(
            *((_choice(view, one),) for one in view.choices),
            *((tuple(turn),) if turn else ()),
            (Button("‹ К строке", RowButton(view.import_id, view.row)),),
        ),
    )


def _narrowed(view: RowChoices) -> str:
    if not view.words:
        return "Нажмите или напишите часть названия."
    said = shortened(view.words, 60)
    return (
        f"По словам «{said}»:" if view.choices else f"По словам «{said}» никого не нашлось. Напишите иначе."
    )


def _choice(view: RowChoices, one: RowChoice) -> Button:
    label = shortened(one.name, 60)
    if one.unit_id is not None:
        return Button(label, RowUnitButton(view.import_id, view.row, one.unit_id))
    return Button(label, RowPersonButton(view.import_id, view.row, one.person_id or 0))


CORRECTED = "Исправлено. Что в документе, видно на строке."
LEFT_OUT = "Убрано из плана. Вернуть можно до утверждения."
BROUGHT_BACK = "Строка снова в плане."
