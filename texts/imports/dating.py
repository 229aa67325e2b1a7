"""Asking when a measure in force falls due, and reading back what was typed."""

from roadmap.control.measure_views import MeasureFacts
from services.buttons.plan import AskDatesButton, GiveDatesButton, MeasureButton
from services.imports.dating import TypedDates
from services.notice import Button, ButtonStyle, Notice, bold, lines
from texts.control.duty_words import measure_name
from texts.imports.windows import windows
from texts.plural import plural
from texts.short import shortened


def ask(measure: MeasureFacts) -> Notice:
    """Asks to type the dates."""
    words = shortened(measure.deadline_text, 150)
    return Notice(
        body=lines(
            measure_name(measure.number, measure.title, 200),
            f"В документе: «{words}»" if words else "В документе срок не указан.",
            "",
            bold("Когда исполнить? Напишите сообщением."),
            "Одна дата: «до 15 марта». Несколько: «20 октября, 20 января, 20 апреля». По кругу: "
            "«ежеквартально до 10 числа». Без жёсткого срока: «в течение года».",
        ),
        buttons=((Button("‹ К мероприятию", MeasureButton(measure.id, "")),),),
    )


def understood(view: TypedDates) -> Notice:
    """The typed words as they were taken: nothing counts until this is confirmed."""
    measure = view.measure
    return Notice(
        body=lines(
            bold("Понял так"),
            measure_name(measure.number, measure.title, 120),
            "",
            f"«{shortened(view.words, 200)}» → {view.reading}",
            windows(view.windows, is_hard=view.is_hard),
        ),
        buttons=(
            (Button("Верно", GiveDatesButton(measure.id), style=ButtonStyle.SUCCESS),),
            (Button("Ввести иначе", AskDatesButton(measure.id)),),
            (Button("‹ К мероприятию", MeasureButton(measure.id, "")),),
        ),
    )


def given(duties: int) -> str:
    """A toast: the measure is planned."""
    return f"Даты записаны, в плане новых: {plural(duties, 'поручение', 'поручения', 'поручений')}."
