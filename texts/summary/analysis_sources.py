"""The table at the end of the written analysis: where each of its numbers is from."""

from collections.abc import Mapping
from dataclasses import dataclass

from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.summary.discipline import Discipline, discipline
from roadmap.summary.indicators import indicator_lines
from roadmap.summary.summary_source import SummarySource
from roadmap.summary.summary_views import RoadMapSummary, Standing
from texts.summary.summary_words import short_quarter

TITLE = "Откуда числа"
_HEADINGS = ("Число", "Что это", "Откуда")
_UNTOLD = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of the text, what it was counted from, and what it was in the quarter before."""

    number: str
    meaning: str
    source: str
    former: str = _UNTOLD


def headings(quarter: CalendarQuarter | None) -> tuple[str, ...]:
    """Of the table's columns; of a quarter there is one more, for the one before it."""
    number, *others = _HEADINGS
    return (number, f"За {short_quarter(quarter.preceding)}", *others) if quarter else _HEADINGS


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
    then = _former(source)
    return tuple(
        Figure(number=str(number), meaning=meaning, source=origin, former=then.get(meaning, _UNTOLD))
        for number, meaning, origin in rows
    )


def _former(source: SummarySource) -> Mapping[str, str]:
    """The same numbers of the quarter before by what they mean: those of the days that fell in it."""
    header = source.summary.header
    if header.quarter is None:
        return {}
    then = discipline(source.summary.before, header.time_zone, source.unreached)
    return {
        "подлежало исполнению": str(then.planned),
        "исполнено": str(then.done),
        "исполнено в срок": str(then.in_time),
        "исполнено с опозданием": str(then.late),
        "просрочено": str(then.overdue),
        "закрыто как невыполненное": str(then.undone),
        "ждёт решения": str(then.waiting),
        "не дошло": str(then.unreached),
    }


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
