"""«Как я понял срок»: a reading with its rule, for the coordinator and for a curator who is asked."""

from collections.abc import Sequence

from services.buttons.imports import (
    AcceptReadingButton,
    AskCuratorButton,
    ConfirmReadingButton,
    CorrectDeadlineButton,
    ImportButton,
    ImportRowsButton,
    RowButton,
    TypeDatesButton,
)
from services.buttons.people import MenuButton
from services.imports.row_views import AskedDeadline, MeasureLine, ReadingCard
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines, text
from texts.imports.import_questions import BECAUSE
from texts.imports.problems import explain_problem
from texts.imports.windows import windows
from texts.plan.reading_rules import rules_words
from texts.plural import plural
from texts.short import shortened

RULE_LENGTH = 600


def reading(card: ReadingCard) -> Notice:
    """The reading of one row, and what may be done about it."""
    line = card.line
    return Notice(
        body=lines(
            bold("Как я понял срок"),
            shortened(f"{line.number} {line.title}", 200),
            "",
            *_understood(line),
            f"Почему спрашиваю: {BECAUSE[card.because]}." if card.because else None,
            *(f"⚠️ {shortened(explain_problem(problem), 200)}" for problem in line.problems[:3]),
            f"Так же написано ещё у {plural(card.rows - 1, 'мероприятия', 'мероприятий', 'мероприятий')}."
            if card.rows > 1
            else None,
            "✓ Вы подтвердили: верно." if line.is_confirmed else None,
            "Вопрос об этом сроке открыт." if card.is_asked and not card.because else None,
        ),
        buttons=(
            *(_choices(card) if card.is_reviewed else ()),
            (Button("‹ Как прочитаны сроки", ImportRowsButton(card.import_id, 0)),),
            (Button("‹ К документу", ImportButton(card.import_id)),),
        ),
    )


def _choices(card: ReadingCard) -> tuple[tuple[Button, ...], ...]:
    line, import_id = card.line, card.import_id
    right = Button("Верно", ConfirmReadingButton(import_id, line.row), style=ButtonStyle.SUCCESS)
    ways = (
        Button("Исправить", CorrectDeadlineButton(import_id, line.row)),
        Button("Спросить куратора", AskCuratorButton(import_id, line.row)),
    )
    row = (Button("Исправить строку", RowButton(import_id, line.row)),)
    return ((right,), ways, row) if line.is_clear and not line.is_confirmed else (ways, row)


def _understood(line: MeasureLine) -> list[Html | str]:
    words = f"«{shortened(line.deadline_text, 300)}»" if line.deadline_text.strip() else "не указан"
    said: list[Html | str] = [f"В документе: {words}"]
    if line.is_clear:
        said.append(f"Понял так: {shortened(line.reading, 200)}")
        said.append(f"В плане: {windows(line.windows, is_hard=line.is_hard)}")
        if line.read_by:
            said.append(f"Правило: {shortened(rules_words(line.read_by, line.rule_set), RULE_LENGTH)}")
    return said


def asked(view: AskedDeadline) -> Notice:
    """To a curator: what does this deadline mean?"""
    line = view.line
    accept = Button(
        shortened(f"Верно: {view.understood}", 60),
        AcceptReadingButton(view.question_id),
        style=ButtonStyle.SUCCESS,
    )
    return Notice(
        body=lines(
            bold("Координатор спрашивает о сроке"),
            shortened(view.document, 200),
            "",
            bold(shortened(f"{line.number} {line.title}", 200)),
            *_understood(line),
            f"Почему спрашиваем: {BECAUSE[view.because]}." if view.because else None,
            f"Похоже на: {shortened(view.understood, 200)}." if view.because and view.understood else None,
            f"Отвечает: {shortened(line.responsible_text, 150)}" if line.responsible_text else None,
            f"Сейчас: {shortened(view.meaning, 200)}" if view.meaning else None,
        ),
        buttons=(
            *(((accept,),) if view.understood else ()),
            (Button("Назвать даты", TypeDatesButton(view.question_id)),),
        ),
    )


def answered(view: AskedDeadline) -> Notice:
    """To the coordinators: what the curator has said."""
    line = view.line
    return Notice(
        body=lines(
            bold("Куратор ответил о сроке"),
            shortened(f"{line.number} {line.title}", 200),
            "",
            f"«{shortened(line.deadline_text, 200)}» → {shortened(view.meaning, 300)}",
            text(shortened(view.answered_by, 100)) if view.answered_by else None,
        ),
        buttons=((Button("К документу", ImportButton(view.import_id)),),),
    )


def thanks() -> Notice:
    """A curator has answered."""
    return Notice(
        body=text("Спасибо, ответ записан. Координатору сообщу."),
        buttons=((Button("‹ Меню", MenuButton()),),),
    )


def asked_of(names: Sequence[str]) -> str:
    """A toast: who is asked now."""
    return f"Спрошу: {shortened(', '.join(names), 150)}."
