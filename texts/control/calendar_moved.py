"""To coordinators and assignees: which days a changed working calendar has moved."""

from services.buttons.duties import MyDutiesButton
from services.buttons.plan import MeasureButton
from services.notice import Button, Html, Notice, bold, lines, text
from services.plan.calendar_laying import CalendarMoved, MovedLine
from texts.control.duty_words import name
from texts.plan.calendars import dated
from texts.plural import plural

SHOWN = 10
TITLE_LENGTH = 100
MOST_BUTTONS = 3


def calendar_moved(view: CalendarMoved) -> Notice:
    """Which days have moved: those that became earlier come first."""
    ordered = sorted(view.lines, key=lambda one: not one.is_earlier)
    left = len(ordered) - SHOWN
    earlier = sum(one.is_earlier for one in ordered)
    return Notice(
        body=lines(
            bold(
                f"Изменились каникулы и выходные: {view.about}"
                if view.about
                else "Изменился производственный календарь"
            ),
            _counted(len(ordered), earlier) if ordered and not view.is_own else None,
            f"Даты появились у поручений: {view.fresh}. Исполнителям сказано." if view.fresh else None,
            *(moved_line(one) for one in ordered[:SHOWN]),
            "",
            f"И ещё {plural(left, 'срок', 'срока', 'сроков')}: новые даты на карточках."
            if left > 0
            else None,
        ),
        buttons=(keys,) if (keys := _keys(view)) else (),
    )


def _keys(view: CalendarMoved) -> tuple[Button, ...]:
    if view.is_own:
        return (Button("Мои мероприятия", MyDutiesButton("", 0)),)
    return tuple(
        Button(f"п. {number}", MeasureButton(measure_id, ""))
        for measure_id, number in {one.line.measure_id: one.line.number for one in view.lines}.items()
        if number
    )[:MOST_BUTTONS]


def _counted(total: int, earlier: int) -> str:
    days = plural(total, "срок сдвинут", "срока сдвинуты", "сроков сдвинуты")
    return (
        f"{days}, из них раньше: {earlier}. Кому раньше, тем сказано." if earlier else f"{days}, все позже."
    )


def moved_line(one: MovedLine) -> Html:
    """One deadline that moved: whose it is, the day it was and the day it is."""
    when = "раньше" if one.is_earlier else "позже"
    return lines(
        "", name(one.line, TITLE_LENGTH), text(f"{when}: было {dated(one.was_on)}, стало {dated(one.due_on)}")
    )
