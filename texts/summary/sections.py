"""«Отчёт раздела»: for which period, and which of the files."""

from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.summary.summary_views import ReportedRoadMap
from services.buttons.plan import SectionButton
from services.buttons.summary import (
    SectionAnalysisButton,
    SectionFilesButton,
    SectionFormButton,
    SectionReportButton,
)
from services.notice import Button, ButtonStyle, Notice, bold, italic, lines
from texts.short import shortened
from texts.summary import summary_words as words
from texts.summary.reports import QUARTERS_SHOWN

CHOSEN = "✓ "


def choose(
    of: SectionFilesButton, road_map: ReportedRoadMap, section: str, quarter: CalendarQuarter | None
) -> Notice:
    """The files of the chosen period, and the other periods."""
    key = (of.road_map_id, of.section_id, of.year, of.quarter)
    return Notice(
        body=lines(
            bold(f"Отчёт раздела за {words.quarter(quarter) if quarter else 'весь период'}"),
            shortened(section, 300),
            italic(shortened(road_map.title, 200)),
            "",
            "В файлах только строки этого раздела: форма на подпись, справка словами, Excel для работы.",
        ),
        buttons=(
            (Button("Форма Word", SectionFormButton(*key), style=ButtonStyle.PRIMARY),),
            (Button("Справка Word", SectionAnalysisButton(*key)), Button("Excel", SectionReportButton(*key))),
            *_periods(of, road_map, quarter),
            (Button("‹ К разделу", SectionButton(of.road_map_id, of.section_id, 0)),),
        ),
    )


def _periods(
    of: SectionFilesButton, road_map: ReportedRoadMap, chosen: CalendarQuarter | None
) -> tuple[tuple[Button, ...], ...]:
    def to(quarter: CalendarQuarter | None) -> Button:
        label = words.short_quarter(quarter) if quarter else "Весь период"
        year, number = (quarter.year, quarter.number) if quarter else (0, 0)
        data = SectionFilesButton(of.road_map_id, of.section_id, year, number)
        return Button(f"{CHOSEN}{label}" if quarter == chosen else label, data)

    keys = [to(None), *map(to, road_map.quarters[: QUARTERS_SHOWN - 1])]
    return tuple(tuple(keys[at : at + 3]) for at in range(0, len(keys), 3))
