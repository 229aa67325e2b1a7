"""Routine work of a road map in force: how often it is asked about, chosen on any day."""

from roadmap.deadlines.control_pace import ControlPace
from services.buttons.plan import MapPaceButton, MapRoutineButton, MapRoutineMeasureButton, RoadMapButton
from services.notice import Button, Html, Notice, bold, italic, lines, text
from services.plan.pacing import MapRoutine, RoutineMeasure
from texts.plan.pace_words import PACES, PACES_IN_SHORT
from texts.plural import plural
from texts.short import shortened

PER_PAGE = 6
NAME_LENGTH = 160


def routine(view: MapRoutine, page: int) -> Notice:
    """The measures and how often each is asked about."""
    pages = max(1, -(-len(view.measures) // PER_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = view.measures[page * PER_PAGE : (page + 1) * PER_PAGE]
    said: list[Html | str] = []
    for one in shown:
        words = f"«{shortened(one.deadline_text, 80)}» → {PACES_IN_SHORT[one.pace]}{_count(one, one.pace)}"
        said += [text(shortened(one.name, NAME_LENGTH)), f"   {words}"]
    keys = tuple(
        (
            Button(
                shortened(f"{PACES_IN_SHORT[one.pace]}: {one.name}", 60),
                MapRoutineMeasureButton(view.road_map_id, one.measure_id),
            ),
        )
        for one in shown
    )
    turn = [Button("‹", MapRoutineButton(view.road_map_id, page - 1))] if page else []
    turn += [Button("›", MapRoutineButton(view.road_map_id, page + 1))] if page + 1 < pages else []
    return Notice(
        body=lines(
            bold("Текущая работа"),
            italic(shortened(view.title, NAME_LENGTH)),
            "",
            *(said or ["Мероприятий, которые повторяются чаще раза в месяц, в этой карте нет."]),
            "" if said else None,
            "Нажмите на мероприятие, чтобы назначить контрольные точки или убрать их." if said else None,
        ),
        buttons=(
            *keys,
            *((tuple(turn),) if turn else ()),
            (Button("‹ К карте", RoadMapButton(view.road_map_id)),),
        ),
    )


def routine_measure(view: MapRoutine, measure_id: int) -> Notice:
    """The choices for one of them, each with how many control points it makes."""
    one = next((one for one in view.measures if one.measure_id == measure_id), None)
    if one is None:
        return routine(view, 0)
    keys = tuple(
        (
            Button(
                f"{'☑' if pace is one.pace else '☐'} {words.capitalize()}{_count(one, pace)}",
                MapPaceButton(measure_id, pace.value),
            ),
        )
        for pace, words in PACES_IN_SHORT.items()
    )
    return Notice(
        body=lines(
            bold(shortened(one.name, 300)),
            "",
            text(f"Срок: «{shortened(one.deadline_text, 200)}»"),
            f"Сейчас: {PACES_IN_SHORT[one.pace]}. {PACES[one.pace]}.",
            "",
            "Сколько раз спрашивать каждого, кто отвечает? Поручения встанут или снимутся сразу; отчёты и "
            "решения останутся. Отменить можно 10 минут.",
        ),
        buttons=(*keys, (Button("‹ Вся текущая работа", MapRoutineButton(view.road_map_id, 0)),)),
    )


def _count(one: RoutineMeasure, pace: ControlPace) -> str:
    count = one.points.get(pace)
    return f" ({plural(count, 'точка', 'точки', 'точек')} за период)" if count is not None else ""
