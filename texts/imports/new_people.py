"""Where a person works whom a document names and nobody has entered yet."""

from services.buttons.imports import HomesButton, ImportQuestionButton, NewPersonAtButton
from services.imports.question_views import Homes
from services.notice import Button, Notice, bold, lines
from texts.short import shortened


def homes(view: Homes) -> Notice:
    """Asks it, the likeliest organisations first."""
    turns = [Button("‹", HomesButton(view.question_id, view.page - 1))] if view.page else []
    if view.typed:
        turns = [Button("Показать все", HomesButton(view.question_id, 0))]
    elif view.page + 1 < view.pages:
        turns.append(Button("›", HomesButton(view.question_id, view.page + 1)))
    keys = tuple(
        (Button(shortened(unit.name, 60), NewPersonAtButton(view.question_id, unit.id)),)
        for unit in view.units
    )
    return Notice(
        body=lines(
            bold(f"Новый сотрудник: {shortened(view.words, 200)}"),
            f"Должность по документу: {shortened(view.post, 200)}" if view.post else None,
            "",
            "Где работает? За людьми этой организации следит её куратор.",
            _narrowed(view),
        ),
        buttons=(
            *keys,
            *((tuple(turns),) if turns else ()),
            (Button("‹ К вопросу", ImportQuestionButton(view.question_id)),),
        ),
    )


def _narrowed(view: Homes) -> str:
    if not view.typed:
        return "Нажмите или напишите часть названия."
    said = shortened(view.typed, 60)
    return f"По словам «{said}»:" if view.units else f"По словам «{said}» ничего не нашлось. Напишите иначе."
