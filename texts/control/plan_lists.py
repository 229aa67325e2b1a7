"""Looking through the plan in force: road maps, sections, measures, and what typed words found."""

from collections.abc import Sequence
from dataclasses import replace

from roadmap.control.measure_views import MapLine, MeasureLine, SectionLine
from roadmap.deadlines.period import PlanPeriod
from roadmap.plan.measure import MeasureStanding, RoadMapKind
from services.buttons.duties import MyDutiesButton
from services.buttons.imports import PastWorkButton
from services.buttons.people import MenuButton, UnitsButton
from services.buttons.plan import (
    FoundButton,
    MapDeskButton,
    MapRoutineButton,
    MeasureButton,
    PlanButton,
    RoadMapButton,
    SectionButton,
    UndecidedButton,
)
from services.buttons.plan_edits import AddMeasureButton, MapEvidenceButton
from services.buttons.summary import SectionFilesButton
from services.control.measures.browsing import MapPage, MeasurePage
from services.notice import Button, ButtonStyle, Html, Notice, bold, italic, lines, text
from texts.control.duty_lists import KEYS_PER_ROW, Rows, page_words, turn
from texts.control.duty_words import OVERDUE_MARK, measure_name, number, of_map
from texts.control.plan_tables import table_button
from texts.plural import day, plural
from texts.short import shortened

TITLE_LENGTH = 110
MAP_TITLE_LENGTH = 300
DEADLINE_LENGTH = 60
KEY_LENGTH = 40
SETTLED_MARK = "✓"
NO_SECTION = "Вне разделов"
NO_DATES = "нет графика"
NOBODY = "некому отвечать"
STANDING_MARKS = {MeasureStanding.PAUSED: "⏸ приостановлено", MeasureStanding.CANCELLED: "отменено"}


def plan(maps: Sequence[MapLine]) -> Notice:
    """The road maps in force, a key each."""
    if not maps:
        body = lines(bold("Дорожные карты"), "", "Дорожных карт с вашими мероприятиями пока нет.")
        return Notice(body=body, buttons=((Button("‹ Меню", MenuButton()),),))
    said = [
        lines(bold(shortened(one.title, 160)), f"{_span(one)}, {measures(one.measures)}", "") for one in maps
    ]
    return Notice(
        body=lines(bold("Дорожные карты"), "", *said, FIND_HINT),
        buttons=(*map_keys(maps), (Button("‹ Меню", MenuButton()),)),
    )


FIND_HINT = "Чтобы найти мероприятие, напишите его номер («2.3») или слова из названия."


def map_keys(maps: Sequence[MapLine]) -> Rows:
    """A key to each road map, by its short name."""
    return tuple((Button(shortened(one.short_name, KEY_LENGTH), RoadMapButton(one.id)),) for one in maps)


def measures(count: int) -> str:
    return plural(count, "мероприятие", "мероприятия", "мероприятий")


def _span(one: MapLine) -> str:
    """For how long it is; minutes are of a day."""
    if one.kind is RoadMapKind.MINUTES:
        return f"протокол от {day(one.period_start)}"
    return _period(one)


def _period(one: MapLine) -> str:
    stretch = PlanPeriod(start=one.period_start, end=one.period_end)
    return f"с {day(stretch.start, today=stretch.end)} по {day(stretch.end)}"


def road_map(view: MapPage) -> Notice:
    """A road map: its sections, or its measures where there are no several."""
    one = view.map
    heading = lines(
        bold(shortened(one.title, MAP_TITLE_LENGTH)),
        f"Коротко: {one.short_name}",
        f"{_span(one)}, {measures(one.measures)}",
        _edition(one),
    )
    if view.measures is not None:
        return Notice(
            body=lines(heading, "", *_listing(view.measures), "", *_legend(view.measures.lines)),
            buttons=(*_keys(view.measures, "s"), *_turn(view.measures), *_out(view)),
        )
    said = [_numbered(place, _section(section)) for place, section in enumerate(view.sections, start=1)]
    return Notice(
        body=lines(heading, "", *(said or ["Мероприятий в ней нет."])),
        buttons=(*_section_keys(view), *_out(view)),
    )


