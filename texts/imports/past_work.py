"""What passed before the road map came here: told by the coordinator, so that the year's report is true."""

from roadmap.control.duty import ReportOutcome
from services.buttons.imports import (
    DocumentMarksButton,
    PastMeasureButton,
    PastUnknownButton,
    PastWorkButton,
    RecordPastButton,
    TellPastButton,
    UnknownPastButton,
)
from services.buttons.plan import RoadMapButton
from services.imports.mark_views import PastMeasure, PastWork, ToldOfPast
from services.notice import Button, ButtonStyle, Html, Notice, bold, italic, lines, text
from texts.imports.list_pages import cut, page_of
from texts.plural import day, plural
from texts.short import LINE, shortened

PER_PAGE = 8
TOLD = {
    ReportOutcome.DONE: "До начала работы в боте. Выполнено, со слов координатора.",
    ReportOutcome.NOT_DONE: "До начала работы в боте. Не выполнено, со слов координатора.",
}
"""What such a report says."""
_VERBS = {ReportOutcome.DONE: "Выполнено", ReportOutcome.NOT_DONE: "Не выполнено"}
OUTCOME_SAID = {
    ReportOutcome.DONE: "выполнено",
    ReportOutcome.PARTIAL: "выполнено частично",
    ReportOutcome.NOT_DONE: "не выполнено",
}
Rows = tuple[tuple[Button, ...], ...]


def past_work(view: PastWork, page: int) -> Notice:
    """The measures, a key each, and the ways to answer for all of them at once."""
    shown, page, pages = cut(view.measures, page, PER_PAGE)
    said: list[Html | str] = []
    for one in shown:
        said += [text(f"• {shortened(one.name, LINE)}"), f"   {_about(one)}"]
    keys = [
        (Button(shortened(one.name, 60), PastMeasureButton(view.road_map_id, one.measure_id)),)
        for one in shown
    ]
    turn = [Button("‹", PastWorkButton(view.road_map_id, page - 1))] if page else []
    turn += [Button("›", PastWorkButton(view.road_map_id, page + 1))] if page + 1 < pages else []
    unknown_page = UnknownPastButton(view.road_map_id, 0)
    return Notice(
        body=lines(
            bold("Что было до начала работы в боте") + page_of(page, pages),
            italic(shortened(view.title, 160)),
            "",
            *(said or ["Сказать нечего: таких сроков в карте нет или обо всех уже сказано."]),
            "" if said else None,
            "Нажмите на мероприятие или ответьте сразу за все. «Не знаю» тоже ответ: больше не спрошу."
            if said
            else None,
        ),
        buttons=(
            *keys,
            *((tuple(turn),) if turn else ()),
            *(_at_once(view) if view.measures else ()),
            *(((Button(f"О чём не знаете ({len(view.unknown)})", unknown_page),),) if view.unknown else ()),
            (Button("‹ К карте", RoadMapButton(view.road_map_id)),),
        ),
    )


def _about(one: PastMeasure) -> str:
    several = f", {plural(one.duties, 'поручение', 'поручения', 'поручений')}" if one.duties > 1 else ""
    return f"срок был {day(one.due_on)}{several}"


def _at_once(view: PastWork) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if view.marks and view.import_id is not None:
        label = f"По отметкам документа ({view.marks})"
        rows.append((Button(label, DocumentMarksButton(view.import_id, 0), style=ButtonStyle.PRIMARY),))
    everything = [
        Button(f"Все: {words.lower()}", RecordPastButton(view.road_map_id, 0, outcome.value, 0))
        for outcome, words in _VERBS.items()
    ]
    return (*rows, tuple(everything), (Button("Все: не знаю", PastUnknownButton(view.road_map_id, 0)),))


