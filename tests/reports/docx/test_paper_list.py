"""The printed list says what the read model holds: each duty under its road map, room for a pen."""

import io
from dataclasses import replace
from datetime import date

from docx import Document

from reports.docx.paper_list import write_paper_list
from roadmap.ids import PersonId
from tests.reports.docx.test_word_rules import LIST
from tests.summary_rows import DUTY

LATER = replace(
    DUTY,
    number="2.1",
    title="Смотр",
    due_on=None,
    owed_by=None,
    person_id=PersonId(4),
    assignee="Анна Лугова",
)
FOUND = replace(LIST, maps=(("Мастерские", (DUTY, LATER)), ("Чтение", (DUTY,))), made_on=date(2026, 11, 20))


def rows() -> list[list[str]]:
    (table,) = Document(io.BytesIO(write_paper_list(FOUND))).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_each_duty_stands_under_its_road_map_with_its_day_and_an_empty_cell() -> None:
    heading, first_map, duty, later, second_map, again = rows()
    assert heading == ["№", "Что сделать", "Срок", "Чем подтвердить", "Отметка: что сделано, когда"]
    assert (set(first_map), set(second_map)) == ({"Мастерские"}, {"Чтение"})
    assert duty == ["1.1", "Открыть мастерскую", "до 13.11.2026\nсрок прошёл", "Приказ", ""]
    assert later == ["2.1", "Смотр\nИсполнитель: Анна Лугова", "без даты, до 30.10.2026", "Приказ", ""]
    assert again == duty


def test_above_it_stands_whose_it_is_and_below_whom_to_call() -> None:
    lines = [paragraph.text for paragraph in Document(io.BytesIO(write_paper_list(FOUND))).paragraphs]
    assert lines[:3] == [
        "Мероприятия: октябрь – декабрь 2026",
        "Лицей №\xa08",
        FOUND.department,
    ]
    assert any("куратору (Пётр Калинин)" in line for line in lines)
    assert lines[-1].startswith("Фамилия, подпись")