def _edition(one: MapLine) -> str | None:
    if one.approved_at is None:
        return None
    return f"Редакция {one.edition} от {day(one.approved_at.date())}" if one.edition > 1 else None


def _numbered(place: int, words: str) -> str:
    """With its place in front, unless the document has put the same number there."""
    return words if words.startswith(f"{place}.") else f"{place}. {words}"


def _section(section: SectionLine) -> str:
    return f"{shortened(section.title, 120) or NO_SECTION}: {section.measures}"


def _section_keys(view: MapPage) -> Rows:
    keys = [
        Button(str(place), SectionButton(view.map.id, section.id or 0, 0))
        for place, section in enumerate(view.sections, start=1)
    ]
    return tuple(tuple(keys[at : at + KEYS_PER_ROW]) for at in range(0, len(keys), KEYS_PER_ROW))


def _out(view: MapPage) -> Rows:
    desk = Button("Карта и редакции", MapDeskButton(view.map.id))
    add = Button("Добавить мероприятие", AddMeasureButton(view.map.id, 0))
    more = (
        Button("Текущая работа", MapRoutineButton(view.map.id, 0)),
        Button("До начала работы", PastWorkButton(view.map.id, 0)),
    )
    change = (add, table_button(view.map.id))
    paper = Button("Списки на бумаге", UnitsButton(0))
    evidence = Button("Что приложить", MapEvidenceButton(view.map.id, 0))
    rows = (
        (change, more, (evidence, paper), (desk,))
        if view.is_coordinator
        else ((desk,),)
        if view.is_whole
        else ()
    )
    return (*rows, (Button("‹ Дорожные карты", PlanButton()),))


def _report(page: MeasurePage) -> Rows:
    """The files of a section; what stands in none is reported with the whole road map."""
    if page.map is None or page.section is None or page.section.id is None:
        return ()
    return ((Button("Отчёт раздела", SectionFilesButton(page.map.id, page.section.id, 0, 0)),),)


def section(page: MeasurePage) -> Notice:
    """A page of the measures of one section."""
    assert page.map is not None
    title = page.section.title if page.section else ""
    return Notice(
        body=lines(
            bold(shortened(title, 200) or NO_SECTION),
            italic(page.map.short_name),
            *_listing(page),
            "",
            *_legend(page.lines),
        ),
        buttons=(
            *_keys(page, "s"),
            *_turn(page),
            *_report(page),
            (Button("‹ К карте", RoadMapButton(page.map.id)),),
        ),
    )


def only_found(card: Notice, words: str, *, may_report: bool) -> Notice:
    """The card of the only measure typed words found; that they were written down nowhere is said, too."""
    hint = " Чтобы отчитаться, откройте поручение." if may_report else ""
    said = f"По словам «{shortened(words, 60)}» нашлось одно. Само сообщение никуда не записано.{hint}"
    return replace(card, body=lines(italic(said), "", card.body))


def found(page: MeasurePage, words: str, *, may_report: bool) -> Notice:
    """What typed words found; that they were written down nowhere is said, too."""
    hint = " Чтобы отчитаться, откройте мероприятие." if may_report else ""
    return Notice(
        body=lines(
            bold(f"Нашлось {page.count}: «{shortened(words, 60)}»"),
            *_listing(page),
            "",
            f"Это поиск: само сообщение никуда не записано.{hint}",
        ),
        buttons=(
            *_keys(page, "f"),
            *turn(page.paging, FoundButton),
            *(((Button("Мои мероприятия", MyDutiesButton("", 0)),),) if may_report else ()),
            (Button("‹ Меню", MenuButton()),),
        ),
    )


