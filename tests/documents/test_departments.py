"""Whatever the layout of a plan, each measure keeps its own words and days, and the rest is said."""

from typing import Any

import pytest

from documents.reader import read_document, read_raw
from documents.understanding.understanding import understand_with_ledger
from reports.roadmap_json import roadmap_json
from tests.documents.layouts import LAYOUTS, Layout, layout
from tests.documents.ledger_sums import check_sums


def read(name: str) -> dict[str, Any]:
    one = layout(name)
    return roadmap_json(read_document(one.data, one.filename))


def measures(found: dict[str, Any], *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(measure[key] for key in keys) for measure in found["measures"]]


def days(found: dict[str, Any]) -> list[list[list[str]]]:
    return [measure["deadline"]["windows"] for measure in found["measures"]]


def codes(found: dict[str, Any]) -> list[str]:
    return [problem["code"] for problem in found["problems"]]


@pytest.mark.parametrize("one", LAYOUTS, ids=lambda one: one.name)
def test_no_letter_is_lost_in_silence(one: Layout) -> None:
    document = read_raw(one.data, one.filename)
    check_sums(document, *understand_with_ledger(document))


def test_rows_without_numbers_or_dates_are_measures() -> None:
    found = read("rows without numbers and dates")
    assert measures(found, "title", "responsibles") == [
        ("собрания секций", ["тренер"]),
        ("Поход", ["воспитатели"]),
        ("беседа,", ["завуч"]),
        ("Сбор", ["педагоги"]),
        ("Совет", ["директор"]),
    ]


def test_columns_with_moved_edges_match_by_order() -> None:
    found = read("edges of columns moved")
    assert measures(found, "number", "title", "deadline_text", "responsible_text") == [
        ("1", "Смотр школьных музеев", "март", "Завуч"),
        ("2", "Слёт краеведов", "май", "Тренер"),
        ("3", "Чтения", "июнь", "Методист"),
        ("4", "Выставка", "октябрь", "Завхоз"),
    ]
    assert found["accounted"] == {"rows": 5, "cells": 20, "skipped": 0}
    assert [measure["attributes"] for measure in found["measures"]] == [{}, {}, {}, {}]


def test_tables_of_something_else_are_said_and_glued_to_nothing() -> None:
    found = read("tables of something else")
    assert found["title"] == "Совместный план по безопасности Луговского района на 2026-2027 учебный год"
    assert measures(found, "title", "deadline_text") == [("Урок дороги", "сентябрь")]
    rests = [(rest["code"], rest["table"], rest["words"].split("\n")[0]) for rest in found["rests"]]
    assert rests == [
        ("text-between-parts", 0, "Сведения о нарушениях"),
        ("table-skipped", 2, "Год | Количество случаев | Количество детей"),
        ("text-between-parts", 0, "Анкета для родителей"),
        ("table-skipped", 3, "Вопрос | Да | Нет"),
    ]
    assert found["accounted"]["skipped"] == 13
    assert codes(found)[:4] == [rest["code"] for rest in found["rests"]]


def test_days_take_the_month_that_stands_over_them() -> None:
    assert days(read("days under months in a plan of one quarter")) == [
        [["2026-04-25", "2026-04-26"]],
        [["2026-04-01", "2026-04-20"]],
        [["2026-05-01", "2026-05-31"]],
        [["2026-05-01", "2026-05-07"]],
    ]


def test_hours_take_the_day_that_stands_over_them() -> None:
    assert days(read("hours under days")) == [[["2026-03-24", "2026-03-24"]], [["2026-03-25", "2026-03-25"]]]


def test_every_marked_column_is_a_window() -> None:
    assert days(read("columns of months")) == [
        [["2026-09-01", "2026-09-30"], ["2026-12-01", "2026-12-31"]],
        [["2026-10-05", "2026-10-05"], ["2027-01-10", "2027-01-12"]],
    ]
    assert days(read("quarters counted under one heading")) == [
        [["2026-01-01", "2026-03-31"], ["2026-07-01", "2026-09-30"]],
        [["2026-04-01", "2026-06-30"]],
    ]


