"""Asking for the consolidated report and handing it over."""

from collections.abc import Sequence

from roadmap.ids import UnitId
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.plan.measure import RoadMap
from roadmap.summary.evidence import EvidencePassport
from roadmap.summary.file_parts import FilePart, first_and_last
from roadmap.summary.summary_views import ReportedRoadMap, SummaryHeader
from services.buttons.people import MenuButton
from services.buttons.summary import (
    DisciplineButton,
    FormUnitsButton,
    MakeAnalysisButton,
    MakeArchiveButton,
    MakeFormButton,
    MakeReportButton,
    PicturesButton,
    ReportFilesButton,
    ReportPeriodButton,
    ReportsButton,
    SignersButton,
)
from services.notice import Button, ButtonStyle, Html, Notice, bold, italic, lines, text
from services.summary.evidence_archives import ArchivePart, EvidenceOf
from texts.plural import plural
from texts.short import of_file_name, shortened
from texts.summary import evidence_words
from texts.summary import summary_words as words
from texts.summary.file_parts import measures_words, of_workbook, part_lines, part_of_name

QUARTERS_SHOWN = 6
UNITS_PER_PAGE = 8


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
    whole = Button("За весь период", ReportFilesButton(road_map.id, 0, 0), style=ButtonStyle.PRIMARY)
    quarters = [
        Button(words.short_quarter(each), ReportFilesButton(road_map.id, each.year, each.number))
        for each in road_map.quarters[:QUARTERS_SHOWN]
    ]
    rows = [tuple(quarters[start : start + 3]) for start in range(0, len(quarters), 3)]
    back = _MENU if is_only else (Button("‹ Назад", ReportsButton()),)
    return Notice(
        body=lines(
            bold("Сводный отчёт"),
            italic(shortened(road_map.title, 300)),
            "",
            "За какой период?",
        ),
        buttons=((whole,), *rows, back),
    )


def choose_files(of: ReportFilesButton, quarter: CalendarQuarter | None, *, may_set_signers: bool) -> Notice:
    """What can be made of a road map for a period."""
    key = (of.road_map_id, of.year, of.quarter)
    signers = ((Button("✍️ Кто подписывает", SignersButton(*key)),),) if may_set_signers else ()
    return Notice(
        body=lines(
            bold(f"Отчёт за {words.quarter(quarter) if quarter else 'весь период'}"),
            "",
            Html("• ") + bold("Форма Word") + ": таблица, как она утверждена, с отметкой об исполнении "
            "у каждого мероприятия. На подпись.",
            Html("• ")
            + bold("Справка Word")
            + ": что сделано и что нет, словами и числами. Под правку и подпись.",
            Html("• ") + bold("Excel") + ": сводка, мероприятия, отчёты и подтверждения, мониторинг. "
            "Для работы.",
            Html("• ") + bold("Форма одной организации") + ": только её строки.",
            Html("• ") + bold("Картинки") + ": разделы, сроки, год по месяцам, нагрузка. Для телефона.",
            Html("• ") + bold("Архив") + ": все файлы отчётов по папкам с описью.",
        ),
        buttons=(
            (Button("Форма Word", MakeFormButton(*key, 0), style=ButtonStyle.PRIMARY),),
            (Button("Форма одной организации", FormUnitsButton(*key, 0)),),
            (Button("Справка Word", MakeAnalysisButton(*key)), Button("Excel", MakeReportButton(*key))),
            (Button("Картинки", PicturesButton(*key)), Button("Кто держит сроки", DisciplineButton(*key, 0))),
            (Button("Архив подтверждений", MakeArchiveButton(*key)),),
            *signers,
            (Button("‹ Назад", ReportPeriodButton(of.road_map_id)),),
        ),
    )


def choose_unit(of: FormUnitsButton, units: Sequence[tuple[UnitId, str]]) -> Notice:
    """Whose rows the form is to hold."""
    key = (of.road_map_id, of.year, of.quarter)
    start = of.page * UNITS_PER_PAGE
    shown = units[start : start + UNITS_PER_PAGE]
    rows = [(Button(shortened(name, 60), MakeFormButton(*key, unit_id)),) for unit_id, name in shown]
    turns = []
    if of.page:
        turns.append(Button("‹", FormUnitsButton(*key, of.page - 1)))
    if start + UNITS_PER_PAGE < len(units):
        turns.append(Button("›", FormUnitsButton(*key, of.page + 1)))
    found = (
        "Строки какой организации?" if units else "Пока ни у одной организации нет мероприятий этой карты."
    )
    return Notice(
        body=lines(bold("Форма одной организации"), "", found),
        buttons=(*rows, *((tuple(turns),) if turns else ()), (Button("‹ Назад", ReportFilesButton(*key)),)),
    )


