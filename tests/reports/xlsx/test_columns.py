"""Under every heading of the report stands what the heading says: the file is read back and asked."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from openpyxl import Workbook, load_workbook

from reports.xlsx.workbook import export_summary
from roadmap.control.duty import ReportOutcome, ReportSource
from roadmap.ids import (
    CampaignId,
    DutyId,
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
from roadmap.summary.summary_source import DateChange, SummarySource
from roadmap.summary.summary_views import (
    CampaignRound,
    RoadMapSummary,
    Standing,
    SummaryHeader,
)
from tests.returned_table import needs_libreoffice, saved_by_libreoffice
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
MOVED = DutyId(77)
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
        measure(
            "1.1", "Открыть мастерскую", point(replace(owed(Standing.RETURNED, id=MOVED), reports=(REPORT,)))
        ),
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


SOURCE = SummarySource(
    summary=SUMMARY,
    changes=(
        DateChange(
            duty_id=MOVED,
            from_on=date(2026, 10, 30),
            to_on=date(2026, 11, 13),
            reason="Ждём станки",
            author="Лидия Саранцева",
            asked_at=SENT_AT,
            is_granted=True,
            decided_by="П. Калинин",
            comment="последний раз",
        ),
    ),
    unreached=frozenset(),
)


def exported(source: SummarySource) -> bytes:
    (whole,) = export_summary(source)
    return whole.data


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(io.BytesIO(exported(SOURCE)))


def row(book: Workbook, sheet: str, heading: str, name: str) -> dict[str, Any]:
    """Under the first head row that begins with `heading`: the line that begins with `name`, by heading."""
    rows = list(book[sheet].iter_rows(values_only=True))
    head = next(place for place, each in enumerate(rows) if each[0] == heading)
    found = next(each for each in rows[head + 1 :] if each[0] == name)
    assert len({title for title in rows[head] if title is not None}) == len([t for t in rows[head] if t])
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
        "Срок": day(date(2026, 11, 13)),
        "Состояние": "Ждём исправленный отчёт\n(срок перенесён с 30.10.2026)",
        "Последний отчёт": "20.10.2026, выполнено частично: Станки привезли\nФайлы: № 7\n"
        "возвращено на доработку: нет акта (Пётр Калинин)",
    },
    ("Подтверждения", "№", "1.1"): {
        "№": "1.1",
        "Мероприятие": "Открыть мастерскую",
        "Исполнитель": "Лицей № 8",
        "Отправлен": naive(SENT_AT),
        "Отчёт": "№ 2, мониторинг, Лидия Саранцева",
        "Итог": "выполнено частично",
        "Текст отчёта": "Станки привезли",
        "Файлы": "№ 7 станок.jpg, 2 КБ",
        "Решение": "возвращено на доработку: нет акта\nПётр Калинин, 22.10.2026 11:30",
    },
    ("Переносы", "№", "1.1"): {
        "№": "1.1",
        "Мероприятие": "Открыть мастерскую",
        "Исполнитель": "Лицей № 8",
        "Перенос": "1-й",
        "Был срок": day(date(2026, 10, 30)),
        "Стал срок": day(date(2026, 11, 13)),
        "Причина": "Ждём станки",
        "Кто просил": "Лидия Саранцева",
        "Решение": "продлено: последний раз (П. Калинин)",
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
    ("По организациям", "Исполнитель", "Гимназия № 3"): {
        "Исполнитель": "Гимназия № 3",
        "Всего поручений": 21,
        "Снято с контроля": 1,
        "Ждёт решения": 2,
        "В работе": 3,
        "Частично, на доработке": 4,
        "Просрочено": 5,
        "Закрыто без исполнения": 4,
        "Прошёл до начала": 2,
        "Исполнено из плана": 0.1,
        "В срок из исполненного": 0,
    },
    ("Сводка", "Раздел", "1. Мастерские"): {
        "Раздел": "1. Мастерские",
        "Всего поручений": 24,
        "Снято с контроля": 2,
        "Ждёт решения": 2,
        "В работе": 3,
        "Частично, на доработке": 5,
        "Просрочено": 6,
        "Закрыто без исполнения": 4,
        "Прошёл до начала": 2,
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


def test_an_overdue_duty_stands_under_red_control_with_its_days(book: Workbook) -> None:
    found = row(book, "Красный контроль", "№", "1.1")
    assert found["Состояние"] == "Просрочено, отчёта нет"
    assert found["Дней просрочки"] == (DECIDED_AT.date() - date(2026, 11, 13)).days


def later(today: date) -> SummarySource:
    """The same on another day."""
    header = replace(SUMMARY.header, made_at=datetime(today.year, today.month, today.day, 12, tzinfo=UTC))
    return replace(SOURCE, summary=replace(SUMMARY, header=header))


@pytest.mark.parametrize(("today", "days"), [(date(2026, 10, 30), 14), (date(2026, 11, 13), 0)])
def test_what_falls_due_within_two_weeks_is_warned_of(today: date, days: int) -> None:
    book = load_workbook(io.BytesIO(exported(later(today))))
    assert row(book, "Предупредительный контроль", "№", "1.1")["Осталось дней"] == days


@pytest.mark.parametrize("today", [date(2026, 10, 29), date(2026, 11, 14)])
def test_what_falls_due_later_or_has_passed_is_not_warned_of(today: date) -> None:
    book = load_workbook(io.BytesIO(exported(later(today))))
    said = [line[0] for line in book["Предупредительный контроль"].iter_rows(values_only=True)]
    assert "В ближайшие 14 дней сроков нет." in said


def test_no_hash_stands_on_any_sheet(book: Workbook) -> None:
    cells = [str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line]
    assert not [words for words in cells if "abababab" in words or "SHA" in words]


def test_shares_of_the_states_sum_to_a_hundred(book: Workbook) -> None:
    rows = list(book["Сводка"].iter_rows(values_only=True))
    head = next(place for place, each in enumerate(rows) if each[:3] == ("Состояние", "Поручений", "Доля"))
    shares = []
    for each in rows[head + 1 :]:
        if each[0] == "Всего поручений":
            break
        shares.append(each[2])
    assert round(sum(shares) * 100) == 100


def test_lists_are_tables_and_the_counts_are_drawn(book: Workbook) -> None:
    names = [table.displayName for sheet in book for table in sheet.tables.values()]
    assert len(names) == len(set(names)) == 5
    for sheet in book:
        for table in sheet.tables.values():
            head = sheet[table.ref][0]
            assert [cell.value for cell in head] == [column.name for column in table.tableColumns]
    assert {sheet.title: len(sheet._charts) for sheet in book if sheet._charts} == {
        "Сводка": 1,
        "По организациям": 1,
    }


def series_of(book: Workbook, sheet: str) -> list[str]:
    """The ranges a chart of this sheet draws, with the headings they are named by."""
    (chart,) = book[sheet]._charts
    return [series.val.numRef.f for series in chart.series]


def test_a_chart_draws_the_counts_of_its_table_and_no_column_of_noughts(book: Workbook) -> None:
    drawn = series_of(book, "По организациям")
    assert len(drawn) == len(series_of(book, "Сводка")) == 7
    for range_ in drawn:
        cells = [cell.value for (cell,) in book["По организациям"][range_.split("!")[1].replace("$", "")]]
        assert any(cells), range_
    few = replace(SUMMARY, measures=SUMMARY.measures[1:2])
    small = load_workbook(io.BytesIO(exported(replace(SOURCE, summary=few, changes=()))))
    assert len(series_of(small, "Сводка")) == 2, "what is done and what is overdue"


def test_a_mixed_cell_of_the_matrix_says_what_is_done_and_what_waits() -> None:
    duties = [
        owed(Standing.WAITING, 2, assignee="Школа № 21"),
        owed(Standing.OVERDUE, 3, assignee="Школа № 33"),
    ]
    summary = replace(SUMMARY, measures=(measure("1.2", "Провести смотр", point(*duties)),))
    found = load_workbook(io.BytesIO(exported(replace(SOURCE, summary=summary, changes=()))))
    assert row(found, "Матрица", "№", "1.2")["Снято"] == "0 из 2, 1 на проверке"


def test_a_reader_of_some_units_is_told_so_and_not_that_nobody_is_named() -> None:
    foreign = replace(measure("2.1", "Чужое"), is_elsewhere=True)
    partial = replace(SUMMARY, is_partial=True, measures=(*SUMMARY.measures, foreign))
    book = load_workbook(io.BytesIO(exported(replace(SOURCE, summary=partial))))
    assert row(book, "Мероприятия", "№", "2.1")["Состояние"] == "У организаций, которых вы не видите"
    for sheet in book:
        said = [line[0] for line in sheet.iter_rows(max_row=6, values_only=True)]
        assert any(str(words).startswith("Здесь только организации, которые вы курируете") for words in said)


def test_a_quarter_stands_beside_the_one_before_and_holds_its_own_reports_only() -> None:
    header = replace(SUMMARY.header, quarter=CalendarQuarter(2027, 1))
    before = (owed(Standing.OVERDUE), owed(Standing.CLOSED_UNDONE))
    quarter = replace(SUMMARY, header=header, before=before)
    book = load_workbook(io.BytesIO(exported(replace(SOURCE, summary=quarter))))
    figures = row(book, "Сводка", "Показатель", "Подлежало исполнению")
    assert figures == {"Показатель": "Подлежало исполнению", "1 кв. 2027": 0, "4 кв. 2026": 2}
    said = [line[0] for line in book["Подтверждения"].iter_rows(values_only=True)]
    assert "Отчётов ещё нет." in said, "the report was sent in October"
    organisation = row(book, "По организациям", "Исполнитель", DUTY.assignee)
    assert organisation["Исполнено из плана, 4 кв. 2026"] == 0
    assert organisation["В срок из исполненного, 4 кв. 2026"] == "—"


def test_the_campaigns_of_the_quarter_before_stand_above_its_own() -> None:
    header = replace(SUMMARY.header, quarter=CalendarQuarter(2026, 4))
    boards = (SUMMARY.rounds[0].board,)
    quarter = replace(SUMMARY, header=header, rounds=(), boards_before=boards)
    book = load_workbook(io.BytesIO(exported(replace(SOURCE, summary=quarter))))
    assert row(book, "Сводка", "Квартал", "3 квартал 2026 года")["Молчат"] == 3


@needs_libreoffice
def test_every_page_is_printed_at_nine_points_or_more(tmp_path: Path) -> None:
    schools = [owed(Standing.OVERDUE, number, assignee=f"Школа № {number}") for number in range(1, 24)]
    wide = measure("3.1", "Провести смотр", point(*schools))
    summary = replace(SUMMARY, measures=(*SUMMARY.measures, wide))
    pdf = saved_by_libreoffice(exported(replace(SOURCE, summary=summary)), tmp_path, "pdf")
    with pdfplumber.open(io.BytesIO(pdf)) as printed:
        sizes = {
            (number, round(char["size"], 1))
            for number, page in enumerate(printed.pages)
            for char in page.chars
            if char["upright"]
        }
        assert all(page.width > page.height for page in printed.pages)
        assert "Страница 1 из" in (printed.pages[0].extract_text() or "")
    assert min(size for number, size in sizes if number) >= 9.0
    assert min(size for number, size in sizes if not number) >= 7.5, (
        "the overview is one page whatever it holds"
    )


def test_where_evidence_is_kept_stands_instead_of_files() -> None:
    placed = replace(
        REPORT, line=replace(REPORT.line, text="Станки привезли\nХранится: дело 01-12"), evidence=()
    )
    duty = replace(owed(Standing.OVERDUE_RETURNED), reports=(placed,))
    summary = replace(SUMMARY, measures=(measure("1.1", "Открыть мастерскую", point(duty)),))
    found = load_workbook(io.BytesIO(exported(replace(SOURCE, summary=summary, changes=()))))

    assert row(found, "Подтверждения", "№", "1.1")["Файлы"] == "Хранится: дело 01-12"
    last = row(found, "Мероприятия", "№", "1.1")["Последний отчёт"]
    assert "Станки привезли\nПодтверждение хранится: дело 01-12" in last


def of_schools(count: int) -> SummarySource:
    """One common measure of so many schools."""
    owing = [owed(Standing.OVERDUE, unit=n, id=n, assignee=f"Школа № {n}") for n in range(1, count + 1)]
    measures = (measure("1.1", "Смотр", point(*owing)),)
    return replace(SOURCE, changes=(), summary=replace(SUMMARY, measures=measures))


def test_a_chart_is_never_cut_by_the_end_of_a_page() -> None:
    breaks = {}
    for count in (5, 20):
        made = load_workbook(io.BytesIO(exported(of_schools(count))))
        sheet = made["По организациям"]
        breaks[count] = [each.id for each in sheet.row_breaks.brk]
        (chart,) = sheet._charts
        assert chart.height <= 15
    assert breaks[5] == [] and len(breaks[20]) == 1


def test_headings_of_a_matrix_of_several_pages_lie_over_what_stands_on_each_of_them() -> None:
    sheet = load_workbook(io.BytesIO(exported(of_schools(20))))["Матрица"]
    first = {str(each).split(":")[1][0] for each in sheet.merged_cells.ranges if each.min_row <= 4}
    assert first == {str(sheet.print_title_cols).replace("$", "").split(":")[1]}
