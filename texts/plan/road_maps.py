"""A whole road map: its editions, its name, closing it, the next year."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from roadmap.control.duty_filter import ClosingCounts
from roadmap.language.short_name import LONGEST
from roadmap.plan.measure import RoadMap, RoadMapKind, RoadMapState
from roadmap.reminding.ladders import LadderOf
from services.buttons.imports import ImportDeskButton
from services.buttons.monitoring import MonitoringRulesButton
from services.buttons.plan import (
    ClosedMapsButton,
    CloseMapButton,
    EditionFileButton,
    MapDeskButton,
    RenameMapButton,
    ReopenMapButton,
    RoadMapButton,
    RollMapButton,
)
from services.buttons.reminding import LadderButton
from services.buttons.summary import ReportFilesButton
from services.notice import Button, ButtonStyle, Html, Notice, bold, lines, text
from services.plan.road_map_desk import EditionLine, MapDesk
from texts.plural import day, plural
from texts.short import shortened

SHOWN_EDITIONS = 8
CLOSED = "Закрыта: по ней больше ничего не отправляется."
Rows = tuple[tuple[Button, ...], ...]


def desk(view: MapDesk) -> Notice:
    """What can be done with the road map, and its editions, each with its document."""
    one = view.map
    is_active = one.state is RoadMapState.ACTIVE
    shown = view.editions[:SHOWN_EDITIONS]
    return Notice(
        body=lines(
            bold(shortened(one.title, 300)),
            f"Коротко: {one.short_name}"
            if is_active
            else bold("Закрыта: по ней больше ничего не отправляется."),
            f"С {day(one.period_start, today=one.period_end)} по {day(one.period_end)}",
            "",
            bold("Редакции"),
            *(_edition(line, view.time_zone) for line in shown),
            _more(len(view.editions) - len(shown)),
        ),
        buttons=(
            *_documents(shown),
            *(_verbs(view) if view.is_coordinator and is_active else ()),
            *_way_out(view),
        ),
    )


def _edition(line: EditionLine, time_zone: str) -> Html:
    edition = line.edition
    on = day(edition.approved_at.astimezone(ZoneInfo(time_zone)).date())
    by = f", {line.approved_by}" if line.approved_by else ""
    what = "правки в чате" if edition.is_by_hand else f"«{shortened(edition.file_name, 60)}»"
    return text(f"{edition.number}. от {on}{by}: {what}")


def _more(count: int) -> str | None:
    return f"…и ещё {plural(count, 'редакция', 'редакции', 'редакций')} раньше" if count > 0 else None


def _documents(shown: Sequence[EditionLine]) -> Rows:
    keys = [
        Button(f"Документ {line.edition.number}", EditionFileButton(line.edition.id))
        for line in shown
        if not line.edition.is_by_hand
    ]
    return tuple(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2))


def _verbs(view: MapDesk) -> Rows:
    one = view.map
    year = one.period_start.year + 1
    rolls = one.kind is RoadMapKind.PLAN
    return (
        (
            Button("Мониторинг", MonitoringRulesButton(one.id)),
            Button("Напоминания", LadderButton(LadderOf.ROAD_MAP.value, one.id)),
        ),
        (Button("Переименовать", RenameMapButton(one.id)),),
        *(((Button(f"План на {_school_year(one, year)}", RollMapButton(one.id, year)),),) if rolls else ()),
        (Button("Закрыть карту", CloseMapButton(one.id, 0), style=ButtonStyle.DANGER),),
    )


def _school_year(one: RoadMap, year: int) -> str:
    """«2027 год» or, where the plan runs over New Year, «2027/28 год»."""
    years = one.period_end.year - one.period_start.year
    return f"{year}/{(year + years) % 100:02d} год" if years else f"{year} год"


def _way_out(view: MapDesk) -> Rows:
    if view.map.state is RoadMapState.ACTIVE:
        return ((Button("‹ К карте", RoadMapButton(view.map.id)),),)
    again = (Button("↩ Отменить закрытие", ReopenMapButton(view.map.id)),)
    report = (Button("Отчёт за весь срок", ReportFilesButton(view.map.id, 0, 0)),)
    back = (Button("‹ Закрытые карты", ClosedMapsButton()),) if view.is_coordinator else ()
    return tuple(row for row in (again if view.can_reopen else (), report, back) if row)


def ask_name(one: RoadMap) -> Notice:
    """Asks to type another short name."""
    return Notice(
        body=lines(
            bold("Как назвать карту коротко?"),
            f"Сейчас: {one.short_name}. Так она называется на кнопках и в списках. До {LONGEST} знаков; "
            "полное название не меняется.",
        ),
        buttons=((Button("‹ К карте", MapDeskButton(one.id)),),),
    )


def renamed(name: str) -> str:
    """A toast after the new name."""
    return f"Теперь карта называется «{name}»."


def close_sure(one: RoadMap, counts: ClosingCounts, today: date) -> Notice:
    """What closing the road map ends, asked before it is done."""
    early = one.period_end >= today and one.kind is RoadMapKind.PLAN
    return Notice(
        body=lines(
            bold(f"Закрыть карту «{shortened(one.short_name, 60)}»?"),
            "",
            "По ней больше ничего не будет отправлено: ни напоминаний, ни мониторинга. Отчёты и история "
            "останутся, сводный отчёт можно будет выгрузить.",
            f"⚠️ Её срок ещё не вышел: он до {day(one.period_end)}." if early else None,
            "",
            *_ended(counts),
        ),
        buttons=(
            (Button("Закрыть карту", CloseMapButton(one.id, 1), style=ButtonStyle.DANGER),),
            (Button("‹ Не закрывать", MapDeskButton(one.id)),),
        ),
    )


def _ended(counts: ClosingCounts) -> list[str]:
    said = (
        (counts.overdue, "Просрочено: {}. Будет закрыто как невыполненное."),
        (counts.ahead, "Срок ещё не наступил или даты нет: {}. Будет снято с плана."),
        (counts.waiting, "Ждёт решения куратора: {}. Решить можно и после закрытия."),
    )
    lines_ = [f"• {words.format(_duties(count))}" for count, words in said if count]
    return lines_ or ["Открытых поручений в ней нет."]


def _duties(count: int) -> str:
    return plural(count, "поручение", "поручения", "поручений")


def closed(one: RoadMap) -> str:
    """A toast: the road map is closed."""
    return f"Карта «{shortened(one.short_name, 60)}» закрыта. Отменить можно 10 минут."


REOPENED = "Карта снова в работе: поручения такие, как были."
"""A toast: closing it was undone."""


def closed_maps(maps: Sequence[RoadMap]) -> Notice:
    """Road maps in force no more, a key each."""
    said = [f"• {shortened(one.title, 120)}, до {day(one.period_end)}" for one in maps]
    return Notice(
        body=lines(bold("Закрытые карты"), "", *(said or ["Закрытых карт нет."])),
        buttons=(
            *((Button(shortened(one.short_name, 40), MapDeskButton(one.id)),) for one in maps),
            (Button("‹ Дорожные карты", ImportDeskButton()),),
        ),
    )


def rolled_file(one: RoadMap, year: int) -> str:
    """What the proposed plan of another year is called on the desk."""
    return f"{one.short_name}: план на {_school_year(one, year)}"