def ask_signers(road_map: RoadMap, back: ReportFilesButton) -> Notice:
    """Which lines to print under the form."""
    now = [italic(line) for line in road_map.signers.splitlines()] or [italic("никто")]
    return Notice(
        body=lines(
            bold("Кто подписывает"),
            italic(shortened(road_map.title, 300)),
            "",
            "Сейчас:",
            *now,
            "",
            "Напишите строки для подписи, каждую с новой строки. Например:",
            italic("Начальник отдела образования ____________ И. О. Фамилия"),
            "Чтобы убрать подписи, напишите «нет».",
        ),
        buttons=((Button("‹ Назад", back),),),
    )


def means_nobody(words: str) -> bool:
    """Whether the answer takes the signers away."""
    return words.strip(" .!").casefold() == "нет"


def signers_kept(road_map: RoadMap, back: ReportFilesButton) -> Notice:
    """What will stand under the form from now on."""
    said = ["Под формой будет стоять:", *(italic(line) for line in road_map.signers.splitlines())]
    return Notice(
        body=lines(*(said if road_map.signers else ["Подписей под формой не будет."])),
        buttons=((Button("‹ Назад", back),),),
    )


def making() -> str:
    return "Собираю отчёт…"


def caption(header: SummaryHeader, local: str, number: int, parts: Sequence[FilePart]) -> Notice:
    """What the workbook is of; of one in parts, which this is, and what the others hold."""
    return Notice(
        body=lines(
            bold(shortened(header.title, 300)),
            text(words.made(header, local)),
            *map(text, part_lines(number, [of_workbook(part) for part in parts])),
        ),
    )


def form_caption(header: SummaryHeader, unit: str, local: str) -> Notice:
    """What the form is of, whose, and how it stood when it was made."""
    period = words.quarter(header.quarter) if header.quarter else "весь период"
    return Notice(
        body=lines(
            bold(shortened(header.title, 300)),
            *([text(unit)] if unit else []),
            text(f"Форма с отметками об исполнении за {period}. Состояние на {local}"),
        )
    )


def analysis_caption(header: SummaryHeader, local: str) -> Notice:
    """What the analysis is of."""
    period = words.quarter(header.quarter) if header.quarter else "весь период"
    return Notice(
        body=lines(
            bold(shortened(header.title, 300)),
            text(f"Аналитическая справка за {period}. Состояние на {local}"),
            text("Выводы и предложения в конце составлены по числам: прочтите и поправьте."),
        )
    )


def no_evidence() -> str:
    return "Файлов к отчётам за этот период нет."


def archive_title(road_map: RoadMap, quarter: CalendarQuarter | None) -> str:
    """What the index of an archive is called."""
    period = words.quarter(quarter) if quarter else "весь период"
    return f"Подтверждения к отчётам за {period}: {road_map.title}"


def archive_caption(found: EvidenceOf, part: ArchivePart, quarter: CalendarQuarter | None) -> Notice:
    """What is in this part of the archive."""
    lost = f"Не сохранилось файлов: {part.missing}." if part.missing else None
    holds = [_measures(passports) for passports in found.parts]
    return Notice(
        body=lines(
            bold(shortened(found.road_map.title, 300)),
            text(
                f"Подтверждения за {words.quarter(quarter) if quarter else 'весь период'}: "
                f"{plural(part.files, 'файл', 'файла', 'файлов')} с описью."
            ),
            *map(text, part_lines(part.number, holds)),
            lost,
            text(evidence_words.CHILDREN),
        )
    )


def archive_name(found: EvidenceOf, part: ArchivePart, quarter: CalendarQuarter | None) -> str:
    """As `file_name`, for a part of the archive."""
    period = words.short_quarter(quarter) if quarter else "весь период"
    title = of_file_name(found.road_map.title, 50)
    return f"Подтверждения, {title}, {period}{part_of_name(part.number, len(found.parts))}.zip"


def _measures(passports: Sequence[EvidencePassport]) -> str:
    """The measures whose files these are."""
    return measures_words(first_and_last([each.number.rstrip(".") or each.title for each in passports]))


def analysis_name(header: SummaryHeader) -> str:
    """As `file_name`, for the analysis."""
    return f"Справка, {_named(header)}.docx"


def form_name(header: SummaryHeader, unit: str) -> str:
    """As `file_name`, for the form; of one unit with its name."""
    of = f", {of_file_name(unit, 40)}" if unit else ""
    return f"Отметки{of}, {_named(header)}.docx"


def file_name(header: SummaryHeader, number: int = 1, count: int = 1) -> str:
    """A name that says what it is in a folder of many: road map, period, day, which part."""
    return f"Отчёт, {_named(header)}{part_of_name(number, count)}.xlsx"


def _named(header: SummaryHeader) -> str:
    period = words.short_quarter(header.quarter) if header.quarter else "весь период"
    named = header.section or header.title
    return f"{of_file_name(named, 50)}, {period}, {header.today:%Y-%m-%d}"