def test_a_compound_heading_gives_both_values() -> None:
    found = read("compound headings")
    assert measures(found, "title", "deadline_text") == [
        ("Круглый стол", "15 марта, 10.00"),
        ("Ярмарка", "20 апреля"),
    ]
    assert [measure["attributes"]["place"] for measure in found["measures"]] == ["актовый зал", "площадь"]


def test_each_plan_of_a_file_keeps_its_own_title_and_period() -> None:
    found = read("plans of two periods in one file")
    (other,) = found["plans"]
    assert "several-plans" in codes(found)
    assert (found["title"], other["title"]) == (
        "План мероприятий по охране труда на 2025 год",
        "План мероприятий по безопасности на 2026 год",
    )
    assert days(found) == [[["2025-03-01", "2025-03-31"]]]
    assert days(other) == [[["2026-03-01", "2026-03-31"]]]


def test_tasks_beside_a_merged_direction_are_the_measures() -> None:
    found = read("tasks beside merged directions")
    assert measures(found, "number", "section", "title") == [
        ("I", "Диагностика", "Изучить запросы"),
        ("II", "Диагностика", "Составить карты"),
        ("III", "Обучение", "Провести курс"),
    ]


def test_a_column_without_a_heading_is_kept_and_said() -> None:
    found = read("a column without a heading")
    assert measures(found, "title", "responsible_text") == [
        ("Итоги лета", "директор"),
        ("Ход зимовки", "завхоз"),
        ("О каникулах", "завуч"),
    ]
    assert found["measures"][0]["attributes"]["столбец 1"] == "Тема: «Лето»"
    assert "column-not-understood" in codes(found)


def test_a_row_that_only_introduces_is_a_heading_and_lines_of_a_shared_cell_are_told_apart() -> None:
    found = read("heading and first sub-row in one cell")
    assert [(m["number"], m["deadline_text"], m.get("is_heading", False)) for m in found["measures"]] == [
        ("5", "Постоянно", False),
        ("5.1", "Октябрь 2026", False),
        ("5.2", "май", False),
        ("6", "", True),
        ("6.1", "июнь", False),
    ]
    assert codes(found) == []


def test_marks_of_execution_are_read_as_what_they_are_and_several_items_are_offered() -> None:
    found = read("marks of execution and several items")
    assert [measure.get("execution") for measure in found["measures"]] == [
        {"state": "done", "date": "2026-03-15", "words": "Выполнено 15.03.2026"},
        {"state": "not_done", "date": None, "words": "не проведён из-за паводка"},
        None,
    ]
    items = [(item["text"], item["deadline_text"]) for item in found["measures"][2]["milestones"]]
    assert items == [("Чтения.", "июнь"), ("Выставка.", "октябрь")]
    assert codes(found) == ["several-items"]


def test_bars_need_no_leading_bar_and_signs_of_a_cell_survive() -> None:
    found = read("bars without a leading one")
    assert measures(found, "number", "title") == [
        ("1", "Издание приказа"),
        ("2", "Отбор детей <7 лет & младше"),
    ]


def test_a_signature_among_the_rows_is_glued_to_no_measure() -> None:
    found = read("a signature among the rows of a sheet")
    assert measures(found, "title", "deadline_text") == [("Смотр", "март"), ("Слёт", "май")]
    assert found["accounted"]["skipped"] == 0


def test_the_place_of_each_measure_is_kept() -> None:
    one = layout("edges of columns moved")
    third = read_document(one.data, one.filename).measures[2]
    assert third.place is not None
    assert (third.place.table, third.place.rows) == (2, (1,))
    assert third.place.cells["deadline"] == ((2, 1, 3),)


def test_plain_headings_are_known_whatever_their_order() -> None:
    found = read("plain headings in an order of one's own")
    assert measures(found, "number", "title", "deadline_text", "responsible_text", "expected_result") == [
        ("1", "Открыть секции", "до 1.03.2027", "Все школы", "приказы"),
        ("2", "Дни здоровья", "15 апреля; 15 октября", "СОШ № 4", "отчёт"),
    ]
    assert codes(found) == []