def unknown(view: PastWork, page: int) -> Notice:
    """Measures of which «не знаю» was said, a key each."""
    shown, page, pages = cut(view.unknown, page, PER_PAGE)
    keys = [
        (Button(shortened(one.name, 60), PastMeasureButton(view.road_map_id, one.measure_id)),)
        for one in shown
    ]
    turn = [Button("‹", UnknownPastButton(view.road_map_id, page - 1))] if page else []
    turn += [Button("›", UnknownPastButton(view.road_map_id, page + 1))] if page + 1 < pages else []
    return Notice(
        body=lines(
            bold("О чём не знаете") + page_of(page, pages),
            italic(shortened(view.title, 160)),
            "",
            "Ни вас, ни исполнителей о них не спрашивают, просрочкой они не считаются. Стало известно? "
            "Нажмите на мероприятие."
            if shown
            else "Таких больше нет.",
        ),
        buttons=(
            *keys,
            *((tuple(turn),) if turn else ()),
            (Button("‹ Назад", PastWorkButton(view.road_map_id, 0)),),
        ),
    )


def past_measure(view: PastWork, measure_id: int) -> Notice:
    """What became of one of them."""
    listed = (*view.measures, *view.unknown)
    one = next((one for one in listed if one.measure_id == measure_id), None)
    if one is None:
        return past_work(view, 0)
    answers = tuple(
        Button(words, RecordPastButton(view.road_map_id, measure_id, outcome.value, 1))
        for outcome, words in _VERBS.items()
    )
    return Notice(
        body=lines(
            bold(shortened(one.name, 300)),
            f"{_about(one)[0].upper()}{_about(one)[1:]}.",
            "",
            "Что с этим стало? Можно написать день («12 марта») или слова («сделано, приказ № 5»). "
            "Запишу в историю с пометкой «до начала работы в боте».",
        ),
        buttons=(
            answers,
            (Button("Не знаю", PastUnknownButton(view.road_map_id, measure_id)),),
            (Button("‹ Назад", PastWorkButton(view.road_map_id, 0)),),
        ),
    )


def read_back(told: ToldOfPast) -> Notice:
    """How the words were understood, before they are written down."""
    when = f", {told.done_on:%d.%m.%Y}" if told.done_on else ""
    save = TellPastButton(told.road_map_id, told.measure.measure_id)
    back = PastMeasureButton(told.road_map_id, told.measure.measure_id)
    return Notice(
        body=lines(
            bold(shortened(told.measure.name, 300)),
            "",
            f"Понято так: {OUTCOME_SAID[told.outcome]}{when}.",
            f"Слова в истории: «{told.words}»",
        ),
        buttons=(
            (Button("Записать", save, style=ButtonStyle.SUCCESS),),
            (Button("‹ Не записывать", back),),
        ),
    )


def said_before(words: str) -> str:
    """What such a report says, in the words that were typed."""
    return f"До начала работы в боте. Со слов координатора: {words}"


def not_asked_again(duties: int) -> str:
    """A toast."""
    return f"Запомнено, больше не спрошу: {plural(duties, 'поручение', 'поручения', 'поручений')}."


def record_sure(view: PastWork, outcome: ReportOutcome) -> Notice:
    """Asked before one answer is given for all."""
    measures = plural(len(view.measures), "мероприятию", "мероприятиям", "мероприятиям")
    duties = plural(view.duties, "поручение", "поручения", "поручений")
    return Notice(
        body=lines(
            bold(f"{_VERBS[outcome]}: всё, что осталось?"),
            "",
            f"Запишу «{_VERBS[outcome].lower()}» по {measures}, всего {duties}, с пометкой «до начала "
            "работы в боте». Каждое можно отменить на его карточке в течение 10 минут.",
        ),
        buttons=(
            (
                Button(
                    f"Да, {_VERBS[outcome].lower()} всё",
                    RecordPastButton(view.road_map_id, 0, outcome.value, 1),
                    style=ButtonStyle.DANGER,
                ),
            ),
            (Button("‹ Назад", PastWorkButton(view.road_map_id, 0)),),
        ),
    )


def recorded(duties: int) -> str:
    """A toast."""
    return f"Записано: {plural(duties, 'поручение', 'поручения', 'поручений')}."
