"""Numbers that were promised: each quarter's value beside the target, in the workbook and in the analysis."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

from openpyxl import Workbook, load_workbook

from roadmap.ids import DutyId, ReportId
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.summary.summary_source import SummarySource
from roadmap.summary.summary_views import Standing, SummaryDuty, SummaryReport
from tests.reports.xlsx.test_columns import ANSWER, SOURCE, SUMMARY, exported, row
from tests.summary_rows import DUTY, REPORT, measure, owed, point
from texts.summary.analysis_passage import Passage
from texts.summary.analysis_words import analysis

RESULT = "Обучено 120 педагогов"


def told(number: int, value: float | None, sent_on: date) -> SummaryReport:
    sent_at = datetime(sent_on.year, sent_on.month, sent_on.day, 9, tzinfo=UTC)
    line = replace(REPORT.line, id=ReportId(number), value=value, created_at=sent_at, text="Учили")
    return replace(REPORT, line=line)


def trained(*reports: SummaryReport, assignee: str = "Лицей № 8") -> SummaryDuty:
    duty = owed(Standing.RUNNING, id=DutyId(31), number="3.1", title="Курсы", result=RESULT)
    return replace(duty, duty=replace(duty.duty, assignee=assignee), reports=reports)


def source(*duties: SummaryDuty, quarter: CalendarQuarter | None = None) -> SummarySource:
    courses = replace(measure("3.1", "Курсы", point(*duties)), result=RESULT)
    header = replace(SUMMARY.header, quarter=quarter)
    summary = replace(SUMMARY, header=header, measures=(*SUMMARY.measures, courses))
    return replace(SOURCE, summary=summary)


def book(found: SummarySource) -> Workbook:
    return load_workbook(io.BytesIO(exported(found)))


def passage(found: SummarySource) -> Passage:
    return next(each for each in analysis(found).passages if each.heading == "Показатели")


FALL = (told(11, 40, date(2026, 9, 20)), told(12, 70, date(2026, 11, 3)), told(13, 85.5, date(2026, 12, 8)))


def test_the_last_value_of_each_quarter_stands_beside_the_target() -> None:
    found = row(book(source(trained(*FALL))), "Показатели", "№", "3.1")
    assert found == {
        "№": "3.1",
        "Мероприятие": "Курсы",
        "Исполнитель": "Лицей № 8",
        "Цель": "120 педагогов",
        "3 кв. 2026": 40,
        "4 кв. 2026": 85.5,
    }


def test_a_quarter_shows_itself_and_the_one_before_and_a_dash_where_nothing_was_told() -> None:
    quarter = CalendarQuarter(2027, 1)
    found = row(book(source(trained(*FALL), quarter=quarter)), "Показатели", "№", "3.1")
    assert (found["4 кв. 2026"], found["1 кв. 2027"]) == (85.5, "—")


def test_an_answer_counts_for_the_quarter_it_was_asked_about_however_late_it_came() -> None:
    late = told(ANSWER.report_id, 55, date(2026, 10, 4))
    found = row(book(source(trained(late))), "Показатели", "№", "3.1")
    assert found["3 кв. 2026"] == 55


def test_a_report_that_was_taken_back_says_nothing() -> None:
    taken = told(14, 99, date(2026, 12, 9))
    taken = replace(taken, line=replace(taken.line, retracted_at=taken.line.created_at))
    assert row(book(source(trained(*FALL, taken))), "Показатели", "№", "3.1")["4 кв. 2026"] == 85.5


def test_no_sheet_of_numbers_where_no_result_names_one() -> None:
    assert "Показатели" not in book(SOURCE).sheetnames


def test_the_number_stands_under_the_words_it_was_told_with() -> None:
    found = book(source(trained(*FALL)))
    number = "Показатель: 85,5 педагогов (цель 120)"
    assert number in row(found, "Мероприятия", "№", "3.1")["Последний отчёт"]
    assert (
        row(found, "Подтверждения", "№", "3.1")["Текст отчёта"]
        == "Учили\nПоказатель: 40 педагогов (цель 120)"
    )


def test_an_answer_to_the_monitoring_says_its_number() -> None:
    question = replace(
        SUMMARY.rounds[0].questions[0], duty=replace(DUTY, result=RESULT), answer=replace(ANSWER, value=55)
    )
    rounds = (replace(SUMMARY.rounds[0], questions=(question,)),)
    found = book(replace(SOURCE, summary=replace(SUMMARY, rounds=rounds)))
    assert row(found, "Мониторинг", "Квартал", "3 кв. 2026")["Пояснение"] == (
        "Нет мастера\nПоказатель: 55 педагогов (цель 120)"
    )


def test_the_analysis_tells_each_value_with_its_target_and_the_former_one() -> None:
    silent = trained(assignee="Школа № 21")
    found = source(trained(*FALL), silent, quarter=CalendarQuarter(2026, 4))
    said = passage(found)
    assert said.paragraphs == ("Показателей с числом: 2, число сообщено: 1.",)
    assert said.items == (
        "п. 3.1 «Курсы», Лицей № 8: 85,5 при цели 120 педагогов на всех (3 кв. 2026: 40)",
        "п. 3.1 «Курсы», Школа № 21: число не сообщено, цель 120 педагогов на всех",
    )
    assert ("2", "показателей с числом") in [(each.number, each.meaning) for each in analysis(found).figures]
