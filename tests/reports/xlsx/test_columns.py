"""Under every heading of the report stands what the heading says: the file is read back and asked."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from reports.xlsx.workbook import export_summary
from roadmap.control.duty import ReportOutcome, ReportSource
from roadmap.ids import (
    CampaignId,
    PersonId,
    ReportId,
    RoadMapId,
    UnitId,
)
from roadmap.monitoring.campaign import CalendarQuarter, Campaign, CampaignState
from roadmap.monitoring.campaign_views import (
    Addressee,
    CampaignAnswer,
    CampaignBoard,
    CampaignHeader,
    CampaignQuestion,
    Reach,
)
from roadmap.summary.summary_views import (
    CampaignRound,
    RoadMapSummary,
    Standing,
    SummaryHeader,
)
from tests.summary_rows import DECIDED_AT, DUTY, REPORT, SENT_AT, measure, owed, point

ANSWERED_AT = datetime(2026, 9, 25, 7, 45, tzinfo=UTC)
THIRD_QUARTER = CalendarQuarter(2026, 3)

COUNTED = {
    Standing.ACCEPTED: 1,
    Standing.WAITING: 2,
    Standing.RUNNING: 2,
    Standing.UPCOMING: 1,
    Standing.PARTIAL: 3,
    Standing.RETURNED: 1,
    Standing.OVERDUE: 5,
    Standing.CLOSED_UNDONE: 4,
    Standing.PASSED: 2,
    Standing.WITHDRAWN: 9,
}
"""Duties of «Гимназия № 3»: every column of counts gets another number."""


def addressee(asked: int, answered: int, reach: Reach, difficulties: int = 0) -> Addressee:
    return Addressee(
        unit_id=UnitId(1),
        person_id=None,
        home_unit_id=UnitId(1),
        name=DUTY.assignee,
        asked=asked,
        answered=answered,
        difficulties=difficulties,
        reach=reach,
    )


HEARD = (
    addressee(2, 2, Reach.REACHABLE, difficulties=5),
    *[addressee(2, 1, Reach.REACHABLE)] * 2,
    *[addressee(2, 0, Reach.REACHABLE)] * 3,
    *[addressee(2, 0, Reach.BLOCKED)] * 4,
)
CAMPAIGN = CampaignHeader(
    campaign=Campaign(
        id=CampaignId(1),
        road_map_id=RoadMapId(1),
        department_id=UnitId(9),
        first_on=THIRD_QUARTER.first_on,
        last_on=THIRD_QUARTER.last_on,
        state=CampaignState.OPEN,
        answers_from=ANSWERED_AT,
        opens_at=ANSWERED_AT,
        nudges_at=ANSWERED_AT,
        closes_at=ANSWERED_AT,
    ),
    road_map="Мастерские",
    time_zone="UTC",
)
ANSWER = CampaignAnswer(
    report_id=ReportId(2),
    duty_id=DUTY.id,
    outcome=ReportOutcome.DIFFICULTY,
    text="Нет мастера",
    author_id=PersonId(1),
    author="Лидия Саранцева",
    source=ReportSource.CAMPAIGN,
    created_at=ANSWERED_AT,
    is_late=True,
)
SUMMARY = RoadMapSummary(
    header=SummaryHeader(
        road_map_id=RoadMapId(1),
        title="Мастерские",
        department="Отдел образования",
        period_start=date(2026, 9, 1),
        period_end=date(2027, 5, 31),
        approval_number=None,
        approval_on=None,
        time_zone="UTC",
        made_at=DECIDED_AT,
        quarter=None,
    ),
    measures=(
        measure("1.1", "Открыть мастерскую", point(replace(owed(Standing.RETURNED), reports=(REPORT,)))),
        measure(
            "1.2",
            "Провести смотр",
            point(
                owed(Standing.ACCEPTED, 2, assignee="Школа № 21"),
                owed(Standing.OVERDUE, 3, assignee="Школа № 33"),
            ),
        ),
        measure(
            "1.3",
            "Обучить наставников",
            *(
                point(owed(standing, 4, assignee="Гимназия № 3"))
                for standing, count in COUNTED.items()
                for _ in range(count)
            ),
        ),
        measure("1.4", "Развивать мастерские", has_parts=True, is_assigned=False),
        measure("1.5", "Осмотреть станки"),
        measure("1.6", "Закупить дерево", is_assigned=False),
    ),
    rounds=(
        CampaignRound(
            board=CampaignBoard(header=CAMPAIGN, addressees=HEARD, now=DECIDED_AT, has_names=True),
            questions=(CampaignQuestion(duty=DUTY, answer=ANSWER),),
        ),
    ),
)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(io.BytesIO(export_summary(SUMMARY)))


def row(book: Workbook, sheet: str, heading: str, name: str) -> dict[str, Any]:
    """Under the first head row that begins with `heading`: the line that begins with `name`, by heading."""
    rows = list(book[sheet].iter_rows(values_only=True))
    head = next(place for place, each in enumerate(rows) if each[0] == heading)
    found = next(each for each in rows[head + 1 :] if each[0] == name)
    return {str(title): value for title, value in zip(rows[head], found, strict=True) if title is not None}


def naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def day(on: date) -> datetime:
    """How a date is read back from a file."""
    return datetime(on.year, on.month, on.day)  # noqa: DTZ001


EXPECTED: Mapping[tuple[str, str, str], dict[str, Any]] = {
    ("Мероприятия", "№", "1.1"): {
        "№": "1.1",
        "Мероприятие": "Открыть мастерскую\nРезультат: Приказ",
        "Срок по документу": "осенью",
        "Исполнитель": "Лицей № 8",
        "Срок первоначальный": day(date(2026, 10, 30)),
        "Срок текущий": day(date(2026, 11, 13)),
        "Состояние": "Ждём исправленный отчёт\n(срок перенесён)",
        "Последний отчёт": "выполнено частично: Станки привезли",
        "Дата отчёта": naive(SENT_AT),
        "Подтверждения": "№ 7",
        "Решение куратора": "возвращено на доработку: нет акта (Пётр Калинин)",
    },
    ("Отчёты и подтверждения", "№", "1.1"): {
        "№": "1.1",
        "Мероприятие": "Открыть мастерскую",
        "Исполнитель": "Лицей № 8",
        "Срок": day(date(2026, 11, 13)),
        "Отчёт": "№ 2",
        "Отправлен": naive(SENT_AT),
        "Автор": "Лидия Саранцева",
        "Откуда": "мониторинг",
        "Итог": "выполнено частично",
        "Текст отчёта": "Станки привезли",
        "Подтверждения": "№ 7 станок.jpg, 2 КБ, SHA-256 abababababababab",
        "Решение": "возвращено на доработку",
        "Чьё и когда": "Пётр Калинин, 22.10.2026 11:30. нет акта",
    },
    ("Мониторинг", "Квартал", "3 кв. 2026"): {
        "Квартал": "3 кв. 2026",
        "Адресат": "Лицей № 8",
        "№": "1.1",
        "Мероприятие": "Открыть мастерскую",
        "Ответ": "есть трудности",
        "Пояснение": "Нет мастера",
        "Автор ответа": "Лидия Саранцева",
        "Когда": naive(ANSWERED_AT),
        "Отметка": "с опозданием",
    },
    ("Матрица", "№", "1.2"): {
        "№": "1.2",
        "Мероприятие": "Провести смотр",
        "Снято": "1 из 2",
        "Школа № 21": "снято",
        "Школа № 33": "просрочено",
    },
    ("Сводка", "Состояние", "Просрочено, отчёта нет"): {
        "Состояние": "Просрочено, отчёта нет",
        "Поручений": 6,
        "Доля": 0.25,
    },
    ("Сводка", "Исполнитель", "Гимназия № 3"): {
        "Исполнитель": "Гимназия № 3",
        "Всего поручений": 21,
        "Снято с контроля": 1,
        "Закрыто как невыполненное": 4,
        "Ждёт решения куратора": 2,
        "В работе": 3,
        "Частично, на доработке": 4,
        "Просрочено": 5,
        "Срок прошёл до начала": 2,
    },
    ("Сводка", "Раздел", "1. Мастерские"): {
        "Раздел": "1. Мастерские",
        "Всего поручений": 24,
        "Снято с контроля": 2,
        "Закрыто как невыполненное": 4,
        "Ждёт решения куратора": 2,
        "В работе": 3,
        "Частично, на доработке": 5,
        "Просрочено": 6,
        "Срок прошёл до начала": 2,
    },
    ("Сводка", "Квартал", "3 квартал 2026 года"): {
        "Квартал": "3 квартал 2026 года",
        "Адресатов": 10,
        "Ответили на всё": 1,
        "Не на всё": 2,
        "Молчат": 3,
        "Нет связи": 4,
        "Трудности": 5,
    },
}


@pytest.mark.parametrize("place", EXPECTED, ids=" / ".join)
def test_under_each_heading_stands_its_value(book: Workbook, place: tuple[str, str, str]) -> None:
    found = row(book, *place)
    assert found == EXPECTED[place]
    assert list(found) == list(EXPECTED[place]), "the columns stand in their order"


def test_what_could_not_be_planned_says_so_and_leaves_the_rest_empty(book: Workbook) -> None:
    found = row(book, "Мероприятия", "№", "1.4")
    assert {heading: value for heading, value in found.items() if value is not None} == {
        "№": "1.4",
        "Мероприятие": "Развивать мастерские\nРезультат: Приказ",
        "Срок по документу": "осенью",
        "Исполнитель": "Школы",
        "Состояние": "По подпунктам",
    }


@pytest.mark.parametrize(
    ("number", "words"),
    [("1.4", "По подпунктам"), ("1.5", "Нет графика"), ("1.6", "Исполнитель не назван")],
)
def test_a_measure_that_could_not_be_planned_says_what_is_missing(
    book: Workbook, number: str, words: str
) -> None:
    assert row(book, "Мероприятия", "№", number)["Состояние"] == words
