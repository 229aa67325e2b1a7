"""Asking for the consolidated report and handing it over."""

from collections.abc import Sequence

from roadmap.summary.summary_views import ReportedRoadMap, SummaryHeader
from services.buttons.people import MenuButton
from services.buttons.summary import MakeReportButton, ReportPeriodButton, ReportsButton
from services.notice import Button, ButtonStyle, Html, Notice, bold, italic, lines, text
from texts.short import shortened
from texts.summary import summary_words as words

QUARTERS_SHOWN = 6


def choose_road_map(found: Sequence[ReportedRoadMap]) -> Notice:
    """One button per road map; the period is asked next."""
    if not found:
        body = lines(
            bold("Сводный отчёт"),
            "",
            "Дорожных карт пока нет. Отчёт появится, когда координатор утвердит первую.",
        )
        return Notice(body=body, buttons=(_MENU,))
    rows = [(Button(each.short_name, ReportPeriodButton(each.id)),) for each in found]
    listed = [Html("• ") + bold(each.short_name) + f": {shortened(each.title, 160)}" for each in found]
    return Notice(
        body=lines(bold("Сводный отчёт"), "", "По какой дорожной карте?", *listed), buttons=(*rows, _MENU)
    )


_MENU = (Button("‹ Меню", MenuButton()),)


def choose_period(road_map: ReportedRoadMap, *, is_only: bool) -> Notice:
    """The whole period or one of its latest quarters."""
    whole = Button("За весь период", MakeReportButton(road_map.id, 0, 0), style=ButtonStyle.PRIMARY)
    quarters = [
        Button(words.short_quarter(each), MakeReportButton(road_map.id, each.year, each.number))
        for each in road_map.quarters[:QUARTERS_SHOWN]
    ]
    rows = [tuple(quarters[start : start + 3]) for start in range(0, len(quarters), 3)]
    back = _MENU if is_only else (Button("‹ Назад", ReportsButton()),)
    return Notice(
        body=lines(
            bold("Сводный отчёт"),
            italic(shortened(road_map.title, 300)),
            "",
            "Файл Excel: сводка, мероприятия по порядку документа, отчёты и подтверждения, мониторинг. "
            "За какой период?",
        ),
        buttons=((whole,), *rows, back),
    )


def making() -> str:
    return "Собираю отчёт…"


def caption(header: SummaryHeader, local: str) -> Notice:
    return Notice(
        body=lines(bold(shortened(header.title, 300)), Html("") + text(words.made(header, local))),
    )


def file_name(header: SummaryHeader) -> str:
    """A name that says what it is in a folder of many: road map, period, day."""
    period = words.short_quarter(header.quarter) if header.quarter else "весь период"
    title = "".join(c if c.isalnum() or c in " -–№" else " " for c in header.title)
    return f"Отчёт, {shortened(title, 50).rstrip('…')}, {period}, {header.today:%Y-%m-%d}.xlsx"
