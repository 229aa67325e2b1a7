"""Where a person works whom a document names and nobody has entered yet."""

from services.buttons.imports import HomesButton, ImportQuestionButton, NewPersonAtButton
from services.imports.question_views import Homes
from services.notice import Button, Notice, bold, lines
from texts.short import shortened


def homes(view: Homes) -> Notice:
    """Asks it, the likeliest organisations first."""
    turns = [Button("‹", HomesButton(view.question_id, view.page - 1))] if view.page else []
    if view.page + 1 < view.pages:
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
        ),
        buttons=(
            *keys,
            *((tuple(turns),) if turns else ()),
            (Button("‹ К вопросу", ImportQuestionButton(view.question_id)),),
        ),
    )
