"""The table at the end of the written analysis: where each of its numbers is from."""

from dataclasses import dataclass

from roadmap.summary.discipline import Discipline
from roadmap.summary.indicators import indicator_lines
from roadmap.summary.summary_source import SummarySource
from roadmap.summary.summary_views import RoadMapSummary, Standing

HEADINGS = ("Число", "Что это", "Откуда")
TITLE = "Откуда числа"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of the text and what it was counted from."""

    number: str
    meaning: str
    source: str


def figures(source: SummarySource, counts: Discipline) -> tuple[Figure, ...]:
    files = sum(len(report.evidence) for owed in source.summary.duties for report in owed.reports)
    rows = (
        (
            len([m for m in source.summary.measures if m.points]),
            "мероприятий в периоде",
            "план, лист «Мероприятия»",
        ),
        (
            len([d for d in source.summary.duties if d.standing is not Standing.WITHDRAWN]),
            "поручений в периоде",
            "лист «Мероприятия», строки без «Исключено»",
        ),
        (counts.planned, "подлежало исполнению", "исполнено + просрочено + закрыто как невыполненное"),
        (counts.done, "исполнено", "состояние «Снято с контроля»"),
        (
            counts.in_time,
            "исполнено в срок",
            "отчёт отправлен не позже срока (дни ожидания решения не в счёт)",
        ),
        (counts.late, "исполнено с опозданием", "исполнено минус исполнено в срок"),
        (counts.overdue, "просрочено", "срок прошёл, принятого отчёта нет, исполнителю писали"),
        (counts.undone, "закрыто как невыполненное", "решение куратора"),
        (counts.waiting, "ждёт решения", "отчёт отправлен, решения нет"),
        (counts.unreached, "не дошло", "срок прошёл, у исполнителя нет чата с ботом"),
        (
            sum(not change.is_own for change in source.changes),
            "просьб о переносе",
            "просьбы исполнителей, без отозванных",
        ),
        (files, "файлов приложено", "лист «Подтверждения»"),
        *_indicator_figures(source.summary),
    )
    return tuple(
        Figure(number=str(number), meaning=meaning, source=origin) for number, meaning, origin in rows
    )


def _indicator_figures(summary: RoadMapSummary) -> tuple[tuple[int, str, str], ...]:
    lines = indicator_lines(summary)
    if not lines:
        return ()
    told = sum(line.latest(summary.header.quarter) is not None for line in lines)
    origin = "числа графы «Результат», лист «Показатели»"
    return (
        (len(lines), "показателей с числом", origin),
        (told, "показателей, по которым число сообщено", "последние отчёты периода, лист «Показатели»"),
    )
