"""«Собрать сейчас»: about what, whom, and until when."""

from collections.abc import Collection

from roadmap.ids import UnitId
from services.buttons.monitoring import (
    CollectButton,
    CollectNowButton,
    CollectSureButton,
    CollectTickButton,
    CollectUnitsButton,
    MonitoringBoardButton,
    MonitoringRulesButton,
)
from services.monitoring.collecting import Collected, CollectView
from services.notice import Button, ButtonStyle, Notice, bold, lines
from texts.plural import day, plural
from texts.short import shortened

SECTIONS_SHOWN = 12
PER_PAGE = 10


def parts(view: CollectView) -> Notice:
    """About what? The whole road map, a section, or some organisations."""
    one = view.road_map.id
    rows = [(Button("Вся карта", CollectSureButton(one, 0, 0)),)]
    rows += [
        (Button(shortened(each.title, 60), CollectSureButton(one, each.id, 0)),)
        for each in view.sections[:SECTIONS_SHOWN]
    ]
    rows.append((Button("Некоторые организации…", CollectUnitsButton(one, 0)),))
    rows.append((Button("‹ Назад", MonitoringRulesButton(one)),))
    return Notice(
        body=lines(
            bold(f"Собрать сейчас: {shortened(view.road_map.short_name, 60)}"),
            "",
            "О чём спросить? Спрошу каждого, за кем здесь есть работа: она началась или её срок прошёл. "
            "Плановый мониторинг это не отменяет.",
        ),
        buttons=tuple(rows),
    )


def units(view: CollectView, ticked: Collection[UnitId], page: int) -> Notice:
    """Tick boxes: whom to ask."""
    one = view.road_map.id
    pages = max(1, -(-len(view.units) // PER_PAGE))
    page = min(max(page, 0), pages - 1)
    rows = [
        (Button(f"{'☑' if unit_id in ticked else '☐'} {shortened(name, 56)}", _tick(one, unit_id, page)),)
        for unit_id, name in view.units[page * PER_PAGE : (page + 1) * PER_PAGE]
    ]
    if pages > 1:
        back = (Button("‹", CollectUnitsButton(one, page - 1)),) if page else ()
        forth = (Button("›", CollectUnitsButton(one, page + 1)),) if page + 1 < pages else ()
        rows.append((*back, *forth))
    if ticked:
        label = f"Дальше: {_organisations(len(ticked))}"
        rows.append((Button(label, CollectSureButton(one, 0, 1), style=ButtonStyle.PRIMARY),))
    rows.append((Button("‹ Назад", CollectButton(one)),))
    pages_said = f"Страница {page + 1} из {pages}." if pages > 1 else None
    return Notice(
        body=lines(bold("Кого спросить?"), f"Отмечено: {len(ticked)}.", pages_said), buttons=tuple(rows)
    )


def _tick(road_map_id: int, unit_id: UnitId, page: int) -> CollectTickButton:
    return CollectTickButton(road_map_id, unit_id, page)


def sure(view: CollectView, section_id: int, ticked: Collection[UnitId] | None) -> Notice:
    """Until when? A press asks at once."""
    one = view.road_map.id
    section = next((each.title for each in view.sections if each.id == section_id), None)
    about = f"раздел «{shortened(section, 120)}»" if section else "вся карта"
    of = 1 if ticked is not None else 0
    keys = tuple(
        (
            Button(
                f"Спросить, ответы до {day(on, today=view.today)}",
                CollectNowButton(one, section_id, of, days),
            ),
        )
        for days, on in view.closing
    )
    whom = f"Кого: {_organisations(len(ticked))}." if ticked is not None else None
    return Notice(
        body=lines(
            bold("До какого дня ждать ответов?"),
            "",
            f"О чём: {about}.",
            whom,
            "После нажатия вопросы уйдут сразу.",
        ),
        buttons=(*keys, (Button("‹ Назад", CollectButton(one)),)),
    )


def collected(done: Collected) -> Notice:
    """They are asked."""
    asked = plural(done.asked, "адресату", "адресатам", "адресатам")
    return Notice(
        body=lines(
            bold("Вопросы отправлены"), "", f"{asked.capitalize()}, ответы до {day(done.closes_on)}, 18:00."
        ),
        buttons=((Button("Как отвечают", MonitoringBoardButton(done.campaign_id)),),),
    )


def _organisations(count: int) -> str:
    return plural(count, "организация", "организации", "организаций")