def undecided(page: MeasurePage) -> Notice:
    """Measures that wait for their dates or for somebody who answers."""
    if not page.count:
        said = lines(bold("Даты и исполнители"), "", "У всех мероприятий есть и даты, и исполнители.")
        return Notice(body=said, buttons=((Button("‹ Меню", MenuButton()),),))
    return Notice(
        body=lines(
            bold(f"Ждут дат или исполнителя: {measures(page.count)}"),
            "По ним никого не спросят и не напомнят, пока вы не решите.",
            *_listing(page),
        ),
        buttons=(
            *_keys(page, "d"),
            *turn(page.paging, UndecidedButton),
            (Button("‹ Меню", MenuButton()),),
        ),
    )


def found_door(count: int) -> Rows:
    """The row that leads to the measures of the same words, where names were found first."""
    return ((Button(f"Мероприятия по этим словам: {count}", FoundButton(0)),),) if count else ()


def lost() -> Notice:
    """The words that were sought are not known any more."""
    return Notice(
        body=lines("Что искалось, уже забыто. Напишите номер или слова ещё раз."),
        buttons=((Button("‹ Меню", MenuButton()),),),
    )


def _listing(page: MeasurePage) -> list[Html]:
    said = [] if page.paging.pages == 1 else [text(page_words(page.paging) or "")]
    return [*said, Html(""), *(_line(label, line) for label, line in _labelled(page))]


def _labelled(page: MeasurePage) -> list[tuple[str, MeasureLine]]:
    """Each measure with what its key says: its number, or its place where numbers do not tell them apart."""
    numbers = [number(line.number) for line in page.lines]
    places = [str(place) for place, _ in enumerate(page.lines, start=page.paging.offset + 1)]
    is_telling = all(numbers) and len(set(numbers)) == len(numbers)
    return list(zip(numbers if is_telling else places, page.lines, strict=True))


def _line(label: str, line: MeasureLine) -> Html:
    place = "• " if label == number(line.number) else f"{label}. "
    name = measure_name(line.number, line.title, TITLE_LENGTH)
    words = _state(line)
    return Html(place) + of_map(name, line.map_name) + (f" — {words}" if words else "")


def _state(line: MeasureLine) -> str:
    """The worst that is to be said of it, else the words of its deadline."""
    if line.is_heading:
        return ""
    deadline = shortened(line.deadline_text, DEADLINE_LENGTH)
    if line.standing in STANDING_MARKS:
        return STANDING_MARKS[line.standing]
    if not line.is_assigned:
        return f"❓ {NOBODY}"
    if not line.has_points:
        return f"❓ {NO_DATES}" + (f": «{deadline}»" if deadline else "")
    mark = OVERDUE_MARK if line.is_overdue else SETTLED_MARK if line.is_settled else ""
    return f"{mark} {deadline}".strip()


def _legend(shown: Sequence[MeasureLine]) -> list[str]:
    """What the marks of this page mean."""
    marks = [
        (f"{OVERDUE_MARK} есть просроченное", any(line.is_overdue for line in shown)),
        (f"{SETTLED_MARK} всё завершено", any(line.is_settled for line in shown)),
        (
            "❓ нужно ваше решение",
            any(_is_undecided(line) for line in shown),
        ),
    ]
    said = [words for words, is_there in marks if is_there]
    return [", ".join(said)] if said else []


def _is_undecided(line: MeasureLine) -> bool:
    """Nobody answers for it or it has no dates, and it is to be done all the same."""
    is_owed = not line.is_heading and line.standing is MeasureStanding.IN_FORCE
    return is_owed and not (line.is_assigned and line.has_points)


def _keys(page: MeasurePage, came_from: str) -> Rows:
    keys = [
        Button(
            label,
            MeasureButton(line.id, f"{came_from}{page.paging.page}"),
            style=ButtonStyle.DANGER if line.is_overdue else None,
        )
        for label, line in _labelled(page)
    ]
    return tuple(tuple(keys[at : at + KEYS_PER_ROW]) for at in range(0, len(keys), KEYS_PER_ROW))


def _turn(page: MeasurePage) -> Rows:
    assert page.map is not None
    map_id, section_id = page.map.id, (page.section.id or 0) if page.section else 0
    return turn(page.paging, lambda to: SectionButton(map_id, section_id, to))
