"""Routine work: what a plan makes of measures that come round more than once a month."""

from roadmap.deadlines.control_pace import ControlPace
from services.buttons.imports import ChoosePaceButton, ImportButton, RoutineMeasureButton, RoutineWorkButton
from services.imports.row_views import RoutineLine, RoutineWork
from services.notice import Button, Html, Notice, bold, lines, text
from texts.imports.list_pages import cut, listed, page_of
from texts.plan.pace_words import PACES, PACES_IN_SHORT
from texts.plural import plural
from texts.short import LINE, shortened

PER_PAGE = 6


def routine_work(view: RoutineWork, page: int) -> Notice:
    """The measures and what was chosen for each."""
    shown, page, pages = cut(view.lines, page, PER_PAGE)
    said: list[Html | str] = []
    for line in shown:
        said += [bold(shortened(line.name, LINE)), f"«{shortened(line.deadline_text, 80)}» → {_chosen(line)}"]
    keys = [
        (
            Button(
                shortened(f"{PACES_IN_SHORT[line.pace]}: {line.name}", 60),
                RoutineMeasureButton(view.import_id, line.row),
            ),
        )
        for line in shown
    ]
    turn = listed(page, pages, lambda n: RoutineWorkButton(view.import_id, n), view.import_id)
    return Notice(
        body=lines(
            bold("Текущая работа") + page_of(page, pages),
            "Эти мероприятия повторяются чаще раза в месяц. Сами по себе они поручений не плодят: о них "
            "спрашивает мониторинг. Нажмите на мероприятие, чтобы назначить контрольные точки.",
            "",
            *said,
        ),
        buttons=(*keys, *turn),
    )


def routine_measure(view: RoutineWork, row: int) -> Notice:
    """The choices for one of them, each with how many control points it makes."""
    line = next((line for line in view.lines if line.row == row), None)
    if line is None:
        return routine_work(view, 0)
    keys = [
        (
            Button(
                f"{'☑' if pace is line.pace else '☐'} {words.capitalize()}{_count(line, pace)}",
                ChoosePaceButton(view.import_id, row, pace.value),
            ),
        )
        for pace, words in PACES_IN_SHORT.items()
    ]
    return Notice(
        body=lines(
            bold(shortened(line.name, 200)),
            "",
            text(f"Срок: «{shortened(line.deadline_text, 200)}»"),
            PACES[line.pace] + ".",
            "",
            "Сколько раз спрашивать каждого, кто отвечает?",
        ),
        buttons=(
            *keys,
            (Button("‹ Вся текущая работа", RoutineWorkButton(view.import_id, 0)),),
            (Button("‹ К документу", ImportButton(view.import_id)),),
        ),
    )


def page_of_row(view: RoutineWork, row: int) -> int:
    """The page this row stands on."""
    return next((at // PER_PAGE for at, line in enumerate(view.lines) if line.row == row), 0)


def _chosen(line: RoutineLine) -> str:
    return f"{PACES_IN_SHORT[line.pace]}{_count(line, line.pace)}"


def _count(line: RoutineLine, pace: ControlPace) -> str:
    count = line.points.get(pace)
    return f" ({plural(count, 'точка', 'точки', 'точек')})" if count is not None else ""
